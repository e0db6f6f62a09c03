"""Values to nodes: what is sent. Standard library only.

Values are counted as if nothing were shared, and the count stops at the limits
of `wire`. Subclasses of a plain kind are read by the built-in's own methods,
never by their own.
"""

import base64
import itertools
import math
from collections.abc import Callable, Iterable, Sequence
from datetime import date, datetime, time, timedelta, timezone, tzinfo
from decimal import Decimal
from fractions import Fraction
from types import GeneratorType
from typing import Any

from hackney_challenges.isolation.plain import INT_LIMIT, Node, Tagged, TooBig, is_small
from hackney_challenges.isolation.wire import (
    MAX_DEPTH,
    MAX_DIGITS,
    MAX_FRAME,
    MAX_ITEMS,
    MAX_KEYS,
    MAX_NODES,
)

_JSON_INT = 1 << 1000
"""Integers from here on travel in hexadecimal: decimal is slow, and Python may be told to refuse it."""

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
        if value.bit_length() > 4 * MAX_DIGITS or not -INT_LIMIT < value < INT_LIMIT:
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
        if not is_small(value):
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
