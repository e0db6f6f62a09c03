"""Whether a pupil's file uses a name or a construct, asked of its syntax tree.

Far side; standard library only.
"""

import ast
from collections.abc import Iterator

CONSTRUCTS: dict[str, tuple[type[ast.AST], ...]] = {
    "for": (ast.For, ast.AsyncFor),
    "while": (ast.While,),
    "loop": (ast.For, ast.AsyncFor, ast.While, ast.comprehension),
    "if": (ast.If, ast.IfExp),
    "match": (ast.Match,),
    "def": (ast.FunctionDef, ast.AsyncFunctionDef),
    "class": (ast.ClassDef,),
    "return": (ast.Return,),
    "break": (ast.Break,),
    "continue": (ast.Continue,),
    "try": (ast.Try, getattr(ast, "TryStar", ast.Try)),
    "with": (ast.With, ast.AsyncWith),
    "global": (ast.Global,),
    "lambda": (ast.Lambda,),
    "yield": (ast.Yield, ast.YieldFrom),
    "import": (ast.Import, ast.ImportFrom),
    "comprehension": (ast.comprehension,),
    "list comprehension": (ast.ListComp,),
    "set comprehension": (ast.SetComp,),
    "dict comprehension": (ast.DictComp,),
    "generator expression": (ast.GeneratorExp,),
    "f-string": (ast.JoinedStr,),
    "slice": (ast.Slice,),
    "and": (ast.And,),
    "or": (ast.Or,),
    "not": (ast.Not, ast.NotIn, ast.IsNot),
    "in": (ast.In, ast.NotIn),
    "+": (ast.Add,),
    "-": (ast.Sub,),
    "*": (ast.Mult,),
    "/": (ast.Div,),
    "//": (ast.FloorDiv,),
    "%": (ast.Mod,),
    "**": (ast.Pow,),
}
"""What `solution.uses` understands besides names, `import NAME` and `recursion`."""

_FUNCTIONS = (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)


def uses(tree: ast.Module, name: str) -> bool:
    """Whether the file uses `name`: a construct, `import math`, `recursion`, or a name that is not its own.

    A name counts where it is read (`sorted(...)`) or asked of a value
    (`stops.sort()`), unless the file itself defines it there: a local
    `def sorted` does not count. `math.sqrt` asks for just that. Text, comments
    and the footer under `if __name__ == "__main__":` do not count; a file with
    nothing but that block is a program, and there it does.
    """
    body = _without_footer(tree)
    if name in CONSTRUCTS:
        kinds = CONSTRUCTS[name]
        return any(isinstance(node, kinds) for node in _walk(body))
    if name == "recursion":
        return any(_calls_itself(node) for node in _walk(body))
    if name.startswith("import "):
        return any(_imports(node, name.removeprefix("import ").strip()) for node in _walk(body))
    if "." in name:
        return any(_dotted(node) == name for node in _walk(body) if isinstance(node, ast.Attribute))
    return _reads(body, name)


def is_footer(statement: ast.stmt) -> bool:
    """Whether `statement` is `if __name__ == "__main__":`."""
    if not (isinstance(statement, ast.If) and isinstance(statement.test, ast.Compare)):
        return False
    sides = [statement.test.left, *statement.test.comparators]
    return (
        len(sides) == 2
        and isinstance(statement.test.ops[0], ast.Eq)
        and any(isinstance(side, ast.Name) and side.id == "__name__" for side in sides)
        and any(isinstance(side, ast.Constant) and side.value == "__main__" for side in sides)
    )


def _without_footer(tree: ast.Module) -> list[ast.stmt]:
    kept = [statement for statement in tree.body if not is_footer(statement)]
    defines = any(
        isinstance(statement, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)) for statement in kept
    )
    footers = [statement for statement in tree.body if is_footer(statement)]
    is_ours = any(_imports(node, "run_me") for node in _walk(footers))
    return kept if defines or is_ours else tree.body


def _walk(body: list[ast.stmt]) -> Iterator[ast.AST]:
    for statement in body:
        yield from ast.walk(statement)


def _calls_itself(node: ast.AST) -> bool:
    if not isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)):
        return False
    return any(_called_name(inner) == node.name for inner in _walk(node.body))


def _called_name(node: ast.AST) -> str | None:
    if not isinstance(node, ast.Call):
        return None
    if isinstance(node.func, ast.Name):
        return node.func.id
    if (
        isinstance(node.func, ast.Attribute)
        and isinstance(node.func.value, ast.Name)
        and node.func.value.id == "self"
    ):
        return node.func.attr
    return None


def _imports(node: ast.AST, module: str) -> bool:
    """`import math`, `import math as m` and `from math import sqrt` all import math."""
    if isinstance(node, ast.Import):
        found = [alias.name for alias in node.names]
    elif isinstance(node, ast.ImportFrom) and node.module and not node.level:
        found = [node.module]
    else:
        return False
    return any(each == module or each.startswith(module + ".") for each in found)


def _dotted(node: ast.expr) -> str | None:
    parts: list[str] = []
    while isinstance(node, ast.Attribute):
        parts.append(node.attr)
        node = node.value
    if not isinstance(node, ast.Name):
        return None
    return ".".join([node.id, *reversed(parts)])


def _reads(body: list[ast.stmt], name: str) -> bool:
    """Whether `name` is read where no scope around it binds it, other than by an import."""
    own_method = any(
        isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef)) and node.name == name
        for node in _walk(body)
    )
    waiting: list[tuple[ast.AST, bool]] = [(statement, _binds(body, name)) for statement in body]
    while waiting:
        node, is_own = waiting.pop()
        if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Load) and not is_own:
            return True
        if isinstance(node, ast.Attribute) and node.attr == name and not own_method:
            return True
        if isinstance(node, (ast.Import, ast.ImportFrom)) and any(alias.name == name for alias in node.names):
            return True
        inside = is_own
        if isinstance(node, _FUNCTIONS):
            inner = node.body if isinstance(node.body, list) else [node.body]
            inside = is_own or _has_parameter(node, name) or _binds(inner, name)
        waiting.extend((child, inside) for child in ast.iter_child_nodes(node))
    return False


def _has_parameter(node: ast.FunctionDef | ast.AsyncFunctionDef | ast.Lambda, name: str) -> bool:
    given = node.args
    every = [*given.posonlyargs, *given.args, *given.kwonlyargs, given.vararg, given.kwarg]
    return any(one is not None and one.arg == name for one in every)


def _binds(body: list[ast.stmt] | list[ast.expr], name: str) -> bool:
    """Whether this scope itself gives `name` a value; scopes inside do not count, nor do imports."""
    waiting: list[ast.AST] = list(body)
    while waiting:
        node = waiting.pop()
        if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.ClassDef)):
            if node.name == name:
                return True
            continue
        if isinstance(node, ast.Lambda):
            continue
        if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Store):
            return True
        waiting.extend(ast.iter_child_nodes(node))
    return False
