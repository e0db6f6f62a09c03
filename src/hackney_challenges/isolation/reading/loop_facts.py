"""Why a loop may never end: what its test looks at, and whether its body touches that.

Far side; standard library only.
"""

import ast
from typing import Any

_MOST_NAMES = 4


def loop_facts(tree: ast.Module, line: int) -> dict[str, Any]:
    """Facts about the innermost `while` round `line`, for a stop by the clock.

    `changed` is False only if the loop's body stores to none of the names in
    its test and calls nothing on them, calls nothing in the test, and has no
    way out: then the loop cannot end by itself.
    """
    loop = _innermost_loop(tree, line)
    if loop is None:
        return {"kind": "loop", "line": line}
    names = _names_in(loop.test)
    facts: dict[str, Any] = {
        "kind": "loop",
        "line": loop.lineno,
        "names": names[:_MOST_NAMES],
        "always": isinstance(loop.test, ast.Constant) and bool(loop.test.value),
        "way_out": _has_way_out(loop),
    }
    shared = {
        name for node in ast.walk(tree) if isinstance(node, (ast.Global, ast.Nonlocal)) for name in node.names
    }
    if len(names) <= _MOST_NAMES and not _asks_elsewhere(loop.test) and shared.isdisjoint(names):
        facts["changed"] = _touches(loop.body, frozenset(names)) or facts["way_out"]
    return facts


def _innermost_loop(tree: ast.Module, line: int) -> ast.While | None:
    loops = (node for node in ast.walk(tree) if isinstance(node, ast.While))
    round_line = [loop for loop in loops if loop.lineno <= line <= (loop.end_lineno or loop.lineno)]
    return max(round_line, key=lambda loop: loop.lineno, default=None)


def _names_in(test: ast.expr) -> list[str]:
    found = [node for node in ast.walk(test) if isinstance(node, ast.Name)]
    found.sort(key=lambda node: (node.lineno, node.col_offset))
    return list(dict.fromkeys(node.id[:60] for node in found))


def _asks_elsewhere(test: ast.expr) -> bool:
    """Whether the test calls something whose answer may change by itself."""
    unmoved = {"len", "abs", "int", "str", "float", "min", "max", "sum", "round"}
    for node in ast.walk(test):
        if isinstance(node, ast.Call) and not (isinstance(node.func, ast.Name) and node.func.id in unmoved):
            return True
        if isinstance(node, (ast.NamedExpr, ast.Attribute, ast.Await)):
            return True
    return False


def _has_way_out(loop: ast.While) -> bool:
    """A return, raise or break that belongs to this loop; yield hands the turn over."""
    waiting: list[tuple[ast.AST, bool]] = [(statement, True) for statement in loop.body]
    while waiting:
        node, ours = waiting.pop()
        if isinstance(node, (ast.Return, ast.Raise, ast.Yield, ast.YieldFrom, ast.Await)):
            return True
        if isinstance(node, ast.Break) and ours:
            return True
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef, ast.Lambda)):
            continue
        inner = ours and not isinstance(node, (ast.While, ast.For, ast.AsyncFor))
        waiting.extend((child, inner) for child in ast.iter_child_nodes(node))
    return False


def _touches(body: list[ast.stmt], names: frozenset[str]) -> bool:
    """Whether anything in `body` stores to, deletes, or hands on one of `names`."""
    for statement in body:
        for node in ast.walk(statement):
            if isinstance(node, (ast.Name, ast.Subscript)) and not isinstance(node.ctx, ast.Load):
                if _root(node) in names:
                    return True
            elif isinstance(node, ast.Attribute) and _root(node) in names:
                return True
            elif isinstance(node, ast.Assign) and isinstance(node.value, ast.Name) and node.value.id in names:
                return True  # a second name for the same list may change it
            elif isinstance(node, ast.Call) and _calls_may_change(node, names):
                return True
    return False


def _calls_may_change(call: ast.Call, names: frozenset[str]) -> bool:
    """A call with one of the names handed in may change it, unless it is one of Python's that only look."""
    only_look = {
        "print",
        "len",
        "str",
        "int",
        "float",
        "range",
        "abs",
        "round",
        "min",
        "max",
        "sum",
        "sorted",
    }
    if isinstance(call.func, ast.Name) and call.func.id in only_look:
        return False
    handed = [*call.args, *(keyword.value for keyword in call.keywords)]
    return any(
        isinstance(node, ast.Name) and node.id in names for value in handed for node in ast.walk(value)
    )


def _root(node: ast.expr) -> str | None:
    while isinstance(node, (ast.Attribute, ast.Subscript)):
        node = node.value
    return node.id if isinstance(node, ast.Name) else None
