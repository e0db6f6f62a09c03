"""Plain data to JSON and back: the only thing that crosses the wall. Standard library only.

JSON says null, true, numbers, texts and lists as they are; every other kind is
an object of one key, its tag: `{"t": [1, 2]}` is a tuple. `{"r": 3}` is the
fourth list, dict or set among a call's arguments, so that a change made in
place and `result is argument` survive the crossing.

`encoder.py` makes nodes of values, `decoder.py` values of nodes; here is what
both know.
"""

import json
from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from typing import Any

from hackney_challenges.isolation.wire import MAX_DIGITS, MAX_FRAME, WireBroken

Node = Any
"""What `json` makes of a payload."""

Tagged = dict[str, Any]

SCALARS = frozenset({type(None), bool, int, float, str})

INT_LIMIT: int = 10**MAX_DIGITS
_EXPONENT_LIMIT = MAX_DIGITS
_INT_CHUNK = 600  # digits; no Python can be told to refuse so few


class TooBig(Exception):
    """More than the wall carries in one answer."""


def dump(node: Node) -> bytes:
    """The JSON of `node`. Raises `TooBig` for more than a frame holds."""
    data = _to_json(node).encode("utf-8", "surrogatepass")
    if len(data) > MAX_FRAME:
        raise TooBig
    return data


def dump_call(number: int, args: Iterable[Any]) -> bytes | None:
    """The JSON of a call with scalars, the way most calls go, as `dump` would make it.

    None where something is no plain scalar: another kind, nan, thousands of digits.
    """
    try:
        parts = [_SCALAR_TO_JSON[type(arg)](arg) for arg in (number, *args)]
        data = f"[{','.join(parts)}]".encode()
    except (KeyError, ValueError):
        return None
    return data if len(data) <= MAX_FRAME else None


def load(data: bytes) -> Node:
    """The JSON in `data`. Raises `WireBroken` for anything else."""
    try:
        text = data.decode("utf-8", "surrogatepass")
        node, end = (_FROM_JSON if len(data) <= _INT_CHUNK else _FROM_LONG_JSON).raw_decode(text)
    except (ValueError, RecursionError, MemoryError) as error:
        raise WireBroken("not JSON") from error
    if end != len(text):
        raise WireBroken("text after the JSON")
    return node


def _bounded_int(digits: str) -> int:
    if len(digits) > MAX_DIGITS + 1:
        raise ValueError("too many digits")
    if len(digits) <= _INT_CHUNK:
        return int(digits)
    sign, digits = (-1, digits[1:]) if digits[0] == "-" else (1, digits)
    value = 0
    for start in range(0, len(digits), _INT_CHUNK):
        chunk = digits[start : start + _INT_CHUNK]
        value = value * int(10 ** len(chunk)) + int(chunk)
    return sign * value


def _refused(constant: str) -> float:
    raise ValueError(constant)


_to_json = json.JSONEncoder(
    ensure_ascii=False, allow_nan=False, check_circular=False, separators=(",", ":")
).encode
_FROM_JSON = json.JSONDecoder(parse_constant=_refused)
_FROM_LONG_JSON = json.JSONDecoder(parse_constant=_refused, parse_int=_bounded_int)


def _float_to_json(value: float) -> str:
    if value - value != 0:
        raise ValueError("nan or infinite")
    return repr(value)


_SCALAR_TO_JSON: Mapping[type, Callable[[Any], str]] = {
    int: repr,
    str: _to_json,
    float: _float_to_json,
    bool: ["false", "true"].__getitem__,
    type(None): lambda _none: "null",
}


def is_small(value: Decimal) -> bool:
    """Whether arithmetic on `value` stays cheap: 1E+999999999 is short to write and ruinous to use."""
    if not value.is_finite():
        return len(value.as_tuple().digits) <= MAX_DIGITS
    return len(value.as_tuple().digits) <= MAX_DIGITS and abs(value.adjusted()) <= _EXPONENT_LIMIT
