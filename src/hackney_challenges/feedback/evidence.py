"""All that is known about one function's answers in one check: what detectors look at. Pure."""

from dataclasses import dataclass
from typing import Any

from hackney_challenges.feedback.comparing import answer, input_before, value_of
from hackney_challenges.feedback.differences import are_the_same
from hackney_challenges.feedback.failure import Case, Failure
from hackney_challenges.feedback.spelling import is_plain, spelt, wanted
from hackney_challenges.isolation.calls import Call, Recorded, Returned

_MOST_CALLS = 200
_SPELT = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """A call whose answer is not the needed one."""

    call: Call
    gave: Any
    needs: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """`runs` begin with the one shown. `right` are calls known to be right, `calls` all of that function.

    Nothing is supposed: a call is right only where the whole case of that
    single call was, or where it is the one thing that differs from the case
    shown (see `counterparts`).
    """

    runs: tuple[Run, ...]
    right: tuple[Call, ...]
    calls: tuple[Call, ...]

    @property
    def shown(self) -> Run:
        """The run that the message is about."""
        return self.runs[0]

    @property
    def name(self) -> str:
        """The function's name."""
        return self.shown.call.target


def evidence_of(failure: Failure) -> Evidence | None:
    """What is known, or None if `failure` is not about one answer that should equal a plain value."""
    shown = _run(failure)
    if shown is None:
        return None
    name = shown.call.target
    runs = [shown]
    right = [
        call for call in counterparts(failure, shown.call) if isinstance(call, Call) and _came_back(call)
    ]
    known = _calls(failure.calls, name)
    for case in failure.others:
        theirs = _calls(case.calls, name)
        known += theirs
        if case.is_right:
            right += [call for call in theirs if len(case.calls) == 1 and call not in right]
        elif (run := _run(case)) is not None and run.call.target == name:
            runs.append(run)
    return Evidence(runs=tuple(runs), right=tuple(right), calls=tuple(known[:_MOST_CALLS]))


def counterparts(failure: Failure, shown: Recorded) -> list[Recorded]:
    """Of each case that was right, the call that stands where `shown` does in the failing one.

    All calls before it are the same in both, so that nothing but this call
    tells the cases apart.
    """
    place = next((place for place, call in enumerate(failure.calls) if call is shown), -1)
    found = []
    for case in failure.others:
        if case.is_right and 0 <= place < len(case.calls):
            pairs = zip(failure.calls[:place], case.calls[:place], strict=True)
            if all(_is_same_call(*pair) for pair in pairs):
                found.append(case.calls[place])
    return found


def _is_same_call(one: Recorded, other: Recorded) -> bool:
    if isinstance(one, Call) and isinstance(other, Call):
        inputs = [(call.target, list(call.args), dict(call.kwargs)) for call in (one, other)]
        return are_the_same(*inputs)
    return type(one) is type(other) and (one.typed, one.argv) == (other.typed, other.argv)  # type: ignore[union-attr]


def _came_back(call: Call) -> bool:
    return isinstance(call.outcome, Returned)


def inputs_of(call: Call) -> str:
    """The inputs as a text that tells calls apart."""
    named = sorted(call.kwargs.items())
    return ", ".join(spelt(value, _SPELT) for value in (*call.args, *(value for _, value in named)))


def only_input(call: Call) -> object:
    """The one input of a call, None if it has none or several."""
    values = (*call.args, *call.kwargs.values())
    return values[0] if len(values) == 1 else None


def gave(call: Call) -> Any:
    """What a call that came back gave."""
    return value_of(call)


def is_an_input(call: Call, value: object) -> bool:
    """Whether `value` is one of the call's inputs as they were handed over."""
    places: list[int | str] = [*range(len(call.args)), *call.kwargs]
    return any(are_the_same(input_before(call, place), value) for place in places)


def _run(case: Failure | Case) -> Run | None:
    found = answer(case)
    if found is None or not found.is_direct or found.op != "==" or found.other is not None:
        return None
    if not isinstance(found.call, Call) or not is_plain(wanted(found.needs)):
        return None
    return Run(call=found.call, gave=found.gave, needs=wanted(found.needs))


def _calls(calls: tuple[Recorded, ...], name: str) -> list[Call]:
    return [call for call in calls if isinstance(call, Call) and call.target == name and _came_back(call)]
