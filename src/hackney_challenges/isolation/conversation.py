"""The near side of one check: requests to a worker, its replies as values, and the record of all calls.

What comes back is decoded here and nowhere else. A reply that is not what was
asked for ends the worker.
"""

import builtins
from collections import deque
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NoReturn, Protocol

from hackney_challenges.isolation import wire
from hackney_challenges.isolation.calls import (
    Call,
    MissingName,
    ProgramRun,
    Raised,
    Recorded,
    Returned,
    SolutionStopped,
    Spot,
    Stopped,
)
from hackney_challenges.isolation.plain import (
    SCALARS,
    Decoder,
    Encoder,
    Node,
    Tagged,
    TooBig,
    dump,
    load,
    measure,
)
from hackney_challenges.isolation.worker import WorkerStopped

_CALLS_KEPT = 10_000
_NAME_LIMIT = 200
_TEXT_LIMIT = 2_000
_MOST_SPOTS = 40

_BUILT_IN_EXCEPTIONS: Mapping[str, type[Exception]] = {
    name: kind
    for name, kind in vars(builtins).items()
    if isinstance(kind, type)
    and issubclass(kind, Exception)
    and kind.__name__ == name
    and "Group" not in name
}


class Line(Protocol):
    """Carries requests to a far side and brings each one's reply. Raises `WorkerStopped`."""

    def ask(self, kind: int, payload: bytes) -> tuple[int, bytes]:
        """The reply to a request that begins."""

    def go_on(self, kind: int, payload: bytes) -> tuple[int, bytes]:
        """The reply that a request in progress gives to an answer of ours."""

    def broken(self, detail: str) -> NoReturn:
        """End the far side for what it sent. Raises `WorkerStopped`."""


@dataclass(frozen=True, slots=True, kw_only=True)
class OwnClass:
    """An exception class of the solution: its number, its name, numbers of its own bases, its built-in base."""

    number: int
    name: str
    bases: tuple[int, ...]
    built_in: type[Exception] | None


@dataclass(frozen=True, slots=True, kw_only=True)
class Card:
    """What is known of a thing on the far side without asking. All text is the far side's own."""

    number: int
    kind: str
    type_name: str
    name: str
    note: str
    own_classes: tuple[OwnClass, ...] = ()
    built_in: type[Exception] = Exception


class Standins(Protocol):
    """Makes what the suite gets to see of the far side's things (`proxy.py`)."""

    def stand_in(self, conversation: "Conversation", card: Card) -> Any:
        """A handle, or a class for an exception class."""

    def method(self, owner: Any, name: str) -> Any:
        """A method of a handle, asked for when it is called."""

    def raised(
        self, conversation: "Conversation", card: Card, raised: Raised, args: list[Any]
    ) -> BaseException:
        """An exception for the near side."""

    def number_of(self, conversation: "Conversation", value: object) -> int | None:
        """The number of a handle of this conversation; None for anything else. Raises ValueError for another's."""


@dataclass(slots=True, kw_only=True)
class Record:
    """Calls of a check, as they happened, and what was printed."""

    rows: deque[tuple[Any, ...] | ProgramRun] = field(default_factory=lambda: deque(maxlen=_CALLS_KEPT))
    prints: list[str] = field(default_factory=list)
    prints_left: int = wire.PRINTS_KEPT
    object_names: dict[str, int] = field(default_factory=dict)

    def calls(self) -> Iterator[Recorded]:
        """The calls, oldest first."""
        for row in self.rows:
            if isinstance(row, ProgramRun):
                yield row
                continue
            target, args, kwargs, outcome, changed, printed = row
            if not isinstance(outcome, (Returned, Raised, Stopped)):
                outcome = Returned(value=outcome)
            yield Call(
                target=target, args=args, kwargs=kwargs, outcome=outcome, changed=changed, printed=printed
            )

    def print(self, text: str) -> None:
        """Keep what was printed, up to the cap."""
        if text and self.prints_left > 0:
            self.prints.append(text[: self.prints_left])
            self.prints_left -= len(text)

    def forget_calls(self) -> None:
        """Begin a new list of calls, and number objects anew."""
        self.rows.clear()
        self.object_names.clear()

    def _own_class(self, row: Any) -> OwnClass:
        number, name, bases, built_in = row
        return OwnClass(
            number=_number(number),
            name=_name(name),
            bases=tuple(_number(base) for base in _list(bases, 20)),
            built_in=_BUILT_IN_EXCEPTIONS.get(_name(built_in)),
        )

    def name_object(self, class_name: str) -> str:
        """What a pupil might call a new object: `basket`, then `basket2`."""
        name = class_name.lower()
        count = self.object_names[name] = self.object_names.get(name, 0) + 1
        return name if count == 1 else f"{name}{count}"


