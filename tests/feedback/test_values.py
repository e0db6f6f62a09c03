"""Values as text: short, safe, and never alike where they are not the same."""

import datetime
import string
import unicodedata
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, assume, example, given, settings
from hypothesis import strategies as st

from hackney_challenges.feedback.differences import are_equal, are_the_same, look_alike
from hackney_challenges.feedback.spelling import exact_kind, kind, quoted
from hackney_challenges.feedback.values import call_text, pair, show, show_pair
from hackney_challenges.isolation.calls import Call, ProgramRun, Returned

SENTENCE = "Bus 38 to Clapton Pond is due in 4 minutes, please have your card ready."

_unhurried = settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])

_letters = st.one_of(st.characters(), st.sampled_from("ab \u0430\u200b\u00a0\ufe0f\u0301\n\t'\"\\"))
_texts = st.one_of(st.text(_letters, max_size=12), st.text("ab ", min_size=60, max_size=90))
_leaves = st.one_of(
    st.none(),
    st.booleans(),
    st.integers(),
    st.integers(min_value=10**70, max_value=10**70 + 3),
    st.floats(),
    st.complex_numbers(),
    _texts,
    st.binary(max_size=80),
    st.dates(),
    st.times(),
    st.datetimes(),
    st.timedeltas(),
    st.decimals(allow_nan=True),
    st.fractions(),
    st.builds(range, st.integers(0, 9), st.integers(0, 9), st.integers(1, 3)),
)
_members = st.one_of(st.none(), st.booleans(), st.integers(0, 300), _texts, st.floats(allow_nan=False))
_values = st.recursive(
    _leaves,
    lambda inner: st.one_of(
        st.lists(inner, max_size=8),
        st.lists(inner, max_size=4).map(tuple),
        st.sets(_members, max_size=8),
        st.frozensets(_members, max_size=4),
        st.dictionaries(_members, inner, max_size=8),
    ),
    max_leaves=20,
)


