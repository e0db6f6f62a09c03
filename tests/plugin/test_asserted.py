"""What a line of a suite asked for, read off that line."""

import linecache
from types import SimpleNamespace

import pytest

from hackney_challenges.isolation.calls import Call, Recorded, Returned
from hackney_challenges.plugin.asserted import kind_needed, no_function


def _raised(line: str, **names: object) -> BaseException:
    """What a suite of this one line raises; its file is known to `linecache`, as a real one is."""
    file = f"<suite: {line}>"
    linecache.cache[file] = (len(line), None, [line + "\n"], file)
    try:
        exec(compile(line, file, "exec"), dict(names))
    except (AssertionError, TypeError) as problem:
        return problem
    raise ValueError(line)


def _calls(value: object) -> tuple[Recorded, ...]:
    return (Call(target="fare", outcome=Returned(value=value)),)


@pytest.mark.parametrize(
    ("asked", "words"),
    [
        ("assert isinstance(fare, int | float)", "a number"),
        ("assert isinstance(fare, (float, int)), 'A price is a number.'", "a number"),
        ("assert isinstance(fare, int)", "a whole number"),
        ("assert isinstance(fare, str | list)", "text or a list"),
        ("assert isinstance(fare, dict)", "a dictionary"),
        ("assert isinstance(fare, type)", None),
        ("assert isinstance(fare, int) and fare > 0", None),
        ("assert isinstance(fare + 1, str)", None),
        ("assert not fare", None),
    ],
)
def test_the_kind_that_an_answer_needs_to_be_of(asked: str, words: str | None) -> None:
    given = [1] if "not" in asked else 1.5 if "+" in asked else b"x"
    assert kind_needed(_raised(asked, fare=given), _calls(given)) == words


def test_only_the_very_answer_is_spoken_of() -> None:
    problem = _raised("assert isinstance(price, int)", price="85")
    assert kind_needed(problem, _calls({"price": "85"})) is None
    assert kind_needed(problem, ()) is None
    assert kind_needed(TypeError(), _calls("85")) is None


def test_a_plain_value_that_was_called_is_named() -> None:
    solution = SimpleNamespace(fare=5, FREE=11)
    problem = _raised("assert solution.fare(solution.FREE) == 0", solution=solution)
    assert no_function(problem, {"fare": 5, "FREE": 11}) == ("fare", 5)
    assert no_function(_raised("fare(10)", fare=5), {"fare": 5}) == ("fare", 5)
    assert no_function(_raised("len(solution.fare)", solution=solution), {"fare": 5}) is None
    assert no_function(problem, {}) is None
