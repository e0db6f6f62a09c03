"""What is known of the check that runs: its cases so far, and the first of them that does not hold.

hypothesis runs a check a hundred times, and as often again to make a failure
smaller. Those runs are the neighbours of the failing input, and every one of
them was drawn by the check's own strategy. Few and small ones are kept, and
only until the next check begins.
"""

from collections import deque
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any

from hackney_challenges.feedback.failure import Case, Comparison, Failure
from hackney_challenges.isolation.calls import Call, ProgramRun, Recorded, Returned
from hackney_challenges.isolation.proxy import Handle, Method
from hackney_challenges.isolation.records import Row, calls_in

MOST_CALLS = 4
_MOST_RIGHT = 60
_MOST_NOT_RIGHT = 30
_LARGEST = 1000
"""Of a kept case: characters of its texts, and ten for each other value."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Told:
    """A case that does not hold. `place` is its place among the cases of its check, `node` its node id."""

    place: int
    node: str
    failure: Failure


class OneCheck:
    """The cases of one check in this process, as they come."""

    def __init__(self) -> None:
        self._right: deque[tuple[Row | ProgramRun, ...] | Case] = deque(maxlen=_MOST_RIGHT)
        self._not_right: deque[Case] = deque(maxlen=_MOST_NOT_RIGHT)
        self.first: Told | None = None

    def keep(self, calls: tuple[Recorded, ...], comparison: Comparison | None, *, is_right: bool) -> None:
        """Remember a case, if it is small: the latest of either sort."""
        if not _can_be_told(calls):
            return
        case = Case(calls=calls, comparison=comparison, is_right=is_right)
        if is_right:
            self._right.append(case)
        elif all(known.calls != calls for known in self._not_right):
            self._not_right.append(case)

    def keep_right(self, rows: tuple[Row | ProgramRun, ...]) -> None:
        """Remember a case that is right, unread: most checks hold, and then nobody looks."""
        self._right.append(rows)

    def others(self, calls: tuple[Recorded, ...]) -> tuple[Case, ...]:
        """The cases but for that of `calls`: what was not right, then what was."""
        return tuple(case for case in (*self._not_right, *self._read()) if case.calls != calls)

    def _read(self) -> Iterator[Case]:
        for kept in self._right:
            case = kept if isinstance(kept, Case) else Case(calls=suites_calls(kept), is_right=True)
            if _can_be_told(case.calls):
                yield case

    def tell(self, told: Told) -> None:
        """A case that does not hold: the first of them in the author's order is the one to tell."""
        if self.first is None or told.place < self.first.place:
            self.first = told


def is_the_suites(call: Recorded) -> bool:
    """Whether the suite made this call: explaining an assert, pytest asks for the repr of far things too."""
    return not (isinstance(call, Call) and call.target == "repr" and isinstance(call.args[0], Handle))


def suites_calls(rows: Iterable[Row | ProgramRun]) -> tuple[Recorded, ...]:
    """The calls of `rows` that the suite made."""
    return tuple(filter(is_the_suites, calls_in(rows)))


def _can_be_told(calls: tuple[Recorded, ...]) -> bool:
    return 0 < len(calls) <= MOST_CALLS and _are_small(calls)


def _are_small(calls: Iterable[Recorded]) -> bool:
    left = _LARGEST
    for call in calls:
        if isinstance(call, ProgramRun):
            left = _left((call.typed, call.transcript, call.lines), left)
        else:
            left = _left((call.args, dict(call.kwargs), _given(call)), left)
        if left < 0:
            return False
    return True


def _given(call: Call) -> object:
    return call.outcome.value if isinstance(call.outcome, Returned) else None


def _left(value: Any, left: int) -> int:
    """What is left of `left` after `value`; below zero as soon as it is too much, and for a handle.

    A handle is nothing any more when the check it belongs to is over.
    """
    if isinstance(value, str | bytes):
        return left - 10 - len(value)
    if isinstance(value, Handle | Method):
        return -1
    left -= 10
    if type(value) is int:
        return left - value.bit_length() // 4
    if isinstance(value, dict):
        parts: Iterable[Any] = (part for pair in value.items() for part in pair)
    elif isinstance(value, list | tuple | set | frozenset):
        parts = value
    else:
        return left
    for part in parts:
        left = _left(part, left)
        if left < 0:
            return left
    return left
