"""Whether a suite runs the pupil's file only as a program. Pure; reads a syntax tree."""

import ast

_FIXTURE = "solution"
_ALSO_FOR_PROGRAMS = frozenset({"uses"})


def only_runs_the_file(suite: ast.Module, slug: str) -> bool:
    """Whether all that `suite` asks of the pupil's file is `solution.run`.

    It may hand `solution` on to functions of its own, as in
    `def screen(solution, *typed): return solution.run(typed=typed).lines`.
    """
    names = _names_of_the_solution(suite)
    asked = {
        node.attr
        for node in ast.walk(suite)
        if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name) and node.value.id in names
    }
    return "run" in asked and asked <= {"run"} | _ALSO_FOR_PROGRAMS and not _imports(suite, slug)


def _names_of_the_solution(suite: ast.Module) -> set[str]:
    """`solution`, and the names under which the suite's own functions are handed it."""
    functions = {node.name: node for node in ast.walk(suite) if isinstance(node, ast.FunctionDef)}
    calls = [
        (functions[node.func.id], node)
        for node in ast.walk(suite)
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in functions
    ]
    names = {_FIXTURE}
    before = 0
    while len(names) > before:
        before = len(names)
        for function, call in calls:
            handed = dict(zip((arg.arg for arg in function.args.args), call.args, strict=False))
            handed |= {keyword.arg: keyword.value for keyword in call.keywords if keyword.arg}
            names |= {
                name for name, value in handed.items() if isinstance(value, ast.Name) and value.id in names
            }
    return names


def _imports(suite: ast.Module, slug: str) -> bool:
    return any(
        (isinstance(node, ast.ImportFrom) and node.module == slug)
        or (isinstance(node, ast.Import) and any(alias.name == slug for alias in node.names))
        for node in ast.walk(suite)
    )
