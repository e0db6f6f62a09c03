import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boards import entry, loose
from hackney_challenges.scoreboard.entries import (
    LIMIT_BYTES,
    ClaimBody,
    Entry,
    NewerEntry,
    NotAnEntry,
    UnknownBody,
    canonical,
    encode,
    parse,
    tidy_name,
)

names = st.text(st.characters(exclude_categories=["Cc", "Cs", "Zl", "Zp"]), min_size=1, max_size=100)


def refusal(data: bytes) -> str:
    with pytest.raises(NotAnEntry) as caught:
        parse(data)
    return str(caught.value)


def packed(fields: dict[str, Any]) -> bytes:
    return json.dumps(fields).encode()


@given(name=names, points=st.integers(0, 10_000), seq=st.integers(1, 2**53 - 1), at=st.integers(0, 2**53 - 1))
def test_what_was_written_is_read_back(name: str, points: int, seq: int, at: int) -> None:
    made = entry(seq, at=at, name=name, points=points, out_of=10_000)
    assert parse(encode(made)) == made


def test_an_entry_is_one_line_with_its_keys_in_order() -> None:
    line = encode(entry(name="Östliche Otter"))
    assert b"\n" not in line
    assert list(json.loads(line)) == sorted(json.loads(line))
    assert "Östliche".encode() in line


def test_the_id_stands_for_all_that_is_said_but_the_signature() -> None:
    assert entry(points=7).id != entry(points=8).id
    assert parse(packed(loose(sig="h1:00"))).id == parse(packed(loose())).id
    assert parse(packed(loose(key="k1"))).id != parse(packed(loose())).id


@pytest.mark.parametrize(
    "around",
    [
        pytest.param(lambda data: b"\xef\xbb\xbf" + data, id="a byte-order mark"),
        pytest.param(lambda data: data + b"\r\n", id="the line ends of Windows"),
        pytest.param(lambda data: json.dumps(json.loads(data), indent=4).encode(), id="written prettily"),
        pytest.param(lambda data: json.dumps(json.loads(data)).encode(), id="letters spelt out"),
    ],
)
def test_editors_and_systems_may_dress_an_entry(around: Any) -> None:
    assert parse(around(encode(entry()))) == entry()


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"", "not whole JSON"),
        (encode(entry())[:-1], "not whole JSON"),
        (encode(entry()) + encode(entry()), "not whole JSON"),
        (b"\x00" * 300, "not whole JSON"),
        (b"\xff\xfe{\x00", "not UTF-8"),
        (b"[" * 60_000, "nested too deeply"),
        (b"[1, 2]", "not an entry"),
        (b'{"hello": "world"}', "not an entry"),
        (b'{"v": true}', "not an entry"),
        (b'{"v": 1, "points": NaN}', "whole numbers and texts only"),
        (b'{"v": 1, "points": -Infinity}', "whole numbers and texts only"),
        (b'{"v": 1, "points": 8.0}', "whole numbers and texts only"),
        (b'{"v": 1, "points": 1e3}', "whole numbers and texts only"),
        (b'{"v": 1, "v": 1}', "twice"),
        (b'{"v": ' + b"9" * 5000 + b"}", "not whole JSON"),
        (b'{"v": 1}' + b" " * LIMIT_BYTES, "longer than 65536 bytes"),
    ],
    ids=range(16),
)
def test_what_is_no_entry_is_refused_with_the_reason(data: bytes, words: str) -> None:
    assert words in refusal(data)


