"""What a solution prints and what is typed to it, on the far side. Standard library only."""

import builtins
import io
import sys
from collections.abc import Sequence
from types import TracebackType
from typing import Any

from hackney_challenges.isolation.wire import PRINTS_KEPT

_BYTES_KEPT = 4 * PRINTS_KEPT  # a character is at most four bytes


class NothingTyped(EOFError):
    """`input()` asked for more than was typed."""


class _Kept(io.RawIOBase):
    """Keeps the first bytes and swallows the rest, as fast as they come."""

    def __init__(self) -> None:
        self.data = bytearray()

    def writable(self) -> bool:
        return True

    def write(self, chunk: Any) -> int:
        size = len(chunk)
        room = _BYTES_KEPT - len(self.data)
        if room > 0:
            self.data += bytes(chunk[:room])
        return size


class Prints:
    """A standard output that keeps the first 65,536 characters."""

    def __init__(self) -> None:
        self._kept = _Kept()
        self.stream = self._new_stream()

    def _new_stream(self) -> io.TextIOWrapper:
        buffered = io.BufferedWriter(self._kept, 1 << 16)
        # A lone surrogate is printed as its escape; real terminals differ, and nobody is marked on it.
        return io.TextIOWrapper(buffered, encoding="utf-8", errors="backslashreplace", newline="\n")

    def renew(self) -> None:
        """Open the stream again, where the solution closed it."""
        if self.stream.closed:
            self._kept.data = bytearray()
            self._kept = _Kept()
            self.stream = self._new_stream()

    @property
    def length(self) -> int:
        """Bytes kept so far."""
        self.flush()
        return len(self._kept.data)

    def flush(self) -> None:
        """Bring in what the stream still holds."""
        try:
            self.stream.flush()
        except Exception:
            return  # the solution closed it

    def taken(self) -> str:
        """What was printed since the last time."""
        self.flush()
        data = self._kept.data
        if not data:
            return ""
        text = data.decode("utf-8", "replace")
        data.clear()
        return text[:PRINTS_KEPT]

    def peek(self) -> bytes:
        """The bytes kept so far; they stay."""
        self.flush()
        return bytes(self._kept.data)


class Typed(io.TextIOBase):
    """A standard input that answers from a script; empty where nobody types.

    `asked` is told (prompt, answer or None) of each question `input()` puts.
    """

    def __init__(self, answers: Sequence[str] = (), prints: Prints | None = None) -> None:
        self._answers = list(reversed(answers))
        self._prints = prints
        self.asked: list[tuple[int, str, str | None]] = []

    def input(self, prompt: object = "", /) -> str:
        """Stands in for `input`. Raises `NothingTyped` when the script is at its end."""
        shown = str(prompt)[:PRINTS_KEPT]
        answer = self._answers.pop() if self._answers else None
        if len(self.asked) < PRINTS_KEPT:
            self.asked.append((self._prints.length if self._prints else 0, shown, answer))
        if answer is None:
            raise NothingTyped("nothing more was typed")
        return answer

    def readable(self) -> bool:
        """A stream to read from."""
        return True

    def readline(self, size: int = -1, /) -> str:  # type: ignore[override]  # typeshed: int | None by overloads
        """The next answer and a line end, or nothing at the end."""
        if not self._answers:
            return ""
        answer = self._answers.pop()
        if len(self.asked) < PRINTS_KEPT:
            self.asked.append((self._prints.length if self._prints else 0, "", answer))
        line = answer + "\n"
        return line if size < 0 else line[:size]

    def read(self, size: int | None = -1, /) -> str:
        """All answers that are left."""
        lines: list[str] = []
        while line := self.readline():
            lines.append(line)
        return "".join(lines)

    def fileno(self) -> int:
        """There is no file behind it."""
        raise io.UnsupportedOperation("fileno")


class Plugged:
    """A context in which prints and typing go where they should, whatever was done to `sys` before."""

    def __init__(self, prints: Prints, typed: Typed) -> None:
        self._prints = prints
        self._typed = typed
        self._before: tuple[Any, ...] = ()

    def __enter__(self) -> None:
        self._before = (sys.stdin, sys.stdout, builtins.input)
        self._prints.renew()
        sys.stdin = self._typed
        sys.stdout = self._prints.stream
        builtins.input = self._typed.input

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        stdin, stdout, builtins.input = self._before
        sys.stdin, sys.stdout = stdin, stdout


def transcript(printed: bytes, asked: Sequence[tuple[int, str, str | None]]) -> tuple[list[str], str]:
    """The lines a program printed, and the whole talk as a terminal would have shown it.

    Each answer ended a line on the terminal. What the program had printed on
    that line itself was a prompt: it is in the talk, not in the lines.
    """
    shown: list[str] = []
    talk: list[str] = []
    position = 0
    for end, prompt, answer in asked:
        piece = printed[position:end].decode("utf-8", "replace")
        position = max(position, end)
        if answer is None:
            shown.append(piece)
            talk += [piece, prompt]
            continue
        talk += [piece, prompt, answer + "\n"]
        whole, line_end, _prompt = piece.rpartition("\n")
        shown.append(whole + line_end)
    rest = printed[position:].decode("utf-8", "replace")
    shown.append(rest)
    talk.append(rest)
    lines = [line.rstrip() for line in "".join(shown)[:PRINTS_KEPT].split("\n")]
    while lines and not lines[-1]:
        lines.pop()
    return lines, "".join(talk)[:PRINTS_KEPT]