def _is_clean(text: str) -> bool:
    hidden = {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    return not any(
        unicodedata.category(letter) in hidden or (letter.isspace() and letter != " ") for letter in text
    )


@_unhurried
@given(_values, st.sampled_from([30, 60, 72]))
def test_any_value_is_one_short_clean_line(value, width):
    text = show(value, width)
    assert 0 < len(text) <= width
    assert _is_clean(text)


@_unhurried
@given(_values, _values, st.sampled_from([30, 60]))
@example([85] * 150 + [85] * 50, [85] * 150 + [175] * 50, 60)
@example(float("nan"), float("nan"), 60)
@example("a\u0301", "\xe1", 30)
@example({1}, {True}, 30)
@example({True: 1}, {1: 1}, 30)
@example([1] * 99, [1] * 98 + [True], 30)
@example("x" * 99 + "\u200b", "x" * 99, 30)
@example(SENTENCE + " ", SENTENCE, 30)
@example(0.0, False, 30)
@example(set(range(100)), set(range(99)) | {True}, 30)
@example({}, {None: -(10**21)}, 30)
@example(10**400, 10**400 + 1, 30)
@example(Decimal("NaN"), Decimal("NaN"), 60)
def test_two_values_that_are_not_the_same_never_print_alike(gave, needs, width):
    assume(not are_the_same(gave, needs))
    texts = show_pair(gave, needs, width)
    assert texts[0] != texts[1]
    assert not look_alike(*texts)
    assert all(_is_clean(text) and len(text) <= width for text in texts)


@_unhurried
@given(_values, st.lists(_values, max_size=3))
def test_a_change_deep_inside_a_long_list_is_seen(value, filling):
    gave = [*[filling] * 40, [value]]
    needs = [*[filling] * 40, [value, None]]
    assume(are_the_same(filling, filling))
    assume(are_the_same(value, value))
    shown = pair(gave, needs)
    assert shown.gave != shown.needs
    if shown.place:
        assert shown.place.startswith("item 41")


@_unhurried
@given(st.text(_letters, max_size=40), st.text(_letters, max_size=40))
def test_two_texts_are_never_quoted_alike(one, other):
    assume(one != other)
    assert quoted(one) != quoted(other)
    assert quoted(one, ascii_only=True) != quoted(other, ascii_only=True)
    assert quoted(one, ascii_only=True).isascii()


@_unhurried
@given(_values, _values)
def test_equality_here_is_pythons_own(one, other):
    assume(not _has_nan(one) and not _has_nan(other))
    assert are_equal(one, other) == (one == other)


def _has_nan(value: object) -> bool:
    return "nan" in repr(value).lower()


@pytest.mark.parametrize(
    ("value", "text"),
    [
        pytest.param(None, "nothing (None)", id="None alone"),
        pytest.param([None], "[None]", id="None in a list"),
        pytest.param("85", '"85"', id="text"),
        pytest.param('say "hi"', "'say \"hi\"'", id="text with double quote marks"),
        pytest.param("it's", '"it\'s"', id="text with a single quote mark"),
        pytest.param("a\nb\tc", '"a\\nb\\tc"', id="text of several lines"),
        pytest.param("caf\xe9", '"caf\xe9"', id="letters of other languages stay"),
        pytest.param("a\u200bb", '"a\\u200bb"', id="zero-width"),
        pytest.param("a\xa0b", '"a\\xa0b"', id="no-break space"),
        pytest.param("\x1b[31m", '"\\x1b[31m"', id="terminal codes"),
        pytest.param(-0.0, "-0.0", id="minus zero"),
        pytest.param(0.1 + 0.2, "0.30000000000000004", id="decimal"),
        pytest.param(float("nan"), "nan", id="nan"),
        pytest.param(True, "True", id="a truth"),
        pytest.param((1,), "(1,)", id="tuple of one"),
        pytest.param({3, 1, 2}, "{1, 2, 3}", id="sets in order"),
        pytest.param(set(), "set()", id="empty set"),
        pytest.param({"b": 1, "a": [2]}, '{"b": 1, "a": [2]}', id="dictionaries in their own order"),
        pytest.param(b"a\x00\xff", 'b"a\\x00\\xff"', id="bytes"),
        pytest.param(datetime.date(2026, 1, 2), "date(2026, 1, 2)", id="date"),
        pytest.param(Decimal("1.50"), 'Decimal("1.50")', id="Decimal"),
        pytest.param(Fraction(1, 3), "Fraction(1, 3)", id="Fraction"),
        pytest.param(range(3), "range(0, 3)", id="range"),
        pytest.param(
            list(range(200)), "[0, 1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12, ...] (200 items)", id="long list"
        ),
    ],
)
def test_values_are_spelt_as_pupils_know_them(value, text):
    assert show(value) == text


def test_fifty_megabytes_of_text_are_cut_before_anything_else():
    assert show("x" * 50_000_000, 30) == '"' + "x" * 25 + '..."'


def test_a_number_of_a_million_digits_is_not_spelt_out():
    assert show(1 << 3_400_000) == "a number of about 1023502 digits"


def test_a_list_that_holds_itself_is_shown():
    endless: list[object] = [1]
    endless.append(endless)
    assert len(show(endless)) <= 60


def test_a_long_text_is_cut_round_the_first_difference():
    shown = pair(SENTENCE + " ", SENTENCE)
    assert shown.gave == '"... have your card ready. "'
    assert shown.needs == '"... have your card ready."'
    assert shown.place == "letter 73"


def test_a_long_list_shows_the_two_items_only():
    shown = pair([85] * 200, [85] * 150 + [175] * 50)
    assert (shown.place, shown.gave, shown.needs, shown.right_before) == ("item 151", "85", "175", 150)


@pytest.mark.parametrize(
    ("gave", "needs", "texts"),
    [
        pytest.param("\u0430bc", "abc", ('"\\u0430bc"', '"abc"'), id="a Cyrillic letter"),
        pytest.param("\u201chi\u201d", '"hi"', ('"\\u201chi\\u201d"', "'\"hi\"'"), id="curly quote marks"),
        pytest.param("a b", "a\xa0b", ('"a b"', '"a\\xa0b"'), id="no-break space"),
        pytest.param(1, True, ("1", "True"), id="1 and True"),
        pytest.param(1, 1.0, ("1", "1.0"), id="1 and 1.0"),
        pytest.param("1", 1, ('"1"', "1"), id="text and number"),
        pytest.param([1], (1,), ("[1]", "(1,)"), id="list and tuple"),
        pytest.param(float("nan"), float("nan"), ("nan", "nan (another)"), id="nan is no nan"),
        pytest.param(object(), object(), ("an object", "an object (another)"), id="two objects"),
        pytest.param("x\n" * 40, "x\n" * 39 + "y\n", ('line 40: "x"', 'line 40: "y"'), id="one line of many"),
        pytest.param(
            [1, 2] * 40, [1, 2] * 40 + [3], ("item 81: not there", "item 81: 3"), id="one item more"
        ),
        pytest.param(
            {f"key {place}": place for place in range(30)},
            {f"key {place}": place for place in range(29)} | {"key 29": 0},
            ('key "key 29": 29', 'key "key 29": 0'),
            id="one key of many",
        ),
        pytest.param(set(range(99)), set(range(100)), ("99: not there", "99: there"), id="a member of many"),
    ],
)
def test_the_difference_is_seen(gave, needs, texts):
    assert show_pair(gave, needs) == texts


@pytest.mark.parametrize(
    ("call", "text"),
    [
        pytest.param(Call(target="fare", args=(10,), outcome=Returned(value=0)), "fare(10)", id="one input"),
        pytest.param(
            Call(target="sign", args=("Clapton",), kwargs={"mins": None}, outcome=Returned(value=0)),
            'sign("Clapton", mins=None)',
            id="named input",
        ),
        pytest.param(
            Call(target="basket.add", args=(list(range(99)), 3), outcome=Returned(value=0)),
            "basket.add([0, 1, 2, 3, ...] (99 items), 3)",
            id="long input",
        ),
        pytest.param(ProgramRun(lines=[]), "the program", id="program"),
        pytest.param(
            ProgramRun(typed=("Leyla", "3"), lines=[]),
            'the program, typing "Leyla", then "3"',
            id="program, typing",
        ),
        pytest.param(
            ProgramRun(argv=("--fast",), lines=[]), "the program with --fast", id="program with words"
        ),
    ],
)
def test_calls_look_as_a_pupil_would_write_them(call, text):
    assert call_text(call, 46) == text


@_unhurried
@given(
    st.lists(_leaves, max_size=15),
    st.dictionaries(st.text(string.ascii_lowercase, min_size=1), _leaves, max_size=3),
)
def test_a_call_fits_its_line(args, kwargs):
    text = call_text(Call(target="fare", args=tuple(args), kwargs=kwargs, outcome=Returned(value=0)), 60)
    assert _is_clean(text)
    assert len(text) <= 60


def test_kinds_are_named_in_pupils_words():
    assert [kind(value) for value in ("", 1, 1.5, True, [], (), {})] == [
        "text",
        "a number",
        "a number",
        "a Boolean",
        "a list",
        "a tuple",
        "a dictionary",
    ]
    assert [exact_kind(value) for value in (1, 1.5)] == ["a whole number", "a decimal"]
