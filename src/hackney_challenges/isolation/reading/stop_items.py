"""Rules for places, keys and numbers that are not there. Far side; standard library only."""

import ast
from itertools import islice

from hackney_challenges.isolation.reading.frame_values import UNKNOWN, describe, kind_of
from hackney_challenges.isolation.reading.stop_line import Facts, StopLine, name_in

_MOST_KEYS = 3
_MOST_LOOKED_AT = 1000


def past_the_end(stop: StopLine) -> Facts | None:
    """An `IndexError` at `stops[2]` or `stops.pop()`."""
    for node in stop.nodes:
        if isinstance(node, ast.Subscript):
            held, index = stop.look.value(node.value), stop.look.value(node.slice)
            if type(held) in (list, tuple, str):
                count = len(held)  # type: ignore[arg-type]
                shown: Facts = {
                    "name": name_in(node.value),
                    "of": kind_of(held),
                    "count": count,
                    "proved": True,
                }
                if count == 0:
                    return {**shown, "kind": "empty list"}
                if type(index) is int and not -count <= index < count and abs(index) < 10**9:
                    return {**shown, "kind": "past the end", "index": index}
                if index is UNKNOWN and isinstance(node.ctx, ast.Load) and _only_subscript(stop):
                    return {**shown, "kind": "past the end", "proved": False}
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr == "pop":
            held = stop.look.value(node.func.value)
            if type(held) is list and not held:
                name = name_in(node.func.value)
                return {"kind": "empty list", "name": name, "of": "list", "count": 0, "proved": True}
    return None


def _only_subscript(stop: StopLine) -> bool:
    return sum(isinstance(node, ast.Subscript) for node in stop.nodes) == 1


def empty_choice(stop: StopLine) -> Facts | None:
    """`random.choice([])`: the stop is inside Python's own module."""
    for node in stop.nodes:
        if isinstance(node, ast.Call) and node.args:
            called = node.func.attr if isinstance(node.func, ast.Attribute) else name_in(node.func)
            held = stop.look.value(node.args[0])
            if called == "choice" and type(held) in (list, tuple, str) and not held:
                return {
                    "kind": "empty list",
                    "name": name_in(node.args[0]),
                    "of": "list",
                    "count": 0,
                    "proved": True,
                }
    return None


def missing_key(stop: StopLine, arguments: tuple[object, ...]) -> Facts | None:
    """A `KeyError`: the key, and what the dict has."""
    key = arguments[0] if arguments else None
    if type(key) not in (str, int):
        return None
    for node in stop.nodes:
        holder: ast.expr | None = None
        if isinstance(node, ast.Subscript):
            holder = node.value
        elif (
            isinstance(node, ast.Call)
            and isinstance(node.func, ast.Attribute)
            and node.func.attr in ("pop", "remove")
        ):
            holder = node.func.value
        held = stop.look.value(holder) if holder is not None else UNKNOWN
        if type(held) is dict and key not in held:
            seen = [each for each in islice(held, _MOST_LOOKED_AT) if type(each) in (str, int)]
            near = [
                each
                for each in seen
                if type(each) is str and type(key) is str and each.lower() == key.lower()
            ]
            other_kind = [each for each in seen if type(each) is not type(key) and str(each) == str(key)]
            return {
                "kind": "missing key",
                "name": name_in(holder) if holder is not None else "",
                "key": describe(key),
                "keys": [describe(each) for each in seen[:_MOST_KEYS]],
                "count": len(held),
                "near": near[0][:40] if near else "",
                "other_kind": bool(other_kind),
                "proved": True,
            }
    return {
        "kind": "missing key",
        "name": "",
        "key": describe(key),
        "keys": [],
        "count": -1,
        "near": "",
        "proved": False,
    }


