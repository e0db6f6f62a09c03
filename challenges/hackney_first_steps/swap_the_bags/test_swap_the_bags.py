"""Swap the bags: each locker ends with what the other one held, and nothing is lost."""

import pytest
from hypothesis import example, given

from hackney_challenges import case, exactly, points, strategies

TWO_LOCKERS = [
    case("a bag and a cello", "red bag", "cello"),
    case("boots and a swimming kit", "football boots", "swimming kit"),
]
THINGS = strategies.phrases()


@points(3)
@pytest.mark.parametrize(("left", "right"), TWO_LOCKERS)
def test_left_locker(solution, left, right):
    """line 1 shows the new left locker"""
    lines = screen(solution, left, right)
    assert lines == exactly([f"Left: {right}", *lines[1:]])


@points(3)
@pytest.mark.parametrize(("left", "right"), TWO_LOCKERS)
def test_right_locker(solution, left, right):
    """line 2 shows the new right locker"""
    lines = screen(solution, left, right)
    assert lines == exactly([*lines[:1], f"Right: {left}"])


@points(2)
@given(left=THINGS, right=THINGS)
@example(left="a", right="b")
def test_nothing_lost(solution, left, right):
    """nothing gets lost"""
    the_bags_move(solution)
    assert sorted(in_lockers(solution, left, right).values()) == sorted([left, right])


@points(2)
@given(left=THINGS, right=THINGS)
@example(left="a", right="b")
def test_swap_twice(solution, left, right):
    """swapped twice, all is as before"""
    the_bags_move(solution)
    swapped = in_lockers(solution, left, right)
    again = in_lockers(solution, swapped["Left"], swapped["Right"])
    assert again == exactly({"Left": left, "Right": right})


def screen(solution, left, right):
    """What is printed for these two lockers; the program has to reach its end."""
    played = solution.run(typed=[left, right])
    assert played.error is None
    return played.lines


def in_lockers(solution, left, right):
    """The two printed lines as locker and thing, whichever comes first."""
    lines = screen(solution, left, right)
    lockers = dict(line.partition(": ")[::2] for line in lines)
    assert lines == exactly(lines[:2])
    assert set(lockers) == {"Left", "Right"}, "One line begins with Left, and one with Right."
    return lockers


def the_bags_move(solution):
    """No program that moves nothing passes by luck."""
    swapped = in_lockers(solution, "red bag", "cello")
    assert swapped["Left"] != "red bag", "The left locker holds something new."
