"""The nearest input that works, beside the one that does not: "10 is right but 11 is not". Pure.

Only inputs that the check itself has tried are told. Nothing new is tried for
it: the needed answer to another input is not known, nor whether the check would
ever ask for it (docs/decisions/0007-the-nearest-input-that-works.md).
"""

from collections.abc import Sequence
from typing import Any

from hackney_challenges.feedback.comparing import answer, gave_back
from hackney_challenges.feedback.differences import are_the_same
from hackney_challenges.feedback.evidence import counterparts
from hackney_challenges.feedback.failure import Failure
from hackney_challenges.feedback.layout import Row
from hackney_challenges.feedback.values import call_text, show
from hackney_challenges.isolation.calls import Call, ProgramRun, Recorded

_LONGEST_TEXT = 40
_MOST_ITEMS = 12
_WIDEST = 58


def contrast_row(failure: Failure) -> Row | None:
    """The nearest input that works, if one is near that differs in one thing only."""
    found = answer(failure)
    shown = found.call if found is not None else (failure.calls[-1] if failure.calls else None)
    if shown is None or not gave_back(shown) or (found is not None and found.other is not None):
        return None
    near = [
        (distance, place, call)
        for place, call in enumerate(counterparts(failure, shown))
        if (distance := _distance(shown, call)) is not None
    ]
    if not near:
        return None
    right = min(near)[2]
    text, spoken = _words(shown, right, "is right" if found is not None and found.op == "==" else "is OK")
    return Row(label="Note", text=text, spoken=spoken) if len(text) <= _WIDEST else None


def _words(shown: Recorded, right: Recorded, is_right: str) -> tuple[str, str]:
    """The sentence to read, and the sentence to hear."""
    if isinstance(right, ProgramRun):
        typing = call_text(right).removeprefix("the program, ")
        return f"{typing} works.", f"{typing[:1].upper()}{typing[1:]} works."
    here, there = _inputs(shown), _inputs(right)
    if len(here) == 1 and type(here[0]) is int:
        text = f"{show(there[0], 20)} {is_right} but {show(here[0], 20)} is not."
        return text, text
    text = f"{call_text(right)} {is_right}."
    return text, f"The call {text}"


def _inputs(call: Recorded) -> list[Any]:
    if isinstance(call, ProgramRun):
        return [*call.typed]
    return [*call.args, *(call.kwargs[name] for name in sorted(call.kwargs))]


def _distance(shown: Recorded, other: Recorded) -> int | None:
    """How far the one input that differs is away; None if several differ, or if they are not near."""
    if isinstance(shown, Call) and isinstance(other, Call):
        if shown.target != other.target or sorted(shown.kwargs) != sorted(other.kwargs):
            return None
    elif not (isinstance(shown, ProgramRun) and isinstance(other, ProgramRun) and shown.argv == other.argv):
        return None
    here, there = _inputs(shown), _inputs(other)
    if len(here) != len(there):
        return None
    apart = [both for both in zip(here, there, strict=True) if not are_the_same(*both)]
    return _apart(*apart[0]) if len(apart) == 1 else None


def _apart(one: Any, other: Any) -> int | None:
    """Whole numbers by their difference, lists and texts if they are one item or letter apart."""
    if type(one) is int and type(other) is int:
        return abs(one - other)
    if type(one) is not type(other):
        return None
    if type(one) is str:
        if one.isdecimal() and other.isdecimal() and max(len(one), len(other)) <= 9:
            return abs(int(one) - int(other))
        return 1 if len(one) <= _LONGEST_TEXT and _is_one_edit(one, other) else None
    if type(one) in (list, tuple):
        return 1 if len(one) <= _MOST_ITEMS and _is_one_edit(one, other) else None
    return None


def _is_one_edit(one: Sequence[Any], other: Sequence[Any]) -> bool:
    """Whether one item is changed, added or taken out."""
    short, long = sorted((one, other), key=len)
    if len(long) - len(short) > 1:
        return False
    same = 0
    while same < len(short) and are_the_same(short[same], long[same]):
        same += 1
    rest = long[same + 1 :]
    return are_the_same(short[same + (len(short) == len(long)) :], rest)
