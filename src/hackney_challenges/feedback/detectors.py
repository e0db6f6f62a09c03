"""Recognises a known mistake in what a check saw: one small question each, tried from top to bottom.

A detector answers only if it holds for every run that is known, and is silent
where the data cannot decide. What it says is true of the values shown.
"""

from collections.abc import Callable, Sequence
from typing import Any

from hackney_challenges.feedback.comparing import answer
from hackney_challenges.feedback.differences import are_the_same, first_difference
from hackney_challenges.feedback.evidence import (
    Evidence,
    Run,
    evidence_of,
    gave,
    inputs_of,
    is_an_input,
    only_input,
)
from hackney_challenges.feedback.failure import Case, Failure
from hackney_challenges.feedback.list_detectors import (
    another_container,
    another_order,
    back_to_front,
    one_end_left_out,
    one_item_more_or_less,
    one_key_differs,
    only_the_first,
)
from hackney_challenges.feedback.number_detectors import (
    decimals_a_tiny_bit_off,
    edge_between_neighbours,
    one_off_each_time,
    other_sign,
    pounds_and_pence,
    right_before_rounding,
    whole_but_a_decimal,
)
from hackney_challenges.feedback.program_runs import first_lines_apart, shows_the_same_each_time
from hackney_challenges.feedback.reasons import Reason
from hackney_challenges.feedback.spelling import described, exact_kind, is_plain, kind, spelt, wanted
from hackney_challenges.feedback.text_detectors import text_reason
from hackney_challenges.feedback.values import show
from hackney_challenges.isolation.calls import ProgramRun
from hackney_challenges.printable import safe_line

_NAME_LIMIT = 24
_RUNS_FOR_ONE_ANSWER = 5
_ANSWERS_FOR_ONE_ANSWER = 3
_PRINTED_LIMIT = 200
_SPELT = 400
_YES_AND_NO = frozenset({"true", "false", "yes", "no"})


def reason_for(failure: Failure) -> Reason | None:
    """The first reason that holds for every run that is known; None where none is sure."""
    known = evidence_of(failure)
    if known is None:
        return _about_a_line(failure)
    for detector in _DETECTORS:
        reason = detector(known)
        if reason is not None:
            return reason
    return None


def printed_not_returned(known: Evidence) -> Reason | None:
    """Nothing came back, and the needed value was printed, in every run."""
    if not all(run.gave is None and _was_printed(run) for run in known.runs):
        return None
    what = show(known.shown.needs, 24)
    return Reason(
        level="Maybe",
        text=f"{_name(known)} printed {what}. print shows it; return hands it back.",
        spoken=f"{_name(known)} printed {what}. print shows it. return hands it back.",
    )


def nothing_where_empty_is_needed(known: Evidence) -> Reason | None:
    """No answer where an empty text or list is needed: the two are often taken for one."""
    needs = known.shown.needs
    if needs in ("", []) and all(run.gave is None and run.needs == needs for run in known.runs):
        what = "text" if needs == "" else "list"
        return Reason(level="Maybe", text=f"{show(needs)} is an empty {what}. None is another thing.")
    return None


def items_where_their_number_is_needed(known: Evidence) -> Reason | None:
    """The list or the text came back, and its length is needed."""
    if all(
        type(run.gave) in (list, tuple, str, set, dict)
        and type(run.needs) is int
        and len(run.gave) == run.needs
        for run in known.runs
    ):
        text = "it gave the items. len( ) counts them."
        return Reason(level="Maybe", text=text, spoken="it gave the items. len counts them.")
    return None


def nothing_comes_back(known: Evidence) -> Reason | None:
    """No answer each time, or for some inputs while others get one."""
    if not all(run.gave is None for run in known.runs) or any(run.needs is None for run in known.runs):
        return None
    answered = [call for call in known.calls if gave(call) is not None]
    if answered:
        return _no_return_here(known, answered)
    if len({inputs_of(call) for call in known.calls}) < 2:
        return None
    return Reason(level="Maybe", text=f"{_name(known)} gives nothing back each time. return hands it back.")


def hands_back_a_function(known: Evidence) -> Reason | None:
    """The answer is a function, not what the function gives."""
    if all(described(run.gave) == "a function" for run in known.runs):
        return Reason(level="Maybe", text=f"{_name(known)} gave back a function. Add () after its name.")
    return None


