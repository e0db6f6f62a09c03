"""What a worker replied, read strictly: each part of the kind and length agreed, or the wire is broken.

Nothing here asks or decides; `conversation` does.
"""

import builtins
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn

from hackney_challenges.isolation import wire
from hackney_challenges.isolation.calls import Raised, Returned, Spot
from hackney_challenges.isolation.decoder import Decoder, measure
from hackney_challenges.isolation.plain import SCALARS, Node, load
from hackney_challenges.isolation.records import copied
from hackney_challenges.isolation.wire import WireBroken

_NAME_LIMIT = 200
_TEXT_LIMIT = 2_000
_LINE_LIMIT = 400
_MOST_SPOTS = 40
_MOST_CLASSES = 20
_MOST_ARGUMENTS = 1_000

_BUILT_IN: Mapping[str, type[Exception]] = {
    name: kind
    for name, kind in vars(builtins).items()
    if isinstance(kind, type)
    and issubclass(kind, Exception)
    and kind.__name__ == name
    and "Group" not in name  # made only of other exceptions
}


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnClass:
    """An exception class of the solution: number, name, numbers of its own bases, its built-in base."""

    number: int
    name: str
    bases: tuple[int, ...]
    built_in: type[Exception] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What is known of a thing on the far side without asking. All text is the far side's own.

    For exceptions and their classes `own_classes` are those the pupil wrote,
    nearest first, and `built_in` is the one above them.
    """

    number: int
    kind: str
    type_name: str
    name: str = ""
    note: str = ""
    own_classes: tuple[OwnClass, ...] = ()
    built_in: type[Exception] = Exception


@dataclass(frozen=True, slots=True, kw_only=True)
class FarRaised:
    """An exception on the far side: the facts, its card, and its arguments as values."""

    raised: Raised
    card: Card
    args: list[Any]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reply:
    """What came of a call. `changed` are ids of the caller's objects that were brought up to date."""

    value: Any = None
    cut: bool = False
    error: FarRaised | None = None
    printed: str = ""
    changed: set[int] | None = None
    are_names_stale: bool = False

    @property
    def outcome(self) -> Returned | Raised:
        """For the record."""
        return Returned(value=copied(self.value), cut=self.cut) if self.error is None else self.error.raised


StandIn = Callable[[Card], Any]
"""Makes what the suite sees of a thing on the far side."""


def scalar(payload: bytes) -> Any:
    """The value of a SCALAR reply."""
    value = load(payload)
    if type(value) not in SCALARS:
        raise WireBroken("no scalar")
    return value


def text(payload: bytes) -> str:
    """The value of a TEXT reply."""
    try:
        return payload.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        raise WireBroken("no text") from None


def returned(payload: bytes, mutables: Sequence[Any], stand_in: StandIn) -> Reply:
    """A VALUE reply. Changes go into `mutables`, the caller's own objects, once all of it is sound."""
    value_node, cut, printed, changes, stale = _row(load(payload), 5)
    decoder = Decoder(_things(stand_in), mutables)
    value = decoder.value(value_node)
    is_cut, shown, are_names_stale = _bool(cut), _text(printed), _bool(stale)
    changed = _apply(decoder, changes, mutables, value)
    return Reply(value=value, cut=is_cut, printed=shown, changed=changed, are_names_stale=are_names_stale)


def method_name(payload: bytes) -> tuple[str, str] | None:
    """(name, what was printed) of a VALUE reply that says: a method of what was asked; None for any other."""
    node = load(payload)
    if type(node) is list and len(node) == 5 and type(node[0]) is dict and "m" in node[0]:
        return _name(node[0]["m"]), _text(node[2])
    return None


def raised(payload: bytes, mutables: Sequence[Any], stand_in: StandIn) -> Reply:
    """A RAISED reply; changes as in `returned`."""
    record, printed, changes, stale = _row(load(payload), 4)
    error = _far_raised(record, stand_in)
    shown, are_names_stale = _text(printed), _bool(stale)
    changed = _apply(Decoder(_things(stand_in), mutables), changes, mutables, None)
    return Reply(error=error, printed=shown, changed=changed, are_names_stale=are_names_stale)


def imported(payload: bytes) -> tuple[Spot | None, str]:
    """(where the import stopped at an `input()`, what was printed) of an IMPORTED reply."""
    asked_at, printed = _row(load(payload), 2)
    return None if asked_at is None else _spot(asked_at), _text(printed)


def missing(payload: bytes) -> tuple[tuple[str, int, str], ...]:
    """(name, line, kind) of what is there, from a MISSING reply."""
    rows = [_row(row, 3) for row in _list(load(payload), _MOST_ARGUMENTS)]
    return tuple((_name(name), _number(line), _name(kind)) for name, line, kind in rows)


def facts(payload: bytes) -> Mapping[str, Any]:
    """Facts of an UNREADABLE or a LOOP reply."""
    return _facts(load(payload))


def ran(payload: bytes, stand_in: StandIn) -> tuple[list[str], str, Raised | None]:
    """(lines, talk, what ended it) of a RAN reply."""
    lines, talk, record = _row(load(payload), 3)
    shown = [_text(line) for line in _list(lines, wire.MAX_NODES)]
    return shown, _text(talk), None if record is None else _far_raised(record, stand_in).raised


