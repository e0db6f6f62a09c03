"""What a suite asks and awards, read from its syntax tree; a suite is never imported here (formats.md 2).

The checks found here are the ones a run must answer for, so whatever pytest
would collect and this reader could not foresee is refused: a check inside an
`if`, a second check of the same name, one that is imported.
"""

import ast
import hashlib
import re
import warnings
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from pathlib import Path

from hackney_challenges.packs.manifest import PackError, read_text
from hackney_challenges.packs.program import only_runs_the_file
from hackney_challenges.printable import safe_line

_MOST_POINTS = 100
_UNITTEST_CLASSES = frozenset({"TestCase", "IsolatedAsyncioTestCase"})

_Function = ast.FunctionDef | ast.AsyncFunctionDef


@dataclass(frozen=True, slots=True, kw_only=True)
class Check:
    """One test function or method; `name` is its node id without file and parameters.

    A check without points is worth 0. `line` is where it stands in the suite.
    """

    name: str
    title: str
    points: int
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Suite:
    """The checks of a challenge, in the suite's order. `is_program`: it only ever uses `solution.run`."""

    checks: tuple[Check, ...]
    is_program: bool
    digest: str

    @property
    def points(self) -> int:
        """What all the checks are worth together."""
        return sum(check.points for check in self.checks)


def read_suite(file: Path) -> Suite:
    """The checks of the suite in `file`. Raises `PackError` with file and line."""
    text = read_text(file)
    where = safe_line(str(file))
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")  # what Python thinks of a backslash
            tree = ast.parse(text)
    except SyntaxError as error:
        raise PackError(
            f"{where}: line {error.lineno or 1} is not Python: {safe_line(error.msg, 100)}."
        ) from None
    except (ValueError, RecursionError, MemoryError):
        raise PackError(f"{where} cannot be read as Python: it holds a NUL or is nested too deep.") from None
    try:
        checks = _Reader(file, tree).checks()
    except RecursionError:
        raise PackError(f"{where} is nested too deep.") from None
    return Suite(
        checks=checks,
        is_program=only_runs_the_file(tree, file.stem.removeprefix("test_")),
        digest=f"sha256:{hashlib.sha256(text.encode()).hexdigest()}",
    )