class Conversation:
    """One check's talk with its worker."""

    def __init__(self, line: Line, record: Record, standins: Standins) -> None:
        self._line = line
        self._record = record
        self._standins = standins
        self._imported = False
        self.is_over = False
        self._asked_at: Spot | None = None
        self._names: dict[str, Any] = {}
        self._cards: dict[int, Any] = {}
        self._stopped: Stopped | None = None
        self._lent: list[Callable[..., Any]] = []
        self._to_raise: list[BaseException] = []

    # What the suite asks for.

    def name(self, name: str) -> Any:
        """A top name of the solution. Raises `MissingName`, and `SolutionStopped` where the file stops."""
        known = self._names.get(name, self)
        if known is not self:
            return known
        if self._stopped is not None:
            raise SolutionStopped(self._stopped)
        if not self._imported:
            self._import()
        kind, payload = self._ask(wire.GET, name.encode("utf-8", "surrogatepass"))
        if kind == wire.MISSING:
            if self._asked_at is not None:
                # Names above the question can still be asked for.
                raise SolutionStopped(Stopped(kind="asks", during="import", spot=self._asked_at))
            raise MissingName(name, self._read(_missing_names, payload))
        value = self._outcome(kind, payload, ())[0]
        if self._standins.number_of(self, value) is not None:
            # Asked for once: the far side tells when a name handed out means something else.
            self._names[name] = value
        return value

    def call(self, number: int, target: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Any:
        """Call a far function or class."""
        if not kwargs and SCALARS.issuperset(map(type, args)):
            try:
                payload = dump([number, *args])
            except (ValueError, TooBig):
                pass  # a number of thousands of digits, nan, inf
            else:
                return self._finish(wire.CALL_SCALARS, payload, target, args, {}, ())
        encoder, nodes, named = self._arguments(args, kwargs)
        payload = _dumped([number, nodes, named])
        return self._finish(
            wire.CALL, payload, target, copied(args), copied(kwargs), encoder.mutables, args, kwargs
        )

    def call_method(
        self, number: int, name: str, target: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]
    ) -> Any:
        """Call a method of a far object."""
        encoder, nodes, named = self._arguments(args, kwargs)
        payload = _dumped([number, name, nodes, named])
        return self._finish(
            wire.METHOD, payload, target, copied(args), copied(kwargs), encoder.mutables, args, kwargs
        )

    def operate(self, operation: str, args: tuple[Any, ...]) -> Any:
        """Do what an operator does to far objects. Recorded like a call."""
        encoder, nodes, _named = self._arguments(args, {})
        payload = _dumped([operation, nodes])
        return self._finish(wire.OPERATE, payload, operation, copied(args), {}, encoder.mutables, args, {})

    def attribute(self, owner: Any, number: int, name: str) -> Any:
        """An attribute of a far object."""
        kind, payload = self._ask(wire.ATTRIBUTE, dump([number, name]))
        if kind == wire.VALUE:
            node = self._checked(load, payload)
            if type(node) is list and len(node) == 5 and type(node[0]) is dict and "m" in node[0]:
                self._record.print(self._text(node[2]))
                return self._standins.method(owner, name)
        value, raised = self._outcome(kind, payload, ())[:2]
        if raised is not None:
            raise raised
        return value

    def run(self, typed: tuple[str, ...], argv: tuple[str, ...]) -> ProgramRun:
        """Run the file as a program. Raises `SolutionStopped` where that stops the worker."""
        try:
            kind, payload = self._ask(wire.RUN, _dumped([list(typed), list(argv)]))
            if kind == wire.UNREADABLE:
                self._unreadable(payload)
            if kind != wire.RAN:
                self._broken("no run")
            lines, talk, error = self._read(self._run, payload)
        except SolutionStopped as stop:
            self._record.rows.append(ProgramRun(typed=typed, argv=argv, lines=[], error=stop.stopped))
            raise
        run = ProgramRun(typed=typed, argv=argv, lines=lines, transcript=talk, error=error)
        self._record.rows.append(run)
        self._record.print(talk)
        return run

    def uses(self, name: str) -> bool:
        """Whether the solution's source uses a name or construct."""
        kind, payload = self._ask(wire.USES, name.encode("utf-8", "surrogatepass"))
        value = self._checked(load, payload)
        if kind != wire.SCALAR or type(value) is not bool:
            self._broken("no yes or no")
        return bool(value)

    # One request.

    def _finish(
        self,
        kind: int,
        payload: bytes,
        target: str,
        args: tuple[Any, ...],
        kwargs: Mapping[str, Any],
        mutables: Sequence[Any],
        given: tuple[Any, ...] = (),
        given_named: Mapping[str, Any] | None = None,
    ) -> Any:
        """Send a call, put its changes into the caller's own objects, record it, and give or raise what came."""
        lent_before = len(self._lent)
        try:
            reply, body = self._ask(kind, payload)
        except SolutionStopped as stop:
            self._record.rows.append((target, args, kwargs, stop.stopped, (), ""))
            raise
        finally:
            del self._lent[lent_before:]
        if reply == wire.TEXT:
            value: Any = self._checked(_text, body)
            self._record.rows.append((target, args, kwargs, value, (), ""))
            return value
        if reply == wire.SCALAR:
            value = self._checked(_scalar, body)
            self._record.rows.append((target, args, kwargs, value, (), ""))
            return value
        try:
            value, error, outcome, touched, printed = self._outcome(reply, body, mutables)
        except SolutionStopped as stop:
            self._record.rows.append((target, args, kwargs, stop.stopped, (), ""))
            raise
        changed = _changed(touched, given, given_named or {}) if touched else ()
        self._record.rows.append((target, args, kwargs, outcome, changed, printed))
        if self._to_raise:
            # What ended a lent function ends the check, whatever the solution made of it.
            raise self._to_raise.pop(0)
        if error is not None:
            raise error
        return value

    def _ask(self, kind: int, payload: bytes) -> tuple[int, bytes]:
        try:
            reply, body = self._line.ask(kind, payload)
            while reply == wire.LENT:
                reply, body = self._line.go_on(*self._answer_lent(body))
        except WorkerStopped as stop:
            raise SolutionStopped(stop.stopped) from None
        return reply, body

    def _import(self) -> None:
        kind, payload = self._ask(wire.IMPORT, b"")
        if kind == wire.UNREADABLE:
            self._unreadable(payload)
        if kind == wire.IMPORT_RAISED:
            raised, printed = self._read(self._import_raised, payload)
            self._record.print(printed)
            self._stop(
                Stopped(kind="import", during="import", raised=raised, spot=(raised.spots or (None,))[-1])
            )
        if kind != wire.IMPORTED:
            self._broken("no import")
        self._asked_at, printed = self._read(self._import_done, payload)
        self._record.print(printed)
        self._imported = True

    def _unreadable(self, payload: bytes) -> NoReturn:
        facts = self._read(self._facts, payload)
        self._stop(Stopped(kind="unreadable", during="import", facts=facts))

    def _stop(self, stopped: Stopped) -> NoReturn:
        self._stopped = stopped
        raise SolutionStopped(stopped)

    def _broken(self, detail: str) -> NoReturn:
        try:
            self._line.broken(detail)
        except WorkerStopped as stop:
            raise SolutionStopped(stop.stopped) from None

    def _checked(self, read: Callable[[bytes], Any], payload: bytes) -> Any:
        try:
            return read(payload)
        except wire.WireBroken as error:
            self._broken(str(error))

    def _read(self, read: Callable[[Any], Any], payload: bytes) -> Any:
        """What `read` makes of the JSON in `payload`; anything it stumbles over breaks the protocol."""
        try:
            return read(load(payload))
        except wire.WireBroken as error:
            self._broken(str(error))
        except (ValueError, TypeError, LookupError) as error:
            self._broken(type(error).__name__)

    # Arguments.

    def _arguments(
        self, args: tuple[Any, ...], kwargs: Mapping[str, Any]
    ) -> tuple[Encoder, list[Node], list[Node]]:
        encoder = Encoder(self._handed_over, numbering=True)
        try:
            nodes = [encoder.node(value) for value in args]
            named = [[name, encoder.node(value)] for name, value in kwargs.items()]
        except TooBig:
            raise _too_big_a_call() from None
        return encoder, nodes, named

    def _handed_over(self, value: Any) -> Tagged:
        number = self._standins.number_of(self, value)
        if number is not None:
            return {"h": number}
        if callable(value):
            self._lent.append(value)
            name = getattr(value, "__name__", None)
            return {"fn": [len(self._lent) - 1, name if isinstance(name, str) else "function"]}
        kind = type(value)
        raise TypeError(
            f"a {kind.__module__}.{kind.__qualname__} cannot be handed to a solution: plain data and functions can"
        )

    def _answer_lent(self, body: bytes) -> tuple[int, bytes]:
        index, args, kwargs = self._read(self._lent_call, body)
        if not 0 <= index < len(self._lent):
            self._broken("no such function")
        try:
            value = self._lent[index](*args, **kwargs)
            return wire.ANSWER, dump(Encoder(self._handed_over, numbering=True).node(value))
        except SolutionStopped:
            raise
        except TooBig:
            return wire.ANSWER_RAISED, dump(["ValueError", "too much for an answer", -1])
        except BaseException as error:
            if not isinstance(error, Exception) or type(error).__module__.split(".")[0] in _OUTCOMES_OF:
                # assume(), fail(), Ctrl-C: the solution may catch the stand-in, but not what is meant.
                self._to_raise.append(error)
            return wire.ANSWER_RAISED, dump([nearest_built_in(error), str(error)[:_TEXT_LIMIT], -1])

    # Replies.

    def _outcome(
        self, kind: int, payload: bytes, mutables: Sequence[Any]
    ) -> tuple[Any, BaseException | None, Any, set[int], str]:
        """(value, exception to raise, what to record, ids of changed objects, prints) of a reply."""
        if kind == wire.TEXT:
            value = self._checked(_text, payload)
            return value, None, value, set(), ""
        if kind == wire.SCALAR:
            value = self._checked(_scalar, payload)
            return value, None, value, set(), ""
        if kind == wire.VALUE:
            return self._read(lambda node: self._value(node, mutables), payload)  # type: ignore[no-any-return]  # _read gives what it read
        if kind == wire.RAISED:
            return self._read(lambda node: self._exception(node, mutables), payload)  # type: ignore[no-any-return]  # as above
        self._broken("no outcome")

    def _value(self, node: Node, mutables: Sequence[Any]) -> tuple[Any, None, Any, set[int], str]:
        value_node, cut, printed, changes, stale = node
        decoder = Decoder(self._stand_in, mutables)
        value = decoder.value(value_node)
        outcome = Returned(value=copied(value), cut=_bool(cut))
        touched = self._apply(decoder, changes, mutables, value)
        self._tail(printed, stale)
        return value, None, outcome, touched, self._text(printed)

    def _exception(
        self, node: Node, mutables: Sequence[Any]
    ) -> tuple[None, BaseException, Raised, set[int], str]:
        record, printed, changes, stale = node
        raised, card, args = self._raised(record)
        touched = self._apply(Decoder(self._stand_in, mutables), changes, mutables, None)
        self._tail(printed, stale)
        error = self._standins.raised(self, card, raised, args)
        return None, error, raised, touched, self._text(printed)

    def _tail(self, printed: Any, stale: Any) -> None:
        self._record.print(self._text(printed))
        if _bool(stale):
            self._names.clear()

    def _apply(self, decoder: Decoder, changes: Any, mutables: Sequence[Any], value: Any) -> set[int]:
        """Put what changed on the far side into the caller's own objects, in place."""
        if type(changes) is not list or len(changes) > len(mutables):
            raise wire.WireBroken("changes of nothing")
        fresh: dict[int, Any] = {}
        for number, node in changes:
            if type(number) is not int or not 0 <= number < len(mutables) or id(mutables[number]) in fresh:
                raise wire.WireBroken("changes of nothing")
            ours, theirs = mutables[number], decoder.value(node)
            base = next(kind for kind in (list, dict, set) if isinstance(ours, kind))
            if type(theirs) is not base or theirs is ours:
                raise wire.WireBroken("changed into another kind")
            fresh[id(ours)] = theirs
        if decoder.has_numbers:
            measure([value, *fresh.values()], lambda one: fresh.get(id(one), one))
        for ours in mutables:
            theirs = fresh.get(id(ours))
            if theirs is None:
                continue
            if isinstance(ours, list):
                list.__setitem__(ours, slice(None), theirs)
            elif isinstance(ours, dict):
                dict.clear(ours)
                dict.update(ours, theirs)
            else:
                set.clear(ours)
                set.update(ours, theirs)
        return set(fresh)

    def _raised(self, record: Any) -> tuple[Raised, Card, list[Any]]:
        kind, bases, text, spots, facts, args, number, lineage, _lent = record
        own, built_in = lineage
        raised = Raised(
            kind=_name(kind),
            bases=tuple(_name(base) for base in _list(bases, 100)),
            text=self._text(text, _TEXT_LIMIT),
            spots=tuple(self._spot(row) for row in _list(spots, _MOST_SPOTS)),
            facts=self._facts(facts),
        )
        values = Decoder(self._stand_in).value(args)
        if type(values) is not list:
            raise wire.WireBroken("no arguments")
        card = self._card([number, "exception", kind, "", "", lineage])
        return raised, card, values

    def _spot(self, row: Any) -> Spot:
        file, line, function, text = row
        if type(line) is not int or not 0 <= line < 10_000_000:
            raise wire.WireBroken("no line")
        return Spot(file=_name(file), line=line, function=_name(function), text=self._text(text, 400))

    def _facts(self, node: Any) -> Mapping[str, Any]:
        facts = Decoder(self._refuse).value(node)
        if type(facts) is not dict:
            raise wire.WireBroken("no facts")
        return facts

    def _refuse(self, tag: str, body: Any) -> NoReturn:
        raise wire.WireBroken("a thing where only plain data is")

    def _run(self, node: Any) -> tuple[list[str], str, Raised | None]:
        lines, talk, record = node
        shown = [self._text(line) for line in _list(lines, wire.MAX_NODES)]
        return shown, self._text(talk), None if record is None else self._raised(record)[0]

    def _import_done(self, node: Any) -> tuple[Spot | None, str]:
        asked_at, printed = node
        return None if asked_at is None else self._spot(asked_at), self._text(printed)

    def _import_raised(self, node: Any) -> tuple[Raised, str]:
        record, printed, _changes, _stale = node
        return self._raised(record)[0], self._text(printed)

    def _lent_call(self, node: Any) -> tuple[int, list[Any], dict[str, Any]]:
        index, args, kwargs = node
        decoder = Decoder(self._stand_in)
        if type(index) is not int:
            raise wire.WireBroken("no number")
        values = [decoder.value(one) for one in _list(args, 1000)]
        named = {_name(name): decoder.value(one) for name, one in _list(kwargs, 1000)}
        return index, values, named

    def _text(self, value: Any, limit: int = wire.PRINTS_KEPT) -> str:
        if type(value) is not str or len(value) > limit:
            raise wire.WireBroken("no text, or too long a one")
        return value

    def _stand_in(self, tag: str, body: Any) -> Any:
        if tag != "h" or type(body) is not list:
            raise wire.WireBroken("no such tag")
        number = body[0]
        if type(number) is int and number in self._cards:
            return self._cards[number]
        card = self._card(body)
        stand_in = self._cards[card.number] = self._standins.stand_in(self, card)
        return stand_in

    def _card(self, body: Any) -> Card:
        number, kind, type_name, name, note, lineage = body
        own: list[OwnClass] = []
        built_in: type[Exception] = Exception
        if lineage:
            rows, built_in_name = lineage
            own = [self._own_class(row) for row in _list(rows, 20)]
            built_in = _BUILT_IN_EXCEPTIONS.get(_name(built_in_name), Exception)
        return Card(
            number=_number(number),
            kind=_name(kind),
            type_name=_name(type_name),
            name=_name(name),
            note=_name(note),
            own_classes=tuple(own),
            built_in=built_in,
        )

    def _own_class(self, row: Any) -> OwnClass:
        number, name, bases, built_in = row
        return OwnClass(
            number=_number(number),
            name=_name(name),
            bases=tuple(_number(base) for base in _list(bases, 20)),
            built_in=_BUILT_IN_EXCEPTIONS.get(_name(built_in)),
        )

    def name_object(self, class_name: str) -> str:
        """What a new object is called in the record."""
        return self._record.name_object(class_name)


