"""What a line of a suite asked for, read off that line: the suite is ours to read, unlike a solution.

pytest keeps the two sides of a comparison for us. But a truth that did not hold
says nothing about what was needed, and neither does a number that was called.
"""

import ast
import linecache
from collections.abc import Mapping
from pathlib import Path

from hackney_challenges.isolation.calls import Call, Recorded, Returned

_KIT = Path(__file__).parent.parent
_KINDS: Mapping[str, str] = {
    "int": "a whole number",
    "float": "a decimal",
    "str": "text",
    "bool": "True or False",
    "list": "a list",
    "tuple": "a tuple",
    "dict": "a dictionary",
    "set": "a set",
}


def kind_needed(problem: BaseException | None, calls: tuple[Recorded, ...]) -> str | None:
    """The kind, in words, that the last answer needs to be of; None where something else was asked."""
    trace = problem.__traceback__ if isinstance(problem, AssertionError) else None
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    last = calls[-1] if calls else None
    if trace is None or not (isinstance(last, Call) and isinstance(last.outcome, Returned)):
        return None
    asked = _test_at(trace.tb_frame.f_code.co_filename, trace.tb_lineno)
    if not (
        isinstance(asked, ast.Call) and isinstance(asked.func, ast.Name) and asked.func.id == "isinstance"
    ):
        return None
    if len(asked.args) != 2 or not isinstance(asked.args[0], ast.Name):
        return None
    nothing = object()
    looked_at = trace.tb_frame.f_locals.get(asked.args[0].id, nothing)
    return _in_words(asked.args[1]) if looked_at is last.outcome.value else None


def no_function(problem: BaseException | None, names: Mapping[str, object]) -> tuple[str, object] | None:
    """The one of `names`, which hold plain values, that the suite called; None if it called none of them."""
    trace = problem.__traceback__ if names and isinstance(problem, TypeError) else None
    while trace is not None:
        for node in ast.walk(_tree(trace.tb_frame.f_code.co_filename)):
            if isinstance(node, ast.Call) and _is_at(node, trace.tb_lineno):
                name = _name_called(node.func)
                if name in names:
                    return name, names[name]
        trace = trace.tb_next
    return None


def _name_called(function: ast.expr) -> str:
    if isinstance(function, ast.Attribute):
        return function.attr
    return function.id if isinstance(function, ast.Name) else ""


def _test_at(file: str, line: int) -> ast.expr | None:
    here = [node for node in ast.walk(_tree(file)) if isinstance(node, ast.Assert) and _is_at(node, line)]
    return here[0].test if len(here) == 1 else None


def _tree(file: str) -> ast.AST:
    if Path(file).is_relative_to(_KIT):
        return ast.Module([], [])
    try:
        return ast.parse("".join(linecache.getlines(file)))
    except (SyntaxError, ValueError):
        return ast.Module([], [])


def _is_at(node: ast.expr | ast.stmt, line: int) -> bool:
    return node.lineno <= line <= (node.end_lineno or node.lineno)


def _in_words(kinds: ast.expr) -> str | None:
    names = _names(kinds)
    if set(names) == {"int", "float"}:
        return "a number"
    words = [_KINDS[name] for name in names if name in _KINDS]
    return " or ".join(words) if words and len(words) == len(names) else None


def _names(kinds: ast.expr) -> list[str]:
    if isinstance(kinds, ast.Name):
        return [kinds.id]
    if isinstance(kinds, ast.BinOp) and isinstance(kinds.op, ast.BitOr):
        return [*_names(kinds.left), *_names(kinds.right)]
    if isinstance(kinds, ast.Tuple):
        return [name for part in kinds.elts for name in _names(part)]
    return [""]
