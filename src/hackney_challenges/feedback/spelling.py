"""How Python spells a value, as pupils know it: safe, bounded, never two values alike by accident.

Only exact built-in kinds are looked into; everything else is named and left
alone, because looking would run somebody's code.
"""

import datetime
import heapq
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hackney_challenges.isolation.proxy import Handle, Method, describe
from hackney_challenges.printable import safe_line

WIDTH = 60
_LONGEST_INT_BITS = 14_000  # about 4,200 digits: Python refuses to spell more than 4,300
_DIGITS_A_BIT = 0.30103
_MOST_SORTED = 200
_ESCAPES = {"\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
# Letters and marks that take up room, or none, and show nothing: fillers, joiners, blanks, selectors.
_UNSEEN = frozenset("\u034f\u115f\u1160\u17b4\u17b5\u2800\u3164\uffa0") | {
    chr(code) for code in (*range(0x180B, 0x180E), *range(0xFE00, 0xFE10), *range(0xE0100, 0xE01F0))
}


@dataclass(frozen=True, slots=True)
class Named:
    """A thing of the far side, spelt by the name that a story gives it."""

    name: str


def spelt(value: object, limit: int, *, ascii_only: bool = False) -> str:
    """`value` as Python spells it, whole if that takes at most `limit` characters, else longer than that."""
    if limit < 0:
        return "..."
    spell = _SPELLINGS.get(type(value))
    if spell is not None:
        return spell(value, limit, ascii_only)
    if is_wanted(value):
        inner = spelt(wanted(value), limit, ascii_only=ascii_only)
        return f"close to {inner}" if is_close_to(value) else inner
    return described(value)


def kind(value: object) -> str:
    """What kind of value this is, in a pupil's words: `text`, `a number`, `a list`."""
    named = _KINDS.get(type(value))
    return named if named is not None else described(value)


def exact_kind(value: object) -> str:
    """As `kind`, but whole numbers and decimals are told apart."""
    return exact_kind_of(type(value)) or kind(value)


def exact_kind_of(built_in: type) -> str | None:
    """The words for a built-in kind, None for any other class."""
    return _NUMBERS.get(built_in) or _KINDS.get(built_in)


def is_plain(value: object) -> bool:
    """True for the exact built-in kinds that are rebuilt on this side of the wall."""
    return type(value) in _SPELLINGS


def is_wanted(value: object) -> bool:
    """True for what `exactly` and `close_to` make. The class is asked, not the object: it may be a handle."""
    return not is_plain(value) and hasattr(type(value), "wanted")


def is_close_to(value: object) -> bool:
    """True for what `close_to` makes."""
    return is_wanted(value) and hasattr(type(value), "within")


def wanted(value: object) -> object:
    """The value that an `exactly` or `close_to` stands for; any other value is itself."""
    return getattr(value, "wanted", None) if is_wanted(value) else value


def described(value: object) -> str:
    """A short name of what cannot be spelt: `a function`, `a Basket`."""
    if isinstance(value, Handle | Method):
        return safe_line(describe(value), 40)
    name = safe_line(value.__name__ if isinstance(value, type) else type(value).__name__, 30)
    if isinstance(value, type):
        return exact_kind_of(value) or f"the class {name}"
    return f"{'an' if name[:1].lower() in 'aeiou' else 'a'} {name}"


def quoted(text: str, *, ascii_only: bool = False) -> str:
    """`text` in quote marks; what cannot be seen is spelt out. Two different texts never give the same."""
    mark = "'" if '"' in text and "'" not in text else '"'
    return mark + "".join(_letter(letter, mark, ascii_only) for letter in text) + mark


def ordered(values: Iterable[Any], most: int = _MOST_SORTED) -> list[Any]:
    """The first `most` of `values` in an order that does not depend on hashes."""
    return heapq.nsmallest(most, values, key=_order)


def _letter(letter: str, mark: str, ascii_only: bool) -> str:
    if letter == mark:
        return "\\" + mark
    if letter in _ESCAPES:
        return _ESCAPES[letter]
    if not letter.isascii() and (ascii_only or letter.isspace() or letter in _UNSEEN):
        return letter.encode("ascii", "backslashreplace").decode("ascii")
    return safe_line(letter, 12)


def _spell_int(value: int, _limit: int, _ascii_only: bool) -> str:
    digits = value.bit_length() * _DIGITS_A_BIT
    return (
        str(value) if value.bit_length() <= _LONGEST_INT_BITS else f"a number of about {int(digits)} digits"
    )


def _spell_text(value: str, limit: int, ascii_only: bool) -> str:
    return quoted(value[: limit + 1], ascii_only=ascii_only)


def _spell_bytes(value: bytes, limit: int, _ascii_only: bool) -> str:
    return "b" + quoted(value[: limit + 1].decode("latin-1"), ascii_only=True)


def _spell_items(items: Iterable[object], limit: int, ascii_only: bool) -> str:
    """The items with commas between, stopping as soon as the text is longer than `limit`."""
    text = ""
    for place, item in enumerate(items):
        text += (", " if place else "") + spelt(item, limit - len(text) - 1, ascii_only=ascii_only)
        if len(text) > limit:
            break
    return text


def _spell_list(value: list[object], limit: int, ascii_only: bool) -> str:
    return f"[{_spell_items(value, limit, ascii_only)}]"


def _spell_tuple(value: tuple[object, ...], limit: int, ascii_only: bool) -> str:
    return f"({_spell_items(value, limit, ascii_only)}{',' if len(value) == 1 else ''})"


def _spell_set(value: set[object], limit: int, ascii_only: bool) -> str:
    return f"{{{_spell_items(ordered(value), limit, ascii_only)}}}" if value else "set()"


def _spell_frozenset(value: frozenset[object], limit: int, ascii_only: bool) -> str:
    return f"frozenset({_spell_set(set(value), limit, ascii_only) if value else ''})"


def _spell_dict(value: dict[object, object], limit: int, ascii_only: bool) -> str:
    text = ""
    for place, (key, item) in enumerate(value.items()):
        text += (", " if place else "") + spelt(key, limit - len(text) - 1, ascii_only=ascii_only)
        text += ": " + spelt(item, limit - len(text) - 1, ascii_only=ascii_only)
        if len(text) > limit:
            break
    return f"{{{text}}}"


def _spell_as_python(value: object, _limit: int, _ascii_only: bool) -> str:
    return safe_line(repr(value).replace("datetime.", ""), 400)


def _spell_decimal(value: Decimal, limit: int, ascii_only: bool) -> str:
    return f"Decimal({_spell_text(str(value), limit, ascii_only)})"


def _spell_fraction(value: Fraction, limit: int, ascii_only: bool) -> str:
    upper, lower = (_spell_int(part, limit, ascii_only) for part in (value.numerator, value.denominator))
    return f"Fraction({upper}, {lower})"


_SPELLINGS: Mapping[type, Callable[[Any, int, bool], str]] = {
    Named: lambda value, limit, ascii_only: safe_line(value.name, 40),
    type(None): _spell_as_python,
    bool: _spell_as_python,
    int: _spell_int,
    float: _spell_as_python,
    complex: _spell_as_python,
    str: _spell_text,
    bytes: _spell_bytes,
    list: _spell_list,
    tuple: _spell_tuple,
    set: _spell_set,
    frozenset: _spell_frozenset,
    dict: _spell_dict,
    range: lambda value, limit, ascii_only: f"range({_spell_items(_range_parts(value), limit, ascii_only)})",
    datetime.date: _spell_as_python,
    datetime.time: _spell_as_python,
    datetime.datetime: _spell_as_python,
    datetime.timedelta: _spell_as_python,
    Decimal: _spell_decimal,
    Fraction: _spell_fraction,
}

_KINDS: Mapping[type, str] = {
    type(None): "nothing",
    bool: "a Boolean",
    int: "a number",
    float: "a number",
    complex: "a complex number",
    str: "text",
    bytes: "bytes",
    list: "a list",
    tuple: "a tuple",
    set: "a set",
    frozenset: "a frozen set",
    dict: "a dictionary",
    range: "a range",
    datetime.date: "a date",
    datetime.time: "a time",
    datetime.datetime: "a date and time",
    datetime.timedelta: "a length of time",
    Decimal: "a number",
    Fraction: "a number",
}

_NUMBERS: Mapping[type, str] = {
    int: "a whole number",
    float: "a decimal",
    Decimal: "a Decimal",
    Fraction: "a Fraction",
}


def _range_parts(value: range) -> tuple[int, ...]:
    return (value.start, value.stop) if value.step == 1 else (value.start, value.stop, value.step)


def _order(value: object) -> tuple[int, float, str]:
    if isinstance(value, int | float) and is_plain(value) and abs(value) < 1e300:
        return 0, float(value), ""
    return (1, 0.0, value) if type(value) is str else (2, 0.0, spelt(value, WIDTH))