def nearest_built_in(error: BaseException) -> str:
    """The name of the nearest built-in exception that can be made of a text alone."""
    names = [kind.__name__ for kind in type(error).__mro__ if kind in _BUILT_IN_EXCEPTIONS.values()]
    return next((name for name in names if not name.startswith("Unicode")), "Exception")


_OUTCOMES_OF = frozenset({"hypothesis", "_pytest", "pytest"})


def copied(value: Any) -> Any:
    """`value` with its own lists, dicts and sets, for the record; what cannot change is shared."""
    return _copied(value, {})


def _copied(value: Any, seen: dict[int, Any]) -> Any:
    kind = type(value)
    if kind in SCALARS:
        return value
    if id(value) in seen:
        return seen[id(value)]
    if isinstance(value, list):
        fresh: list[Any] = []
        seen[id(value)] = fresh
        fresh.extend(_copied(part, seen) for part in value)
        return fresh
    if isinstance(value, dict):
        pairs: dict[Any, Any] = {}
        seen[id(value)] = pairs
        pairs.update((key, _copied(part, seen)) for key, part in value.items())
        return pairs
    if isinstance(value, set):
        return set(value)
    if kind is tuple:
        return tuple(_copied(part, seen) for part in value)
    return value


def _changed(
    touched: set[int], args: tuple[Any, ...], kwargs: Mapping[str, Any]
) -> tuple[tuple[int | str, Any], ...]:
    places: list[tuple[int | str, Any]] = [*enumerate(args), *kwargs.items()]
    return tuple((place, copied(value)) for place, value in places if _touches(value, touched, set()))


