"""Which call a failure is about, and which side of its comparison is the pupil's. Pure."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hackney_challenges.feedback.differences import are_the_same
from hackney_challenges.feedback.failure import Case, Comparison, Failure
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


def answer(case: Failure | Case) -> Answer | None:
    """The call and the two sides of the comparison that did not hold; None if nothing was compared."""
    compared = case.comparison
    if compared is None:
        return None
    left = _giver(case.calls, compared.left)
    right = _giver(case.calls, compared.right)
    if left is not None and right is not None and left is not right and _came_last(case.calls, right):
        return Answer(
            call=left, gave=compared.left, op=compared.op, needs=compared.right, is_direct=True, other=right
        )
    if left is not None:
        return Answer(call=left, gave=compared.left, op=compared.op, needs=compared.right, is_direct=True)
    if right is not None:
        return _mirrored(compared, right)
    last = case.calls[-1] if case.calls else None
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


def awaited_exceptions(problem: BaseException | None) -> tuple[str, ...]:
    """The classes that a `raises` block of the suite waited for in vain; from its frame, not its text."""
    trace = problem.__traceback__ if problem is not None else None
    while trace is not None:
        if trace.tb_frame.f_code.co_name == "__exit__":
            known = _attributes(trace.tb_frame.f_locals.get("self"))
            classes = known.get("expected_exceptions") or known.get("expected")  # pytest's; unittest's
            several = classes if isinstance(classes, tuple) else (classes,)
            names = tuple(one.__name__ for one in several if isinstance(one, type))
            if names:
                return names
        trace = trace.tb_next
    return ()


def _attributes(thing: object) -> Mapping[str, object]:
    """The object's own attributes, past any `__getattr__` that would ask the far side."""
    try:
        found = object.__getattribute__(thing, "__dict__")
    except AttributeError:
        return {}
    return found if isinstance(found, dict) else {}


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
