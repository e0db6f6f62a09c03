"""The rows of a check that ran to its end: what was run, what it gave, what it needs. Pure."""

from typing import Any

from hackney_challenges.feedback.comparing import (
    Answer,
    answer,
    awaited_exceptions,
    gave_back,
    input_before,
    value_of,
)
from hackney_challenges.feedback.contrast import contrast_row
from hackney_challenges.feedback.detectors import reason_for
from hackney_challenges.feedback.differences import are_equal
from hackney_challenges.feedback.failure import Failure, Style
from hackney_challenges.feedback.layout import Row, capitalised, room, sentence
from hackney_challenges.feedback.program_runs import program_rows
from hackney_challenges.feedback.reasons import Reason, command_row, reason_rows
from hackney_challenges.feedback.spelling import exact_kind, is_close_to, is_plain, is_wanted, kind, wanted
from hackney_challenges.feedback.spoken import say, say_call, say_pair
from hackney_challenges.feedback.values import Pair, call_text, pair, show
from hackney_challenges.isolation.calls import Call, ProgramRun, Recorded
from hackney_challenges.printable import safe_line

_NOTE_LIMIT = 110
_SAW = "The check saw"
_ROOM_FOR_KINDS = 19  # "  (a whole number)"


def answer_rows(failure: Failure, style: Style) -> tuple[Row, ...]:
    """What was run, what came of it, and why, for a check that compared something or asked for a truth."""
    found = answer(failure)
    call = found.call if found is not None else (failure.calls[-1] if failure.calls else None)
    if isinstance(call, ProgramRun):
        facts = program_rows(call, found, style, has_words=bool(failure.words))
        return (*facts, *_ending(failure, None))
    if found is None:
        facts = _truth_rows(failure, call, style)
        return (*facts, *_ending(failure, None))
    changed = _changed_rows(found, style)
    if changed:
        return changed
    facts, place = _compared_rows(found, style)
    return (*facts, *_ending(failure, place))


def call_row(call: Recorded, style: Style, longest: str = "It needs") -> Row:
    """`I ran: fare(10)`; `longest` is the longest label of its message."""
    return Row(
        label="I ran", text=call_text(call, room(style, longest, may_wrap=True)), spoken=say_call(call)
    )


def printed_rows(calls: tuple[Recorded, ...], style: Style) -> tuple[Row, ...]:
    """What the last call printed, only where everything is asked for."""
    last = calls[-1] if calls else None
    if not style.more or not isinstance(last, Call) or not last.printed:
        return ()
    text = show(last.printed.rstrip("\n"), room(style, "It printed"))
    return (Row(label="It printed", text=text, spoken=sentence(f"It printed {text}")),)


def slug_of(failure: Failure) -> str:
    """The challenge's short name, as commands take it."""
    return safe_line(failure.file.removesuffix(".py"), 40)


def note_row(words: str) -> Row:
    """The author's own words, bounded, on one line."""
    said = safe_line(" ".join(words[: 4 * _NOTE_LIMIT].split()), _NOTE_LIMIT)
    return Row(label="Note", text=said, spoken=sentence(said))


def _ending(failure: Failure, place: Reason | None) -> tuple[Row, ...]:
    """The one reason: a detector's, else the author's words, else the place of the difference."""
    reason = reason_for(failure)
    if reason is not None:
        return reason_rows(reason)
    if failure.words:
        return (note_row(failure.words),)
    contrast = contrast_row(failure) if place is None else None
    if contrast is not None:
        return (contrast,)
    return (
        reason_rows(place) if place or failure.calls else (command_row(f"hackney brief {slug_of(failure)}"),)
    )


def _compared_rows(found: Answer, style: Style) -> tuple[tuple[Row, ...], Reason | None]:
    longest = "It needs" if found.is_direct else _SAW
    lead = (call_row(found.call, style, longest),) if found.call is not None else ()
    if found.other is not None:
        return (*lead, *_two_answers(found, style)), None
    if not found.is_direct:
        return (*lead, *_derived_rows(found, style)), None
    if found.op == "==" and not is_close_to(found.needs):
        rows, place = _equal_rows(found.gave, wanted(found.needs), style, is_exact=is_wanted(found.needs))
        return (*lead, *rows), place
    needs = needs_words(found, room(style, may_wrap=True))
    return (*lead, _gave_row(found.gave, style), _needs_row(needs)), None


