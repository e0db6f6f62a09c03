"""What a check is worth."""

import pytest

MOST_POINTS = 100
"""One check is never worth more: a challenge is several ideas, each with its own check."""


def points(n: int) -> pytest.MarkDecorator:
    """Give the check below this line `n` points; they count when all its cases pass.

    >>> @points(4)
    ... def test_a_child_of_10_rides_free(solution):
    ...     assert solution.fare(10) == exactly(0)

    It is `pytest.mark.points(n)`, read from the suite's text as well, so `n` is
    written as a plain number. Raises `TypeError` for anything but a whole
    number and `ValueError` for one outside 1 to 100, where the suite says so.
    """
    if type(n) is not int:
        raise TypeError(f"points takes a whole number, such as @points(4), and was given {n!r}")
    if not 1 <= n <= MOST_POINTS:
        raise ValueError(f"points takes a whole number from 1 to {MOST_POINTS}, and was given {n}")
    return pytest.mark.points(n)
