"""A TOML file read against the keys it may have; complaints name file, key, value and what is allowed.

The one place where TOML is parsed. Formats carry a number; a newer one is
answered with a sentence, never with a parse error (formats.md).
"""

import difflib
import sys
import unicodedata
from collections.abc import Iterator
from pathlib import Path
from typing import Any, Literal, overload

from hackney_challenges.errors import ChallengesError
from hackney_challenges.files import read_bytes
from hackney_challenges.printable import safe_line

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

_LIMIT_BYTES = 256 * 1024
# A dotted key costs the TOML reader time by the square of its parts: 60,000 of them took it a minute.
_LIMIT_DOTS_A_LINE = 200
_LINE_BREAKING_CATEGORIES = frozenset({"Cc", "Zl", "Zp"})


class TableError(ChallengesError):
    """A configuration file that says something this kit does not understand."""


class Table:
    """One table of a TOML file. Ask for each key once; `done` refuses the keys nobody asked for."""

    def __init__(self, file: Path, values: dict[str, Any], name: str = "") -> None:
        self._file = file
        self._values = values
        self._name = name
        self._asked: list[str] = []

    def __contains__(self, key: str) -> bool:
        return key in self._values

    def __iter__(self) -> Iterator[str]:
        """The keys that are there, in the file's order."""
        return iter(self._values)

    def text(self, key: str, default: str | None = None, *, limit: int = 200) -> str:
        """A text of one line and at most `limit` characters, not empty."""
        allowed = f"a text in quotes, of 1 to {limit} characters, on one line"
        value = self._value(key, default, allowed)
        if not _is_line(value, limit):
            raise self.refuse(key, allowed)
        return str(value)

    def text_or_none(self, key: str, *, limit: int = 200) -> str | None:
        """As `text`, or None where the key is not there."""
        if key not in self._values:
            self._asked.append(key)
            return None
        return self.text(key, limit=limit)

    def choice(self, key: str, allowed: tuple[str, ...], default: str | None = None) -> str:
        """One of the `allowed` texts."""
        words = "one of " + ", ".join(f'"{word}"' for word in allowed)
        value = self._value(key, default, words)
        if value not in allowed:
            raise self.refuse(key, words)
        return str(value)

    def integer(self, key: str, low: int, high: int, default: int | None = None) -> int:
        """A whole number from `low` to `high`."""
        number = f"a whole number from {low} to {high}" if low < high else f"the number {low}"
        value = self._value(key, default, f"{number}, without quotes")
        if type(value) is not int or not low <= value <= high:
            raise self.refuse(key, f"{number}, without quotes")
        return value

    def seconds(self, key: str, low: float, high: float, default: float | None = None) -> float:
        """A number of seconds from `low` to `high`."""
        allowed = f"a number of seconds from {low:g} to {high:g}, without quotes"
        value = self._value(key, default, allowed)
        if type(value) not in (int, float) or not low <= value <= high:
            raise self.refuse(key, allowed)
        return float(value)

    def texts(self, key: str, default: tuple[str, ...] | None = None, *, limit: int = 200) -> tuple[str, ...]:
        """A list of texts without doubles, each of one line and at most `limit` characters."""
        allowed = 'a list of texts, each once, such as ["one", "two"]'
        value = self._value(key, None if default is None else list(default), allowed)
        if (
            not isinstance(value, list)
            or not all(_is_line(item, limit) for item in value)
            or len(set(value)) != len(value)
        ):
            raise self.refuse(key, allowed)
        return tuple(value)

    @overload
    def table(self, key: str, *, needed: Literal[True]) -> "Table": ...

    @overload
    def table(self, key: str, *, needed: bool = False) -> "Table | None": ...

    def table(self, key: str, *, needed: bool = False) -> "Table | None":
        """The table `[key]`, or None where there is none and none is needed."""
        name = f"{self._name}.{key}" if self._name else key
        if key not in self._values and not needed:
            self._asked.append(key)
            return None
        value = self._value(key, None, f"a table: a line [{name}], its keys below it")
        if not isinstance(value, dict):
            raise self.refuse(key, f"a table: a line [{name}], its keys below it")
        return Table(self._file, value, name)

    def format_number(self, newest: int) -> int:
        """The key `format`; a number above `newest` is answered with how to get a newer kit.

        Ask for it before any other key: a newer file may have keys of its own.
        """
        value = self._values.get("format")
        if type(value) is int and value > newest:
            raise TableError(
                f"{self._where()} was made by a newer kit (format {_as_toml(value)}; "
                f"this kit reads up to {newest}). Next: pip install -U hackney-challenges"
            )
        return self.integer("format", 1, newest)

    def done(self) -> None:
        """Refuse any key that was never asked for, with the nearest known one."""
        for key in self._values:
            if key not in self._asked:
                near = difflib.get_close_matches(key[:60].lower(), self._asked, n=1)
                hint = f'Did you mean "{near[0]}"?' if near else f"Known keys: {', '.join(self._asked)}."
                raise TableError(f'{self._where()}: there is no key "{safe_line(key, 60)}" here. {hint}')

    def refuse(self, key: str, allowed: str) -> TableError:
        """The complaint about the value of `key`; `allowed` says what it may be."""
        shown = safe_line(_as_toml(self._values.get(key)), 80)
        stop = "" if allowed.endswith(("?", ".")) else "."
        return TableError(f"{self._where()}: {key} = {shown}. {key} is {allowed}{stop}")

    def _value(self, key: str, default: Any, allowed: str) -> Any:
        if key not in self._asked:
            self._asked.append(key)
        if key in self._values:
            return self._values[key]
        if default is None:
            raise TableError(f'{self._where()}: the key "{key}" is missing. {key} is {allowed}.')
        return default

    def _where(self) -> str:
        return safe_line(str(self._file)) + (f" [{self._name}]" if self._name else "")


