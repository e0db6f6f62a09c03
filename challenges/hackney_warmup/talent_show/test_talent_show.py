"""Talent show: one highest and one lowest score go, the rest is added up, and the list stays."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hackney_challenges import case, exactly, points, strategies

SCORES = strategies.whole_numbers(0, 10)
ENOUGH_JUDGES = st.lists(SCORES, min_size=3, max_size=12)
ROOM_FOR_ONE_MORE = st.lists(strategies.whole_numbers(0, 9), min_size=3, max_size=12)


@points(5)
@pytest.mark.parametrize(
    ("scores", "total"),
    [
        case("the highest score comes second", [7, 9, 4, 8], 15),
        case("the highest score comes first", [10, 2, 6], 6),
        case("the lowest score comes first", [1, 5, 9], 5),
        case("highest and lowest in the middle", [3, 0, 8, 10, 6, 4], 21),
    ],
)
def test_different_scores(solution, scores, total):
    """different scores"""
    assert solution.show_score(scores) == exactly(total)


@points(4)
@pytest.mark.parametrize(
    ("scores", "total"),
    [
        case("three equal scores", [5, 5, 5], 5),
        case("two judges give the highest", [10, 10, 2, 3], 13),
        case("two judges give the lowest", [6, 1, 9, 1], 7),
        case("two highest and two lowest", [8, 2, 8, 2, 7], 17),
    ],
)
def test_equal_scores(solution, scores, total):
    """equal scores: only one copy goes"""
    assert solution.show_score(scores) == exactly(total)


@points(3)
@pytest.mark.parametrize(
    "scores",
    [case("no judges", []), case("one judge", [9]), case("two judges", [6, 8])],
)
def test_too_few(solution, scores):
    """too few judges"""
    the_middle_score_counts(solution)
    assert solution.show_score(scores) == exactly(0)


@points(3)
@given(both=ENOUGH_JUDGES.flatmap(lambda scores: st.tuples(st.just(scores), st.permutations(scores))))
@example(both=([7, 9, 4, 8], [9, 7, 8, 4]))
def test_any_order(solution, both):
    """the judges may sit in any order"""
    scores, shuffled = both
    the_middle_score_counts(solution)
    assert score(solution, scores) == score(solution, shuffled)


@points(2)
@given(scores=st.lists(SCORES, max_size=12))
@example(scores=[9, 1, 5])
@example(scores=[])
def test_list_unchanged(solution, scores):
    """the list we hand in stays the same"""
    the_middle_score_counts(solution)
    handed_in = list(scores)
    solution.show_score(handed_in)
    assert handed_in == scores


@points(3)
@given(scores=ROOM_FOR_ONE_MORE)
@example(scores=[5, 5, 5])
@example(scores=[3, 3, 1, 9])
def test_one_point_more_each(solution, scores):
    """one point more from each judge"""
    counted = len(scores) - 2
    total = score(solution, scores)
    assert counted * min(scores) <= total <= counted * max(scores)
    assert solution.show_score([one + 1 for one in scores]) == exactly(total + counted), (
        "Each counted judge adds one point."
    )


def score(solution, scores):
    """The score, once it is known to be a number; the list is a copy."""
    total = solution.show_score(list(scores))
    assert isinstance(total, int | float), "A score is a number."
    return total


def the_middle_score_counts(solution):
    """No lazy answer, such as 0 for everyone, passes by luck."""
    assert score(solution, [1, 5, 9]) > score(solution, [1, 4, 9])
