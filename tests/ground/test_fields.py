import json
from collections.abc import Callable
from contextlib import suppress
from typing import Any, Literal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackney_challenges.fields import FieldError, Fields, read_object

Colour = Literal["red", "blue"]


def read(data: bytes) -> Fields:
    return read_object(data, "The file", limit_bytes=100_000, next_step="Next: write it again.")


def refusal(data: bytes, ask: Callable[[Fields], Any] = lambda fields: fields) -> str:
    with pytest.raises(FieldError) as refused:
        ask(read(data))
    return str(refused.value)


def test_each_kind_of_field_is_read() -> None:
    fields = read(
        b'\xef\xbb\xbf{"name": "Otters", "text": "a\\nb", "none": null, "colour": "red", "no colour": null,'
        b' "n": 3, "in": {"x": 1}, "list": [{"x": 1}, {"x": 2}]}'
    )

    assert fields.line("name") == "Otters"
    assert fields.text_or_null("text") == "a\nb"
    assert fields.text_or_null("none") is None
    assert fields.choice("colour", Colour) == "red"
    assert fields.choice_or_null("no colour", Colour) is None
    assert fields.whole_number("n", 0, 5) == 3
    assert fields.inside("in").whole_number("x", 1, 1) == 1
    assert [each.whole_number("x", 0, 9) for each in fields.each("list", 2)] == [1, 2]
    fields.done()


@pytest.mark.parametrize(
    ("data", "ask", "words"),
    [
        (b"[]", lambda f: f, "The file is a list. It is an object in curly brackets."),
        (
            b"{}",
            lambda f: f.line("a"),
            'The file: the field "a" is missing. It is a text of at most 200 characters.',
        ),
        (b'{"a": 1}', lambda f: f.line("a"), "The file: a is 1. It is a text of at most 200 characters."),
        (
            b'{"a": "x\\ny"}',
            lambda f: f.line("a"),
            'The file: a is "x\\ny". It is a text of at most 200 characters.',
        ),
        (
            b'{"a": "\\ud800"}',
            lambda f: f.line("a"),
            'The file: a is "\\ud800". It is a text of at most 200 characters.',
        ),
        (
            b'{"a": "green"}',
            lambda f: f.choice("a", Colour),
            'The file: a is "green". It is one of "red", "blue".',
        ),
        (
            b'{"a": true}',
            lambda f: f.whole_number("a", 0, 5),
            "The file: a is true. It is a whole number from 0 to 5.",
        ),
        (
            b'{"a": 1.0}',
            lambda f: f.whole_number("a", 0, 5),
            "The file: a is 1.0. It is a whole number from 0 to 5.",
        ),
        (
            b'{"a": 6}',
            lambda f: f.whole_number("a", 0, 5),
            "The file: a is 6. It is a whole number from 0 to 5.",
        ),
        (b'{"a": {}}', lambda f: f.each("a", 1), "The file: a is an object. It is a list of at most 1."),
        (b'{"a": [{}, {}]}', lambda f: f.each("a", 1), "The file: a is a list. It is a list of at most 1."),
        (b'{"a": [1]}', lambda f: f.each("a", 1), "The file, a[0] is 1. It is an object in curly brackets."),
        (
            b'{"a": {"b": 1}}',
            lambda f: f.inside("a").line("b"),
            "The file, a: b is 1. It is a text of at most 200 characters.",
        ),
        (
            b'{"colour": "red", "color": 1}',
            lambda f: (f.choice("colour", Colour), f.done()),
            'The file: there is no field "color". Did you mean "colour"?',
        ),
    ],
    ids=range(14),
)
def test_a_refusal_says_the_place_the_value_and_what_is_allowed(
    data: bytes, ask: Callable[[Fields], Any], words: str
) -> None:
    assert refusal(data, ask) == words


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b'{"a": 1, "a": 2}', "a field is there twice"),
        (b'{"a": NaN}', "NaN is no number"),
        (b'{"a": -Infinity}', "-Infinity is no number"),
        (b'{"a": ' + b"9" * 5000 + b"}", "Exceeds the limit"),
        (b"[" * 90_000, "recursion"),
        (b'{"a": 1', "Expecting"),
        (b"", "Expecting"),
        (b'{"a": "\xa3"}', "codec can't decode"),
        ('{"a": 1}'.encode("utf-16"), "codec can't decode"),
        (b'{"a": 1} {}', "Extra data"),
    ],
    ids=["twice", "nan", "infinite", "digits", "deep", "torn", "empty", "cp1252", "utf-16", "more"],
)
def test_damaged_bytes_are_answered_with_what_to_do(data: bytes, words: str) -> None:
    said = refusal(data)

    assert said.startswith("The file is damaged: ")
    assert words in said
    assert said.endswith(". Next: write it again.")


def test_a_file_over_the_limit_is_not_parsed() -> None:
    assert (
        refusal(b"{" * 100_001) == "The file is too big: it has more than 100000 bytes. Next: write it again."
    )


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters()),
    lambda inner: st.lists(inner) | st.dictionaries(st.text(), inner),
    max_leaves=10,
)


@given(st.binary(max_size=60) | JSON.map(json.dumps).map(str.encode))
def test_any_bytes_are_an_object_or_a_refusal(data: bytes) -> None:
    with suppress(FieldError):
        read(data).line("a")
