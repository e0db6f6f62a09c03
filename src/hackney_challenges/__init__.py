"""A kit of coding challenges for young people, checked by pytest.

What a suite may import stands in `hackney_challenges.suites`; its names are
handed out here, late, so that starting pytest elsewhere loads none of them.
"""

from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from hackney_challenges.suites import strategies
    from hackney_challenges.suites.cases import case
    from hackney_challenges.suites.closeness import close_to, exactly
    from hackney_challenges.suites.marks import points
    from hackney_challenges.suites.story import story

__all__ = ["case", "close_to", "exactly", "points", "story", "strategies"]

_HOMES = {
    "points": "marks",
    "case": "cases",
    "exactly": "closeness",
    "close_to": "closeness",
    "story": "story",
}


def __getattr__(name: str) -> Any:
    from importlib import import_module

    if name == "strategies":
        return import_module("hackney_challenges.suites.strategies")
    if name in _HOMES:
        return getattr(import_module(f"hackney_challenges.suites.{_HOMES[name]}"), name)
    raise AttributeError(f"module {__name__!r} has no attribute {name!r}")
