"""Plain data to JSON and back: the only thing that crosses the wall. Standard library only.

JSON says null, true, numbers, texts and lists as they are; every other kind is
an object of one key, its tag: `{"t": [1, 2]}` is a tuple. `{"r": 3}` is the
fourth list, dict or set among a call's arguments, so that a change made in
place and `result is argument` survive the crossing.

The encoder counts values as if nothing were shared and stops at the limits of
`wire`; so does the decoder, which trusts nothing. Subclasses of a plain kind
are read by the built-in's own methods, never by their own.
"""

import base64
import itertools
import json
import math
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal
from fractions import Fraction
from types import GeneratorType
from typing import Any

from hackney_challenges.isolation.wire import (
    MAX_DEPTH,
    MAX_DIGITS,
    MAX_FRAME,
    MAX_ITEMS,
    MAX_KEYS,
    MAX_NODES,
    WireBroken,
)

Node = Any
"""What `json` makes of a payload."""

Tagged = dict[str, Any]

SCALARS = frozenset({type(None), bool, int, float, str})

_JSON_INT = 1 << 1000
"""Integers from here on travel in hexadecimal: decimal is slow, and Python may be told to refuse it."""
_INT_LIMIT: int = 10**MAX_DIGITS
_EXPONENT_LIMIT = MAX_DIGITS
_INT_CHUNK = 600  # digits; no Python can be told to refuse so few

_EMPTY: Any = ([], (), {}, set(), "", b"", range(0), range(1 << 70))
_VIEWS: Any = ({}.keys(), {}.values(), {}.items())
_ITERATOR_KINDS: tuple[type, ...] = (
    GeneratorType,
    map,
    zip,
    filter,
    enumerate,
    reversed,
    type(iter(int, 0)),
    type(reversed([])),
    type(reversed({})),
    type(reversed(range(0))),
    *(type(iter(iterable)) for iterable in _EMPTY + _VIEWS),
    *(type(view) for view in _VIEWS),
    *(kind for kind in vars(itertools).values() if isinstance(kind, type) and hasattr(kind, "__next__")),
)
_ITERATORS = frozenset(_ITERATOR_KINDS)


class TooBig(Exception):
    """More than the wall carries in one answer."""


def dump(node: Node) -> bytes:
    """The JSON of `node`. Raises `TooBig` for more than a frame holds."""
    data = _to_json(node).encode("utf-8", "surrogatepass")
    if len(data) > MAX_FRAME:
        raise TooBig
    return data


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


