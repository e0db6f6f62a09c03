"""Rules for values of the wrong kind: a `TypeError`. Far side; standard library only."""

import ast
from types import FunctionType

from hackney_challenges.isolation.reading.frame_values import UNKNOWN, Look, class_parts, describe, kind_of
from hackney_challenges.isolation.reading.stop_line import SIGNS, Facts, StopLine, name_in

_ORDER = (ast.Lt, ast.LtE, ast.Gt, ast.GtE)
_ORDER_SIGNS = {ast.Lt: "<", ast.LtE: "<=", ast.Gt: ">", ast.GtE: ">="}


def kinds_clash(stop: StopLine) -> Facts | None:
    """The first expression on the line whose values do not go together."""
    look = stop.look
    for node in stop.nodes:
        found: Facts | None = None
        if isinstance(node, ast.BinOp):
            found = _sum(look, node.op, node.left, node.right)
        elif isinstance(node, ast.AugAssign) and isinstance(node.target, (ast.Name, ast.Subscript)):
            found = _sum(look, node.op, node.target, node.value)
        elif isinstance(node, ast.Compare):
            found = _compare(look, node)
        elif isinstance(node, ast.Call):
            found = _call(look, node)
        elif isinstance(node, ast.Subscript):
            found = _subscript(look, node)
        elif isinstance(node, (ast.For, ast.comprehension)):
            found = _loop(look, node.iter)
        elif isinstance(node, ast.Assign) and isinstance(node.targets[0], ast.Tuple):
            found = _shared_out(look, node.value)
        if found is not None:
            return {"proved": True, **found}
    return None


def _shared_out(look: Look, node: ast.expr) -> Facts | None:
    return {"kind": "nothing to share out", **_named(look, node)} if look.kind(node) == "nothing" else None


def _named(look: Look, node: ast.expr) -> Facts:
    """The name and the value of an operand, as far as they are known."""
    value = look.value(node)
    facts: Facts = {"name": name_in(node)}
    if value is not UNKNOWN:
        facts["value"] = describe(value)
    if isinstance(node, ast.Call) and look.gives_nothing(node):
        facts["call"] = name_in(node.func)
    return facts


def _sum(look: Look, op: ast.operator, left: ast.expr, right: ast.expr) -> Facts | None:
    sign = SIGNS.get(type(op))
    kinds = look.kind(left), look.kind(right)
    if sign is None or None in kinds:
        return None
    shown = {"sign": sign, "left": kinds[0], "right": kinds[1]}
    for operand, kind in ((left, kinds[0]), (right, kinds[1])):
        if kind == "nothing":
            return {"kind": "nothing in a sum", **shown, **_named(look, operand)}
    for operand, kind in ((left, kinds[0]), (right, kinds[1])):
        if kind == "function":
            return {"kind": "function in a sum", **shown, **_named(look, operand)}
    if set(kinds) == {"text", "number"}:
        if sign == "*" and kinds != ("text", "text"):
            return None
        text, number = (left, right) if kinds[0] == "text" else (right, left)
        if sign == "%" and kinds[0] == "text":
            return None
        worth = look.value(text)
        has_digits = type(worth) is str and worth.strip().isdecimal() and len(worth) < 19
        if sign == "+" and not (has_digits and name_in(text)):
            return {"kind": "text and number", **shown, "digits": False, **_named(look, number)}
        if sign == "+":
            return {"kind": "text and number", **shown, "digits": True, **_named(look, text)}
        return {"kind": "text in a sum", **shown, "digits": has_digits, **_named(look, text)}
    if kinds == ("text", "text") and sign != "+":
        operand = left if name_in(left) or not name_in(right) else right
        worth = look.value(operand)
        has_digits = type(worth) is str and worth.strip().isdecimal()
        return {"kind": "text in a sum", **shown, "digits": has_digits, **_named(look, operand)}
    if sign == "+" and "list" in kinds and kinds != ("list", "list"):
        is_left = kinds[0] == "list"
        return {"kind": "list and item", **shown, "list": name_in(left if is_left else right)}
    return None


def _compare(look: Look, node: ast.Compare) -> Facts | None:
    sides = [node.left, *node.comparators]
    for at, op in enumerate(node.ops):
        left, right = sides[at], sides[at + 1]
        kinds = look.kind(left), look.kind(right)
        if None in kinds:
            continue
        if isinstance(op, (ast.In, ast.NotIn)) and kinds[1] in ("number", "nothing", "function"):
            return {"kind": "in needs many", "right": kinds[1], **_named(look, right)}
        if type(op) not in _ORDER:
            continue
        shown = {"sign": _ORDER_SIGNS[type(op)], "left": kinds[0], "right": kinds[1]}
        for operand, kind in ((left, kinds[0]), (right, kinds[1])):
            if kind == "nothing":
                return {"kind": "nothing compared", **shown, **_named(look, operand)}
        if set(kinds) == {"text", "number"}:
            text, number = (left, right) if kinds[0] == "text" else (right, left)
            named = _named(look, text)
            other = _named(look, number)
            return {"kind": "text compared", **shown, **named, "other": other}
        for operand, kind in ((left, kinds[0]), (right, kinds[1])):
            if kind in ("list", "function") and kinds[0] != kinds[1]:
                return {"kind": f"{kind} compared", **shown, **_named(look, operand)}
    return None


