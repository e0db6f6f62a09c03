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
    assert line(1, screen(solution, name)) == exactly(f"Hello, {name}!")


@points(2)
def test_second_line(solution):
    """line 2 is friendly, and there is no line 3"""
    lines = screen(solution, "Zofia")
    assert line(2, lines) == exactly("Have a great day in Hackney.")
    assert len(lines) == 2, "There are two lines, and no more."


@points(3)
@given(name=strategies.visitor_names())
@example(name="name")
@example(name="Mary-Jane O'Dea")
def test_any_name(solution, name):
    """any name is greeted as it was typed"""
    assert line(1, screen(solution, name)) == exactly(f"Hello, {name}!")


def screen(solution, name):
    """What is printed for this visitor; the program has to ask, and to reach its end."""
    played = solution.run(typed=[name])
    assert played.error is None
    assert name in played.transcript, "The program asks for a name."
    return played.lines


def line(number, lines):
    """The line of this number, or no text where there is none."""
    return lines[number - 1] if number <= len(lines) else ""
