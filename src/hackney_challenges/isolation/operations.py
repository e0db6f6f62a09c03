"""What a suite can do to a thing besides calling it, by its name on the wire. Far side; standard library."""

import builtins
import operator
from collections.abc import Callable
from typing import Any


def _problem(kind: Any, text: str) -> tuple[Any, Any, None]:
    """What `__exit__` is told: nothing, the solution's own exception, or the nearest built-in one."""
    if isinstance(kind, BaseException):
        return type(kind), kind, None
    if not kind:
        return None, None, None
    built_in = getattr(builtins, kind, Exception)
    return built_in, built_in(text), None


OPERATIONS: dict[str, Callable[..., Any]] = {
    "==": operator.eq,
    "!=": operator.ne,
    "<": operator.lt,
    "<=": operator.le,
    ">": operator.gt,
    ">=": operator.ge,
    "+": operator.add,
    "-": operator.sub,
    "*": operator.mul,
    "/": operator.truediv,
    "//": operator.floordiv,
    "%": operator.mod,
    "**": operator.pow,
    "@": operator.matmul,
    "&": operator.and_,
    "|": operator.or_,
    "^": operator.xor,
    "in": operator.contains,
    "[]": operator.getitem,
    "[]=": operator.setitem,
    "del []": operator.delitem,
    "del .": delattr,
    ".=": setattr,
    "neg": operator.neg,
    "pos": operator.pos,
    "abs": abs,
    "round": round,
    "len": len,
    "iter": iter,
    "next": next,
    "bool": bool,
    "str": str,
    "repr": repr,
    "format": format,
    "int": int,
    "float": float,
    "index": operator.index,
    "isinstance": isinstance,
    "issubclass": issubclass,
    "enter": lambda value: type(value).__enter__(value),
    "exit": lambda value, kind, text: type(value).__exit__(value, *_problem(kind, text)),
}
