"""Dry spell: the longest run of dry days, wherever it lies, in months of every kind."""

import pytest
from hypothesis import example, given

from hackney_challenges import case, exactly, points, strategies

MONTHS = strategies.rainfall(days=30)


@points(6)
@pytest.mark.parametrize(
    ("rain", "days"),
    [
        case("the longest run first", [4, 0, 0, 0, 2, 0, 7], 3),
        case("the longest run later", [5, 0, 3, 0, 0, 9], 2),
        case("one dry day", [2, 0, 9], 1),
        case("two runs of the same length", [8, 0, 0, 6, 0, 0, 3], 2),
    ],
)
def test_run_in_the_middle(solution, rain, days):
    """a dry run in the middle"""
    assert solution.longest_dry(rain) == exactly(days)


@points(5)
@pytest.mark.parametrize(
    ("rain", "days"),
    [
        case("a dry run at the end", [5, 0, 0, 0], 3),
        case("a dry run at the beginning", [0, 0, 6], 2),
        case("dry all month", [0, 0, 0], 3),
        case("the longest run at the end", [0, 4, 0, 0], 2),
        case("the longest run at the beginning", [0, 0, 0, 4, 0], 3),
    ],
)
def test_run_at_the_edge(solution, rain, days):
    """a dry run at the beginning or the end"""
    assert solution.longest_dry(rain) == exactly(days)


@points(4)
@pytest.mark.parametrize(
    "rain",
    [case("no day at all", []), case("one rainy day", [5]), case("only rainy days", [7, 4, 12])],
)
def test_no_dry_day(solution, rain):
    """no dry day"""
    a_longer_run_counts_more(solution)
    assert solution.longest_dry(rain) == exactly(0)


@points(3)
@pytest.mark.parametrize(
    ("rain", "days"),
    [
        case("1 mm after a dry day", [0, 1, 5], 1),
        case("1 mm between dry days", [0, 1, 0], 1),
        case("1 mm before and after dry days", [1, 0, 0, 1], 2),
        case("two days of 1 mm", [1, 1], 0),
    ],
)
def test_only_zero_is_dry(solution, rain, days):
    """1 mm is rain"""
    assert solution.longest_dry(rain) == exactly(days)


@points(5)
@given(rain=MONTHS)
@example(rain=[4, 0, 0])
@example(rain=[0, 0, 5, 0])
@example(rain=[0, 1, 0])
@example(rain=[])
def test_backwards(solution, rain):
    """a month read backwards"""
    a_longer_run_counts_more(solution)
    assert run(solution, rain) <= rain.count(0)
    assert run(solution, rain) == run(solution, rain[::-1])


@points(7)
@given(first=MONTHS, second=MONTHS)
@example(first=[0], second=[0, 0])
@example(first=[0, 0], second=[0])
@example(first=[], second=[])
def test_rainy_day_between(solution, first, second):
    """two months with a rainy day between them"""
    a_longer_run_counts_more(solution)
    longer = max(run(solution, first), run(solution, second))
    assert solution.longest_dry([*first, 3, *second]) == exactly(longer), (
        "The longer run of the two months counts."
    )


def run(solution, rain):
    """The longest run, once it is known to be a number; the list is a copy."""
    days = solution.longest_dry(list(rain))
    assert isinstance(days, int), "A run is a whole number of days."
    return days


def a_longer_run_counts_more(solution):
    """No lazy answer, such as 0 for every month, passes by luck."""
    assert run(solution, [5, 0, 0, 5, 0, 0]) != run(solution, [5, 0, 5, 0])