class _Reader:
    """One reading of one suite."""

    def __init__(self, file: Path, tree: ast.Module) -> None:
        self._file = file
        self._tree = tree
        self._classes = {node.name: node for node in tree.body if isinstance(node, ast.ClassDef)}
        self._imported = {
            alias.asname or alias.name: f"{node.module}.{alias.name}"
            for node in tree.body
            if isinstance(node, ast.ImportFrom)
            for alias in node.names
        }
        self._modules = {
            alias.asname or alias.name: alias.name
            for node in tree.body
            if isinstance(node, ast.Import)
            for alias in node.names
        }
        self._marks_read: set[int] = set()

    def checks(self) -> tuple[Check, ...]:
        checks = tuple(self._checks_of_module())
        if not checks:
            raise PackError(
                f"{safe_line(str(self._file))} holds no check. "
                "A check is a function whose name starts with test_, such as test_edges."
            )
        for node in ast.walk(self._tree):
            if self._is_points(node) and id(node) not in self._marks_read:
                raise self._refusal(node, "points stand above one check", "Write @points(4) above its def.")
        return checks

    def _checks_of_module(self) -> Iterator[Check]:
        self._refuse_doubles(self._tree.body)
        for node in self._tree.body:
            if isinstance(node, ast.ClassDef):
                yield from self._checks_of_class(node, "")
            elif isinstance(node, _Function):
                if _is_check(node):
                    yield self._check(node, node.name)
            elif isinstance(node, ast.Assign):
                yield from self._check_of_machine(node)
            else:
                self._refuse_hidden_checks(node)

    def _checks_of_class(self, node: ast.ClassDef, outside: str) -> Iterator[Check]:
        name = f"{outside}{node.name}"
        line = self._lineage(node)
        is_unittest = any(self._is_unittest(base) for one in line for base in one.bases)
        if not (node.name.startswith("Test") or is_unittest) or _opts_out(line):
            return
        if machine := next((found for base in node.bases if (found := self._machine(base))), None):
            yield self._check(node, f"{name}::runTest", machine)
            return
        for one in line:
            self._refuse_doubles(one.body)
            for method in one.body:
                if (
                    isinstance(method, _Function)
                    and method.name in ("__init__", "__new__")
                    and not is_unittest
                ):
                    raise self._refusal(
                        method, f"pytest passes by a class with {method.name}", "Use a fixture instead."
                    )
                if not isinstance(method, _Function | ast.ClassDef):
                    self._refuse_hidden_checks(method)
        methods = _methods(line)
        checks = [method for method in methods if _is_check(method)]
        if is_unittest and not checks:
            checks = [method for method in methods if method.name == "runTest"]
        yield from (self._check(method, f"{name}::{method.name}") for method in checks)
        for inner in node.body:
            if isinstance(inner, ast.ClassDef) and not is_unittest:
                yield from self._checks_of_class(inner, f"{name}::")

    def _check_of_machine(self, node: ast.Assign) -> Iterator[Check]:
        """`TestShop = Shop.TestCase`: the check's points and title stand on the class Shop."""
        target, made = node.targets[0], node.value
        if not isinstance(target, ast.Name) or not isinstance(made, ast.Attribute) or made.attr != "TestCase":
            return
        if machine := self._machine(made):
            yield self._check(machine, f"{target.id}::runTest")
        elif ast.unparse(made.value) not in self._modules:
            raise self._refusal(
                node,
                f"{ast.unparse(made)} comes from elsewhere",
                "Write the state machine in the suite itself.",
            )

    def _check(self, node: _Function | ast.ClassDef, name: str, words: ast.ClassDef | None = None) -> Check:
        if isinstance(node, ast.AsyncFunctionDef):
            raise self._refusal(node, f"{node.name} is async", "Write it with a plain def.")
        docstring = ast.get_docstring(node) or (ast.get_docstring(words) if words else None) or ""
        title = docstring.strip().split("\n")[0].strip()
        if title.endswith(".") and not title.endswith(".."):
            title = title[:-1]
        given = [points for one in (node, words) if one for points in self._points(one)]
        if len(given) > 1:
            raise self._refusal(node, f"{name} is given points twice", "Leave one.")
        return Check(
            name=name,
            title=safe_line(title or _in_words(name), 100),
            points=given[0] if given else 0,
            line=node.lineno,
        )

    def _points(self, node: _Function | ast.ClassDef) -> Iterator[int]:
        for decorator in node.decorator_list:
            mark = decorator.func if isinstance(decorator, ast.Call) else decorator
            if not self._is_points(mark):
                continue
            self._marks_read.add(id(mark))
            number = (
                decorator.args[0] if isinstance(decorator, ast.Call) and len(decorator.args) == 1 else None
            )
            if (
                not isinstance(number, ast.Constant)
                or type(number.value) is not int
                or not 1 <= number.value <= _MOST_POINTS
                or (isinstance(decorator, ast.Call) and decorator.keywords)
            ):
                raise self._refusal(
                    decorator,
                    f"@{ast.unparse(decorator)}",
                    f"Points are one whole number from 1 to {_MOST_POINTS}, written out, as in @points(4).",
                )
            yield number.value

    def _is_points(self, node: ast.AST) -> bool:
        if isinstance(node, ast.Name):
            home = self._imported.get(node.id, "")
            return home.startswith("hackney_challenges.") and home.endswith(".points")
        if not isinstance(node, ast.Attribute) or node.attr != "points":
            return False
        owner = node.value
        if isinstance(owner, ast.Attribute):
            return owner.attr == "mark"
        return isinstance(owner, ast.Name) and (
            self._imported.get(owner.id) == "pytest.mark"
            or self._modules.get(owner.id, "").startswith("hackney_challenges")
        )

    def _is_unittest(self, base: ast.expr) -> bool:
        if isinstance(base, ast.Name):
            return self._imported.get(base.id) in {f"unittest.{name}" for name in _UNITTEST_CLASSES}
        return isinstance(base, ast.Attribute) and base.attr in _UNITTEST_CLASSES

    def _machine(self, base: ast.expr) -> ast.ClassDef | None:
        """The state machine X of `X.TestCase`."""
        if isinstance(base, ast.Attribute) and base.attr == "TestCase" and isinstance(base.value, ast.Name):
            return self._classes.get(base.value.id)
        return None

    def _lineage(self, node: ast.ClassDef) -> list[ast.ClassDef]:
        """The class and those it inherits from in this file, nearest first."""
        line = [node]
        for one in line:
            for base in one.bases:
                parent = self._classes.get(base.id) if isinstance(base, ast.Name) else None
                if parent and parent not in line:
                    line.append(parent)
        return line

    def _refuse_doubles(self, body: Iterable[ast.stmt]) -> None:
        first: dict[str, int] = {}
        for node in body:
            if isinstance(node, _Function | ast.ClassDef) and node.name.lower().startswith("test"):
                if node.name in first:
                    raise self._refusal(
                        node,
                        f"{node.name} is there twice, first on line {first[node.name]}",
                        "Only the last would run: give each a name of its own.",
                    )
                first[node.name] = node.lineno

    def _refuse_hidden_checks(self, node: ast.stmt) -> None:
        for inner in ast.walk(node):
            if isinstance(inner, _Function | ast.ClassDef) and inner.name.startswith(("test_", "Test")):
                raise self._refusal(
                    inner,
                    f"{inner.name} stands inside another statement",
                    "Checks are the same in each run: move it to the left edge.",
                )
        if isinstance(node, ast.ImportFrom):
            for alias in node.names:
                if (alias.asname or alias.name).startswith("test_"):
                    raise self._refusal(
                        node,
                        f"{alias.name} is imported",
                        "Checks stand in the suite itself: write it there, or import it by another name.",
                    )

    def _refusal(self, node: ast.AST, what: str, mend: str) -> PackError:
        line = getattr(node, "lineno", 1)
        return PackError(f"{safe_line(str(self._file))}: line {line}: {safe_line(what, 120)}. {mend}")


