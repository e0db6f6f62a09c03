import copy
from decimal import Decimal

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackney_challenges.suites.closeness import close_to, exactly

NAN = float("nan")

SAME = [
    (0, 0),
    (True, True),
    (None, None),
    ("0", "0"),
    (-0.0, 0.0),
    (float("nan"), NAN),
    (Decimal("NaN"), Decimal("NaN")),
    ([1, (2, "3")], [1, (2, "3")]),
    ({"a": 1, "b": [2]}, {"b": [2], "a": 1}),
    ({1, 2}, {2, 1}),
    ([float("nan")], [NAN]),
]
DIFFERENT = [
    (0.0, 0),
    (False, 0),
    ("0", 0),
    (0, False),
    (None, 0),
    (Decimal(0), 0),
    ((1, 2), [1, 2]),
    ([1, 2.0], [1, 2]),
    ([1], [1, 1]),
    ([[True]], [[1]]),
    ({"a": 1.0}, {"a": 1}),
    ({1: "a"}, {True: "a"}),
    ({(1, 2.0): "a"}, {(1, 2): "a"}),
    ({"a": 1}, {"a": 1, "b": 2}),
    ({"b": 1}, {"a": 1}),
    ({1.0}, {1}),
    ({1}, frozenset({1})),
    ({1, 3}, {1, 2}),
    (NAN, 0.0),
    (0.0, NAN),
    (Decimal("sNaN"), Decimal(1)),
    (b"a", "a"),
]


@pytest.mark.parametrize(("answer", "wanted"), SAME)
def test_equal_values_of_one_kind_are_exactly_the_same(answer: object, wanted: object) -> None:
    assert answer == exactly(wanted)
    assert exactly(wanted) == answer


@pytest.mark.parametrize(("answer", "wanted"), DIFFERENT)
def test_another_kind_or_value_anywhere_inside_is_not_exactly_the_same(
    answer: object, wanted: object
) -> None:
    assert answer != exactly(wanted)
    assert exactly(wanted) != answer


def test_a_number_that_claims_to_be_everything_is_not_exactly_anything() -> None:
    class Agreeable(int):
        def __eq__(self, other: object) -> bool:
            return True

        __hash__ = int.__hash__

    assert exactly(50) != Agreeable(1)


PLAIN = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: (
        st.lists(inner) | st.tuples(inner, inner) | st.dictionaries(st.text() | st.integers(), inner)
    ),
)


@given(PLAIN)
def test_a_copy_is_exactly_the_same(value: object) -> None:
    assert copy.deepcopy(value) == exactly(value)


@given(PLAIN, PLAIN)
def test_being_exactly_the_same_goes_both_ways(one: object, other: object) -> None:
    assert (one == exactly(other)) == (other == exactly(one))


@pytest.mark.parametrize("answer", [0.6, 0.6000000000000001, 0.61, 0.59])
def test_a_decimal_within_reach_is_close(answer: float) -> None:
    assert answer == close_to(0.6)
    assert close_to(0.6) == answer


def test_a_whole_number_may_be_close_and_a_huge_one_is_not() -> None:
    assert close_to(2.0) == 2
    assert close_to(2.0) != 10**1000
    assert float("inf") == close_to(float("inf"))


@pytest.mark.parametrize("answer", [0.62, 0.58, NAN, "0.6", None, [0.6], Decimal("0.6"), float("inf")])
def test_what_is_further_off_or_no_number_is_not_close(answer: object) -> None:
    assert answer != close_to(0.6)


@pytest.mark.parametrize("answer", [True, False])
def test_true_and_false_are_close_to_no_number(answer: bool) -> None:
    assert answer != close_to(1.0)
    assert answer != close_to(0.0)


def test_close_to_may_stand_inside_exactly() -> None:
    wanted = exactly({"mean": close_to(0.6), "days": 3})
    assert wanted == {"mean": 0.6000000000000001, "days": 3}
    assert wanted != {"mean": 0.7, "days": 3}


def test_a_distance_below_nothing_and_a_goal_that_is_no_number_are_refused() -> None:
    for value, within in [(1.0, -0.1), (1.0, NAN), (NAN, 0.1)]:
        with pytest.raises(ValueError, match="close_to takes a number and a distance of 0 or more"):
            close_to(value, within)
    with pytest.raises(TypeError, match="close_to takes two numbers"):
        close_to("1.5")  # type: ignore[arg-type]


def test_both_show_what_was_wanted() -> None:
    assert (repr(exactly("0")), exactly("0").wanted) == ("exactly('0')", "0")
    assert (repr(close_to(0.6)), close_to(0.6).wanted) == ("close_to(0.6, within=0.01)", 0.6)