def _equal_rows(
    gave: Any, needs: Any, style: Style, *, is_exact: bool
) -> tuple[tuple[Row, ...], Reason | None]:
    kinds = kinds_named(gave, needs, is_exact=is_exact)
    shown = pair(gave, needs, room(style) - (_ROOM_FOR_KINDS if kinds else 0), is_exact=is_exact)
    if shown.place:
        return _placed_rows(shown)
    said = say_pair(gave, needs)
    texts = shown.gave, shown.needs
    if kinds:
        longest = max(map(len, texts)) if style.width >= 60 else 0
        texts = f"{texts[0]:<{longest}}  ({kinds[0]})", f"{texts[1]:<{longest}}  ({kinds[1]})"
    rows = (
        Row(label="It gave", text=texts[0], spoken=said[0]),
        Row(label="It needs", text=texts[1], spoken=said[1]),
    )
    return rows, None


def _placed_rows(shown: Pair) -> tuple[tuple[Row, ...], Reason | None]:
    """Rows for values cut round their difference; items get one line of their own."""
    if shown.place.startswith("item ") and shown.right_before:
        text = f"it gave {shown.gave}, it needs {shown.needs}. The first {shown.right_before} are right."
        spoken = f"At {shown.place} it gave {shown.gave}. It needs {shown.needs}."
        if len(text) <= 58:
            spoken += f" The first {shown.right_before} are right."
            return (Row(label=capitalised(shown.place), text=text, spoken=spoken),), None
    rows = (
        Row(label="It gave", text=shown.gave, spoken=f"At {shown.place} it gave back {shown.gave}."),
        Row(label="It needs", text=shown.needs, spoken=f"There it needs {shown.needs}."),
    )
    return rows, Reason(level="Because", text=f"they differ at {shown.place}.")


def _two_answers(found: Answer, style: Style) -> tuple[Row, ...]:
    """Both sides are answers of the pupil's code. The words hold even if the two are equal by chance."""
    free = room(style)
    texts = pair(found.gave, found.needs, free)
    gave, needs = texts.gave, texts.needs if found.op == "==" else needs_words(found, free)
    source = f", as {call_text(found.other, free)} gave" if isinstance(found.other, Call) else ""
    if len(needs) + len(source) <= free:
        needs += source
    return (_gave_row(found.gave, style, text=gave), _needs_row(needs))


def _derived_rows(found: Answer, style: Style) -> tuple[Row, ...]:
    """The check worked on with the answer: what it saw is told beside what the call gave."""
    rows: tuple[Row, ...] = ()
    if found.call is not None and gave_back(found.call):
        rows = (_gave_row(value_of(found.call), style, longest=_SAW),)
    free = room(style, _SAW)
    if found.op == "==" and not is_close_to(found.needs):
        shown = pair(found.gave, wanted(found.needs), free)
        lead = f"{shown.place}: " if shown.place else ""
        saw, needs = lead + shown.gave, lead + shown.needs
    else:
        saw, needs = show(found.gave, free), needs_words(found, free)
    return (
        *rows,
        Row(label=_SAW, text=saw, spoken=sentence(f"From that the check saw {saw}")),
        _needs_row(needs, spoken=f"It needs {needs}"),
    )


def _truth_rows(failure: Failure, call: Recorded | None, style: Style) -> tuple[Row, ...]:
    """A check that asked whether something is true, waited for a stop, or could not use the answer.

    What was asked is not known here: where the author says it in words, those stand for it.
    """
    problem = failure.problem
    if not isinstance(call, Call):
        return ()
    if not gave_back(call):
        return (call_row(call, style),)
    gave, awaited = value_of(call), awaited_exceptions(problem)
    if awaited:
        needs = _needs_row(
            f"to stop with {_named(awaited)}", spoken=f"It needs to stop with {_named(awaited)}"
        )
    elif failure.kind_needed is not None:
        needs = _needs_row(failure.kind_needed)
    elif failure.words:
        return (call_row(call, style), _gave_row(gave, style))
    elif problem is None or isinstance(problem, AssertionError):
        needs = _needs_row(_truth_needed(gave))
    else:
        needs = _needs_row("an answer that the check can use")
    return (call_row(call, style), _gave_row(gave, style), needs)


