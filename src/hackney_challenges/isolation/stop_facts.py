"""Why the pupil's code stopped while it ran: structure only, never the exception's words.

Far side; standard library only. Looks at the exception's type and attributes, at the tree of the line, and at
values in the frame. Nothing of the pupil's is called, compared or printed.
"""

import ast
from collections.abc import Callable
from types import FrameType, TracebackType
from typing import Any

_traceback_of: Callable[[BaseException], TracebackType | None] = BaseException.__dict__[
    "__traceback__"
].__get__


def stop_facts(
    exc: BaseException,
    file_name: str,
    tree: ast.Module,
    lines: list[str],
    *,
    called: object = None,
    given: int | None = None,
) -> dict[str, Any]:
    """Plain facts about an exception that left the pupil's code; at least `{"kind": "unknown"}`.

    `file_name` is the one that `read_source` was given. Where the suite's own
    call did not get into the function, `called` is the function and `given`
    the number of inputs it was handed. Raises nothing.
    """
    frame, line = innermost(exc, file_name)
    if frame is None:
        return {"kind": "unknown"}
    text = lines[line - 1][:300] if 0 < line <= len(lines) else ""
    return {"kind": "unknown", "line": line, "show": [[line, text]]}


def innermost(exc: BaseException, file_name: str) -> tuple[FrameType | None, int]:
    """The last frame of `file_name` that the exception came through, and the line it was on."""
    found: tuple[FrameType | None, int] = (None, 0)
    step = _traceback_of(exc)
    while step is not None:
        if step.tb_frame.f_code.co_filename == file_name:
            found = step.tb_frame, step.tb_lineno
        step = step.tb_next
    return found