def _call(look: Look, node: ast.Call) -> Facts | None:
    called = look.value(node.func)
    if called is UNKNOWN:
        return _method_call(look, node)
    kind = kind_of(called)
    if kind in ("number", "text", "list", "tuple", "dict", "set", "nothing", "range"):
        shown = _named(look, node.func)
        if shown["name"] and shown["name"] in look.builtins:
            return {"kind": "hides a builtin", **shown}
        if not shown["name"] and kind == "number":
            return {"kind": "number before brackets", **shown}
        return {"kind": "value called", "of": kind, **shown}
    if type(called) is FunctionType:
        return inputs_count(called, node)
    if kind == "class" and isinstance(node.func, ast.Name):
        init = class_parts(called).get("__init__")  # type: ignore[arg-type]
        if type(init) is FunctionType:
            return inputs_count(init, node, extra=1, name=node.func.id)
    return _builtin_call(look, node)


def _method_call(look: Look, node: ast.Call) -> Facts | None:
    if not isinstance(node.func, ast.Attribute):
        return None
    holder = look.value(node.func.value)
    kind = kind_of(holder) if holder is not UNKNOWN else look.kind(node.func.value)
    if kind == "object":
        method = class_parts(type(holder)).get(node.func.attr)
        if type(method) is FunctionType:
            return inputs_count(method, node, extra=1)
    if kind == "text" and node.func.attr == "join" and node.args:
        items = look.value(node.args[0])
        if type(items) in (list, tuple) and any(type(item) is not str for item in items):  # type: ignore
            return {"kind": "join needs text", **_named(look, node.args[0])}
    return None


def inputs_count(
    function: FunctionType, node: ast.Call | None, *, extra: int = 0, name: str = "", given: int = 0
) -> Facts | None:
    """Whether a call hands over another number of inputs than the function takes."""
    code = function.__code__
    if code.co_flags & 0x0C:  # *args or **kwargs take any number
        return None
    if node is not None:
        if any(isinstance(each, ast.Starred) for each in node.args) or any(
            k.arg is None for k in node.keywords
        ):
            return None
        own = code.co_varnames[: code.co_argcount + code.co_kwonlyargcount]
        stranger = next((keyword.arg for keyword in node.keywords if keyword.arg not in own), None)
        if stranger is not None:
            inputs = [each[:60] for each in own[extra:][:4]]
            return {
                "kind": "no such input",
                "name": (name or code.co_name)[:60],
                "input": stranger[:60],
                "inputs": inputs,
            }
        given = len(node.args) + len(node.keywords)
    most = code.co_argcount + code.co_kwonlyargcount - extra
    defaults = len(FunctionType.__dict__["__defaults__"].__get__(function) or ())
    least = most - defaults - len(FunctionType.__dict__["__kwdefaults__"].__get__(function) or ())
    if least <= given <= most:
        return None
    first = code.co_varnames[0] if code.co_argcount else ""
    if extra and not name and first != "self":
        return {"kind": "self left out", "name": code.co_name[:60], "takes": most + extra}
    return {
        "kind": "number of inputs",
        "name": (name or code.co_name)[:60],
        "takes": max(most, 0),
        "least": max(least, 0),
        "given": given,
    }


def _builtin_call(look: Look, node: ast.Call) -> Facts | None:
    name = name_in(node.func)
    if not node.args or not look.is_builtin(name):
        return None
    first = node.args[0]
    value, kind = look.value(first), look.kind(first)
    if name == "range":
        for each in node.args:
            worth = look.value(each)
            if type(worth) is float:
                return {"kind": "range of a decimal", **_named(look, each)}
            if look.kind(each) == "text":
                return {"kind": "range of text", **_named(look, each)}
            if look.kind(each) in ("list", "tuple", "nothing"):
                return {"kind": "range of a list", "of": look.kind(each), **_named(look, each)}
    if name == "len" and kind in ("number", "nothing", "function"):
        return {"kind": "len of no list", "of": kind, **_named(look, first)}
    if name in ("int", "float") and kind in ("nothing", "list", "tuple", "dict"):
        return {"kind": "number of no text", "of": kind, "to": name, **_named(look, first)}
    if name == "sum" and type(value) in (list, tuple) and any(type(item) is str for item in value):  # type: ignore
        return {"kind": "sum of text", **_named(look, first)}
    if name in ("sorted", "max", "min") and type(value) in (list, tuple):
        kinds = {kind_of(item) for item in value}  # type: ignore[attr-defined]
        if "text" in kinds and "number" in kinds:
            return {"kind": "mixed list", "to": name, **_named(look, first)}
    if name in ("abs", "round") and kind == "text":
        return {"kind": "text for a number", "to": name, **_named(look, first)}
    return None


def _subscript(look: Look, node: ast.Subscript) -> Facts | None:
    kind = look.kind(node.value)
    shown = _named(look, node.value)
    if kind == "nothing":
        return {"kind": "nothing has no items", **shown}
    if kind == "number":
        return {"kind": "number has no items", **shown}
    if kind == "function":
        return {"kind": "square for round brackets", **shown}
    if kind in ("text", "tuple") and not isinstance(node.ctx, ast.Load):
        return {"kind": "cannot change a part", "of": kind, **shown}
    index = look.kind(node.slice)
    if kind in ("list", "tuple", "text") and index in ("text", "list", "tuple", "nothing"):
        return {"kind": "place is no number", "of": kind, "index": index, **_named(look, node.slice)}
    if kind in ("list", "tuple", "text") and type(look.value(node.slice)) is float:
        return {"kind": "place is no number", "of": kind, "index": "decimal", **_named(look, node.slice)}
    return None


def _loop(look: Look, node: ast.expr) -> Facts | None:
    kind = look.kind(node)
    if kind in ("number", "nothing", "function"):
        return {"kind": "loop over no list", "of": kind, **_named(look, node)}
    return None
