"""Rules for names, attributes and modules that are not there. Far side; standard library only."""

import ast
import builtins
import sys
from collections.abc import Iterable
from difflib import get_close_matches
from types import ModuleType

from hackney_challenges.isolation.reading.frame_values import class_name, class_parts, describe, kind_of
from hackney_challenges.isolation.reading.stop_line import Facts, StopLine, name_in

_TRUTHS = {
    **dict.fromkeys(("true", "TRUE"), "True"),
    **dict.fromkeys(("false", "FALSE"), "False"),
    **dict.fromkeys(("none", "NONE", "null", "Null", "NULL", "nil"), "None"),
}
_MODULES = frozenset(
    [
        "math",
        "random",
        "time",
        "datetime",
        "string",
        "statistics",
        "turtle",
        "itertools",
        "collections",
        "sys",
        "os",
        "re",
        "json",
        "csv",
        "copy",
    ]
)
_HOMES = {
    "random": "randint choice shuffle randrange uniform sample",
    "math": "sqrt ceil floor pi sin cos tan factorial gcd",
    "time": "sleep",
    "datetime": "date timedelta",
    "collections": "Counter deque defaultdict",
    "statistics": "mean median mode",
    "string": "ascii_letters ascii_lowercase digits punctuation",
}
_HOME_OF = {name: module for module, names in _HOMES.items() for name in names.split()}
_BLOCK_ENDS = frozenset(
    ["endif", "endwhile", "endfor", "endfunction", "end", "next", "fi", "done", "then", "begin"]
)
_METHODS = {
    "list": {
        "push": "append",
        "add": "append",
        "length": "len",
        "size": "len",
        "count_all": "len",
        "delete": "remove",
    },
    "text": {
        "length": "len",
        "toUpperCase": "upper",
        "toLowerCase": "lower",
        "uppercase": "upper",
        "lowercase": "lower",
        "trim": "strip",
        "contains": "in",
        "includes": "in",
        "append": "+",
        "add": "+",
        "push": "+",
        "reverse": "[::-1]",
    },
    "dict": {
        "has_key": "in",
        "add": "[ ]",
        "append": "[ ]",
        "length": "len",
        "size": "len",
        "contains": "in",
    },
    "set": {"append": "add", "push": "add", "length": "len", "size": "len"},
}
_OF = {"list": list, "text": str, "dict": dict, "set": set, "tuple": tuple}
_GIVE_NOTHING = frozenset(
    {"append", "sort", "reverse", "extend", "insert", "remove", "add", "update", "clear"}
)
_MOST_KNOWN = 2000
_LONGEST_NAME = 60


def _near(name: str, known: Iterable[str], *, n: int, cutoff: float) -> list[str]:
    """As `get_close_matches`, of names that a person would type; comparing long ones takes long."""
    short = [each for each in known if len(each) <= _LONGEST_NAME]
    return (
        get_close_matches(name, short[:_MOST_KNOWN], n=n, cutoff=cutoff) if len(name) <= _LONGEST_NAME else []
    )


def missing_name(stop: StopLine, name: object) -> Facts | None:
    """A `NameError`: the nearest cause that the file itself bears out."""
    if type(name) is not str:
        return None
    if name in stop.look.code.co_freevars:
        return None
    shown = {"name": name[:60], "proved": True}
    if name in _TRUTHS:
        return {**shown, "kind": "truth word", "right": _TRUTHS[name]}
    if name in _MODULES:
        return {**shown, "kind": "missing import"}
    other = _function_with(stop, name)
    later = _made_later(stop, name)
    if later:
        return {**shown, "kind": "made later", "at": later}
    if other:
        return {**shown, "kind": "inside another function", "function_with": other[:60]}
    own = [
        key
        for key in (*stop.look.locals, *stop.look.globals)
        if type(key) is str and not key.startswith("__")
    ]
    for known, is_builtin in ((own, False), (dir(builtins), True)):
        near = [key for key in known if key.lower() == name.lower()]
        if near:
            return {**shown, "kind": "capital differs", "near": near[0][:60], "builtin": is_builtin}
    if name in _HOME_OF:
        module = _HOME_OF[name]
        return {
            **shown,
            "kind": "name in a module",
            "module": module,
            "imported": module in stop.look.globals,
        }
    if name in _BLOCK_ENDS:
        return {**shown, "kind": "block end word"}
    if len(name) <= 60:
        for known, is_builtin in ((own, False), (dir(builtins), True)):
            close = _near(name, known, n=1, cutoff=0.75)
            if close:
                return {**shown, "kind": "misspelt name", "near": close[0][:60], "builtin": is_builtin}
    calls = [node for node in stop.nodes if isinstance(node, ast.Call) and name_in(node.func) == name]
    return {**shown, "kind": "no such name", "called": bool(calls)}


def _function_with(stop: StopLine, name: str) -> str | None:
    here = stop.function
    for node in ast.walk(stop.tree):
        if isinstance(node, ast.FunctionDef) and node is not here:
            stored = any(
                isinstance(n, ast.Name) and n.id == name and isinstance(n.ctx, ast.Store)
                for n in ast.walk(node)
            )
            if stored or any(argument.arg == name for argument in node.args.args):
                return node.name
    return None


def _made_later(stop: StopLine, name: str) -> int | None:
    """The line at the file's top that makes the name, below a line at the top that used it."""
    for statement in stop.tree.body:
        if statement.lineno <= stop.line:
            continue
        if isinstance(statement, (ast.FunctionDef, ast.ClassDef)) and statement.name == name:
            return statement.lineno
        if isinstance(statement, ast.Assign) and name in map(name_in, statement.targets):
            return statement.lineno
    return None


