"""A pupil's file: compiled, asked what it defines and what it uses. Far side; standard library only.

Source is only ever compiled or parsed here, in the worker: parsers can be made
to run out of memory, time or stack. What leaves is plain, bounded data. All
that the child asks about a file is found under this one name.
"""

import ast
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from hackney_challenges.isolation.reading.compiled import Compiled, compiled
from hackney_challenges.isolation.reading.loop_facts import loop_facts
from hackney_challenges.isolation.reading.source_text import encoding_problem, source_text
from hackney_challenges.isolation.reading.source_uses import is_footer, uses
from hackney_challenges.isolation.reading.stop_facts import stop_facts
from hackney_challenges.isolation.reading.syntax_facts import syntax_facts, with_plain_comments

__all__ = ["Compiled", "Unreadable", "loop_facts", "names", "read_source", "stop_facts", "uses"]

NAME_LIMIT = 60
"""Longer names of pupils are cut before they leave the worker."""

_MOST_NAMES = 200
_LINE_LIMIT = 300


@dataclass(frozen=True, slots=True, kw_only=True)
class Unreadable:
    """A file that Python cannot read. `facts` is plain data for `feedback.python_errors`."""

    facts: dict[str, Any]
    line: int
    text: str


def read_source(data: bytes, file_name: str) -> Compiled | Unreadable:
    """Compile `data` as CPython does, from bytes; marks, line ends and coding lines are Python's own affair.

    A byte that is not UTF-8 is no harm in a comment, and stops the file
    anywhere else, on every Python. Raises nothing.
    """
    found = compiled(data, file_name)
    if found is not None:
        return found
    text = source_text(data)
    facts = encoding_problem(data)
    mended = with_plain_comments(text) if facts is None and text.odd_bytes else None
    if mended is not None:
        found = compiled(mended, file_name)
        if found is not None:
            return found
    if facts is None:
        facts = syntax_facts(text)
    line = facts["line"]
    facts["file"] = _last_part(file_name)
    shown = text.lines[line - 1][:_LINE_LIMIT] if 0 < line <= len(text.lines) else ""
    return Unreadable(facts=facts, line=line, text=shown)


def names(tree: ast.Module) -> list[tuple[str, int, str]]:
    """The names a file defines at its top, as (name, line, kind), in order of line.

    Kind is "function", "class" or "name". A name defined twice stands at its
    last line. Imported names, and those under `if __name__ == "__main__":`,
    are not the file's own.
    """
    found: dict[str, tuple[str, int, str]] = {}
    for statement in _top_statements(tree.body):
        for name, line, kind in _defined_by(statement):
            found[name] = (name[:NAME_LIMIT], line, kind)
    return sorted(found.values(), key=lambda entry: entry[1])[:_MOST_NAMES]


def _top_statements(body: list[ast.stmt]) -> Iterator[ast.stmt]:
    waiting = list(reversed(body))
    while waiting:
        statement = waiting.pop()
        if is_footer(statement):
            continue
        yield statement
        if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            continue
        inner = [child for child in ast.iter_child_nodes(statement) if isinstance(child, ast.stmt)]
        for handler in getattr(statement, "handlers", []):
            inner.extend(handler.body)
        waiting.extend(reversed(inner))


def _defined_by(statement: ast.stmt) -> Iterator[tuple[str, int, str]]:
    if isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef)):
        yield statement.name, statement.lineno, "function"
    elif isinstance(statement, ast.ClassDef):
        yield statement.name, statement.lineno, "class"
    elif isinstance(statement, ast.Assign):
        kind = "function" if isinstance(statement.value, ast.Lambda) else "name"
        for target in statement.targets:
            for node in ast.walk(target):
                if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Store):
                    yield node.id, node.lineno, kind
    elif isinstance(statement, ast.AnnAssign) and isinstance(statement.target, ast.Name) and statement.value:
        yield statement.target.id, statement.lineno, "name"
    elif isinstance(statement, (ast.For, ast.AsyncFor)):
        for node in ast.walk(statement.target):
            if isinstance(node, ast.Name):
                yield node.id, node.lineno, "name"


def _last_part(path: str) -> str:
    return path.replace("\\", "/").rsplit("/", 1)[-1][:NAME_LIMIT]
