"""The near side of one check: requests to a worker, its replies as values, and the record of all calls.

A reply that is not what was asked for ends the worker.
"""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NoReturn, Protocol, TypeVar

from hackney_challenges.isolation import replies, wire
from hackney_challenges.isolation.calls import MissingName, ProgramRun, Raised, SolutionStopped, Spot, Stopped
from hackney_challenges.isolation.encoder import Encoder
from hackney_challenges.isolation.line import Line, WorkerStopped
from hackney_challenges.isolation.plain import Node, TooBig, dump, dump_call
from hackney_challenges.isolation.records import Record, changed_among, copied
from hackney_challenges.isolation.replies import Card, FarRaised, Reply, nearest_built_in

_TEXT_LIMIT = 2_000
_OUTCOMES_OF = frozenset({"hypothesis", "_pytest", "pytest"})

_T = TypeVar("_T")


class Standins(Protocol):
    """Makes what the suite gets to see of the far side's things (`proxy.py`)."""

    def stand_in(self, conversation: "Conversation", card: Card) -> Any:
        """A handle, or a class for an exception class."""

    def method(self, owner: Any, name: str) -> Any:
        """A method of a handle, asked for when it is called."""

    def raised(self, conversation: "Conversation", error: FarRaised) -> BaseException:
        """An exception for the near side."""

    def meant(self, value: Any) -> Any:
        """What `value` stands for, if it is a name the suite imported; else itself."""

    def number_of(self, conversation: "Conversation", value: object) -> int | None:
        """The number of this conversation's handle `value`; None for anything else.

        Raises ValueError for a handle of another conversation.
        """


class OutsideCheck(RuntimeError):
    """The suite asked for something of the solution while no check was running, or after its own."""


@dataclass(frozen=True, slots=True, kw_only=True)
class _HandedOver:
    """Arguments on their way: as nodes; the caller's own mutables in order; where lent functions begin."""

    args: list[Node]
    kwargs: list[Node]
    mutables: Sequence[Any]
    first_lent: int

    def payload(self, *target: int | str) -> bytes:
        return _dumped([*target, self.args, self.kwargs])


