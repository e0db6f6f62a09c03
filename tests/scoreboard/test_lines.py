import json

from hypothesis import given
from hypothesis import strategies as st

from boards import entry, loose
from hackney_challenges.scoreboard.entries import Entry, encode
from hackney_challenges.scoreboard.lines import next_chain, numbered_line, read_lines

ENTRIES = [entry(seq, points=seq) for seq in range(1, 6)]


def chained(entries: list[Entry], n: int = 0, chain: str = "") -> list[bytes]:
    lines = []
    for number, one in enumerate(entries, start=n + 1):
        chain = next_chain(chain, number, 1000 + number, encode(one))
        lines.append(numbered_line(chain, number, 1000 + number, encode(one)))
    return lines


LINES = chained(ENTRIES)


def test_a_scoreboard_file_is_read_with_its_numbers() -> None:
    found = read_lines("scoreboard.jsonl", LINES)
    assert list(found.entries) == [one.id for one in ENTRIES]
    assert [(one.n, one.seen) for one in found.entries.values()] == [(n, 1000 + n) for n in range(1, 6)]
    assert (found.n, found.set_aside_count, found.damage) == (5, 0, [])


def test_lines_may_bear_the_marks_of_windows() -> None:
    dressed = [b"\xef\xbb\xbf" + LINES[0], b"\r\n", *(line.replace(b"\n", b"\r\n") for line in LINES[1:])]
    found = read_lines("scoreboard.jsonl", dressed)
    assert (len(found.entries), found.set_aside_count, found.damage) == (5, 0, [])


def test_a_foreign_line_costs_only_itself() -> None:
    found = read_lines("scoreboard.jsonl", [LINES[0], b"<<<<<<< HEAD\n", *LINES[1:]])
    assert len(found.entries) == 5
    assert [(aside.file, aside.line) for aside in found.set_aside] == [("scoreboard.jsonl", 2)]
    assert found.damage == []


def test_bare_entries_that_people_joined_by_hand_are_read() -> None:
    found = read_lines("scoreboard.jsonl", [encode(one) + b"\n" for one in ENTRIES])
    assert len(found.entries) == 5
    assert found.set_aside_count == 0


def test_a_line_taken_out_shows_at_the_next_one() -> None:
    found = read_lines("scoreboard.jsonl", [*LINES[:2], *LINES[3:]])
    assert [spot.line for spot in found.damage] == [3]
    assert "does not follow" in found.damage[0].reason
    assert len(found.entries) == 4


def test_a_changed_time_shows() -> None:
    found = read_lines("scoreboard.jsonl", [LINES[0].replace(b'"seen":1001', b'"seen":9001'), *LINES[1:]])
    assert [spot.line for spot in found.damage] == [1]


def test_two_collectors_at_once_show_as_a_fork_and_lose_nothing() -> None:
    one, other = chained(ENTRIES[:4]), chained([ENTRIES[0], ENTRIES[4]])
    found = read_lines("scoreboard.jsonl", [*one, *other])
    assert len(found.entries) == 5
    assert len(found.damage) == 1


def test_the_same_lines_twice_are_no_damage() -> None:
    found = read_lines("scoreboard.jsonl", [*LINES, *LINES])
    assert len(found.entries) == 5
    assert found.damage == []


def test_a_kind_of_tomorrow_is_kept_and_counted() -> None:
    later = json.dumps(loose(kind="award", teams=[])).encode()
    found = read_lines("scoreboard.jsonl", [later])
    assert len(found.entries) == 1
    assert 'of a kind this kit does not know: "award"' in found.set_aside[0].reason


def test_many_bad_lines_are_counted_and_the_first_hundred_named() -> None:
    found = read_lines("scoreboard.jsonl", [b"x\n"] * 5000)
    assert found.set_aside_count == 5000
    assert len(found.set_aside) == 100


WHOLE = b"".join(LINES)


def test_a_chain_in_other_letters_costs_its_line_and_the_one_after_it_shows() -> None:
    spoilt = LINES[1].replace(b'"chain":"', b'"chain":"\xe1\x80\x80')
    found = read_lines("scoreboard.jsonl", [LINES[0], spoilt, *LINES[2:]])
    assert found.set_aside_count == 1
    assert len(found.entries) == len(LINES) - 1
    assert [spot.line for spot in found.damage] == [3]


@given(place=st.integers(0, len(WHOLE) - 1), junk=st.binary(max_size=40), cut=st.integers(0, 300))
def test_no_spoilt_place_invents_anything_or_costs_more_than_its_lines(
    place: int, junk: bytes, cut: int
) -> None:
    spoilt = WHOLE[:place] + junk + WHOLE[place + cut :]
    found = read_lines("scoreboard.jsonl", spoilt.splitlines(keepends=True))
    assert set(found.entries) <= {one.id for one in ENTRIES}
    untouched = [line for line in LINES if line in spoilt.splitlines(keepends=True)]
    assert len(found.entries) >= len(untouched)