def _touches(value: Any, touched: set[int], seen: set[int]) -> bool:
    if id(value) in touched:
        return True
    if id(value) in seen or not isinstance(value, (list, tuple, dict)):
        return False
    seen.add(id(value))
    parts = value.values() if isinstance(value, dict) else value
    return any(_touches(part, touched, seen) for part in parts)


def _dumped(node: Node) -> bytes:
    try:
        return dump(node)
    except TooBig:
        raise _too_big_a_call() from None


def _too_big_a_call() -> ValueError:
    return ValueError(
        f"too much for one call of a solution: at most {wire.MAX_NODES:,} values, {wire.MAX_FRAME:,} bytes and "
        f"{wire.MAX_DEPTH} levels"
    )


def _scalar(payload: bytes) -> Any:
    value = load(payload)
    if type(value) not in SCALARS:
        raise wire.WireBroken("no scalar")
    return value


def _text(payload: bytes) -> str:
    try:
        return payload.decode("utf-8", "surrogatepass")
    except UnicodeDecodeError:
        raise wire.WireBroken("no text") from None


def _missing_names(node: Any) -> tuple[tuple[str, int, str], ...]:
    return tuple((_name(name), _number(line), _name(kind)) for name, line, kind in _list(node, 1000))


def _name(value: Any) -> str:
    if type(value) is not str or len(value) > _NAME_LIMIT:
        raise wire.WireBroken("no name")
    return value


def _number(value: Any) -> int:
    if type(value) is not int or not 0 <= value < 1 << 40:
        raise wire.WireBroken("no number")
    return value


def _bool(value: Any) -> bool:
    if type(value) is not bool:
        raise wire.WireBroken("no yes or no")
    return value


def _list(value: Any, most: int) -> list[Any]:
    if type(value) is not list or len(value) > most:
        raise wire.WireBroken("no list, or too long a one")
    return value
