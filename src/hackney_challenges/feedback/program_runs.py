"""The rows of a check that ran the pupil's file as a program: what it showed, line by line. Pure."""

from collections.abc import Collection, Sequence

from hackney_challenges.feedback.comparing import Answer
from hackney_challenges.feedback.failure import Style
from hackney_challenges.feedback.layout import Row, room, sentence
from hackney_challenges.feedback.reasons import Reason
from hackney_challenges.feedback.spelling import is_close_to, wanted
from hackney_challenges.feedback.spoken import say, say_call
from hackney_challenges.feedback.values import call_text, pair, show
from hackney_challenges.isolation.calls import ProgramRun


def program_rows(
    run: ProgramRun, found: Answer | None, style: Style, *, has_words: bool = False
) -> tuple[Row, ...]:
    """What was typed, what the program showed and what it needs to show.

    A transcript has prompts and answers in it too, so that `in` it is no line to
    show: the author's words stand for it, where it `has_words`.
    """
    lead = Row(label="I ran", text=call_text(run, room(style, may_wrap=True)), spoken=say_call(run))
    if found is None or found.op not in ("==", "in", "not in"):
        return lead, _showed(_lines_text(run.lines, room(style)))
    needs = wanted(found.needs)
    if found.op != "==":
        showed, needs_row = _containing_rows(run, found, style)
        is_talk = isinstance(found.gave if found.is_on_right else found.needs, str)
        return (lead, showed) if has_words and is_talk else (lead, showed, needs_row)
    if found.gave is run.lines or (isinstance(found.gave, list) and found.gave == run.lines):
        if isinstance(needs, list | tuple) and all(isinstance(line, str) for line in needs):
            return lead, *_line_rows(run.lines, needs, style)
    elif isinstance(found.gave, str) and isinstance(needs, str):
        return lead, *_text_rows(run, found.gave, needs, style)
    return lead, *_derived_rows(found, needs, style)


def asked_again_rows(run: ProgramRun, line: Row | None, style: Style) -> tuple[Row, ...]:
    """A program that asks once more when all answers are typed: what it showed, and where it asks."""
    lead = Row(label="I ran", text=call_text(run, room(style, may_wrap=True)), spoken=say_call(run))
    showed = (_showed(_lines_text(run.lines, room(style, "It showed"))),) if run.lines else ()
    reason = (
        "the program asked again after the last answer."
        if run.typed
        else "it asks. This check types nothing."
    )
    because = Row(label="Because", text=reason, spoken=reason[:1].upper() + reason[1:])
    return (lead, *showed, *((line,) if line is not None else ()), because)


def shows_the_same_each_time(runs: Sequence[ProgramRun], needed: Collection[str]) -> Reason | None:
    """The same lines whatever was typed, where each needs lines of its own; `needed` are these, spelt."""
    typed = {run.typed for run in runs}
    if len(typed) < 2 or len(needed) < len(typed) or any(run.lines != runs[0].lines for run in runs):
        return None
    return Reason(level="Maybe", text="it shows the same each time. Does it use the answer?")


def first_lines_apart(gave: object, needs: object) -> tuple[str, str] | None:
    """The first two lines that differ, of lists of lines or of two texts; None if one has no such line."""
    if isinstance(gave, str) and isinstance(needs, str):
        return gave, needs
    if not isinstance(gave, list) or not isinstance(needs, list | tuple):
        return None
    for one, other in zip(gave, needs, strict=False):
        if one != other:
            return (one, other) if isinstance(one, str) and isinstance(other, str) else None
    return None


def _line_rows(showed: Sequence[str], needs: Sequence[str], style: Style) -> tuple[Row, Row]:
    """Both lists of lines by their first line that differs."""
    if len(showed) == len(needs) == 1:
        shown = pair(showed[0], needs[0], room(style, "It showed"))
        return _showed(shown.gave, say(showed[0])), _needs(shown.needs, say(needs[0]))
    place = next(
        (place for place, both in enumerate(zip(showed, needs, strict=False)) if both[0] != both[1]),
        min(len(showed), len(needs)),
    )
    number = place + 1
    lead = f"line {number} is "
    if place >= len(showed):
        missing = show(needs[place], room(style) - len(lead)) if place < len(needs) else "nothing more"
        gave = _count(showed)
        return _showed(gave if not showed else f"{gave}, then it ends"), _needs(lead + missing)
    if place >= len(needs):
        extra = show(showed[place], room(style, "It showed") - len(lead))
        return _showed(lead + extra), _needs(f"{_count(needs)}, then it ends" if needs else "nothing")
    shown = pair(showed[place], needs[place], room(style, "It showed") - len(lead))
    return _showed(lead + shown.gave), _needs(lead + shown.needs)


def _text_rows(run: ProgramRun, gave: str, needs: str, style: Style) -> tuple[Row, Row]:
    """One text of the program against another: a line of it, if it is one."""
    number = run.lines.index(gave) + 1 if run.lines.count(gave) == 1 and len(run.lines) > 1 else 0
    lead = f"line {number} is " if number else ""
    shown = pair(gave, needs, room(style, "It showed") - len(lead))
    return _showed(lead + shown.gave), _needs(lead + shown.needs)


def _containing_rows(run: ProgramRun, found: Answer, style: Style) -> tuple[Row, Row]:
    """`"Hello" in run.lines`, `"Hello" in run.transcript`, or a line that is one of several."""
    free = room(style, may_wrap=True) - 20
    if found.is_on_right or not found.is_direct:
        part = found.needs if found.is_on_right else found.gave
        whole = found.gave if found.is_on_right else found.needs
        where = "a line that says" if isinstance(whole, list) else "in it"
        shown = show(part, max(free, 12))
        words = f"{where} {shown}" if isinstance(whole, list) else f"{shown} {where}"
        needs = words if found.op == "in" else words.replace("a line", "no line", 1)
        if found.op == "not in" and not isinstance(whole, list):
            needs = f"no {words}"
    else:
        lead = "one of" if found.op == "in" else "none of"
        needs = f"{lead} {show(found.needs, max(free, 12))}"
    return _showed(_lines_text(run.lines, room(style, "It showed"))), _needs(needs)


def _derived_rows(found: Answer, needs: object, style: Style) -> tuple[Row, Row]:
    free = room(style, "The check saw")
    shown = pair(found.gave, needs, free)
    lead = f"{shown.place}: " if shown.place else ""
    saw = Row(
        label="The check saw", text=lead + shown.gave, spoken=sentence(f"The check saw {lead}{shown.gave}")
    )
    return saw, _needs(("close to " if is_close_to(found.needs) else lead) + shown.needs)


def _lines_text(lines: Sequence[str], width: int) -> str:
    """One line in quote marks, several as a list, none as `nothing`."""
    if not lines:
        return "nothing"
    return show(lines[0] if len(lines) == 1 else list(lines), width)


def _count(lines: Sequence[str]) -> str:
    if not lines:
        return "nothing"
    return "1 line" if len(lines) == 1 else f"{len(lines)} lines"


def _showed(text: str, said: str | None = None) -> Row:
    return Row(
        label="It showed", text=text, spoken=sentence(f"It showed {said or text.replace(' is ', ' as ', 1)}")
    )


def _needs(text: str, said: str | None = None) -> Row:
    return Row(
        label="It needs",
        text=text,
        spoken=sentence(f"It needs to show {said or text.replace(' is ', ' as ', 1)}"),
    )
