"""Nodes to values: what was received, and is trusted in nothing. Standard library only.

Only exact built-ins are made. Whatever an honest side never sends, or more of
it than the limits of `wire` allow, is `WireBroken`.
"""

import base64
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal
from fractions import Fraction
from typing import Any

from hackney_challenges.isolation.plain import INT_LIMIT, Node, is_small
from hackney_challenges.isolation.wire import MAX_DEPTH, MAX_DIGITS, MAX_KEYS, MAX_NODES, WireBroken


class Decoder:
    """Nodes to values, for one frame; trusts nothing.

    `other` makes a value of a tag that is not plain. `known` are the lists,
    dicts and sets that numbers stand for; with `numbering`, those met on the
    way are appended to `mutables`. Everything refused is `WireBroken`.
    """

    __slots__ = ("_nodes", "_numbering", "_other", "has_numbers", "mutables")

    def __init__(
        self,
        other: Callable[[str, Any], Any],
        known: Sequence[Any] = (),
        *,
        numbering: bool = False,
    ) -> None:
        self._other = other
        self._numbering = numbering
        self.mutables: list[Any] = list(known)
        self._nodes = 0
        self.has_numbers = False

    def value(self, node: Node) -> Any:
        """The value of `node`, built of exact built-ins only."""
        try:
            return self._value(node, MAX_DEPTH)
        except WireBroken:
            raise
        except (ValueError, TypeError, ArithmeticError, LookupError, AttributeError, RecursionError) as error:
            # What constructors find wrong with hostile parts.
            raise WireBroken("not plain data") from error

    def _value(self, node: Node, depth: int) -> Any:
        kind = type(node)
        if kind is list:
            return self._filled([], node, depth)
        if kind is not dict:
            return node
        if len(node) != 1:
            raise WireBroken("a tag is one key")
        ((tag, body),) = node.items()
        from_node = _FROM_NODE.get(tag)
        if from_node is not None:
            return from_node(self, body, depth)
        if tag == "it" and self._numbering:
            return iter(self._all(body, depth))
        return self._other(tag, body)

    def _all(self, nodes: Any, depth: int) -> list[Any]:
        if type(nodes) is not list:
            raise WireBroken("no list")
        if depth <= 0:
            raise WireBroken("too deep")
        self._nodes += len(nodes)
        if self._nodes > MAX_NODES:
            raise WireBroken("too many values")
        # Scalars are themselves; a call for each would double the time of a list of numbers.
        return [
            node if (kind := type(node)) is not list and kind is not dict else self._value(node, depth - 1)
            for node in nodes
        ]

    def _filled(self, empty: list[Any], nodes: Any, depth: int) -> list[Any]:
        if self._numbering:
            self.mutables.append(empty)
        empty.extend(self._all(nodes, depth))
        return empty

    def _dict(self, body: Any, depth: int) -> dict[Any, Any]:
        empty: dict[Any, Any] = {}
        if self._numbering:
            self.mutables.append(empty)
        parts = self._all(body, depth)
        if len(parts) % 2 or len(parts) > 2 * MAX_KEYS:
            raise WireBroken("not pairs, or too many")
        empty.update(zip(parts[::2], parts[1::2], strict=True))
        return empty

    def _set(self, body: Any, depth: int) -> set[Any]:
        empty: set[Any] = set()
        if self._numbering:
            self.mutables.append(empty)
        empty.update(self._keys(body, depth))
        return empty

    def _keys(self, body: Any, depth: int) -> list[Any]:
        if type(body) is not list or len(body) > MAX_KEYS:
            raise WireBroken("too many keys")
        return self._all(body, depth)

    def _number(self, body: Any, _depth: int) -> Any:
        if type(body) is not int or not 0 <= body < len(self.mutables):
            raise WireBroken("a number of nothing")
        self.has_numbers = True
        return self.mutables[body]

    def _tuple(self, body: Any, depth: int) -> tuple[Any, ...]:
        return tuple(self._all(body, depth))

    def _frozenset(self, body: Any, depth: int) -> frozenset[Any]:
        return frozenset(self._keys(body, depth))

    def _big_int(self, body: Any, _depth: int) -> int:
        if type(body) is not str or len(body) > MAX_DIGITS:
            raise WireBroken("too many digits")
        value = int(body, 16)
        if not -INT_LIMIT < value < INT_LIMIT:
            raise WireBroken("too many digits")
        return value

    def _float(self, body: Any, _depth: int) -> float:
        if body not in ("nan", "inf", "-inf"):
            raise WireBroken("no such float")
        return float(body)

    def _complex(self, body: Any, depth: int) -> complex:
        real, imaginary = self._parts(body, 2, float, depth)
        return complex(real, imaginary)

    def _bytes(self, body: Any, _depth: int) -> bytes:
        return base64.b64decode(body.encode("ascii"), validate=True)

    def _range(self, body: Any, depth: int) -> range:
        value = range(*self._parts(body, 3, int, depth))
        self._nodes += len(value)
        if self._nodes > MAX_NODES:
            raise WireBroken("too many values")
        return value

    def _date(self, body: Any, depth: int) -> date:
        return date(*self._parts(body, 3, int, depth))

    def _time(self, body: Any, depth: int) -> time:
        *clock, fold = self._parts(body[:-1], 5, int, depth)
        return time(*clock, fold=fold).replace(tzinfo=self._tzinfo(body[-1], depth))

    def _datetime(self, body: Any, depth: int) -> datetime:
        *parts, fold = self._parts(body[:-1], 8, int, depth)
        return datetime(*parts, fold=fold).replace(tzinfo=self._tzinfo(body[-1], depth))

    def _tzinfo(self, body: Any, depth: int) -> tzinfo | None:
        return None if body is None else timezone(self._timedelta(body, depth))

    def _timedelta(self, body: Any, depth: int) -> timedelta:
        days, seconds, microseconds = self._parts(body, 3, int, depth)
        return timedelta(days, seconds, microseconds)

    def _decimal(self, body: Any, _depth: int) -> Decimal:
        if type(body) is not str or len(body) > MAX_DIGITS + 30:
            raise WireBroken("too many digits")
        value = Decimal(body)
        if value.is_snan() or not is_small(value):
            raise WireBroken("too big a number")
        return value

    def _fraction(self, body: Any, depth: int) -> Fraction:
        numerator, denominator = self._parts(body, 2, int, depth)
        return Fraction(numerator, denominator)

    def _parts(self, body: Any, count: int, kind: type, depth: int) -> list[Any]:
        parts = self._all(body, depth)
        if len(parts) != count or any(type(part) is not kind for part in parts):
            raise WireBroken("parts that do not fit")
        return parts


