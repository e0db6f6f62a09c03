"""Tidy postcode: spaces out, capitals in, one space back, and nothing for what cannot be a postcode."""

import pytest
from hypothesis import example, given

from hackney_challenges import case, exactly, points, strategies

SQUEEZED = strategies.letters_and_digits(5, 7)
TYPED = strategies.with_spaces_anywhere(SQUEEZED)


@points(5)
@pytest.mark.parametrize(
    ("typed", "tidy"),
    [
        case("a postcode of 5 characters", "e81ea", "E8 1EA"),
        case("a postcode of 6 characters", "n160aa", "N16 0AA"),
        case("a postcode of 7 characters", "sw1a9zz", "SW1A 9ZZ"),
        case("capitals already", "E52QP", "E5 2QP"),
    ],
)
def test_no_spaces_typed(solution, typed, tidy):
    """no spaces typed"""
    assert solution.tidy_postcode(typed) == exactly(tidy)


@points(4)
@pytest.mark.parametrize(
    ("typed", "tidy"),
    [
        case("spaces at the ends", "  n16 0aa ", "N16 0AA"),
        case("tidy already", "SW1A 9ZZ", "SW1A 9ZZ"),
        case("a space in another place", "e81 ea", "E8 1EA"),
        case("a space after each letter", "n 1 6 0 a a ", "N16 0AA"),
    ],
)
def test_messy_spaces(solution, typed, tidy):
    """messy spaces"""
    assert solution.tidy_postcode(typed) == exactly(tidy)


@points(3)
@pytest.mark.parametrize(
    "typed",
    [
        case("no text at all", ""),
        case("only spaces", "      "),
        case("only 2 characters", " e 8 "),
        case("only 4 characters", "e81e"),
        case("as many as 8 characters", "sw1a9zzz"),
    ],
)
def test_too_short_or_long(solution, typed):
    """too short or too long"""
    assert solution.tidy_postcode("e81ea") != exactly("")
    assert solution.tidy_postcode(typed) == exactly("")


@points(3)
@given(typed=SQUEEZED)
@example(typed="e81ea")
@example(typed="sw1a9zz")
def test_tidy_twice(solution, typed):
    """tidying a tidy postcode changes nothing"""
    assert solution.tidy_postcode("e81ea") in ("E8 1EA", "e8 1ea")
    assert solution.tidy_postcode("e81ea") != exactly(solution.tidy_postcode("n160aa"))
    tidy = solution.tidy_postcode(typed)
    assert solution.tidy_postcode(tidy) == exactly(tidy)


@points(3)
@given(typed=TYPED)
@example(typed="e81ea")
@example(typed=" e8  1 ea")
def test_nothing_lost(solution, typed):
    """no letter or digit gets lost"""
    assert solution.tidy_postcode("e81ea") in ("E8 1EA", "e8 1ea", "E81EA")
    tidy = solution.tidy_postcode(typed)
    assert squeezed(tidy) == squeezed(typed), "Each letter and digit stays, in the same order."


@points(2)
@given(typed=TYPED)
@example(typed="e81ea")
@example(typed="a bcdefg")
def test_shape(solution, typed):
    """capitals, and one space before the last three"""
    tidy = solution.tidy_postcode(typed)
    bare = squeezed(tidy)
    assert bare == squeezed(typed), "Each letter and digit stays, in the same order."
    assert tidy == exactly(bare[:-3] + " " + bare[-3:])


def squeezed(postcode):
    """The letters and digits alone, all capital."""
    return str(postcode).replace(" ", "").upper()