class Conversation:
    """One check's talk with its worker."""

    def __init__(self, line: Line, record: Record, standins: Standins) -> None:
        self.is_over = False
        self.is_source_read = False
        """Whether the far side has read something off the source, which it has to load much for."""
        self._line = line
        self._record = record
        self._standins = standins
        self._is_imported = False
        self.stopped: Stopped | None = None
        """What ended the conversation, if something did."""
        self._asked_at: Spot | None = None
        self._names: dict[str, Any] = {}
        self._things: dict[int, Any] = {}
        self._lent: list[Callable[..., Any]] = []
        self._to_raise: list[BaseException] = []

    # What a suite asks for.

    def name(self, name: str) -> Any:
        """A top name of the solution. Raises `MissingName`, and `SolutionStopped` where the file stops."""
        known = self._names.get(name, self)
        if known is not self:
            return known
        self._import()
        kind, payload = self._ask(wire.GET, name.encode("utf-8", "surrogatepass"))
        if kind == wire.MISSING:
            self.is_source_read = True
            found = self._read(replies.missing, payload)
            if self._asked_at is not None:
                # Names above the question can still be asked for.
                raise SolutionStopped(Stopped(kind="asks", during="import", spot=self._asked_at))
            raise MissingName(name, found)
        value = self._settled(self._reply(kind, payload))
        if self._standins.number_of(self, value) is not None:
            # Asked for once: the far side tells when a name that was handed out means something else.
            self._names[name] = value
        return value

    def call(self, number: int, target: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> Any:
        """Call a far function or class."""
        if not kwargs:
            payload = dump_call(number, args)
            if payload is not None:
                return self._call(wire.CALL_SCALARS, payload, target, args)
        args = tuple(map(self._standins.meant, args))
        handed = self._hand_over(args, kwargs)
        return self._call(wire.CALL, handed.payload(number), target, args, kwargs, handed)

    def call_method(
        self, number: int, name: str, target: str, args: tuple[Any, ...], kwargs: Mapping[str, Any]
    ) -> Any:
        """Call a method of a far object."""
        args = tuple(map(self._standins.meant, args))
        handed = self._hand_over(args, kwargs)
        return self._call(wire.METHOD, handed.payload(number, name), target, args, kwargs, handed)

    def operate(self, operation: str, args: tuple[Any, ...]) -> Any:
        """Do what an operator does to far objects. Recorded like a call."""
        handed = self._hand_over(args, {})
        return self._call(wire.OPERATE, handed.payload(operation), operation, args, {}, handed)

    def attribute(self, owner: Any, number: int, name: str) -> Any:
        """An attribute of a far object. Recorded like a call, unless it is a method, which will be called."""
        kind, payload = self._ask(wire.ATTRIBUTE, _dumped([number, name]))
        if kind == wire.VALUE:
            method = self._read(replies.method_name, payload)
            if method is not None:
                self._record.print(method[1])
                return self._standins.method(owner, name)
        reply = self._reply(kind, payload)
        if not name.startswith("_"):  # pytest looks for many of those
            outcome = reply.outcome if type(reply) is Reply else reply
            self._record.rows.append((".", (owner, name), {}, outcome, (), ""))
        return self._settled(reply)

    def run(self, typed: tuple[str, ...], argv: tuple[str, ...]) -> ProgramRun:
        """Run the file as a program. Raises `SolutionStopped` where that stops the worker."""
        try:
            kind, payload = self._ask(wire.RUN, _dumped([list(typed), list(argv)]))
            if kind == wire.UNREADABLE:
                self._stop(
                    Stopped(kind="unreadable", during="import", facts=self._read(replies.facts, payload))
                )
            if kind != wire.RAN:
                self._broken("no run")
            lines, talk, error = self._read(lambda data: replies.ran(data, self._thing), payload)
        except SolutionStopped as stop:
            self._record.rows.append(ProgramRun(typed=typed, argv=argv, lines=[], error=stop.stopped))
            raise
        run = ProgramRun(typed=typed, argv=argv, lines=lines, transcript=talk, error=error)
        self._record.rows.append(run)
        self._record.print(talk)
        return run

    def uses(self, name: str) -> bool:
        """Whether the solution's source uses a name or construct."""
        self.is_source_read = True
        kind, payload = self._ask(wire.USES, name.encode("utf-8", "surrogatepass"))
        value = self._read(replies.scalar, payload)
        if kind != wire.SCALAR or type(value) is not bool:
            self._broken("no yes or no")
        return bool(value)

    def name_object(self, class_name: str) -> str:
        """What a new object is called in the record."""
        return self._record.name_object(class_name)

    # One request.

    def _call(
        self,
        kind: int,
        payload: bytes,
        target: str,
        args: tuple[Any, ...],
        kwargs: Mapping[str, Any] | None = None,
        handed: _HandedOver | None = None,
    ) -> Any:
        """Send a call, bring the caller's own objects up to date, record it, and give or raise what came."""
        row = (target, args, {}) if handed is None else (target, copied(args), copied(kwargs))
        mutables = () if handed is None else handed.mutables
        try:
            reply_kind, body = self._ask(kind, payload)
            reply = self._reply(reply_kind, body, mutables)
        except SolutionStopped as stop:
            self._record.rows.append((*row, stop.stopped, (), ""))
            raise
        finally:
            if handed is not None:
                del self._lent[handed.first_lent :]
        if type(reply) is Reply:
            changed = changed_among(reply.changed, args, kwargs or {}) if reply.changed else ()
            self._record.rows.append((*row, reply.outcome, changed, reply.printed))
        else:
            self._record.rows.append((*row, reply, (), ""))
        if self._to_raise:
            # What ended a lent function ends the check, whatever the solution made of it.
            raise self._to_raise.pop(0)
        return self._settled(reply)

    def _ask(self, kind: int, payload: bytes) -> tuple[int, bytes]:
        if self.stopped is not None:
            raise SolutionStopped(self.stopped)
        if self.is_over:
            raise OutsideCheck("this belongs to a check that has ended")
        try:
            reply, body = self._line.ask(kind, payload)
            while reply == wire.LENT:
                reply, body = self._line.go_on(*self.answer_lent(body))
        except WorkerStopped as stop:
            self._stop(stop.stopped)
        return reply, body

    def _import(self) -> None:
        if self._is_imported:
            return
        kind, payload = self._ask(wire.IMPORT, b"")
        if kind == wire.UNREADABLE:
            self._stop(Stopped(kind="unreadable", during="import", facts=self._read(replies.facts, payload)))
        if kind == wire.IMPORT_RAISED:
            reply = self._read(lambda data: replies.raised(data, (), self._thing), payload)
            self._record.print(reply.printed)
            assert reply.error is not None
            raised: Raised = reply.error.raised
            spot = raised.spots[-1] if raised.spots else None
            self._stop(Stopped(kind="import", during="import", raised=raised, spot=spot))
        if kind != wire.IMPORTED:
            self._broken("no import")
        self._asked_at, printed = self._read(replies.imported, payload)
        self._record.print(printed)
        self._is_imported = True

    def _reply(self, kind: int, payload: bytes, mutables: Sequence[Any] = ()) -> Any:
        """What came of a call: a `Reply`, or for the plain sorts of it the scalar itself."""
        if kind == wire.SCALAR:
            return self._read(replies.scalar, payload)
        if kind == wire.TEXT:
            return self._read(replies.text, payload)
        if kind == wire.VALUE:
            read = replies.returned
        elif kind == wire.RAISED:
            self.is_source_read = True
            read = replies.raised
        else:
            self._broken("no outcome")
        reply = self._read(lambda data: read(data, mutables, self._thing), payload)
        self._record.print(reply.printed)
        if reply.are_names_stale:
            self._names.clear()
        return reply

    def _settled(self, reply: Any) -> Any:
        """The value of a reply, or its exception raised."""
        if type(reply) is not Reply:
            return reply
        if reply.error is not None:
            raise self._standins.raised(self, reply.error)
        return reply.value

    def _thing(self, card: Card) -> Any:
        thing = self._things.get(card.number)
        if thing is None:
            thing = self._things[card.number] = self._standins.stand_in(self, card)
        return thing

    def _read(self, read: Callable[[bytes], _T], payload: bytes) -> _T:
        try:
            return read(payload)
        except wire.WireBroken as error:
            self._broken(str(error))

    def _broken(self, detail: str) -> NoReturn:
        try:
            self._line.broken(detail)
        except WorkerStopped as stop:
            self._stop(stop.stopped)

    def _stop(self, stopped: Stopped) -> NoReturn:
        """From here on, whatever is asked for meets the same stop."""
        self.stopped = self.stopped or stopped
        raise SolutionStopped(self.stopped) from None

    # Arguments.

    def _hand_over(self, args: tuple[Any, ...], kwargs: Mapping[str, Any]) -> _HandedOver:
        encoder = self._encoder()
        first_lent = len(self._lent)
        try:
            nodes = [encoder.node(value) for value in args]
            named = [[name, encoder.node(value)] for name, value in kwargs.items()]
        except TooBig:
            raise _too_big_a_call() from None
        return _HandedOver(args=nodes, kwargs=named, mutables=encoder.mutables, first_lent=first_lent)

    def _encoder(self) -> Encoder:
        encoder = Encoder(lambda value: self._handed_over(encoder, value), numbering=True)
        return encoder

    def _handed_over(self, encoder: Encoder, value: Any) -> Node:
        """The node of what is not plain data."""
        meant = self._standins.meant(value)
        if meant is not value:
            return encoder.node(meant)
        number = self._standins.number_of(self, value)
        if number is not None:
            return {"h": number}
        if callable(value):
            self._lent.append(value)
            name = getattr(value, "__name__", None)
            return {"fn": [len(self._lent) - 1, name if isinstance(name, str) else "function"]}
        kind = type(value)
        raise TypeError(
            f"a {kind.__module__}.{kind.__qualname__} cannot be handed to a solution: "
            "plain data, functions and the solution's own objects can"
        )

    def answer_lent(self, payload: bytes) -> tuple[int, bytes]:
        """Call a lent function for the far side: the frame that answers it."""
        index, args, kwargs = self._read(lambda data: replies.lent_call(data, self._thing), payload)
        if index >= len(self._lent):
            self._broken("no such function")
        try:
            value = self._lent[index](*args, **kwargs)
            return wire.ANSWER, dump(self._encoder().node(value))
        except SolutionStopped:
            raise
        except TooBig:
            return wire.ANSWER_RAISED, dump(["ValueError", "too much for an answer"])
        except BaseException as error:
            if not isinstance(error, Exception) or type(error).__module__.split(".")[0] in _OUTCOMES_OF:
                # assume(), fail(), Ctrl-C: the solution may catch the stand-in, but not what is meant.
                self._to_raise.append(error)
            return wire.ANSWER_RAISED, dump([nearest_built_in(error), str(error)[:_TEXT_LIMIT]])


def _dumped(node: Node) -> bytes:
    try:
        return dump(node)
    except TooBig:
        raise _too_big_a_call() from None


def _too_big_a_call() -> ValueError:
    return ValueError(
        f"too much for one call of a solution: at most {wire.MAX_NODES:,} values, "
        f"{wire.MAX_FRAME:,} bytes and {wire.MAX_DEPTH} levels"
    )
