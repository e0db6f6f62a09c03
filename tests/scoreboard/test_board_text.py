from boards import entry
from hackney_challenges.scoreboard.board_text import Look, board_text
from hackney_challenges.scoreboard.entries import Entry
from hackney_challenges.scoreboard.standings import standings
from hackney_challenges.scoreboard.store import Damage, Reading, SetAside

TEAMS = [
    ("canal-otters", "Canal Otters", 42),
    ("marsh-foxes", "Marsh Foxes", 42),
    ("red-kites", "Red Kites", 30),
    ("bats", "Bats", 12),
    ("cats", "Cats", 9),
    ("newts", "Newts", 5),
    ("dogs", "Dogs", 5),
]
ENTRIES = tuple(
    entry(seq, team=team, name=name, points=points, out_of=100)
    for seq, (team, name, points) in enumerate(TEAMS, 1)
)


def shown(
    entries: tuple[Entry, ...] = ENTRIES, team: str | None = None, look: Look | None = None, **more: object
) -> str:
    reading = Reading(entries=entries, **more)  # type: ignore[arg-type]
    return board_text(
        standings(entries),
        reading,
        team=team,
        newest="27 Oct 14:02" if entries else None,
        next_step="hackney next",
        look=look or Look(),
    )


def test_the_first_places_in_order_and_nobody_last() -> None:
    assert (
        shown(team="newts")
        == """\
Scoreboard: claims, not yet marked.

1=  Canal Otters                              42 points
1=  Marsh Foxes                               42 points
3   Red Kites                                 30 points
4   Bats                                      12 points
5   Cats                                       9 points

Also scoring: Dogs, Newts.

Your team: 5 points, place 6, shared.

7 entries. The newest is of 27 Oct 14:02.
Next: hackney next"""
    )


def test_forty_columns_are_enough() -> None:
    text = shown(look=Look(width=40))
    assert text.splitlines()[2] == "1=  Canal Otters               42 points"
    assert all(len(line) <= 40 for line in text.splitlines())


def test_plain_is_whole_sentences_without_columns() -> None:
    assert (
        shown(ENTRIES[:2], look=Look(is_plain=True))
        == """\
This is the scoreboard. The points are claims. They are not yet marked.

Place 1, shared: Canal Otters, 42 points.
Place 1, shared: Marsh Foxes, 42 points.

2 entries. The newest is of 27 Oct 14:02.
Next: hackney next"""
    )


def test_an_empty_board_says_what_to_do() -> None:
    assert (
        shown((), team="newts")
        == """\
Scoreboard: claims, not yet marked.

No points are claimed yet.

Your team has handed in nothing yet.

Next: hackney next"""
    )


def test_what_could_not_be_read_is_counted_and_named() -> None:
    aside = SetAside(file="scoreboard.jsonl", line=7, reason="It is not whole JSON.")
    text = shown(ENTRIES[:1], set_aside=(aside,), set_aside_count=1, not_yet=2)
    assert "2 files in the inbox cannot be read just now.\n" in text
    assert (
        "1 line could not be read and was set aside:\n  scoreboard.jsonl, line 7: It is not whole JSON.\n"
        in text
    )


def test_damage_is_shown_to_the_organiser() -> None:
    damage = Damage(file="scoreboard.jsonl", line=7, reason="Line 7 does not follow from the line before.")
    text = " ".join(shown(ENTRIES[:1], damage=(damage,)).split())
    assert "Somebody changed scoreboard.jsonl. Line 7 does not follow from the line before." in text


def test_hostile_names_stay_on_their_line_and_show_what_they_hide() -> None:
    text = shown(
        (entry(name="\u202eSRETTO"), entry(2, team="b", name="=1+1"), entry(3, team="c", name="x" * 100))
    )
    assert "\\u202eSRETTO" in text
    assert "=1+1" in text
    assert all(len(line) <= 72 for line in text.splitlines())


def test_our_own_words_are_ascii() -> None:
    assert shown(team="newts").isascii()