def _is_check(node: _Function) -> bool:
    return node.name.startswith("test") and not any(
        ast.unparse(decorator.func if isinstance(decorator, ast.Call) else decorator).endswith("fixture")
        for decorator in node.decorator_list
    )


def _methods(line: list[ast.ClassDef]) -> list[_Function]:
    """The methods of a class, inherited ones first, as pytest runs them."""
    seen: set[str] = set()
    methods: list[_Function] = []
    for one in line:
        own = [node for node in one.body if isinstance(node, _Function) and node.name not in seen]
        seen.update(method.name for method in own)
        methods = own + methods
    return methods


def _opts_out(line: list[ast.ClassDef]) -> bool:
    """Whether `__test__ = False` stands in the class, or in the nearest it inherits from that says so."""
    for one in line:
        for node in one.body:
            if isinstance(node, ast.Assign) and ast.unparse(node.targets[0]) == "__test__":
                return isinstance(node.value, ast.Constant) and node.value.value is False
    return False


def _in_words(name: str) -> str:
    """`TestFares::test_child_of_10` as `child of 10`."""
    last = name.rpartition("::")[2]
    if last == "runTest":
        last = name.split("::")[-2]
    spaced = re.sub(r"(?<=[a-z0-9])(?=[A-Z])", " ", re.sub(r"^[Tt]est_?", "", last)).replace("_", " ")
    return spaced.strip().lower() or last
