"""Names the difference of two texts that nearly agree: blanks, capitals, marks, look-alikes."""

import unicodedata
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from hackney_challenges.feedback.differences import skeleton
from hackney_challenges.feedback.reasons import Reason

_MOST_LETTERS = 400  # compared letter by letter, after what is the same at both ends is taken off
_MOST_NAMED = 2
_LONGEST_WORD = 16
_MARKS: Mapping[str, str] = {
    "\n": "new line",
    "\t": "tab",
    "\r": "carriage return",
    "\u00a0": "no-break space",
    ".": "full stop",
    ",": "comma",
    ":": "colon",
    ";": "semicolon",
    "!": "exclamation mark",
    "?": "question mark",
    "-": "dash",
    "'": "single quote mark",
    '"': "double quote mark",
    "\u00a3": "pound sign",
    "\u20ac": "euro sign",
    "%": "per cent sign",
    "+": "plus sign",
    "=": "equals sign",
    "_": "underscore",
    "/": "slash",
    "*": "star",
    "#": "hash",
    "(": "round bracket",
    ")": "round bracket",
    "[": "square bracket",
    "]": "square bracket",
}
_CURLY = frozenset("\u2018\u2019\u201a\u201c\u201d")


@dataclass(frozen=True, slots=True, kw_only=True)
class _Edit:
    """Where the texts part: what was given, what is needed there, and what stands before it."""

    gave: str
    needs: str
    before: str
    is_at_end: bool
    is_at_start: bool


def text_reason(gave: object, needs: object) -> Reason | None:
    """What differs, in words, if every difference is a slip of blanks, capitals, marks or look-alikes.

    One difference, fully told, is `Because`; two are `Maybe`; of more, the
    first is told, unless all are of one sort. None where letters or digits differ.
    """
    if type(gave) is not str or type(needs) is not str or gave == needs:
        return None
    if not gave.strip(" ") and not needs:
        return Reason(
            level="Because",
            text="there is only a space in it." if len(gave) == 1 else "there are only spaces in it.",
        )
    edits = _edits(gave, needs)
    if len(edits) > 1 and all(edit.gave.casefold() == edit.needs.casefold() for edit in edits):
        return Reason(level="Because", text="only capital and small letters differ.")
    told = [_told(edit) for edit in edits]
    sentences = [text for text in told if text]
    if not edits or len(sentences) < len(edits):
        return None
    if len(sentences) == 1:
        return Reason(level="Because", text=f"{sentences[0]} The rest is the same.")
    if len(sentences) <= _MOST_NAMED:
        return Reason(level="Maybe", text=f"{sentences[0]} {_capitalised(sentences[1])}")
    if all(not (edit.gave + edit.needs).strip() for edit in edits):
        return Reason(level="Because", text="only the spaces differ.")
    return Reason(level="Maybe", text=sentences[0])


def _edits(gave: str, needs: str) -> Sequence[_Edit]:
    start = _common_start(gave, needs)
    ours, theirs = gave[start:], needs[start:]
    end = _common_start(ours[::-1], theirs[::-1])
    ours, theirs = ours[: len(ours) - end], theirs[: len(theirs) - end]
    if max(len(ours), len(theirs)) > _MOST_LETTERS:
        return ()
    edits = []
    for kind, low, high, needs_low, needs_high in SequenceMatcher(
        None, ours, theirs, autojunk=False
    ).get_opcodes():
        if kind != "equal":
            edits.append(
                _Edit(
                    gave=ours[low:high],
                    needs=theirs[needs_low:needs_high],
                    before=gave[: start + low],
                    is_at_end=start + high == len(gave),
                    is_at_start=start + low == 0,
                )
            )
    return edits


def _told(edit: _Edit) -> str | None:
    given, needed = edit.gave, edit.needs
    if not (given + needed).strip(" "):
        return _spaces(edit)
    if given and needed and given.casefold() == needed.casefold():
        return _capitals(given, needed)
    if given and needed and skeleton(given) == skeleton(needed):
        return _look_alike(given, needed)
    hidden = [letter for letter in given if unicodedata.category(letter) == "Cf"]
    if hidden and not needed and len(hidden) == len(given):
        return "there is a letter in it that cannot be seen."
    if _is_mark(given) and not needed:
        return f"there is {_a(given)} too many{_where(edit)}."
    if _is_mark(needed) and not given:
        return f"{_a(needed)} is missing{_where(edit)}."
    if _is_mark(given) and _is_mark(needed):
        return f"it has {_a(given)} where {_a(needed)} is needed."
    if not (given + needed).strip():
        return f"it has {_a(given)} where {_a(needed)} is needed." if len(given) == len(needed) == 1 else None
    return None


def _spaces(edit: _Edit) -> str:
    count = len(edit.gave) - len(edit.needs)
    spaces = "space" if abs(count) == 1 else "spaces"
    if count < 0:
        is_are = "is" if count == -1 else "are"
        return f"{-count} {spaces} {is_are} missing{_where(edit)}."
    if edit.is_at_end or edit.is_at_start:
        there = "there is one space" if count == 1 else f"there are {count} spaces"
        return f"{there}{_where(edit)}."
    return f"{count} extra {spaces}{_where(edit)}."


def _where(edit: _Edit) -> str:
    if edit.is_at_end:
        return " at the end"
    if edit.is_at_start:
        return " at the start"
    word = edit.before.rstrip().split()[-1:] or [""]
    named = word[0].rstrip(".,:;!?")
    is_word = named.isascii() and named.isalnum() and len(named) <= _LONGEST_WORD
    return f" after {named}" if is_word else f" at letter {len(edit.before) + 1}"


def _capitals(given: str, needed: str) -> str:
    letters = [one for one, other in zip(given, needed, strict=False) if one != other]
    if len(letters) == 1 and letters[0].isascii():
        return f"{letters[0]} is a {'capital' if letters[0].isupper() else 'small'} letter."
    return "capital and small letters differ."


def _look_alike(given: str, needed: str) -> str | None:
    if set(given) & _CURLY:
        return "the quote marks are curly."
    if set(needed) & _CURLY:
        return "it needs curly quote marks."
    if not given.strip() or not needed.strip():
        return f"it has {_a(given)} where {_a(needed)} is needed." if len(given) == len(needed) == 1 else None
    if len(given) == len(needed) == 1:
        shown = given if given.isascii() else needed
        return f"one letter looks like {shown} but is another." if shown.isascii() else None
    return "one letter looks the same but is another."


def _is_mark(text: str) -> bool:
    return len(text) == 1 and (text in _MARKS or (text.isascii() and not text.isalnum() and text != " "))


def _a(text: str) -> str:
    if text == " ":
        return "a space"
    name = _MARKS.get(text, text)
    return f"{'an' if name[:1] in 'aeiou' else 'a'} {name}"


def _capitalised(text: str) -> str:
    return text[:1].upper() + text[1:] if not text.startswith(("one letter", "it ")) else text.capitalize()


def _common_start(one: str, other: str) -> int:
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[:middle] == other[:middle] else (low, middle - 1)
    return low
