"""Facts about where Python stopped → words for an 11-year-old. Pure.

The facts (isolation/source.py) come from the far side: any shape of them is
taken, and what is missing or odd leads to silence, never to an exception.
"""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Literal

from hackney_challenges.isolation.calls import Spot
from hackney_challenges.printable import safe_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """The parts of a message about a stop; `feedback.messages` lays them out.

    `head` is the state line's text after `NOT YET`, or None where the check's
    own head stands. `lines` are lines of the pupil's file, number and text.
    `said` is the plain form of everything below the head and the call, whole
    sentences, a screen line each.
    """

    head: str | None = None
    lines: tuple[tuple[int, str], ...] = ()
    reason: str | None = None
    level: Literal["Because", "Maybe"] | None = None
    next_step: str | None = None
    said: tuple[str, ...] = ()


def explain(facts: Mapping[str, Any], spots: Sequence[Spot] = (), *, file: str | None = None) -> Explanation:
    """What to show and say about `facts`; `spots` are where it stopped, the innermost last.

    `file` is the solution's name for the head, where the facts do not have it.
    """
    shown = tuple((spot.line, safe_line(spot.text)) for spot in spots[-1:])
    return Explanation(lines=shown)
