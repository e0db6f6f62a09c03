"""Values in the frame of pupil's code, looked up and described without calling anything of the pupil's.

Far side; standard library only. Only exact built-in types are looked into: a
subclass may answer as it likes, and its methods are the pupil's code.
"""

import ast
import sys
from types import BuiltinFunctionType, FrameType, FunctionType, MethodType, ModuleType
from typing import Any, Final

UNKNOWN: Final = object()
"""What is not known without running something."""

SHOWN = 40
"""Texts and names in descriptions are cut here."""

_FRAME_LOCALS = (dict, type(sys._getframe().f_locals), type((lambda: sys._getframe().f_locals)()))
_KINDS: dict[type, str] = {
    type(None): "nothing",
    bool: "number",
    int: "number",
    float: "number",
    complex: "number",
    str: "text",
    bytes: "bytes",
    list: "list",
    tuple: "tuple",
    dict: "dict",
    set: "set",
    frozenset: "set",
    range: "range",
    FunctionType: "function",
    BuiltinFunctionType: "function",
    MethodType: "function",
    ModuleType: "module",
}
_CALL_KINDS = {
    **dict.fromkeys(("input", "str", "repr", "chr", "format", "bin", "hex"), "text"),
    **dict.fromkeys(("int", "float", "len", "ord", "round", "abs", "sum"), "number"),
    **dict.fromkeys(("list", "sorted", "dir"), "list"),
    "print": "nothing",
    "range": "range",
    "dict": "dict",
    "set": "set",
    "tuple": "tuple",
}
_CHANGERS = frozenset({"append", "extend", "insert", "remove", "sort", "reverse", "clear", "add", "update"})
_TEXT_METHODS = frozenset({"upper", "lower", "strip", "title", "capitalize", "replace", "join", "format"})


def kind_of(value: object) -> str:
    """The kind of an exact built-in; "class" and "object" for all else."""
    if type(value) in _KINDS:
        return _KINDS[type(value)]
    return "class" if issubclass(type(value), type) else "object"


def describe(value: object) -> list[str]:
    """A value as [kind, how to show it], never through its own `repr`."""
    kind = kind_of(value)
    if value is None or value is True or value is False:
        return [kind if value is None else "truth", str(value)]
    if type(value) is int:
        return [kind, str(value) if value.bit_length() < 60 else ""]
    if type(value) in (float, complex):
        return [kind, repr(value)[:SHOWN]]
    if type(value) is str:
        return [kind, value[:SHOWN]]
    if type(value) in (list, tuple, dict, set, frozenset, range, bytes):
        return [kind, str(len(value))]  # type: ignore[arg-type]
    if type(value) is FunctionType:
        return [kind, value.__code__.co_name[:SHOWN]]
    if kind == "object":
        return [kind, class_name(type(value))]
    return [kind, ""]


def class_name(cls: type) -> str:
    """The name of a class, whatever its metaclass says."""
    return str.__str__(type.__dict__["__name__"].__get__(cls))[:SHOWN]


def class_parts(cls: type) -> dict[str, Any]:
    """What a class and its bases define, the nearest first; only parts of classes, nothing is bound."""
    found: dict[str, Any] = {}
    for each in type.__dict__["__mro__"].__get__(cls):
        for name, value in type.__dict__["__dict__"].__get__(each).items():
            if type(name) is str:
                found.setdefault(name, value)
    return found