@pytest.mark.parametrize(
    ("changes", "words"),
    [
        ({"points": "8"}, 'points = "8". points is a whole number from 0 to 10000.'),
        ({"points": True}, "points = True. points is a whole number"),
        ({"points": -1}, "points = -1. points is a whole number"),
        ({"points": 10**30}, "points is a whole number"),
        ({"points": [8]}, "points = a list. points is a whole number"),
        ({"points": 11}, "It claims more than there is to have."),
        ({"passed": 6}, "It claims more than there is to have."),
        ({"name": ""}, "name is a text of 1 to 100 characters"),
        ({"name": "x" * 10_000}, "name is a text of 1 to 100 characters"),
        ({"name": "Otters\nFoxes"}, r'name = "Otters\x0aFoxes". name is a text'),
        ({"name": "Otters\x1b[2J"}, "without control characters"),
        ({"team": "canal otters"}, "team is a team's id"),
        ({"writer": "LAB-PC-07"}, "writer is 8 digits from 0 to f"),
        ({"challenge": "../../etc"}, "challenge is a slug such as bus_fare"),
        ({"solution": "sha256:../x"}, "solution is the hash of a file"),
        ({"seq": 0}, "seq = 0. seq is a whole number from 1"),
        ({"home": "/home/leyla"}, 'There is no key "home" in a claim.'),
        ({"kind": "CLAIM"}, "kind is a word of small letters"),
    ],
    ids=lambda value: next(iter(value)) if isinstance(value, dict) else "",
)
def test_a_field_out_of_bounds_is_named_with_what_is_allowed(changes: dict[str, Any], words: str) -> None:
    assert words in refusal(packed(loose(**changes)))


def test_a_missing_field_is_named() -> None:
    fields = loose()
    del fields["points"]
    assert 'The key "points" is missing.' in refusal(packed(fields))


def test_half_a_character_is_no_text() -> None:
    fields = loose() | {"name": "\ud83d"}
    assert "name" in refusal(packed(fields))
    assert "no text" in refusal(packed(loose(kind="later") | {"extra": "\ud83d"}))


def test_a_changed_entry_no_longer_fits_its_id() -> None:
    assert "id does not fit" in refusal(encode(entry(points=8)).replace(b'"points":8', b'"points":9'))


def test_a_newer_kits_entry_is_answered_with_how_to_get_that_kit() -> None:
    with pytest.raises(NewerEntry, match=r"newer kit\. Next: pip install -U hackney-challenges"):
        parse(packed(loose(v=2)))


def test_a_kind_of_tomorrow_is_kept_and_not_refused() -> None:
    found = parse(packed(loose(kind="award", teams=["canal-otters"], criteria={"need": 4})))
    assert found.body == UnknownBody(kind="award")


@pytest.mark.parametrize("value", [1.5, None, True, [[[[[[[[[[1]]]]]]]]]]])
def test_a_kind_of_tomorrow_holds_plain_values_only(value: object) -> None:
    with pytest.raises(NotAnEntry):
        parse(packed(loose(kind="award", teams=value)))


@pytest.mark.parametrize("name", ["=HYPERLINK(1)", "<b>Otters</b>", "\u202eotters", "🦦" * 40, "Ọmọ́túndé"])
def test_a_team_may_be_called_what_it_likes(name: str) -> None:
    body = parse(encode(entry(name=name))).body
    assert isinstance(body, ClaimBody)
    assert body.name == name


def test_names_have_one_form() -> None:
    assert tidy_name("  Cafe\u0301   Otters\n") == "Caf\xe9 Otters"


@given(st.binary(max_size=300))
def test_no_bytes_raise_anything_else(data: bytes) -> None:
    with pytest.raises(NotAnEntry):
        parse(data)


plain = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(), inner, max_size=3),
    max_leaves=8,
)


@given(key=st.sampled_from([*loose(), "more"]), value=plain, kind=st.sampled_from(["claim", "award"]))
def test_no_json_raises_anything_else(key: str, value: object, kind: str) -> None:
    try:
        data = packed(loose(kind=kind) | {key: value})
        loose_id = json.loads(data).get("id")
        found = parse(data)
    except (NotAnEntry, UnicodeEncodeError):
        return
    assert isinstance(found, Entry)
    assert found.id == loose_id


def test_canonical_form_is_what_the_specification_says() -> None:
    assert canonical({"b": 1, "a": "é\n"}) == '{"a":"é\\n","b":1}'.encode()