def read_table(file: Path) -> Table:
    """The whole of a TOML file. Raises `TableError`, or `UnreadableFile` for what is no plain file."""
    data = read_bytes(file, _LIMIT_BYTES).removeprefix(b"\xef\xbb\xbf")
    where = safe_line(str(file))
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise TableError(f"{where}: line {line} is not saved as UTF-8. Save the file as UTF-8.") from None
    text = text.replace("\r\n", "\n").replace("\r", "\n")
    for number, line_text in enumerate(text.split("\n"), start=1):
        if line_text.count(".") > _LIMIT_DOTS_A_LINE:
            raise TableError(f"{where}: line {number} has more than {_LIMIT_DOTS_A_LINE} dots. Shorten it.")
    try:
        return Table(file, tomllib.loads(text))
    except (ValueError, RecursionError) as error:
        # ValueError: besides TOMLDecodeError, a number of more digits than Python turns into an int.
        raise TableError(f"{where} is not TOML: {safe_line(str(error), 160)}.") from None


def _is_line(value: Any, limit: int) -> bool:
    return (
        isinstance(value, str)
        and 0 < len(value) <= limit
        and not value.isspace()
        and not any(unicodedata.category(character) in _LINE_BREAKING_CATEGORIES for character in value)
    )


def _as_toml(value: Any) -> str:
    """About what stands in the file; bounded, whatever its size and depth."""
    if isinstance(value, bool):
        return str(value).lower()
    if isinstance(value, str):
        return f'"{value[:100]}"'
    if isinstance(value, int) and value.bit_length() > 200:
        return "a number of more than 60 digits"
    if isinstance(value, list):
        inner = ["[...]" if isinstance(item, list) else _as_toml(item) for item in value[:4]]
        return f"[{', '.join([*inner, '...'] if len(value) > 4 else inner)}]"
    if isinstance(value, dict):
        return "a table"
    return str(value)