_FROM_NODE: dict[str, Callable[[Decoder, Any, int], Any]] = {
    "t": Decoder._tuple,
    "d": Decoder._dict,
    "s": Decoder._set,
    "z": Decoder._frozenset,
    "r": Decoder._number,
    "i": Decoder._big_int,
    "f": Decoder._float,
    "c": Decoder._complex,
    "b": Decoder._bytes,
    "g": Decoder._range,
    "da": Decoder._date,
    "ti": Decoder._time,
    "dt": Decoder._datetime,
    "td": Decoder._timedelta,
    "D": Decoder._decimal,
    "F": Decoder._fraction,
}


def measure(values: Iterable[Any], contents: Callable[[Any], Any]) -> None:
    """Refuse values that grow past the limits once what numbers stand for is counted each time.

    `contents(value)` is what `value` is going to hold. Raises `WireBroken`.
    """
    left = MAX_NODES
    waiting = [(value, MAX_DEPTH) for value in values]
    while waiting:
        value, depth = waiting.pop()
        kind = type(value)
        if kind not in (list, tuple, dict, set, frozenset):
            continue
        value = contents(value)
        parts = [*value.keys(), *value.values()] if kind is dict else value
        left -= len(parts)
        if left < 0 or depth <= 0:
            raise WireBroken("too many values")
        waiting.extend((part, depth - 1) for part in parts)