class Encoder:
    """Values to nodes, for one frame.

    `other` makes a node of what is not plain. `known` are the lists, dicts and
    sets the other side holds already; they are sent by number. With
    `numbering`, those met on the way are numbered too, in `mutables`.
    """

    __slots__ = ("_nodes", "_numbering", "_numbers", "_other", "_room", "cut", "mutables")

    def __init__(
        self,
        other: Callable[[Any], Node],
        known: Sequence[Any] = (),
        *,
        numbering: bool = False,
    ) -> None:
        self._other = other
        self._numbering = numbering
        self.mutables: list[Any] = list(known)
        self._numbers = {id(value): number for number, value in enumerate(known)}
        self._nodes = 0
        self._room = MAX_FRAME
        self.cut = False

    def node(self, value: Any, depth: int = MAX_DEPTH) -> Node:
        """The node of `value`. Raises `TooBig`; lets out what a generator raises."""
        kind = type(value)
        if kind is int:
            return value if -_JSON_INT < value < _JSON_INT else self._big_int(value)
        if kind is str:
            return self._text(value)
        if value is None or kind is bool:
            return value
        if kind is float:
            return value if math.isfinite(value) else {"f": repr(value)}
        if depth <= 0:
            raise TooBig
        if kind is list or kind is dict or kind is set:
            return self._mutable(value, value, depth)
        to_node = _TO_NODE.get(kind)
        if to_node is not None:
            return to_node(self, value, depth)
        if kind in _ITERATORS:
            return self._iterated(value, depth)
        for base, plain in _PLAIN_OF:
            if issubclass(kind, base):
                if base is list or base is dict or base is set:
                    return self._mutable(value, plain(value), depth)
                return self.node(plain(value), depth)
        return self._other(value)

    def contents(self, value: Any) -> Node:
        """The node of a list, dict or set itself, even where it is a known one."""
        return self._contents(value, MAX_DEPTH)

    def _mutable(self, value: Any, plain: Any, depth: int) -> Node:
        number = self._numbers.get(id(value))
        if number is not None:
            if not self._numbering:
                self._measure(value, depth)
            return {"r": number}
        if self._numbering:
            self._numbers[id(value)] = len(self.mutables)
            self.mutables.append(value)
        return self._contents(plain, depth)

    def _contents(self, plain: Any, depth: int) -> Node:
        if type(plain) is dict:
            return {"d": self._pairs(plain, depth)}
        nodes = self._all(plain, len(plain), depth)
        if type(plain) is list:
            return nodes
        if len(nodes) > MAX_KEYS:
            raise TooBig
        return {"s": nodes}

    def _all(self, values: Iterable[Any], count: int, depth: int) -> list[Node]:
        self._count(count)
        node, depth = self.node, depth - 1
        return [node(value, depth) for value in values]

    def _pairs(self, plain: dict[Any, Any], depth: int) -> list[Node]:
        if len(plain) > MAX_KEYS:
            raise TooBig
        self._count(2 * len(plain))
        nodes: list[Node] = []
        for key, value in dict.items(plain):
            nodes.append(self.node(key, depth - 1))
            nodes.append(self.node(value, depth - 1))
        return nodes

    def _measure(self, value: Any, depth: int) -> None:
        """Count what a number stands for; a thing that holds itself ends at the depth limit."""
        if depth <= 0:
            raise TooBig
        kind = type(value)
        if kind is dict:
            self._count(2 * len(value))
            parts: Iterable[Any] = itertools.chain(value.keys(), value.values())
        elif kind in (list, tuple, set, frozenset):
            self._count(len(value))
            parts = value
        else:
            return
        for part in parts:
            self._measure(part, depth - 1)

    def _iterated(self, value: Any, depth: int) -> Node:
        items = list(itertools.islice(value, MAX_ITEMS + 1))
        if len(items) > MAX_ITEMS:
            self.cut = True
            del items[-1]
        nodes = self._all(items, len(items), depth)
        return {"it": nodes} if self._numbering else nodes

    def _count(self, nodes: int) -> None:
        self._nodes += nodes
        if self._nodes > MAX_NODES:
            raise TooBig

    def _spend(self, size_bytes: int) -> None:
        self._room -= size_bytes
        if self._room < 0:
            raise TooBig

    def _text(self, value: str) -> str:
        self._room -= len(value)
        if self._room < 0:
            raise TooBig
        return value

    def _big_int(self, value: int) -> Tagged:
        if value.bit_length() > 4 * MAX_DIGITS or not -_INT_LIMIT < value < _INT_LIMIT:
            raise TooBig
        self._spend(value.bit_length() // 4)
        return {"i": hex(value)}

    def _tuple(self, value: tuple[Any, ...], depth: int) -> Tagged:
        return {"t": self._all(value, len(value), depth)}

    def _frozenset(self, value: frozenset[Any], depth: int) -> Tagged:
        if len(value) > MAX_KEYS:
            raise TooBig
        return {"z": self._all(value, len(value), depth)}

    def _bytes(self, value: bytes, _depth: int) -> Tagged:
        self._spend(len(value) * 4 // 3)
        return {"b": base64.b64encode(value).decode("ascii")}

    def _complex(self, value: complex, depth: int) -> Tagged:
        return {"c": [self.node(value.real, depth), self.node(value.imag, depth)]}

    def _range(self, value: range, depth: int) -> Tagged:
        try:
            self._count(len(value))
        except OverflowError:
            raise TooBig from None
        return {"g": [self.node(part, depth) for part in (value.start, value.stop, value.step)]}

    def _date(self, value: date, _depth: int) -> Tagged:
        return {"da": [value.year, value.month, value.day]}

    def _time(self, value: time, _depth: int) -> Tagged:
        zone = _zone(value.utcoffset() if value.tzinfo is not None else None)
        return {"ti": [value.hour, value.minute, value.second, value.microsecond, value.fold, zone]}

    def _datetime(self, value: datetime, _depth: int) -> Tagged:
        zone = _zone(value.utcoffset() if value.tzinfo is not None else None)
        day = [value.year, value.month, value.day]
        return {"dt": [*day, value.hour, value.minute, value.second, value.microsecond, value.fold, zone]}

    def _timedelta(self, value: timedelta, _depth: int) -> Tagged:
        return {"td": [value.days, value.seconds, value.microseconds]}

    def _decimal(self, value: Decimal, _depth: int) -> Node:
        if not _is_small(value):
            raise TooBig
        if value.is_snan():
            # Even == raises on one.
            return self._other(value)
        return {"D": str(value)}

    def _fraction(self, value: Fraction, depth: int) -> Tagged:
        return {"F": [self.node(value.numerator, depth), self.node(value.denominator, depth)]}


_TO_NODE: dict[type, Callable[[Encoder, Any, int], Node]] = {
    tuple: Encoder._tuple,
    frozenset: Encoder._frozenset,
    bytes: Encoder._bytes,
    complex: Encoder._complex,
    range: Encoder._range,
    date: Encoder._date,
    time: Encoder._time,
    datetime: Encoder._datetime,
    timedelta: Encoder._timedelta,
    Decimal: Encoder._decimal,
    Fraction: Encoder._fraction,
}


def _read(kind: type, name: str) -> Callable[[Any], Any]:
    """Read a field by the built-in's own descriptor: a property of a subclass is not asked."""
    descriptor = vars(kind)[name]

    def read(value: Any) -> Any:
        return descriptor.__get__(value)

    return read


_DAY = tuple(_read(date, name) for name in ("year", "month", "day"))
_CLOCK = ("hour", "minute", "second", "microsecond", "fold")
_CLOCK_OF_TIME = tuple(_read(time, name) for name in _CLOCK)
_CLOCK_OF_DATETIME = tuple(_read(datetime, name) for name in _CLOCK)
_SPAN = tuple(_read(timedelta, name) for name in ("days", "seconds", "microseconds"))


def _plain_datetime(value: Any) -> datetime:
    *parts, fold = [read(value) for read in (*_DAY, *_CLOCK_OF_DATETIME)]
    return datetime(*parts, fold=fold).replace(tzinfo=_fixed(datetime.utcoffset(value)))


def _plain_time(value: Any) -> time:
    *parts, fold = [read(value) for read in _CLOCK_OF_TIME]
    return time(*parts, fold=fold).replace(tzinfo=_fixed(time.utcoffset(value)))


def _fixed(offset: timedelta | None) -> tzinfo | None:
    return None if offset is None else timezone(offset)


# A subclass of a built-in, read by the built-in: int.__int__ of an object whose own __int__, __eq__ or
# __class__ tells something else gives the number it really is. datetime is a date, so it comes first.
_PLAIN_OF: tuple[tuple[type, Callable[[Any], Any]], ...] = (
    (int, int.__int__),
    (float, float.__float__),
    (complex, complex.__pos__),
    (str, str.__str__),
    (bytes, lambda value: bytes.__getitem__(value, slice(None))),
    (list, lambda value: list.__getitem__(value, slice(None))),
    (tuple, lambda value: tuple.__getitem__(value, slice(None))),
    (dict, lambda value: dict(dict.items(value))),
    (set, lambda value: set(set.__iter__(value))),
    (frozenset, lambda value: frozenset(frozenset.__iter__(value))),
    (datetime, _plain_datetime),
    (date, lambda value: date(*(read(value) for read in _DAY))),
    (time, _plain_time),
    (timedelta, lambda value: timedelta(*(read(value) for read in _SPAN))),
    (Decimal, lambda value: Decimal(Decimal.__str__(value))),
    (
        Fraction,
        lambda value: Fraction(*(_read(Fraction, name)(value) for name in ("_numerator", "_denominator"))),
    ),
)


def _zone(offset: timedelta | None) -> list[int] | None:
    return None if offset is None else [offset.days, offset.seconds, offset.microseconds]


def _is_small(value: Decimal) -> bool:
    """Whether arithmetic on `value` stays cheap: 1E+999999999 is short to write and ruinous to use."""
    if not value.is_finite():
        return len(value.as_tuple().digits) <= MAX_DIGITS
    return len(value.as_tuple().digits) <= MAX_DIGITS and abs(value.adjusted()) <= _EXPONENT_LIMIT


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
        if not -_INT_LIMIT < value < _INT_LIMIT:
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
        if value.is_snan() or not _is_small(value):
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