def odd_value(stop: StopLine) -> Facts | None:
    """A `ValueError`: a number from a word, a place that is not there, values that do not share out."""
    for node in stop.nodes:
        if isinstance(node, ast.Call) and node.args and stop.look.is_builtin(name_in(node.func)):
            found = _number_of(stop, node)
            if found is not None:
                return found
            if name_in(node.func) in ("max", "min"):
                held = stop.look.value(node.args[0])
                if type(held) in (list, tuple, str, dict, set) and not held:
                    name = name_in(node.args[0])
                    return {
                        "kind": "empty list",
                        "name": name,
                        "of": kind_of(held),
                        "count": 0,
                        "proved": True,
                    }
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.args:
            held, item = stop.look.value(node.func.value), stop.look.value(node.args[0])
            if (
                node.func.attr in ("remove", "index")
                and type(held) in (list, tuple, str)
                and type(item) in (str, int)
            ):
                name = name_in(node.func.value)
                return {
                    "kind": "not in the list",
                    "name": name,
                    "of": kind_of(held),
                    "item": describe(item),
                    "proved": True,
                }
            if node.func.attr == "sqrt" and type(item) in (int, float) and item < 0:  # type: ignore[operator]
                return {
                    "kind": "root below zero",
                    "name": name_in(node.args[0]),
                    "value": describe(item),
                    "proved": True,
                }
    targets, value = _shared_out(stop.statement)
    if targets is not None and value is not None:
        held = stop.look.value(value)
        count = len(value.elts) if isinstance(value, (ast.Tuple, ast.List)) else None
        if type(held) in (list, tuple, str, dict):
            count = len(held)  # type: ignore[arg-type]
        if count is not None and count != targets:
            return {"kind": "names and values", "names": targets, "values": count, "proved": True}
    return None


def _shared_out(statement: ast.stmt | None) -> tuple[int | None, ast.expr | None]:
    if isinstance(statement, ast.Assign) and isinstance(statement.targets[0], (ast.Tuple, ast.List)):
        elements = statement.targets[0].elts
        if not any(isinstance(each, ast.Starred) for each in elements):
            return len(elements), statement.value
    return None, None


def _number_of(stop: StopLine, node: ast.Call) -> Facts | None:
    name = name_in(node.func)
    if name not in ("int", "float"):
        return None
    text = stop.look.value(node.args[0])
    shown: Facts = {"to": name, "name": name_in(node.args[0]), "proved": True}
    if type(text) is not str:
        if text is UNKNOWN:
            return {**shown, "kind": "number from text", "how": "unknown", "proved": False}
        return None
    shown["value"] = describe(text)
    bare = text.strip()
    if not bare:
        return {**shown, "kind": "number from text", "how": "empty"}
    if len(bare) > 100:
        return {**shown, "kind": "number from text", "how": "word", "proved": False}
    try:
        float(bare)
    except ValueError:
        return {**shown, "kind": "number from text", "how": "word"}
    return {**shown, "kind": "number from text", "how": "decimal"} if name == "int" else None


def zero_below(stop: StopLine) -> Facts | None:
    """A `ZeroDivisionError`: what stands after the sign."""
    signs = {ast.Div: "/", ast.FloorDiv: "//", ast.Mod: "%"}
    found: list[Facts] = []
    for node in stop.nodes:
        if isinstance(node, (ast.BinOp, ast.AugAssign)) and type(node.op) in signs:
            right = node.right if isinstance(node, ast.BinOp) else node.value
            value = stop.look.value(right)
            is_zero = type(value) in (int, float) and value == 0
            facts: Facts = {"kind": "divided by zero", "sign": signs[type(node.op)], "name": name_in(right)}
            if is_zero:
                return {**facts, "proved": True}
            if value is UNKNOWN:
                if isinstance(right, ast.Call) and name_in(right.func) == "len" and len(right.args) == 1:
                    facts["empty"] = name_in(right.args[0])
                found.append(facts)
    return {**found[0], "proved": True} if len(found) == 1 else None


def endless_calls(stop: StopLine) -> Facts:
    """A `RecursionError`: whether the function on this line calls itself."""
    function = stop.function
    if function is None:
        return {"kind": "endless calls", "name": "", "proved": False}
    calls_itself = any(
        isinstance(node, ast.Call)
        and (
            name_in(node.func) == function.name
            or (isinstance(node.func, ast.Attribute) and node.func.attr == function.name)
        )
        for node in ast.walk(function)
    )
    has_way_out = any(
        isinstance(node, (ast.If, ast.IfExp, ast.While, ast.For)) for node in ast.walk(function)
    )
    return {
        "kind": "endless calls",
        "name": function.name[:60],
        "itself": calls_itself,
        "has_test": has_way_out,
        "proved": calls_itself,
    }
