"""Why the pupil's code stopped while it ran: structure only, never the exception's words.

Far side; standard library only. Looks at the exception's type and attributes,
at the tree of the line, and at values in the frame. Nothing of the pupil's is
called, compared or printed.
"""

import ast
from collections.abc import Callable
from types import FrameType, FunctionType, TracebackType
from typing import Any

from hackney_challenges.isolation.reading.frame_values import Look
from hackney_challenges.isolation.reading.stop_items import (
    empty_choice,
    endless_calls,
    missing_key,
    odd_value,
    past_the_end,
    zero_below,
)
from hackney_challenges.isolation.reading.stop_kinds import inputs_count, kinds_clash
from hackney_challenges.isolation.reading.stop_line import Facts, StopLine, name_in, nodes_of, statement_at
from hackney_challenges.isolation.reading.stop_names import (
    missing_attribute,
    missing_module,
    missing_name,
    unset_name,
)

_LINE_LIMIT = 300

_traceback_of: Callable[[BaseException], TracebackType | None] = BaseException.__dict__[
    "__traceback__"
].__get__
_arguments_of: Callable[[BaseException], tuple[object, ...]] = BaseException.__dict__["args"].__get__


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
    try:
        frame, line, is_last = innermost(exc, file_name)
        if frame is None:
            return _not_entered(exc, called, given) or {"kind": "unknown"}
        text = lines[line - 1][:_LINE_LIMIT] if 0 < line <= len(lines) else ""
        shown = {"line": line, "show": [[line, text]], "function": frame.f_code.co_name[:60]}
        shown["file"] = file_name.replace("\\", "/").rsplit("/", 1)[-1][:60]
        statement = statement_at(tree, line)
        if isinstance(statement, (ast.Raise, ast.Assert)) and is_last:
            return {"kind": "raised on purpose", **shown}
        stop = StopLine(
            line=line,
            look=Look(frame, tree),
            tree=tree,
            statement=statement,
            nodes=nodes_of(statement, line) if statement is not None else (),
            is_last=is_last,
        )
        return {**(_cause(exc, stop) or {"kind": "unknown"}), **shown}
    except Exception:  # whatever the pupil's objects do to us, silence is an answer
        return {"kind": "unknown"}


def innermost(exc: BaseException, file_name: str) -> tuple[FrameType | None, int, bool]:
    """The last frame of `file_name` that it came through, its line, and whether nothing came after."""
    frame, line = None, 0
    step = _traceback_of(exc)
    last = None
    while step is not None:
        last = step.tb_frame
        if last.f_code.co_filename == file_name:
            frame, line = last, step.tb_lineno
        step = step.tb_next
    return frame, line, frame is last


def _not_entered(exc: BaseException, called: object, given: int | None) -> Facts | None:
    if type(exc) is TypeError and type(called) is FunctionType and given is not None:
        found = inputs_count(called, None, given=given)
        if found is not None:
            return {**found, "by": "check", "line": called.__code__.co_firstlineno, "proved": True}
    return None


def _cause(exc: BaseException, stop: StopLine) -> Facts | None:
    """By the exact class only: a class of the pupil's own is raised on purpose."""
    kind = type(exc)
    if issubclass(kind, EOFError) and _calls(stop, "input"):
        return {"kind": "asks", "proved": True}
    if kind is SystemExit:
        word = next((name for name in ("exit", "quit") if _calls(stop, name)), "exit")
        return {"kind": "ended itself", "word": word, "proved": True}
    if kind is RecursionError:
        return endless_calls(stop)
    if kind is MemoryError:
        return {"kind": "too big", "proved": True}
    if kind in (ImportError, ModuleNotFoundError):
        return missing_module(stop, getattr(exc, "name", None))
    if issubclass(kind, SyntaxError):
        return _helper(exc)
    if kind is IndexError and not stop.is_last:
        return empty_choice(stop)
    if kind is FileNotFoundError:
        name = getattr(exc, "filename", None)
        return {"kind": "no such file", "name": name[:60], "proved": True} if type(name) is str else None
    if not stop.is_last:
        return None
    if kind is UnboundLocalError:
        return unset_name(stop)
    if kind is NameError:
        return missing_name(stop, getattr(exc, "name", None))
    if kind is AttributeError:
        return missing_attribute(stop, getattr(exc, "obj", None), getattr(exc, "name", None))
    if kind is TypeError:
        return kinds_clash(stop)
    if kind is IndexError:
        return past_the_end(stop)
    if kind is KeyError:
        return missing_key(stop, _arguments_of(exc))
    if kind is ValueError:
        return odd_value(stop)
    if kind is ZeroDivisionError:
        return zero_below(stop)
    return None


def _calls(stop: StopLine, name: str) -> bool:
    return any(
        isinstance(node, ast.Call)
        and (name_in(node.func) == name or (isinstance(node.func, ast.Attribute) and node.func.attr == name))
        for node in stop.nodes
    )


def _helper(exc: BaseException) -> Facts | None:
    """A file beside the solution that Python cannot read."""
    name, line = getattr(exc, "filename", None), getattr(exc, "lineno", None)
    if type(name) is not str or type(line) is not int:
        return None
    return {
        "kind": "helper unreadable",
        "name": name.replace("\\", "/").rsplit("/", 1)[-1][:60],
        "at": line,
        "proved": True,
    }