def lent_call(payload: bytes, stand_in: StandIn) -> tuple[int, list[Any], dict[str, Any]]:
    """(which lent function, its arguments) of a LENT request."""
    index, args, kwargs = _row(load(payload), 3)
    decoder = Decoder(_things(stand_in))
    values = [decoder.value(node) for node in _list(args, _MOST_ARGUMENTS)]
    named = [_row(row, 2) for row in _list(kwargs, _MOST_ARGUMENTS)]
    return _number(index), values, {_name(name): decoder.value(node) for name, node in named}


def _things(stand_in: StandIn) -> Callable[[str, Any], Any]:
    def thing(tag: str, body: Any) -> Any:
        if tag != "h":
            raise WireBroken("no such tag")
        return stand_in(_card(body))

    return thing


def _refuse(_tag: str, _body: Any) -> NoReturn:
    raise WireBroken("a thing where only plain data is")


def _card(body: Any) -> Card:
    number, kind, type_name, name, note, lineage = _row(body, 6)
    own: tuple[OwnClass, ...] = ()
    built_in: type[Exception] = Exception
    if lineage:
        rows, built_in_name = _row(lineage, 2)
        own = tuple(_own_class(row) for row in _list(rows, _MOST_CLASSES))
        built_in = _BUILT_IN.get(_name(built_in_name), Exception)
    return Card(
        number=_number(number),
        kind=_name(kind),
        type_name=_name(type_name),
        name=_name(name),
        note=_name(note),
        own_classes=own,
        built_in=built_in,
    )


def _own_class(row: Any) -> OwnClass:
    number, name, bases, built_in = _row(row, 4)
    return OwnClass(
        number=_number(number),
        name=_name(name),
        bases=tuple(_number(base) for base in _list(bases, _MOST_CLASSES)),
        built_in=_BUILT_IN.get(_name(built_in)),
    )


def _far_raised(record: Any, stand_in: StandIn) -> FarRaised:
    kind, bases, words, spots, fact_node, args, number, lineage = _row(record, 8)
    values = Decoder(_things(stand_in)).value(args)
    if type(values) is not list:
        raise WireBroken("no arguments")
    return FarRaised(
        raised=Raised(
            kind=_name(kind),
            bases=tuple(_name(base) for base in _list(bases, 100)),
            text=_text(words, _TEXT_LIMIT),
            spots=tuple(_spot(row) for row in _list(spots, _MOST_SPOTS)),
            facts=_facts(fact_node),
        ),
        card=_card([number, "exception", kind, "", "", lineage]),
        args=values,
    )


def _apply(decoder: Decoder, changes: Any, mutables: Sequence[Any], value: Any) -> set[int]:
    """Put what changed on the far side into the caller's own objects; gives their ids."""
    fresh: dict[int, Any] = {}
    for row in _list(changes, len(mutables)):
        number, node = _row(row, 2)
        if type(number) is not int or not 0 <= number < len(mutables) or id(mutables[number]) in fresh:
            raise WireBroken("changes of nothing")
        theirs = decoder.value(node)
        ours = mutables[number]
        if theirs is ours or not isinstance(ours, type(theirs)) or type(theirs) not in (list, dict, set):
            raise WireBroken("changed into another kind")
        fresh[id(ours)] = theirs
    if decoder.has_numbers:
        measure([value, *fresh.values()], lambda one: fresh.get(id(one), one))
    for ours in mutables:
        theirs = fresh.get(id(ours))
        # By the built-in's own methods: what a suite's subclass of them adds is not meant for this.
        if type(theirs) is list:
            list.__setitem__(ours, slice(None), theirs)
        elif type(theirs) is dict:
            dict.clear(ours)
            dict.update(ours, theirs)
        elif type(theirs) is set:
            set.clear(ours)
            set.update(ours, theirs)
    return set(fresh)


def _facts(node: Node) -> Mapping[str, Any]:
    found = Decoder(_refuse).value(node)
    if type(found) is not dict or any(type(key) is not str for key in found):
        raise WireBroken("no facts")
    return found


def _spot(row: Any) -> Spot:
    file, line, function, words = _row(row, 4)
    return Spot(
        file=_name(file), line=_number(line), function=_name(function), text=_text(words, _LINE_LIMIT)
    )


def _row(value: Any, length: int) -> list[Any]:
    if type(value) is not list or len(value) != length:
        raise WireBroken("no row")
    return value


def _list(value: Any, most: int) -> list[Any]:
    if type(value) is not list or len(value) > most:
        raise WireBroken("no list, or too long a one")
    return value


def _text(value: Any, limit: int = wire.PRINTS_KEPT) -> str:
    if type(value) is not str or len(value) > limit:
        raise WireBroken("no text, or too long a one")
    return value


def _name(value: Any) -> str:
    return _text(value, _NAME_LIMIT)


def _number(value: Any) -> int:
    if type(value) is not int or not 0 <= value < 1 << 40:
        raise WireBroken("no number")
    return value


def _bool(value: Any) -> bool:
    if type(value) is not bool:
        raise WireBroken("no yes or no")
    return value


def nearest_built_in(error: BaseException) -> str:
    """The name of the nearest built-in exception that can be made of a text alone."""
    names = [kind.__name__ for kind in type(error).__mro__ if kind in _BUILT_IN.values()]
    return next((name for name in names if not name.startswith("Unicode")), "Exception")
