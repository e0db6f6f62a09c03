"""What an assert of a suite asked for, read off its own line: the suite is ours to read, unlike a solution.

Only `assert isinstance(answer, int | float)` is told, as "a number": pytest
keeps the two sides of a comparison for us, but a truth that did not hold says
nothing about what was needed.
"""

import ast
import linecache
from collections.abc import Mapping

from hackney_challenges.isolation.calls import Call, Recorded, Returned

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


def _test_at(file: str, line: int) -> ast.expr | None:
    try:
        tree = ast.parse("".join(linecache.getlines(file)))
    except (SyntaxError, ValueError):
        return None
    asserts = (node for node in ast.walk(tree) if isinstance(node, ast.Assert))
    here = [node for node in asserts if node.lineno <= line <= (node.end_lineno or node.lineno)]
    return here[0].test if len(here) == 1 else None


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