def _named(classes: tuple[str, ...]) -> str:
    return " or ".join(safe_line(name, 30) for name in classes[:3])


def _truth_needed(gave: object) -> str:
    if gave is True:
        return "False"
    if gave is None or gave is False or (is_plain(gave) and not gave and isinstance(gave, int | float)):
        return "True"
    if is_plain(gave) and not gave:
        return "something that is not empty"
    return "what the name of the check says"


def _changed_rows(found: Answer, style: Style) -> tuple[Row, ...]:
    """Rows for a check that looked at an input after the call: it was changed, and should not be."""
    call = found.call
    if found.gave is value_of(call) or found.op != "==" or not isinstance(call, Call):
        return ()
    for where, after in call.changed:
        before = input_before(call, where)
        seen = (found.gave, wanted(found.needs))
        if (are_equal(seen[0], after) and are_equal(seen[1], before)) or (
            are_equal(seen[1], after) and are_equal(seen[0], before)
        ):
            noun = kind(before).split(" ", 1)[-1]
            texts = pair(before, after, room(style, f"Before: the {noun} was"))
            what = texts.place or f"the {noun}"
            reason = Reason(
                level="Maybe", text=f"{safe_line(call.target, 30)} changes the {noun} we gave it."
            )
            return (
                call_row(call, style),
                Row(
                    label="Before",
                    text=f"{what} was {texts.gave}",
                    spoken=_was("Before", noun, before, texts.gave),
                ),
                Row(
                    label="After",
                    text=f"{what} is  {texts.needs}",
                    spoken=_was("After", noun, after, texts.needs),
                ),
                *reason_rows(reason),
            )
    return ()


def _was(when: str, noun: str, value: object, shown: str) -> str:
    said = say(value).partition(": ")[2] if type(value) is list else ""
    return sentence(f"{when}, the {noun} was: {said or shown}")


def _gave_row(gave: object, style: Style, text: str | None = None, longest: str = "It needs") -> Row:
    nothing = "It gave back nothing. Python calls that None."
    spoken = nothing if gave is None else sentence(f"It gave back {say(gave)}")
    return Row(label="It gave", text=text or show(gave, room(style, longest)), spoken=spoken)


def _needs_row(needs: str, spoken: str | None = None) -> Row:
    return Row(label="It needs", text=needs, spoken=sentence(spoken or f"It needs to give back {needs}"))


def needs_words(found: Answer, width: int) -> str:
    """The needed side in short words, true for every comparison Python has."""
    needs = found.needs
    free = max(width - 16, 12)
    shown = show(wanted(needs), free)
    if is_close_to(needs):
        return f"close to {shown}" if found.op == "==" else f"not close to {shown}"
    if found.op == "in":
        return f"{shown} in it" if found.is_on_right else _one_of(needs, free)
    if found.op == "not in":
        return f"no {shown} in it" if found.is_on_right else f"none of {shown}"
    templates = {
        "==": "{}",
        "!=": "anything but {}",
        "<": "less than {}",
        "<=": "{} or less",
        ">": "more than {}",
        ">=": "{} or more",
        "is": "{}" if needs is None or isinstance(needs, bool) else "the very same {}",
        "is not": "anything but {}"
        if needs is None or isinstance(needs, bool)
        else "a new one, not the same {}",
    }
    return templates.get(found.op, "something else than {}").format(shown)


def _one_of(needs: object, width: int) -> str:
    return f"a part of {show(needs, width)}" if isinstance(needs, str) else f"one of {show(needs, width)}"


def kinds_named(gave: object, needs: object, *, is_exact: bool) -> tuple[str, str] | None:
    """Both kinds in words if they differ, else None. What names itself (`nothing (None)`) needs no kind.

    Without `exactly`, whole numbers and decimals are one kind: `==` takes either.
    """
    if gave is None or needs is None or not (is_plain(gave) and is_plain(needs)):
        return None
    if kind(gave) != kind(needs):
        return kind(gave), kind(needs)
    if exact_kind(gave) != exact_kind(needs) and (is_exact or gave == needs):
        return exact_kind(gave), exact_kind(needs)
    return None