def unset_name(stop: StopLine) -> Facts | None:
    """An `UnboundLocalError`: its `name` is None on every Python, so the line's own names are looked at."""
    code = stop.look.code
    own = {*code.co_varnames, *code.co_cellvars}
    read = [node for node in stop.nodes if isinstance(node, ast.Name) and isinstance(node.ctx, ast.Load)]
    names = [node.id for node in read]
    if isinstance(stop.statement, ast.AugAssign):
        names.append(name_in(stop.statement.target))
    name = next((name for name in names if name in own and name not in stop.look.locals), None)
    function = stop.function
    if name is None or function is None:
        return None
    shown: Facts = {"name": name[:60], "proved": True, "function": function.name[:60]}
    if name in stop.look.globals:
        return {**shown, "kind": "outer name changed"}
    stores = [
        node.lineno
        for node in ast.walk(function)
        if isinstance(node, ast.Name) and node.id == name and isinstance(node.ctx, ast.Store)
    ]
    before = [line for line in stores if line < stop.line]
    if not before:
        if isinstance(stop.statement, ast.AugAssign):
            return {**shown, "kind": "never started"}
        return {**shown, "kind": "made later", "at": min(stores)} if stores else None
    return {**shown, "kind": "set on one path", "word": _path_word(function, name, stop.line)}


def _path_word(function: ast.FunctionDef, name: str, line: int) -> str:
    """The word of the block in which the name is set."""
    words: dict[type[ast.AST], str] = {ast.If: "if", ast.For: "for", ast.While: "while", ast.Try: "try"}
    for node in ast.walk(function):
        word = words.get(type(node))
        if word is not None and getattr(node, "lineno", line) < line:
            inner = (n for n in ast.walk(node) if isinstance(n, ast.Name) and n.id == name)
            if any(isinstance(n.ctx, ast.Store) for n in inner):
                return word
    return ""


def missing_attribute(stop: StopLine, obj: object, name: object) -> Facts | None:
    """An `AttributeError`, from its own `obj` and `name`."""
    if type(name) is not str:
        return None
    holders = [node.value for node in stop.nodes if isinstance(node, ast.Attribute) and node.attr == name]
    holder = name_in(holders[0]) if holders else ""
    shown: Facts = {"name": name[:60], "holder": holder, "proved": True}
    kind = kind_of(obj)
    if obj is None:
        return {**shown, "kind": "nothing has no parts", "made_by": _changer_kept(stop, holder)}
    if kind == "module" and type(obj) is ModuleType:
        parts = [key for key in vars(obj) if type(key) is str]
        near = _near(name, parts, n=1, cutoff=0.7)
        near = [part for part in parts if part.lower() == name.lower()] or near
        module = vars(obj).get("__name__")
        if type(module) is str and near:
            return {**shown, "kind": "not in the module", "module": module[:60], "near": near[0][:60]}
        return None
    if kind in _OF:
        right = _METHODS.get(kind, {}).get(name)
        if right is None:
            own = [part for part in dir(_OF[kind]) if not part.startswith("_")]
            right = next(iter(_near(name, own, n=1, cutoff=0.7)), "")
        return {**shown, "kind": "no such method", "of": kind, "right": right}
    if kind == "number":
        return {**shown, "kind": "no such method", "of": kind, "right": "", "value": describe(obj)}
    if kind == "object":
        parts = [part for part in class_parts(type(obj)) if not part.startswith("__")]
        parts += [
            node.attr
            for node in ast.walk(stop.tree)
            if isinstance(node, ast.Attribute) and name_in(node.value) == "self"
        ]
        near = _near(name, [part for part in parts[:_MOST_KNOWN] if part != name], n=1, cutoff=0.7)
        if near:
            return {**shown, "kind": "no such part", "of": class_name(type(obj)), "near": near[0][:60]}
    return None


def _changer_kept(stop: StopLine, holder: str) -> str:
    """`stops = stops.append(x)` keeps the None that append gives back: the method, if the file does that."""
    for node in ast.walk(stop.tree):
        if (
            isinstance(node, ast.Assign)
            and holder in map(name_in, node.targets)
            and isinstance(node.value, ast.Call)
        ):
            called = node.value.func
            if isinstance(called, ast.Attribute) and called.attr in _GIVE_NOTHING:
                return called.attr
            if name_in(called) == "print":
                return "print"
    return ""


def missing_module(stop: StopLine, name: object) -> Facts | None:
    """A module that is nowhere, or has no such name in it."""
    statement = stop.statement
    if isinstance(statement, ast.ImportFrom) and statement.module in sys.modules and type(name) is str:
        module = sys.modules[statement.module]
        if type(module) is ModuleType:
            parts = [key for key in vars(module) if type(key) is str]
            for alias in statement.names:
                if alias.name not in parts:
                    near = _near(alias.name, parts, n=1, cutoff=0.6)
                    shown = {"name": alias.name[:60], "module": statement.module[:60], "proved": True}
                    return {
                        **shown,
                        "kind": "not in the module",
                        "near": near[0][:60] if near else "",
                        "holder": "",
                    }
    if type(name) is not str:
        return None
    first = name.split(".")[0]
    near = _near(first, sorted(sys.stdlib_module_names), n=1, cutoff=0.75)
    return {"kind": "no such module", "name": first[:60], "near": near[0] if near else "", "proved": True}
