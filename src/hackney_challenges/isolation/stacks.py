"""Where a worker was when it was stopped, read off the dump its Python wrote. Hostile text; pure."""

import re
from collections.abc import Callable, Iterable

from hackney_challenges.isolation.calls import Spot

DUMP_LIMIT = 65_536
"""Bytes of a dump that are looked at."""

_FRAME = re.compile(r'^  File "(?P<file>.{1,600})", line (?P<line>\d{1,7}) in (?P<function>.{1,200})$')
_DESK = "answering.py"
_LINE_LIMIT = 300


def spot_in(dump: bytes, lines_of: Callable[[str], list[str] | None]) -> Spot | None:
    """The innermost line of the solution in the last dump of the thread that serves calls.

    `lines_of` gives the lines of a file of the solution by its name, and None
    for any other file.
    """
    for thread in _threads(dump.decode("utf-8", "replace")):
        for frame in thread:
            name = re.split(r"[/\\]", frame["file"])[-1]
            lines = lines_of(name)
            line = int(frame["line"])
            if lines is not None and 1 <= line <= max(len(lines), 1):
                text = lines[line - 1][:_LINE_LIMIT] if lines else ""
                return Spot(file=name, line=line, text=text, function=frame["function"])
    return None


def _threads(text: str) -> Iterable[list[re.Match[str]]]:
    """Frames of each thread, innermost first; the serving thread and later dumps come first."""
    threads: list[list[re.Match[str]]] = [[]]
    for line in text.splitlines():
        match = _FRAME.match(line)
        if match is not None:
            threads[-1].append(match)
        elif threads[-1]:
            threads.append([])
    threads.reverse()
    return sorted(threads, key=lambda thread: not any(frame["file"].endswith(_DESK) for frame in thread))
