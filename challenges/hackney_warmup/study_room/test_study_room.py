"""Study room: a room for 1 to 8 people, and a polite line as often as it takes."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hackney_challenges import case, exactly, points, strategies

POLITE = "Please type a number from 1 to 8."
OAK = "Room: Oak"
ELM = "Room: Elm"

OUT_OF_RANGE = strategies.whole_numbers(-20, 200, edges=[0, 9]).filter(lambda n: not 1 <= n <= 8)
NOT_VALID = OUT_OF_RANGE.map(str) | strategies.words() | st.just("")


@points(5)
@pytest.mark.parametrize("people", [case("a group of 2", "2"), case("a group of 3", "3")])
def test_small_group(solution, people):
    """a small group gets Oak"""
    assert screen(solution, "6") != [OAK]
    assert screen(solution, people) == exactly([OAK])


@points(5)
@pytest.mark.parametrize("people", [case("a group of 6", "6"), case("a group of 7", "7")])
def test_large_group(solution, people):
    """a large group gets Elm"""
    assert screen(solution, "2") != [ELM]
    assert screen(solution, people) == exactly([ELM])


@points(6)
@pytest.mark.parametrize(
    ("people", "room"),
    [
        case("a group of 1", "1", OAK),
        case("a group of 4", "4", OAK),
        case("a group of 5", "5", ELM),
        case("a group of 8", "8", ELM),
    ],
)
def test_edges(solution, people, room):
    """the smallest and largest group for each room"""
    assert screen(solution, people) == exactly([room])


@points(5)
@pytest.mark.parametrize(
    "typed",
    [
        case("a group of 0", ["0"]),
        case("a group of 9", ["9"]),
        case("a group of -3", ["-3"]),
        case("a group of 12, then 100, then 0", ["12", "100", "0"]),
    ],
)
def test_numbers_out_of_range(solution, typed):
    """numbers that are too small or too big"""
    assert screen(solution, *typed, "2") == exactly([POLITE] * len(typed) + [OAK])


@points(4)
@pytest.mark.parametrize(
    "typed",
    [
        case("the word two", ["two"]),
        case("an empty answer", [""]),
        case("a word, nothing, a word", ["many", "", "lots"]),
    ],
)
def test_words_and_nothing(solution, typed):
    """words, and nothing at all"""
    assert screen(solution, *typed, "6") == exactly([POLITE] * len(typed) + [ELM])


@points(5)
@given(typed=st.lists(NOT_VALID, max_size=6), people=st.integers(2, 7))
@example(typed=["0"], people=3)
@example(typed=["six", "", "9"], people=6)
@example(typed=[], people=2)
def test_as_often_as_it_takes(solution, typed, people):
    """as many tries as it takes"""
    lines = screen(solution, *typed, str(people))
    polite = [POLITE] * len(typed)
    assert lines == exactly([*polite, *lines[len(polite) :]])
    assert lines[len(polite) :] in ([OAK], [ELM])


def screen(solution, *typed):
    """What is printed while somebody types this, answer by answer; the program has to end by itself."""
    played = solution.run(typed=typed)
    assert played.error is None
    return played.lines
