"""Bus fare: a price for each band of ages, both ends of every band, and ages that nobody has."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hackney_challenges import case, exactly, points, strategies

PRICES_ON_THE_BOARD = (0, 50, 90, 180, -1)
ANY_AGE = strategies.whole_numbers(-1000, 1000, edges=[0, 11, 16, 18, 65, 121])
UP_TO_60 = strategies.whole_numbers(0, 60, edges=[11, 16, 18])


@points(5)
@pytest.mark.parametrize(
    ("age", "pence"),
    [
        case("a child of 5", 5, 0),
        case("a teenager of 13", 13, 50),
        case("a teenager of 16", 16, 90),
        case("an adult of 30", 30, 180),
        case("an older person of 80", 80, 0),
    ],
)
def test_one_age_in_each_band(solution, age, pence):
    """one age in each band"""
    assert solution.fare(age) == exactly(pence)


@points(6)
@pytest.mark.parametrize(
    ("age", "pence"),
    [
        case("a baby born this year", 0, 0),
        case("someone who is still 10", 10, 0),
        case("someone who is 11 today", 11, 50),
        case("someone who is still 15", 15, 50),
        case("someone who is 16 today", 16, 90),
        case("someone who is still 17", 17, 90),
        case("someone who is 18 today", 18, 180),
        case("someone who is still 64", 64, 180),
        case("someone who is 65 today", 65, 0),
        case("someone who is 120 today", 120, 0),
    ],
)
def test_birthdays(solution, age, pence):
    """birthdays"""
    assert solution.fare(age) == exactly(pence)


@points(3)
@pytest.mark.parametrize(
    "age",
    [
        case("an age of -1", -1),
        case("an age of -50", -50),
        case("an age of 121", 121),
        case("an age of 500", 500),
    ],
)
def test_impossible_ages(solution, age):
    """impossible ages"""
    assert solution.fare(13) != exactly(-1)
    assert solution.fare(age) == exactly(-1)


@points(3)
@given(age=ANY_AGE)
def test_only_prices_on_the_board(solution, age):
    """any age pays a price from the board"""
    assert solution.fare(5) == exactly(0)
    assert solution.fare(13) == exactly(50)
    assert solution.fare(age) in PRICES_ON_THE_BOARD


@points(3)
@given(ages=st.tuples(UP_TO_60, UP_TO_60))
@example(ages=(10, 11))
@example(ages=(15, 16))
@example(ages=(17, 18))
def test_growing_up_is_never_cheaper(solution, ages):
    """up to 60, growing up is never cheaper"""
    assert solution.fare(5) == exactly(0)
    assert price(solution, 13) > 0
    assert price(solution, min(ages)) <= price(solution, max(ages))


def price(solution, age):
    """The fare, once it is known to be a number: text and nothing cannot be compared with one."""
    fare = solution.fare(age)
    assert isinstance(fare, int | float), "A price is a number."
    return fare
