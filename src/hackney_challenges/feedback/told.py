"""What facts from the far side tell, read with care: any shape of them is taken. Pure.

A fact that is missing or of another kind raises `NotTold`; the one who words
the message then says nothing about it.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from hackney_challenges.printable import safe_line

_NAME_WIDTH = 24

_SPOKEN = {
    ":": "colon",
    ";": "semicolon",
    ",": "comma",
    ".": "full stop",
    "=": "equals sign",
    "==": "double equals sign",
    "!=": "not equals sign",
    "<": "less than sign",
    ">": "greater than sign",
    "<=": "less or equal sign",
    ">=": "greater or equal sign",
    "+": "plus sign",
    "-": "minus sign",
    "*": "star",
    "/": "slash",
    "//": "double slash",
    "%": "percent sign",
    "**": "double star",
    "+=": "plus equals sign",
    "-=": "minus equals sign",
    "(": "round bracket",
    ")": "closing round bracket",
    "[": "square bracket",
    "]": "closing square bracket",
    "{": "curly bracket",
    "}": "closing curly bracket",
    '"': "double quote mark",
    "'": "single quote mark",
    '"""': "triple quote mark",
    "'''": "triple quote mark",
    "( )": "pair of round brackets",
    "[ ]": "pair of square brackets",
}

_KINDS = {
    "nothing": "nothing (None)",
    "number": "a number",
    "text": "text",
    "list": "a list",
    "tuple": "a tuple",
    "dict": "a dict",
    "set": "a set",
    "range": "a range",
    "bytes": "bytes",
    "function": "a function",
    "class": "a class",
    "module": "a module",
    "object": "an object",
    "decimal": "a decimal",
}


class NotTold(Exception):
    """The facts do not say it."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """One reason and one step in words. `opening` takes the place of the plain form's "Line N says"."""

    reason: str | None = None
    next_step: str | None = None
    opening: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Told:
    """The facts, and whether they are to be told in plain speech (signs as words)."""

    facts: Mapping[str, Any]
    plain: bool = False

    def has(self, key: str) -> bool:
        """Whether a fact is there and says yes."""
        value = self.facts.get(key)
        return value is True or (type(value) in (str, int, list, dict) and bool(value))

    def name(self, key: str) -> str:
        """A name or other short piece of the pupil's file."""
        value = self.facts.get(key)
        if type(value) is not str or not value.strip():
            raise NotTold(key)
        return safe_line(value, _NAME_WIDTH)

    def code(self, key: str, width: int = 58) -> str:
        """A line of code to type; not told if it is too long to show whole."""
        value = self.facts.get(key)
        if type(value) is not str or not value.strip() or len(value) > width:
            raise NotTold(key)
        return safe_line(value, width)

    def number(self, key: str) -> int:
        """A whole number of no great size: a line, a count."""
        value = self.facts.get(key)
        if type(value) is not int or not 0 <= value < 10**9:
            raise NotTold(key)
        return value

    def word(self, key: str, *allowed: str) -> str:
        """One of a few words of our own."""
        value = self.facts.get(key)
        if type(value) is not str or value not in allowed:
            raise NotTold(key)
        return value

    def sign(self, key: str) -> str:
        """A sign that the facts name, as it stands; only signs we know."""
        value = self.facts.get(key)
        if type(value) is not str or (value not in _SPOKEN and not (value.isascii() and value.isalpha())):
            raise NotTold(key)
        return value

    def a(self, sign: str) -> str:
        """A sign for a sentence: `:`, or in plain speech "a colon"."""
        if not self.plain or sign not in _SPOKEN:
            return sign
        spoken = _SPOKEN[sign]
        return f"an {spoken}" if spoken.startswith("e") else f"a {spoken}"

    def the(self, sign: str) -> str:
        """As `a`, for a sign that is there already: "the plus sign"."""
        return f"the {_SPOKEN[sign]}" if self.plain and sign in _SPOKEN else sign

    def kind(self, key: str) -> str:
        """A kind of value, as in "text", "a number"."""
        value = self.facts.get(key)
        if type(value) is not str or value not in _KINDS:
            raise NotTold(key)
        return _KINDS[value]

    def value(self, key: str = "value") -> str:
        """A described value: "the number 3", "the text "12"", "a list of 2"."""
        value = self.facts.get(key)
        if (
            not isinstance(value, (list, tuple))
            or len(value) != 2
            or not all(type(part) is str for part in value)
        ):
            raise NotTold(key)
        kind, shown = value
        shown = safe_line(shown, 20)
        if kind in ("number", "truth"):
            if not shown:
                return "a number"
            return f"the number {shown}" if kind == "number" else shown
        if kind == "text":
            return f'the text "{shown}"' if shown else "empty text"
        if kind in ("list", "tuple", "dict", "set") and shown:
            return f"a {kind} of {shown}"
        if kind in _KINDS:
            return _KINDS[kind]
        raise NotTold(key)

    def line_text(self, line: int) -> str:
        """The text of a line that is shown, without its indent."""
        for number, text in shown_lines(self.facts):
            if number == line:
                return safe_line(text.strip())
        raise NotTold("show")


def shown_lines(facts: Mapping[str, Any]) -> tuple[tuple[int, str], ...]:
    """The lines that the facts show, at most two, as (number, text); those of another shape are left out."""
    show = facts.get("show")
    if not isinstance(show, (list, tuple)):
        return ()
    lines = []
    for each in show[:2]:
        if (
            isinstance(each, (list, tuple))
            and len(each) == 2
            and type(each[0]) is int
            and type(each[1]) is str
        ):
            lines.append((each[0], each[1].expandtabs(4)))
    return tuple(lines)
