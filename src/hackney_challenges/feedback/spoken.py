"""Values and short lines said as whole sentences, for screen readers.

Symbols that stand alone become words, and so do blanks and marks where they
are the difference between two texts. Pure.
"""

import re
from collections.abc import Mapping

from hackney_challenges.feedback.layout import capitalised, sentence
from hackney_challenges.feedback.spelling import exact_kind, is_plain, kind, quoted, spelt
from hackney_challenges.feedback.values import call_text, show
from hackney_challenges.isolation.calls import Call, Recorded
from hackney_challenges.printable import safe_line

_MOST_ITEMS = 12
_LONGEST = 120
_LONGEST_CALL = 240
_SPELT_OUT = 60
_SYMBOLS: Mapping[str, str] = {
    ":": "a colon",
    "+": "the plus sign",
    "-": "the minus sign",
    "*": "the star",
    "/": "the slash",
    "=": "one equals sign",
    "==": "two equals signs",
    "<": "less than",
    ">": "more than",
    ">=": "more than, then equals",
    "=>": "equals, then more than",
    "++": "two plus signs",
    ">>>": "three arrows",
    "...": "three dots",
    "(": "an opening round bracket",
    ")": "a closing round bracket",
    "[": "an opening square bracket",
    "]": "a closing square bracket",
    "()": "round brackets",
    '"': "a double quote mark",
    "'": "a single quote mark",
    ",": "a comma",
}
_LETTER_NAMES: Mapping[str, str] = {
    " ": "space",
    "\t": "tab",
    "\n": "new line",
    "\r": "carriage return",
    ":": "colon",
    ",": "comma",
    ".": "full stop",
    ";": "semicolon",
    "!": "exclamation mark",
    "?": "question mark",
    "-": "dash",
    "_": "underscore",
    "'": "single quote mark",
    '"': "double quote mark",
    "(": "opening round bracket",
    ")": "closing round bracket",
    "[": "opening square bracket",
    "]": "closing square bracket",
    "/": "slash",
    "\\": "backslash",
    "*": "star",
    "+": "plus",
    "=": "equals",
    "<": "less than",
    ">": "more than",
    "#": "hash",
    "@": "at",
    "&": "and sign",
    "%": "per cent",
    "\u00a3": "pound sign",
    "\u00a0": "no-break space",
}
_ALONE = re.compile(r"(?<=[\s(])(?P<symbol>[^\w\s]{1,3})(?=[\s)]|[.,](?:\s|$)|$)")


def in_words(text: str) -> str:
    """A short line of ours as a sentence: symbols that stand alone become words."""
    said = _ALONE.sub(lambda found: _SYMBOLS.get(found["symbol"], found["symbol"]), f" {text}")[1:]
    return capitalised(sentence(said))


def say(value: object, *, letter_by_letter: bool = False) -> str:
    """The value after `gave back`: `the number 0`, `the text 85`, `a list of 2: A, B`."""
    if value is None:
        return "nothing"
    if type(value) is int:
        return f"the number {show(value, _LONGEST)}"
    if type(value) is str:
        return _say_text(value, letter_by_letter)
    if _is_flat_list(value):
        return f"a list of {len(value)}{': ' if value else ''}{items(value)}"  # type: ignore[arg-type]
    return show(value, _LONGEST)


def say_call(call: Recorded) -> str:
    """`I ran fare(10).`, `I ran stops with this list: B, A, C.`"""
    if isinstance(call, Call) and len(call.args) == 1 and not call.kwargs and _is_flat_list(call.args[0]):
        listed = call.args[0]
        lead = "this list:" if any(type(item) is str for item in listed) else "the list"
        said = f"{lead} {items(listed)}" if listed else "an empty list"
        return sentence(f"I ran {safe_line(call.target, 40)} with {said}")
    return sentence(f"I ran {call_text(call, _LONGEST_CALL)}")


def say_pair(gave: object, needs: object) -> tuple[str, str]:
    """Both sides as sentences; `needs` says the kind only where it helps to tell them apart."""
    first = f"It gave back {say(gave)}"
    if gave is None:
        first = "It gave back nothing. Python calls that None"
    second = f"It needs to give back {say(needs)}"
    if needs is None:
        second = "It needs to give back nothing. Python calls that None"
    if type(gave) is str and type(needs) is str and _need_spelling(gave, needs):
        first = f"It gave back {say(gave, letter_by_letter=True)}"
        second = f"It needs to give back: {_letters(needs)}"
    elif _is_flat_list(gave) and _is_flat_list(needs) and len(gave) == len(needs):  # type: ignore[arg-type]
        first, second = f"It gave back this list: {items(gave)}", f"It needs to give back: {items(needs)}"  # type: ignore[arg-type]
    elif (
        is_plain(gave)
        and is_plain(needs)
        and exact_kind(gave) != exact_kind(needs)
        and kind(gave) == kind(needs)
    ):
        first, second = f"{first}, {exact_kind(gave)}", f"{second}, {exact_kind(needs)}"
    if first.removeprefix("It gave back ") == second.removeprefix("It needs to give back "):
        second += ", which is another one"
    return sentence(first), sentence(second)


def items(values: list[object]) -> str:
    """The items of a flat list with commas, the first twelve."""
    said = [_item(value) for value in values[:_MOST_ITEMS]]
    more = len(values) - _MOST_ITEMS
    return ", ".join(said) + (f", and {more} more" if more > 0 else "")


def _item(value: object) -> str:
    return safe_line(value, 40) if type(value) is str and _is_plainly_read(value) else spelt(value, 40)[:60]


def _say_text(text: str, letter_by_letter: bool) -> str:
    if not text:
        return "an empty text"
    if letter_by_letter:
        return f"the text: {_letters(text)}"
    if text.isalnum() and text.isascii() and len(text) <= _LONGEST:
        return f"the text {text}"
    return f"the text {show(text, _LONGEST)}"


def _is_plainly_read(text: str) -> bool:
    return bool(text) and text == text.strip() and all(letter.isalnum() or letter == " " for letter in text)


def _is_flat_list(value: object) -> bool:
    simple = (str, int, float)
    return type(value) is list and len(value) <= 1000 and all(type(item) in simple for item in value)


def _need_spelling(gave: str, needs: str) -> bool:
    """True where the two texts sound alike: they differ in blanks, marks or capitals only."""
    if max(len(gave), len(needs)) > _SPELT_OUT:
        return False
    return _sound(gave) == _sound(needs)


def _sound(text: str) -> str:
    return "".join(letter for letter in text if letter.isalnum()).casefold()


def _letters(text: str) -> str:
    """The text with blanks and marks as words, letters in a row as one word."""
    if not text:
        return "an empty text"
    said, word = [], ""
    for letter in text:
        if letter.isascii() and letter.isalnum():
            word += letter
            continue
        said += [word, _LETTER_NAMES.get(letter) or quoted(letter, ascii_only=True)[1:-1]]
        word = ""
    return " ".join(part for part in (*said, word) if part)
