"""A JSON object from anywhere, asked for each of its fields; complaints name the place and what is allowed.

Strict where `json` is lenient: no field twice, no NaN, no half of a character,
bounded size and numbers; and whatever is amiss is a `FieldError`, however the
bytes were broken. Pure; no I/O.
"""

import difflib
import json
import re
from collections.abc import Callable
from typing import Any, get_args

from hackney_challenges.errors import ChallengesError
from hackney_challenges.printable import safe_line

LONGEST_LINE = 200
LONGEST_TEXT = 4000

Test = Callable[[Any], bool]

_SURROGATE = re.compile(r"[\ud800-\udfff]")


class FieldError(ChallengesError):
    """A JSON file that no kit wrote, or that was changed or damaged since."""


class Fields:
    """One JSON object. Ask for each field once; `done` refuses the fields nobody asked for."""

    def __init__(self, where: str, value: Any) -> None:
        if not isinstance(value, dict):
            raise FieldError(f"{where} is {shown(value)}. It is an object in curly brackets.")
        self._where = where
        self._values = value
        self._asked: list[str] = []

    def take(self, key: str, allowed: str, fits: Test) -> Any:
        """The field `key`, if it `fits`; `allowed` says in words what does."""
        self._asked.append(key)
        if key not in self._values:
            raise FieldError(f'{self._where}: the field "{key}" is missing. It is {allowed}.')
        if not fits(self._values[key]):
            raise self.refusal(key, self._values[key], allowed)
        return self._values[key]

    def line(self, key: str) -> str:
        """A text of one line."""
        return str(self.take(key, f"a text of at most {LONGEST_LINE} characters", is_line))

    def text_or_null(self, key: str) -> Any:
        """A text of several lines, or None."""
        return self.take(key, f"null or a text of at most {LONGEST_TEXT} characters", or_null(is_text))

    def choice(self, key: str, kind: Any) -> Any:
        """One of the texts of `kind`, which is a Literal."""
        words = get_args(kind)
        return self.take(key, f"one of {_quoted(words)}", lambda value: value in words)

    def choice_or_null(self, key: str, kind: Any) -> Any:
        """As `choice`, or None."""
        words = get_args(kind)
        return self.take(key, f"null or one of {_quoted(words)}", or_null(lambda value: value in words))

    def whole_number(self, key: str, low: int, high: int) -> int:
        """A whole number from `low` to `high`."""
        fits = lambda number: type(number) is int and low <= number <= high  # noqa: E731
        return int(self.take(key, f"a whole number from {low} to {high}", fits))

    def inside(self, key: str) -> "Fields":
        """The object in the field `key`."""
        value = self.take(key, "an object in curly brackets", lambda value: isinstance(value, dict))
        return Fields(f"{self._where}, {key}", value)

    def each(self, key: str, most: int) -> "list[Fields]":
        """The objects in the list `key`, of which there are at most `most`."""
        fits = lambda value: isinstance(value, list) and len(value) <= most  # noqa: E731
        items = self.take(key, f"a list of at most {most}", fits)
        return [Fields(f"{self._where}, {key}[{place}]", item) for place, item in enumerate(items)]

    def done(self) -> None:
        """Refuse any field that was never asked for, with the nearest known one."""
        for key in self._values:
            if key not in self._asked:
                near = difflib.get_close_matches(key[:60].lower(), self._asked, n=1)
                hint = f' Did you mean "{near[0]}"?' if near else ""
                raise FieldError(f'{self._where}: there is no field "{safe_line(key, 60)}".{hint}')

    def refusal(self, key: str, value: Any, allowed: str) -> FieldError:
        """The complaint about `value` in the field `key`; `allowed` says what it may be."""
        return FieldError(f"{self._where}: {key} is {shown(value)}. It is {allowed}.")


def read_object(data: bytes, where: str, *, limit_bytes: int, next_step: str) -> Fields:
    """The object that `data` holds, in UTF-8. Raises `FieldError`, whose sentence starts with `where`."""
    where = safe_line(where)
    if len(data) > limit_bytes:
        raise FieldError(f"{where} is too big: it has more than {limit_bytes} bytes. {next_step}")
    try:
        text = data.decode("utf-8-sig")
        value = json.loads(text, object_pairs_hook=_without_doubles, parse_constant=_no_number)
    except (ValueError, RecursionError) as error:
        raise FieldError(f"{where} is damaged: {safe_line(str(error), 120)}. {next_step}") from None
    return Fields(where, value)


def is_text(value: Any) -> bool:
    """Whether it is a text that any file can hold, of bounded length."""
    return isinstance(value, str) and len(value) <= LONGEST_TEXT and not _SURROGATE.search(value)


def is_line(value: Any) -> bool:
    """Whether it is a text of one line."""
    return is_text(value) and len(value) <= LONGEST_LINE and "\n" not in value and "\r" not in value


def or_null(fits: Test) -> Test:
    """Whether it is None, or fits."""
    return lambda value: value is None or fits(value)


def shown(value: Any) -> str:
    """A value in a complaint."""
    if isinstance(value, list):
        return "a list"
    if isinstance(value, dict):
        return "an object"
    return safe_line(json.dumps(value, ensure_ascii=False), 60)


def _quoted(words: tuple[str, ...]) -> str:
    return ", ".join(f'"{word}"' for word in words)


def _without_doubles(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    values = dict(pairs)
    if len(values) < len(pairs):
        raise ValueError("a field is there twice")
    return values


def _no_number(word: str) -> None:
    raise ValueError(f"{word} is no number")
