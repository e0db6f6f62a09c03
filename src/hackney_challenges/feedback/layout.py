"""Lines of a message, laid out: aligned, for 40 columns, or as whole sentences.

Every part of a message knows both its short form and its sentence, so that a
screen reader hears what the others see. Pure; decides nothing about content.
"""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Literal

from hackney_challenges.feedback.failure import Style

NARROW_COLUMNS = 60
MOST_LINES = 6
MOST_STEPS = 8
"""Lines that the steps of a story may take, the one that counts the earlier ones among them."""
MOST_STORY_LINES = MOST_STEPS + 3

State = Literal["OK", "NOT YET", "NO CHECK", "NOT RUN"]
_STATE_COLUMNS = 9
_LEAST_STEPS = 3  # of a story are always shown, whatever else is to be told
_ALL_STEPS = 100
_LOST_BY_WRAPPING = 8  # columns left empty at the end of a line that is broken at a blank
_SPOKEN_STATES: Mapping[State, str] = {
    "OK": "OK.",
    "NOT YET": "Not yet.",
    "NO CHECK": "Not checked.",
    "NOT RUN": "Not run.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One fact. `label` stands before a colon; `spoken` is the same as whole sentences,
    empty where an earlier row says it.

    `is_code` marks a line of the pupil's file: its blanks stay, and it is cut,
    never wrapped.
    """

    label: str
    text: str
    spoken: str
    is_code: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Notice:
    """A message: its state, one line that stands alone, and the facts below it.

    `steps` are the numbered steps of a story, above the facts; the label of
    each is its number.
    """

    state: State
    head: str
    spoken_head: str = ""
    rows: tuple[Row, ...] = ()
    steps: tuple[Row, ...] = ()


def laid_out(notice: Notice, style: Style) -> str:
    """The text of `notice`; without `style.more` at most six lines, in the order given.

    With steps at most eleven: of many steps the last are shown. In 40 columns
    a fact may take two lines, so that there are six facts.
    """
    rows = notice.rows if style.more else notice.rows[: MOST_LINES - 1]
    if style.plain:
        head = spoken_state(notice.state, notice.spoken_head or notice.head)
        facts = [row.spoken for row in rows if row.spoken]
        return "\n".join([head, *_spoken_steps(notice.steps, _room_for_steps(style, len(facts))), *facts])
    lines = wrapped(state_line(notice.state, notice.head), style.width, indent="  ")
    if style.width < NARROW_COLUMNS:
        facts = [line for row in rows for line in _narrow(row, style.width)]
        steps = _step_lines(notice.steps, _room_for_steps(style, len(rows)), style.width, indent="")
        return "\n".join([*lines, *steps, *facts])
    pad = max((len(row.label) + 2 for row in rows), default=0)
    most = MOST_STORY_LINES - min(len(notice.steps), _LEAST_STEPS) if notice.steps else MOST_LINES
    facts = []
    for row in rows:
        more = list(_aligned(row, pad, style.width))
        if style.more or len(lines) + len(facts) + len(more) <= most:
            facts += more
    steps = _step_lines(notice.steps, _room_for_steps(style, len(facts)), style.width, indent="  ")
    return "\n".join([*lines, *steps, *facts])


def _room_for_steps(style: Style, facts: int) -> int:
    return _ALL_STEPS if style.more else min(MOST_STEPS, MOST_STORY_LINES - 1 - facts)


def _last_steps(steps: tuple[Row, ...], most: int) -> tuple[tuple[Row, ...], int]:
    """As many of the last steps as fit in `most` lines, and how many come before, which takes a line too."""
    if len(steps) <= most:
        return steps, 0
    return steps[len(steps) - most + 1 :], len(steps) - most + 1


def _step_lines(steps: tuple[Row, ...], most: int, width: int, *, indent: str) -> list[str]:
    shown, before = _last_steps(steps, most)
    pad = max((len(row.label) for row in shown), default=0)
    lines = [f"{indent}... {before} step{'' if before == 1 else 's'} before"] if before else []
    return lines + [cut_to(f"{indent}{row.label:>{pad}} {row.text}", width) for row in shown]


def _spoken_steps(steps: tuple[Row, ...], most: int) -> list[str]:
    shown, before = _last_steps(steps, most)
    lines = [f"{before} step{'' if before == 1 else 's'} came before."] if before else []
    return lines + [row.spoken for row in shown]


def room(style: Style, label: str = "It needs", *, may_wrap: bool = False) -> int:
    """How many columns a value may have beside `label`, on one line or, where it `may_wrap`, on two."""
    if style.plain:
        return 200
    first = style.width - len(label) - (2 if style.width < NARROW_COLUMNS else 4)
    second = (
        first - _LOST_BY_WRAPPING if style.width >= NARROW_COLUMNS else style.width - 2 - _LOST_BY_WRAPPING
    )
    return first + (second if may_wrap else 0)


def state_line(state: State, text: str) -> str:
    """`NOT YET  Check 2: birthdays`."""
    return f"{state:<{_STATE_COLUMNS}}{text}"


def spoken_state(state: State, text: str) -> str:
    """`Not yet. Check 2: birthdays.`"""
    return sentence(f"{_SPOKEN_STATES[state]} {text}")


def sentence(text: str) -> str:
    """`text` with a full stop, if it has no end of its own."""
    return text if text.endswith((".", "?", "!", ":")) else text + "."


def capitalised(text: str) -> str:
    """`text` with a capital at its start; what is plainly Python's (`round(...)`) stays."""
    return text[:1].upper() + text[1:]


def wrapped(text: str, width: int, *, indent: str) -> list[str]:
    """`text` in lines of at most `width` columns, later ones after `indent`. Inner blanks stay."""
    lines: list[str] = []
    rest, start = text, ""
    while len(start) + len(rest) > width:
        free = max(width - len(start), 1)
        cut = rest.rfind(" ", 1, free + 1)
        cut = cut if cut > 0 and rest[:cut].strip() else free
        lines.append(start + rest[:cut].rstrip())
        rest, start = rest[cut:].lstrip(), indent
    return [*lines, start + rest] if rest or not lines else lines


def cut_to(text: str, width: int) -> str:
    """`text`, or its start and `...`."""
    return text if len(text) <= width else text[: max(width - 3, 0)] + "..."


def _narrow(row: Row, width: int) -> Iterable[str]:
    line = f"{row.label}: {row.text}"
    if row.is_code and len(line) > width:
        line = f"{row.label}: {row.text.strip()}"
    return [cut_to(line, width)] if row.is_code else wrapped(line, width, indent="  ")


def _aligned(row: Row, pad: int, width: int) -> Iterable[str]:
    line = f"  {row.label + ':':<{pad}}{row.text}"
    return [cut_to(line, width)] if row.is_code else wrapped(line, width, indent=" " * (pad + 2))