class Look:
    """Looks up what expressions on the line were worth, by the frame's names alone."""

    def __init__(self, frame: FrameType, tree: ast.Module) -> None:
        own = frame.f_locals
        self.locals: Any = own if type(own) in _FRAME_LOCALS else {}
        self.globals: dict[str, Any] = frame.f_globals
        self.builtins: dict[str, Any] = frame.f_builtins
        self.code = frame.f_code
        self.tree = tree

    def name(self, name: str) -> object:
        """The value of a name, local first."""
        for place in (self.locals, self.globals, self.builtins):
            if name in place:
                return place[name]
        return UNKNOWN

    def is_builtin(self, name: str) -> bool:
        """Whether a name still means Python's own."""
        return name not in self.locals and name not in self.globals and name in self.builtins

    def value(self, node: ast.expr) -> object:
        """The value of a constant, a name, or an item of exact built-ins; else UNKNOWN."""
        if isinstance(node, ast.Constant):
            return node.value
        if isinstance(node, ast.Name):
            return self.name(node.id)
        if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub):
            number = self.value(node.operand)
            return -number if type(number) in (int, float) else UNKNOWN  # type: ignore[operator]
        if isinstance(node, ast.Subscript):
            return self._item(self.value(node.value), self.value(node.slice))
        return UNKNOWN

    def _item(self, held: object, index: object) -> object:
        if type(held) in (list, tuple, str) and type(index) is int:
            return held[index] if -len(held) <= index < len(held) else UNKNOWN  # type: ignore
        if type(held) is dict and type(index) in (str, int):
            return held.get(index, UNKNOWN)
        return UNKNOWN

    def kind(self, node: ast.expr) -> str | None:
        """The kind of value an expression had, where that can be told."""
        value = self.value(node)
        if value is not UNKNOWN:
            return kind_of(value)
        if isinstance(node, ast.JoinedStr):
            return "text"
        if isinstance(node, (ast.Compare, ast.Not)):
            return "number"
        for shape, kind in (
            (ast.List, "list"),
            (ast.ListComp, "list"),
            (ast.Dict, "dict"),
            (ast.Tuple, "tuple"),
        ):
            if isinstance(node, shape):
                return kind
        if isinstance(node, ast.BinOp):
            return self._sum_kind(node)
        if isinstance(node, ast.Call):
            return self._call_kind(node)
        if isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Slice):
            return self.kind(node.value)
        return None

    def _sum_kind(self, node: ast.BinOp) -> str | None:
        left, right = self.kind(node.left), self.kind(node.right)
        if left == "text" and isinstance(node.op, ast.Mod):
            return "text"
        if left == right and left in ("number", "text", "list"):
            return left if left == "number" or isinstance(node.op, ast.Add) else None
        if isinstance(node.op, ast.Mult) and {left, right} == {"text", "number"}:
            return "text"
        return None

    def _call_kind(self, node: ast.Call) -> str | None:
        if isinstance(node.func, ast.Name):
            if self.is_builtin(node.func.id):
                return _CALL_KINDS.get(node.func.id)
            return "nothing" if self.gives_nothing(node) else None
        if isinstance(node.func, ast.Attribute):
            of = self.kind(node.func.value)
            if of in ("list", "set", "dict") and node.func.attr in _CHANGERS:
                return "nothing"
            if of == "text" and node.func.attr in _TEXT_METHODS:
                return "text"
        return None

    def gives_nothing(self, node: ast.expr) -> bool:
        """Whether this is a call of a function of the file in which no `return` has a value."""
        if not (isinstance(node, ast.Call) and isinstance(node.func, ast.Name)):
            return False
        function = self.name(node.func.id)
        if type(function) is not FunctionType:
            return False
        defined = definition(self.tree, function)
        return defined is not None and not any(
            isinstance(inner, (ast.Yield, ast.YieldFrom))
            or (isinstance(inner, ast.Return) and inner.value is not None)
            for inner in ast.walk(defined)
        )


def definition(tree: ast.Module, function: FunctionType) -> ast.FunctionDef | None:
    """Where the file defines this very function."""
    line, name = function.__code__.co_firstlineno, function.__code__.co_name
    for node in ast.walk(tree):
        if isinstance(node, ast.FunctionDef) and node.name == name:
            first = min([node.lineno, *(decorator.lineno for decorator in node.decorator_list)])
            if first == line:
                return node
    return None
