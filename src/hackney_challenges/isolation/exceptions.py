"""An exception of the pupil's code, told as plain data. Far side; standard library only.

The exception itself never crosses: its names, its text, the pupil's lines it
came through and what `source` read off it do.
"""

import builtins
import linecache
import os
from collections.abc import Callable, Iterator
from types import TracebackType
from typing import Any

TEXT_LIMIT = 2_000
NAME_LIMIT = 200
LINE_LIMIT = 300
_FIRST_SPOTS = 4
_LAST_SPOTS = 12

_BUILT_IN: dict[type, str] = {
    kind: name
    for name, kind in vars(builtins).items()
    if isinstance(kind, type) and issubclass(kind, BaseException) and kind.__name__ == name
}

# Past a property of that name in the pupil's class.
_traceback_of: Callable[[BaseException], TracebackType | None] = vars(BaseException)["__traceback__"].__get__

SpotRow = list[Any]
"""[file, line, function, text], the file named from the solution's folder."""


def name_of(kind: type) -> str:
    """The name of a class, read past whatever its metaclass says."""
    name = type.__dict__["__name__"].__get__(kind)
    return str.__str__(name)[:NAME_LIMIT]


def built_in_ancestors(kind: type) -> list[str]:
    """Names of the built-in exceptions `kind` descends from, nearest first, itself excluded."""
    return [_BUILT_IN[ancestor] for ancestor in type.mro(kind)[1:] if ancestor in _BUILT_IN]


def own_ancestors(kind: type) -> list[type]:
    """`kind` and its ancestors up to the built-in ones: the exception classes somebody wrote."""
    return [
        ancestor
        for ancestor in type.mro(kind)
        if ancestor not in _BUILT_IN and issubclass(ancestor, BaseException)
    ]


def built_in_name(kind: type) -> str | None:
    """The name of a built-in exception class; None for any other."""
    return _BUILT_IN.get(kind)


def text_of(error: BaseException) -> str:
    """What the exception says, cut; empty where saying it goes amiss."""
    try:
        return str.__str__(str(error))[:TEXT_LIMIT]
    except BaseException:
        return ""


def spots_of(error: BaseException, folder: str) -> list[SpotRow]:
    """The pupil's lines the exception came through, outermost first; of a deep recursion both ends."""
    rows = [_spot(frame, line, folder) for frame, line in _frames(_traceback_of(error), folder)]
    if len(rows) > _FIRST_SPOTS + _LAST_SPOTS:
        rows = rows[:_FIRST_SPOTS] + rows[-_LAST_SPOTS:]
    if isinstance(error, SyntaxError):
        # A helper module that cannot be compiled: the line is the exception's own.
        file, line = error.filename, error.lineno
        if type(file) is str and type(line) is int and _is_inside(file, folder):
            rows.append([_shown(file, folder), max(line, 1), "<module>", _line(file, line)])
    return rows


def _frames(trace: TracebackType | None, folder: str) -> Iterator[tuple[Any, int]]:
    while trace is not None:
        if _is_inside(trace.tb_frame.f_code.co_filename, folder):
            yield trace.tb_frame, trace.tb_lineno
        trace = trace.tb_next


def _spot(frame: Any, line: int, folder: str) -> SpotRow:
    file = frame.f_code.co_filename
    return [_shown(file, folder), line or 1, frame.f_code.co_name[:NAME_LIMIT], _line(file, line)]


def _line(file: str, line: int) -> str:
    return linecache.getline(file, line).rstrip("\r\n")[:LINE_LIMIT]


def _is_inside(file: str, folder: str) -> bool:
    return file.startswith(folder + os.sep)


def _shown(file: str, folder: str) -> str:
    return file[len(folder) + 1 :].replace(os.sep, "/")[:NAME_LIMIT]
