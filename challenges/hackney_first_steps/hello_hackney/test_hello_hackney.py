"""Hello, Hackney: one question, one greeting with the name that was typed, and one friendly line."""

import pytest
from hypothesis import example, given

from hackney_challenges import case, exactly, points, strategies


@points(2)
def test_runs_without_error(solution):
    """the program runs to its end"""
    assert screen(solution, "Zofia") != []


@points(3)
@pytest.mark.parametrize("name", [case("Leyla comes in", "Leyla"), case("Sam comes in", "Sam")])
def test_hello_line(solution, name):
    """line 1 says hello"""
    lines = screen(solution, name)
    assert lines == exactly([f"Hello, {name}!", *lines[1:]])


@points(2)
def test_second_line(solution):
    """line 2 is friendly, and there is no line 3"""
    lines = screen(solution, "Zofia")
    assert lines == exactly([*lines[:1], "Have a great day in Hackney."])


@points(3)
@given(name=strategies.visitor_names())
@example(name="name")
@example(name="Mary-Jane O'Dea")
def test_any_name(solution, name):
    """any name is greeted as it was typed"""
    lines = screen(solution, name)
    assert lines == exactly([f"Hello, {name}!", *lines[1:]])


def screen(solution, name):
    """What is printed for this visitor; the program has to ask, and to reach its end."""
    played = solution.run(typed=[name])
    assert played.error is None
    assert name in played.transcript, "The program asks for a name."
    return played.lines
