"""The examples in the docstrings of what a suite may import can be typed as they stand."""

import doctest
from importlib import import_module
from types import SimpleNamespace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from doc_pages import SOURCE
from hackney_challenges import case, close_to, exactly, points, story, strategies

NAMES = {
    "case": case,
    "close_to": close_to,
    "exactly": exactly,
    "given": given,
    "points": points,
    "pytest": pytest,
    "solution": SimpleNamespace(fare=lambda age: 0, average=lambda numbers: sum(numbers) / len(numbers)),
    "st": st,
    "story": story,
    "strategies": strategies,
}


@pytest.mark.parametrize("name", sorted(path.stem for path in (SOURCE / "suites").glob("[a-z]*.py")))
def test_the_examples_of_a_module_for_suites_hold(name: str, request: pytest.FixtureRequest) -> None:
    request.config.addinivalue_line("markers", "points(n): what a check is worth")
    module = import_module(f"hackney_challenges.suites.{name}")
    results = doctest.testmod(module, globs=dict(NAMES), raise_on_error=True)
    assert results.attempted > 0
