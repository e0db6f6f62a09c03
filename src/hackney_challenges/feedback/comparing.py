"""Which call a failure is about, and which side of its comparison is the pupil's. Pure."""

from dataclasses import dataclass
from typing import Any

from hackney_challenges.feedback.differences import are_the_same
from hackney_challenges.feedback.failure import Comparison, Failure
from hackney_challenges.isolation.calls import Call, ProgramRun, Recorded, Returned

_LATEST = 50  # calls looked through for a value equal to a side of the comparison
_MIRRORED = {"<": ">", ">": "<", "<=": ">=", ">=": "<="}


@dataclass(frozen=True, slots=True, kw_only=True)
class Answer:
    """What a comparison saw, as a message tells it.

    `call` is the call to show, None if there was none. `is_direct`: the
    pupil's side is the very value the call gave; else `gave` was made from it.
    `other` is the second call where both sides are answers of the pupil's code.
    """

    call: Recorded | None
    gave: Any
    op: str
    needs: Any
    is_direct: bool
    is_on_right: bool = False
    other: Recorded | None = None


def answer(failure: Failure) -> Answer | None:
    """The call and the two sides of `failure`'s comparison; None if nothing was compared."""
    compared = failure.comparison
    if compared is None:
        return None
    left = _giver(failure.calls, compared.left)
    right = _giver(failure.calls, compared.right)
    if left is not None and right is not None and left is not right and _came_last(failure.calls, right):
        return Answer(
            call=left, gave=compared.left, op=compared.op, needs=compared.right, is_direct=True, other=right
        )
    if left is not None:
        return Answer(call=left, gave=compared.left, op=compared.op, needs=compared.right, is_direct=True)
    if right is not None:
        return _mirrored(compared, right)
    last = failure.calls[-1] if failure.calls else None
    return Answer(call=last, gave=compared.left, op=compared.op, needs=compared.right, is_direct=False)


def value_of(call: Recorded | None) -> object:
    """What `call` gave back; a program's is the list of its lines. None if it gave nothing back."""
    if isinstance(call, ProgramRun):
        return call.lines
    if isinstance(call, Call) and isinstance(call.outcome, Returned):
        return call.outcome.value
    return None


def gave_back(call: Recorded | None) -> bool:
    """Whether `call` came back with a value."""
    return isinstance(call, ProgramRun) or (isinstance(call, Call) and isinstance(call.outcome, Returned))


def input_before(call: Call, where: int | str) -> object:
    """The input at a position or of a name, as it was handed over; None if there is none."""
    if isinstance(where, int):
        return call.args[where] if 0 <= where < len(call.args) else None
    return call.kwargs.get(where)


def _mirrored(compared: Comparison, call: Recorded) -> Answer:
    return Answer(
        call=call,
        gave=compared.right,
        op=_MIRRORED.get(compared.op, compared.op),
        needs=compared.left,
        is_direct=True,
        is_on_right=True,
    )


def _giver(calls: tuple[Recorded, ...], side: object) -> Recorded | None:
    """The last call that gave this very object, else the last that gave one equal to it, kinds too."""
    if isinstance(side, list | dict | set):  # small values are one object wherever they come from
        for call in reversed(calls):
            if gave_back(call) and value_of(call) is side:
                return call
    for call in reversed(calls[-_LATEST:]):
        if not gave_back(call):
            continue
        if value_of(call) is side or are_the_same(value_of(call), side):
            return call
        if isinstance(call, ProgramRun) and isinstance(side, str) and side == call.transcript:
            return call
    return None


def _came_last(calls: tuple[Recorded, ...], call: Recorded) -> bool:
    return bool(calls) and calls[-1] is call
