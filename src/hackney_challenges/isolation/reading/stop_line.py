"""The line an exception came from: its statement, and its expressions as Python works through them.

Far side; standard library only.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hackney_challenges.isolation.reading.frame_values import Look

Facts = dict[str, Any]

SIGNS: dict[type[ast.operator], str] = {
    ast.Add: "+",
    ast.Sub: "-",
    ast.Mult: "*",
    ast.Div: "/",
    ast.FloorDiv: "//",
    ast.Mod: "%",
    ast.Pow: "**",
}

_MOST_NODES = 400


@dataclass(frozen=True, slots=True, kw_only=True)
class StopLine:
    """What the rules look at. `is_last` is False where Python's own modules were called from this line."""

    line: int
    look: Look
    tree: ast.Module
    statement: ast.stmt | None
    nodes: tuple[ast.AST, ...]
    is_last: bool

    @property
    def function(self) -> ast.FunctionDef | None:
        """The innermost `def` round the line."""
        functions = (node for node in ast.walk(self.tree) if isinstance(node, ast.FunctionDef))
        round_line = [node for node in functions if node.lineno <= self.line <= (node.end_lineno or 0)]
        return max(round_line, key=lambda node: node.lineno, default=None)


def statement_at(tree: ast.Module, line: int) -> ast.stmt | None:
    """The innermost statement that `line` belongs to."""
    body: list[ast.stmt] = tree.body
    found: ast.stmt | None = None
    while True:
        inside = next(
            (each for each in body if each.lineno <= line <= (each.end_lineno or each.lineno)), None
        )
        if inside is None:
            return found
        found = inside
        body = _blocks(inside)


def _blocks(statement: ast.stmt) -> list[ast.stmt]:
    body: list[ast.stmt] = []
    for part in ("body", "orelse", "finalbody"):
        body.extend(getattr(statement, part, []))
    for handler in [*getattr(statement, "handlers", []), *getattr(statement, "cases", [])]:
        body.extend(handler.body)
    return body


def nodes_of(statement: ast.stmt, line: int) -> tuple[ast.AST, ...]:
    """The statement's own expressions, inner before outer and left before right.

    Those on `line` alone, where there are any.
    """
    every = list(_inner_first(statement))[:_MOST_NODES]
    on_line = [node for node in every if _covers(node, line)]
    return tuple(on_line or every)


def _covers(node: ast.AST, line: int) -> bool:
    return getattr(node, "lineno", line) <= line <= (getattr(node, "end_lineno", line) or line)


def _inner_first(root: ast.AST) -> Iterator[ast.AST]:
    waiting: list[tuple[ast.AST, bool]] = [(root, False)]
    while waiting:
        node, is_open = waiting.pop()
        if is_open:
            yield node
            continue
        waiting.append((node, True))
        children = [child for child in ast.iter_child_nodes(node) if not isinstance(child, ast.stmt)]
        waiting.extend((child, False) for child in reversed(children))


def name_in(node: ast.expr) -> str:
    """The name an expression is, or nothing."""
    return node.id[:60] if isinstance(node, ast.Name) else ""