def hands_back_an_object(known: Evidence) -> Reason | None:
    """The answer is an object of the pupil's own class where a plain value is needed."""
    if not all(not is_plain(run.gave) for run in known.runs):
        return None
    if all(described(run.gave).split(" ")[-1] == run.call.target for run in known.runs):
        return Reason(level="Maybe", text=f"{_name(known)} is a class here. It needs to be a function.")
    return Reason(
        level="Maybe",
        text=f"{described(known.shown.gave)} came back. It needs {_needed_kind(known.shown.needs)}.",
    )


def hands_back_its_input(known: Evidence) -> Reason | None:
    """Every call gave its one input back, unchanged; at least two different inputs."""
    if any(only_input(call) is None for call in known.calls):
        return None
    runs = [(run.call, run.gave) for run in known.runs] + [(call, gave(call)) for call in known.calls]
    different = {inputs_of(call) for call, _ in runs}
    if len(different) >= 2 and all(is_an_input(call, value) for call, value in runs):
        return Reason(level="Maybe", text=f"{_name(known)} gave back what we put in.")
    return None


def one_answer_for_all(known: Evidence) -> Reason | None:
    """Five or more inputs get the same answer, and three or more are needed."""
    first = known.shown.gave
    if len({inputs_of(call) for call in known.calls}) < _RUNS_FOR_ONE_ANSWER:
        return None
    needed = [show(run.needs) for run in known.runs] + [show(gave(call)) for call in known.right]
    if len(set(needed)) < _ANSWERS_FOR_ONE_ANSWER or not all(
        are_the_same(gave(call), first) for call in known.calls
    ):
        return None
    return Reason(
        level="Maybe", text=f"{_name(known)} gives {show(first, 20)} each time. Does it use its input?"
    )


def number_in_quote_marks(known: Evidence) -> Reason | None:
    """Text that is the needed number but for its kind."""
    if all(
        _is_number(run.needs) and type(run.gave) is str and run.gave.strip() == str(run.needs)
        for run in known.runs
    ):
        return Reason(level="Maybe", text="the quote marks make it text.")
    return None


def number_where_text_is_needed(known: Evidence) -> Reason | None:
    """The number is right, but text is needed."""
    if all(
        _is_number(run.gave) and run.needs == str(run.gave) for run in known.runs if type(run.needs) is str
    ) and all(type(run.needs) is str for run in known.runs):
        return Reason(level="Maybe", text="it needs text. str(x) makes text.")
    return None


def truth_as_something_else(known: Evidence) -> Reason | None:
    """The text "True" or "yes", or the number 1, where True is needed."""
    if not all(type(run.needs) is bool for run in known.runs):
        return None
    needs = known.shown.needs
    if all(type(run.gave) is str and run.gave.strip().lower() in _YES_AND_NO for run in known.runs):
        if all(run.gave == str(run.needs) for run in known.runs):
            return Reason(level="Maybe", text=f"{needs} has no quote marks.")
        return Reason(level="Maybe", text="it needs True or False, without quote marks.")
    if all(type(run.gave) in (int, float) and run.gave == run.needs for run in known.runs):
        return Reason(level="Maybe", text=f"{show(known.shown.gave)} is a number. It needs {needs}.")
    return None


def kind_inside_differs(known: Evidence) -> Reason | None:
    """Equal values whose kinds differ somewhere inside: named by item or key."""
    shown = known.shown
    found = first_difference(shown.gave, shown.needs, is_exact=True)
    if found is None or not found.path or type(found.gave) is type(found.needs):
        return None
    if (
        len(found.path) > 1
        or found.path[0].into == "member"
        or not (is_plain(found.gave) and is_plain(found.needs))
    ):
        return None
    step = found.path[0]
    where = f"item {step.at}" if step.into == "item" else f"key {show(step.at, 16)}"
    gave_kind, needs_kind = exact_kind(found.gave), exact_kind(found.needs)
    if gave_kind == needs_kind or first_difference(found.gave, found.needs) is None:
        return None
    return Reason(level="Because", text=f"{where} is {gave_kind}. It needs {needs_kind}.")


