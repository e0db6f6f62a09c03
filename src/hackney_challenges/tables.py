"""A TOML file read against the keys it may have; complaints name file, key, value and what is allowed.

The one place where TOML is parsed. Formats carry a number; a newer one is
answered with a sentence, never with a parse error (formats.md).
"""

import difflib
import sys
from pathlib import Path
from typing import Any

from hackney_challenges.errors import ChallengesError
from hackney_challenges.files import read_bytes
from hackney_challenges.printable import safe_line

if sys.version_info >= (3, 11):
    import tomllib
else:
    import tomli as tomllib

_LIMIT_BYTES = 256 * 1024


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

    def text(self, key: str, default: str | None = None, *, limit: int = 200) -> str:
        """A text of at most `limit` characters, not empty."""
        value = self._value(key, default)
        if not isinstance(value, str) or not value.strip() or len(value) > limit:
            raise self.refuse(key, f"a text in quotes, of 1 to {limit} characters")
        return value

    def choice(self, key: str, allowed: tuple[str, ...], default: str | None = None) -> str:
        """One of the `allowed` texts."""
        value = self._value(key, default)
        if value not in allowed:
            raise self.refuse(key, "one of " + ", ".join(f'"{word}"' for word in allowed))
        return str(value)

    def integer(self, key: str, low: int, high: int, default: int | None = None) -> int:
        """A whole number from `low` to `high`."""
        value = self._value(key, default)
        if type(value) is not int or not low <= value <= high:
            raise self.refuse(key, f"a whole number from {low} to {high}, without quotes")
        return value

    def seconds(self, key: str, low: float, high: float, default: float | None = None) -> float:
        """A number of seconds from `low` to `high`."""
        value = self._value(key, default)
        if type(value) not in (int, float) or not low <= value <= high:
            raise self.refuse(key, f"a number of seconds from {low:g} to {high:g}, without quotes")
        return float(value)

    def texts(self, key: str, default: tuple[str, ...] | None = None) -> tuple[str, ...]:
        """A list of texts without doubles."""
        value = self._value(key, None if default is None else list(default))
        if (
            not isinstance(value, list)
            or not all(isinstance(item, str) and item for item in value)
            or len(set(value)) != len(value)
        ):
            raise self.refuse(key, 'a list of texts, each once, such as ["one", "two"]')
        return tuple(value)

    def table(self, key: str, *, needed: bool = False) -> "Table | None":
        """The table `[key]`, or None where there is none and none is needed."""
        if key not in self._values and not needed:
            self._asked.append(key)
            return None
        value = self._value(key, None)
        if not isinstance(value, dict):
            raise self.refuse(key, f"a table: a line [{key}], its keys below it")
        return Table(self._file, value, f"{self._name}.{key}" if self._name else key)

    def format_number(self, newest: int) -> int:
        """The key `format`; a number above `newest` is answered with how to get a newer kit."""
        value = self._value("format", None)
        if type(value) is int and value > newest:
            raise TableError(
                f"{self._where()} was made by a newer kit (format {value}; this kit reads up to {newest}). "
                "Next: pip install -U hackney-challenges"
            )
        return self.integer("format", 1, newest)

    def done(self) -> None:
        """Refuse any key that was never asked for, with the nearest known one."""
        for key in self._values:
            if key not in self._asked:
                near = difflib.get_close_matches(key, self._asked, n=1)
                hint = f'Did you mean "{near[0]}"?' if near else f"Known keys: {', '.join(self._asked)}."
                raise TableError(f'{self._where()}: there is no key "{safe_line(key, 60)}" here. {hint}')

    def refuse(self, key: str, allowed: str) -> TableError:
        """The complaint about the value of `key`; `allowed` says what it may be."""
        shown = safe_line(_as_toml(self._values.get(key)), 80)
        return TableError(f"{self._where()}: {key} = {shown}. {key} is {allowed}.")

    def _value(self, key: str, default: Any) -> Any:
        if key not in self._asked:
            self._asked.append(key)
        if key in self._values:
            return self._values[key]
        if default is None:
            raise TableError(f'{self._where()}: the key "{key}" is missing.')
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
    try:
        return Table(file, tomllib.loads(text.replace("\r\n", "\n").replace("\r", "\n")))
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        raise TableError(f"{where} is not TOML: {safe_line(str(error), 160)}.") from None


def _as_toml(value: Any) -> str:
    if isinstance(value, bool):
        return str(value).lower()
    return f'"{value}"' if isinstance(value, str) else str(value)
