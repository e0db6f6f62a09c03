"""Detectors for numbers: rounding, units, signs, edges."""

import math
from collections.abc import Callable, Sequence

from hackney_challenges.feedback.differences import are_the_same
from hackney_challenges.feedback.evidence import Evidence, Run, gave, only_input
from hackney_challenges.feedback.reasons import Reason

_TINY = 1e-9
_PLACES = (2, 1, 0, 3, 4, 5, 6)
_RUNS_FOR_ONE_OFF = 3
_LARGEST = 10**15  # beyond it decimals lose whole numbers


def whole_but_a_decimal(known: Evidence) -> Reason | None:
    """A decimal where a whole number is needed, and rounding gives that number in each run."""
    if not all(type(run.gave) is float and type(run.needs) is int for run in known.runs):
        return None
    if any(run.gave == run.needs for run in known.runs) and _rounding_mends(known.runs):
        return Reason(
            level="Because",
            text="a number with a point is a decimal.",
            next_step="round(answer) makes it a whole number.",
        )
    return None


def decimals_a_tiny_bit_off(known: Evidence) -> Reason | None:
    """A decimal that differs by no more than the way computers keep decimals."""
    if not all(type(run.gave) is float and run.gave != run.needs for run in known.runs):
        return None
    if not _for_all(known.runs, lambda given, needed: math.isclose(given, needed, rel_tol=_TINY)):
        return None
    text = "your sum is right. Computers keep decimals a tiny bit off."
    if all(type(run.needs) is int for run in known.runs):
        step = "round(answer) makes it a whole number." if _rounding_mends(known.runs) else None
        return Reason(level="Because", text=text, next_step=step)
    for places in _PLACES:
        if all(round(run.gave, places) == run.needs for run in known.runs):
            return Reason(level="Because", text=text, next_step=f"round(answer, {places}) tidies it.")
    return Reason(level="Because", text=text)


def right_before_rounding(known: Evidence) -> Reason | None:
    """Rounding to 0, 1 or 2 places gives the needed number in each of two or more runs."""
    if len(known.runs) < 2 or not all(
        type(run.gave) is float and run.gave != run.needs for run in known.runs
    ):
        return None
    for places in (0, 1, 2):
        if _for_all(known.runs, lambda given, needed, places=places: round(given, places) == needed):  # type: ignore[misc]
            step = f"round(answer, {places}) does that." if places else "round(answer) does that."
            return Reason(level="Maybe", text="it is right, but not rounded yet.", next_step=step)
    return None


def pounds_and_pence(known: Evidence) -> Reason | None:
    """A hundred times too much or too little, in two or more runs that need different numbers."""
    runs = _without_zero(known)
    if _numbers_needed(runs) < 2:
        return None
    for times in (100, 0.01):
        if _for_all(runs, lambda given, needed, times=times: math.isclose(given, needed * times)):  # type: ignore[misc]
            much = "100 times too much" if times == 100 else "100 times too little"
            return Reason(level="Maybe", text=f"it is {much}. Are pounds and pence mixed?")
    return None


def other_sign(known: Evidence) -> Reason | None:
    """The number is right and its sign is the other one, in two or more runs that need different numbers."""
    runs = _without_zero(known)
    if _numbers_needed(runs) >= 2 and _for_all(runs, lambda given, needed: given == -needed):
        return Reason(level="Maybe", text="the sign is the other way round: plus and minus.")
    return None


def one_off_each_time(known: Evidence) -> Reason | None:
    """One too many or one too few, the same in three or more runs.

    Not all of them need the same number: a -1 that stands for "nobody" is no count.
    """
    if len(known.runs) < _RUNS_FOR_ONE_OFF or _numbers_needed(known.runs) < 2:
        return None
    if not all(type(run.gave) is int and type(run.needs) is int for run in known.runs):
        return None
    steps = {run.gave - run.needs for run in known.runs}
    if steps == {1}:
        return Reason(level="Maybe", text="it is 1 too many each time.")
    return Reason(level="Maybe", text="it is 1 too few each time.") if steps == {-1} else None


def edge_between_neighbours(known: Evidence) -> Reason | None:
    """A neighbour is right and this one is not.

    Both neighbours are right; or one is, and its answer was carried over the
    edge, while nothing says that the other side is a whole stretch of mistakes.
    """
    here = only_input(known.shown.call)
    if type(here) is not int or abs(here) > _LARGEST:
        return None
    right = {only_input(call): gave(call) for call in known.right if type(only_input(call)) is int}
    not_right = {only_input(run.call) for run in known.runs}
    below, above = here - 1, here + 1
    if below in right and above in right:
        return _edge(below, here)
    for neighbour, opposite in ((below, above), (above, below)):
        is_carried = neighbour in right and are_the_same(right[neighbour], known.shown.gave)
        if is_carried and opposite not in not_right:
            return _edge(neighbour, here)
    return None


def _edge(neighbour: int, here: int) -> Reason:
    return Reason(level="Maybe", text=f"{neighbour} is right but {here} is not. Look at the edge.")


def _rounding_mends(runs: Sequence[Run]) -> bool:
    return _for_all(runs, lambda given, needed: math.isclose(given, needed, rel_tol=_TINY)) and all(
        round(run.gave) == run.needs for run in runs
    )


def _without_zero(known: Evidence) -> tuple[Run, ...]:
    """The runs, if both sides of all are numbers; those that are zero on both sides say nothing."""
    if not all(_is_number(run.gave) and _is_number(run.needs) for run in known.runs):
        return ()
    return tuple(run for run in known.runs if run.gave or run.needs)


def _numbers_needed(runs: Sequence[Run]) -> int:
    return len({run.needs for run in runs if _is_number(run.needs)})


def _for_all(runs: Sequence[Run], holds: Callable[[float, float], bool]) -> bool:
    return all(_is_number(run.gave) and _is_number(run.needs) and holds(run.gave, run.needs) for run in runs)


def _is_number(value: object) -> bool:
    """A number that can be reckoned with: no truth value, not endless, not huge."""
    if type(value) is int:
        return abs(value) < _LARGEST
    return type(value) is float and math.isfinite(value) and abs(value) < _LARGEST