def text_nearly_equal(known: Evidence) -> Reason | None:
    """Texts that differ in blanks, capitals, marks or look-alikes only.

    One difference, fully told, is a fact about the two texts shown; more are a
    theory, which has to hold for the other runs too.
    """
    reason = text_reason(known.shown.gave, known.shown.needs)
    if reason is None or reason.level == "Because":
        return reason
    return reason if all(text_reason(run.gave, run.needs) for run in known.runs[1:]) else None


_DETECTORS: Sequence[Callable[[Evidence], Reason | None]] = (
    printed_not_returned,
    nothing_where_empty_is_needed,
    nothing_comes_back,
    hands_back_a_function,
    hands_back_an_object,
    hands_back_its_input,
    one_answer_for_all,
    items_where_their_number_is_needed,
    number_in_quote_marks,
    number_where_text_is_needed,
    truth_as_something_else,
    whole_but_a_decimal,
    decimals_a_tiny_bit_off,
    right_before_rounding,
    pounds_and_pence,
    other_sign,
    edge_between_neighbours,
    one_off_each_time,
    back_to_front,
    another_order,
    only_the_first,
    one_end_left_out,
    one_item_more_or_less,
    another_container,
    text_nearly_equal,
    one_key_differs,
    kind_inside_differs,
)


def _about_a_line(failure: Failure) -> Reason | None:
    """What differs in the first line of a program that is not as needed; else whether it uses its answers."""
    found = answer(failure)
    if found is None or not isinstance(found.call, ProgramRun) or found.op != "==":
        return None
    both = first_lines_apart(found.gave, wanted(found.needs))
    return (text_reason(*both) if both is not None else None) or _about_all_lines(failure)


def _about_all_lines(failure: Failure) -> Reason | None:
    runs: list[ProgramRun] = []
    needed: set[str] = set()
    cases: tuple[Failure | Case, ...] = (failure, *failure.others)
    for case in cases:
        found, last = answer(case), case.calls[-1] if case.calls else None
        if found is not None and found.is_direct and isinstance(found.call, ProgramRun):
            runs.append(found.call)
            needed.add(spelt(wanted(found.needs), _SPELT))
        elif isinstance(case, Case) and case.is_right and isinstance(last, ProgramRun):
            runs.append(last)
            needed.add(spelt(last.lines, _SPELT))
    return shows_the_same_each_time(runs, needed)


def _name(known: Evidence) -> str:
    return safe_line(known.name, _NAME_LIMIT)


def _needed_kind(value: object) -> str:
    return "nothing (None)" if value is None else kind(value)


def _is_number(value: object) -> bool:
    return type(value) in (int, float)


def _was_printed(run: Run) -> bool:
    printed = run.call.printed
    if not printed.strip() or len(printed) > _PRINTED_LIMIT or not is_plain(run.needs):
        return False
    small = type(run.needs) in (str, int, float, bool) or (
        type(run.needs) in (list, tuple) and len(run.needs) < 40
    )
    return (
        small
        and len(show(run.needs, _PRINTED_LIMIT)) < _PRINTED_LIMIT
        and printed.strip() == str(run.needs).strip()
    )


def _no_return_here(known: Evidence, answered: list[Any]) -> Reason:
    """Names the input that got nothing, and one or two others that got something."""
    if only_input(known.shown.call) is None:
        other = f"{_name(known)}({safe_line(inputs_of(answered[0]), 30)})"
        return Reason(level="Maybe", text=f"no return runs here. {other} does give something back.")
    here = only_input(known.shown.call)
    others = sorted(answered, key=lambda call: _distance(only_input(call), here))[:2]
    shown = sorted({show(only_input(call), 16) for call in others}, key=lambda text: (len(text), text))
    are_right = all(call in known.right for call in others)
    verb = (
        ("are fine" if len(shown) > 1 else "is fine")
        if are_right
        else "get an answer"
        if len(shown) > 1
        else "gets an answer"
    )
    return Reason(level="Maybe", text=f"no return runs for {show(here, 16)}. {' and '.join(shown)} {verb}.")


def _distance(one: object, other: object) -> float:
    if isinstance(one, int) and isinstance(other, int) and abs(one - other) < 10**9:
        return float(abs(one - other))
    return float("inf")
