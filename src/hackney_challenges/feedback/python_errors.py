"""Facts about where Python stopped → words for an 11-year-old. Pure.

The facts (isolation/reading/source.py) come from the far side: any shape of them is
taken, and what is missing or odd leads to silence, never to an exception.
"""

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

from hackney_challenges.feedback.stop_sentences import STOP_SENTENCES
from hackney_challenges.feedback.syntax_sentences import SYNTAX_SENTENCES
from hackney_challenges.feedback.told import NotTold, Told, Words, shown_lines
from hackney_challenges.isolation.calls import Spot
from hackney_challenges.printable import safe_line

_PYTHONS_OWN = frozenset(
    [
        "def",
        "elif",
        "else",
        "float",
        "for",
        "from",
        "in",
        "int",
        "join",
        "len",
        "print",
        "range",
        "sqrt",
        "sum",
        "try",
    ]
)
_ALWAYS_MAYBE = frozenset({"loop"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Explanation:
    """The parts of a message about a stop; `feedback.messages` lays them out.

    `head` is the state line's text after `NOT YET`, or None where the check's
    own head stands. `lines` are lines of the pupil's file, number and text, to
    be shown as `Line N:`. `said` is the plain form of all that comes below the
    head and the call: whole sentences, each a line of its own on the screen.
    """

    head: str | None = None
    lines: tuple[tuple[int, str], ...] = ()
    reason: str | None = None
    level: Literal["Because", "Maybe"] | None = None
    next_step: str | None = None
    said: tuple[str, ...] = ()


def explain(facts: Mapping[str, Any], spots: Sequence[Spot] = (), *, file: str | None = None) -> Explanation:
    """What to show and say about `facts`; `spots` are where it stopped, the innermost last.

    `file` is the solution's name for the head, where the facts do not have it.
    A kind that is not known gives the lines and no reason. Raises nothing.
    """
    kind = facts.get("kind")
    is_reading = kind in SYNTAX_SENTENCES if type(kind) is str else False
    is_reading = is_reading or (kind == "unknown" and "function" not in facts and not spots)
    lines = shown_lines(facts)
    if spots and not is_reading and kind != "loop":
        lines = ((spots[-1].line, spots[-1].text.expandtabs(4)),)
    elif spots and not lines:
        line = facts.get("line")
        at = [spot for spot in spots if spot.line == line] or list(spots)
        lines = ((at[-1].line, at[-1].text.expandtabs(4)),)
    lines = tuple((number, safe_line(text)) for number, text in lines)
    seen = {**facts, "show": [list(line) for line in lines]}
    words, spoken = _words(Told(seen)), _words(Told(seen, plain=True))
    level: Literal["Because", "Maybe"] | None = None
    if words.reason is not None:
        level = "Because" if facts.get("proved") is True and kind not in _ALWAYS_MAYBE else "Maybe"
    return Explanation(
        head=_head(facts, lines, file, is_reading=is_reading),
        lines=lines,
        reason=words.reason,
        level=level,
        next_step=words.next_step if level == "Because" else None,
        said=_said(seen, lines, spoken, level, is_reading=is_reading),
    )


_SENTENCE_END = re.compile(r"(?:(?<![.])|(?<=[.]{3}))[.] ")
_WIDTH = 61
"""What is left of 72 columns beside `Because:`."""


def _fitting(words: Words) -> Words:
    """Long names make long sentences: the second one goes first."""
    if words.reason is None or len(words.reason) <= _WIDTH:
        return words
    first = _SENTENCE_END.split(words.reason)[0]
    return replace(words, reason=first if first.endswith(".") else first + ".")


def _words(told: Told) -> Words:
    kind = told.facts.get("kind")
    if type(kind) is not str:
        return Words()
    tell = SYNTAX_SENTENCES.get(kind) or STOP_SENTENCES.get(kind)
    if tell is None:
        return Words()
    try:
        return tell(told) if told.plain else _fitting(tell(told))
    except NotTold:
        return Words()


def _head(
    facts: Mapping[str, Any], lines: tuple[tuple[int, str], ...], file: str | None, *, is_reading: bool
) -> str | None:
    told = Told({"file": file, **{key: facts[key] for key in ("file", "line") if key in facts}})
    try:
        name = told.name("file")
    except NotTold:
        return None
    try:
        line = told.number("line")
    except NotTold:
        if not lines:
            return None
        line = lines[-1][0]
    if is_reading:
        return f"Python stopped reading at line {line} of {name}"
    if facts.get("function") == "<module>":
        if facts.get("kind") == "asks":
            return f"{name} asks a question on line {line}"
        return f"Python stopped at line {line} of {name}"
    return None


def _begun(reason: str, facts: Mapping[str, Any]) -> str:
    """A capital letter at the start, but not on a name or a word of Python's: Fare is not fare."""
    first = reason.split(" ")[0].removesuffix("()")
    named = any(type(value) is str and value.startswith(first) for value in facts.values())
    return reason if named or first in _PYTHONS_OWN else reason[:1].upper() + reason[1:]


def _said(
    facts: Mapping[str, Any],
    lines: tuple[tuple[int, str], ...],
    words: Words,
    level: Literal["Because", "Maybe"] | None,
    *,
    is_reading: bool,
) -> tuple[str, ...]:
    said: list[str] = []
    if words.opening is not None:
        said.extend(words.opening)
    else:
        for number, text in lines:
            begin = "" if is_reading else f"Python stopped at line {number}. "
            said.append(f"{begin}Line {number} says: {text.strip()}")
    if words.reason is not None:
        if level == "Maybe":
            said.append(f"Maybe this is why: {words.reason}")
        else:
            said.append(_begun(words.reason, facts))
    if words.next_step is not None and level != "Maybe":
        said.append(f"Next: {words.next_step}")
    return tuple(said)
