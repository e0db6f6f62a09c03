"""The worker's desk: one request, one reply. Far side; standard library only.

Everything here is in the hands of the pupil's code as soon as that runs; the
near side relies on none of it.
"""

import builtins
import threading
from collections.abc import Callable
from contextlib import suppress
from types import BuiltinFunctionType, FunctionType, MethodType, ModuleType
from typing import Any, Protocol

from hackney_challenges.isolation import wire
from hackney_challenges.isolation.arguments import NO_ARGUMENTS, Arguments
from hackney_challenges.isolation.decoder import Decoder
from hackney_challenges.isolation.encoder import Encoder
from hackney_challenges.isolation.exceptions import (
    NAME_LIMIT,
    built_in_ancestors,
    built_in_name,
    name_of,
    own_ancestors,
    spots_of,
    text_of,
)
from hackney_challenges.isolation.operations import OPERATIONS
from hackney_challenges.isolation.plain import SCALARS, Node, Tagged, TooBig, dump, load
from hackney_challenges.isolation.solution_file import SolutionFile

Request = Callable[[bytes], tuple[int, bytes]]


class Channel(Protocol):
    """The worker's end of the pipes, or of an in-process stand-in."""

    def receive(self) -> tuple[int, bytes]:
        """Wait for the next frame. Raises EOFError when the near side is gone."""

    def send(self, kind: int, payload: bytes) -> None:
        """Send a frame that bears the nonce of the last one received."""


class Table:
    """What the near side holds handles of, by number, until the worker ends."""

    def __init__(self) -> None:
        self._objects: list[Any] = []
        self._numbers: dict[int, int] = {}

    def number(self, value: Any) -> int:
        """The handle number of `value`; the same object has the same."""
        number = self._numbers.get(id(value))
        if number is None:
            number = len(self._objects)
            self._numbers[id(value)] = number
            self._objects.append(value)
        return number

    def __getitem__(self, number: int) -> Any:
        return self._objects[number]


class Lent:
    """A function of the suite, lent to the pupil's code until the call it came with returns."""

    def __init__(self, desk: "Desk", number: int, name: str) -> None:
        self.__name__ = self.__qualname__ = name
        self.__desk = desk
        self.__number = number
        self.__call = desk.current_call

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Ask the near side."""
        return self.__desk.call_lent(self.__call, self.__number, args, kwargs)

    def __repr__(self) -> str:
        return f"<function {self.__name__}>"


class Desk:
    """Answers requests about one solution."""

    def __init__(self, channel: Channel, solution: SolutionFile) -> None:
        self._channel = channel
        self._solution = solution
        self._prints = solution.prints
        self._table = Table()
        self._handed: dict[str, Any] = {}
        self._talking = threading.RLock()
        self._calls = 0
        self.current_call = 0
        self._requests: dict[int, Request] = {
            wire.IMPORT: self._import,
            wire.GET: self._get,
            wire.CALL: self._call,
            wire.CALL_SCALARS: self._call_scalars,
            wire.METHOD: self._method,
            wire.ATTRIBUTE: self._attribute,
            wire.OPERATE: self._operate,
            wire.RUN: self._run,
            wire.USES: self._uses,
            wire.LOOP: self._loop,
        }

    def serve(self) -> None:
        """Answer until the near side goes away."""
        with suppress(EOFError):
            while True:
                kind, payload = self._channel.receive()
                self._serve_one(kind, payload)

    def _serve_one(self, kind: int, payload: bytes) -> None:
        reply = self.reply(kind, payload)
        with self._talking:
            self._channel.send(*reply)

    def reply(self, kind: int, payload: bytes) -> tuple[int, bytes]:
        """The one reply to a request; what goes amiss in making it is an exception of the solution."""
        outer, self.current_call = self.current_call, self._calls + 1
        self._calls += 1
        try:
            return self._requests[kind](payload)
        except MemoryError as error:
            error.__traceback__ = None
            return self._raised(error, NO_ARGUMENTS)
        except BaseException as error:
            return self._raised(error, NO_ARGUMENTS)
        finally:
            self.current_call = outer

    # Requests.

    def _import(self, _payload: bytes) -> tuple[int, bytes]:
        if self._solution.unreadable is not None:
            return wire.UNREADABLE, dump(self._facts_node(self._solution.unreadable))
        error = self._solution.load()
        if error is not None:
            return self._raised(error, NO_ARGUMENTS, kind=wire.IMPORT_RAISED)
        return wire.IMPORTED, dump([self._solution.asked_at, self._prints.taken()])

    def _get(self, payload: bytes) -> tuple[int, bytes]:
        name = payload.decode("utf-8", "surrogatepass")
        assert self._solution.module is not None
        try:
            value = getattr(self._solution.module, name)
        except AttributeError:
            names = [[text[:NAME_LIMIT], line, kind] for text, line, kind in self._solution.names()]
            return wire.MISSING, dump(names)
        self._handed[name] = value
        return self._given(value, NO_ARGUMENTS)

    def _call_scalars(self, payload: bytes) -> tuple[int, bytes]:
        number, *args = load(payload)
        with self._solution.plugged(self._prints, self._solution.typed):
            try:
                value = self._table[number](*args)
            except BaseException as error:
                return self._raised(error, NO_ARGUMENTS, self._table[number], len(args))
            return self._given(value, NO_ARGUMENTS)

    def _call(self, payload: bytes) -> tuple[int, bytes]:
        number, args, kwargs = load(payload)
        return self._called(self._table[number], None, args, kwargs)

    def _method(self, payload: bytes) -> tuple[int, bytes]:
        number, name, args, kwargs = load(payload)
        return self._called(self._table[number], name, args, kwargs)

    def _called(self, target: Any, method: str | None, args: Node, kwargs: Node) -> tuple[int, bytes]:
        decoder = Decoder(self._handed_over, numbering=True)
        positional: list[Any] = [decoder.value(node) for node in args]
        named: dict[str, Any] = {name: decoder.value(node) for name, node in kwargs}
        arguments = Arguments(decoder.mutables)
        with self._solution.plugged(self._prints, self._solution.typed):
            function = target
            try:
                if method is not None:
                    function = getattr(target, method)
                value = function(*positional, **named)
            except BaseException as error:
                return self._raised(error, arguments, function, len(positional) + len(named))
            return self._given(value, arguments)

    def _attribute(self, payload: bytes) -> tuple[int, bytes]:
        number, name = load(payload)
        with self._solution.plugged(self._prints, self._solution.typed):
            try:
                value = getattr(self._table[number], name)
            except BaseException as error:
                return self._raised(error, NO_ARGUMENTS)
            if isinstance(value, (MethodType, BuiltinFunctionType)) and value.__self__ is self._table[number]:
                # Asked for again when it is called; a handle of each would fill the table.
                return wire.VALUE, dump([{"m": name[:NAME_LIMIT]}, False, self._prints.taken(), [], False])
            return self._given(value, NO_ARGUMENTS)

    def _operate(self, payload: bytes) -> tuple[int, bytes]:
        name, args, _kwargs = load(payload)
        return self._called(OPERATIONS[name], None, args, [])

    def _run(self, payload: bytes) -> tuple[int, bytes]:
        if self._solution.unreadable is not None:
            return wire.UNREADABLE, dump(self._facts_node(self._solution.unreadable))
        typed, argv = load(payload)
        lines, talk, error = self._solution.run(typed, argv)
        record = None if error is None else self._record(error)
        try:
            return wire.RAN, dump([lines, talk, record])
        except TooBig:
            return wire.RAN, dump([lines[:1000], talk[: wire.PRINTS_KEPT // 4], record])

    def _uses(self, payload: bytes) -> tuple[int, bytes]:
        return wire.SCALAR, dump(self._solution.uses(payload.decode("utf-8", "surrogatepass")))

    def _loop(self, payload: bytes) -> tuple[int, bytes]:
        return wire.FACTS, dump(self._facts_node(self._solution.loop_facts(load(payload))))

    # Replies.

    def _given(self, value: Any, arguments: Arguments) -> tuple[int, bytes]:
        """The reply for a value. Reading an iterator runs the pupil's code, so this may end in `_raised`."""
        changed = arguments.changed() if arguments.mutables else []
        printed = self._prints.taken()
        stale = self._names_changed()
        kind = type(value)
        if kind in SCALARS and not changed and not printed and not stale:
            if kind is str:
                if len(value) <= wire.MAX_FRAME // 4:
                    return wire.TEXT, value.encode("utf-8", "surrogatepass")
            elif kind is not int and kind is not float:
                return wire.SCALAR, b"null" if value is None else b"true" if value else b"false"
            elif (kind is float and value - value == 0) or (
                kind is int and -(1 << 1000) < value < (1 << 1000)
            ):
                return wire.SCALAR, repr(value).encode("ascii")
        try:
            encoder = Encoder(self._handle, arguments.mutables)
            try:
                node = encoder.node(value)
            except TooBig:
                node = self._handle(value, note="too big")
            # An iterator may have printed, or changed an argument, while it was read.
            changed = arguments.changed() if arguments.mutables else []
            printed += self._prints.taken()
            changes = self._changes(changed, arguments)
            try:
                return wire.VALUE, dump([node, encoder.cut, printed, changes, stale])
            except TooBig:
                node = self._handle(value, note="too big")
                changes = [[number, self._too_big(arguments.mutables[number])] for number in changed]
                return wire.VALUE, dump([node, False, printed, changes, stale])
        except BaseException as error:
            return self._raised(error, arguments)

    def _raised(
        self,
        error: BaseException,
        arguments: Arguments,
        called: object = None,
        given: int | None = None,
        *,
        kind: int = wire.RAISED,
    ) -> tuple[int, bytes]:
        record = self._record(error, called, given)
        changes = self._changes(arguments.changed(), arguments) if arguments.mutables else []
        tail = [self._prints.taken(), changes, self._names_changed()]
        try:
            return kind, dump([record, *tail])
        except TooBig:
            return kind, dump([self._record(error, briefly=True), "", [], True])

    def _record(
        self, error: BaseException, called: object = None, given: int | None = None, *, briefly: bool = False
    ) -> list[Any]:
        cls = type(error)
        facts: Node = {"d": []}
        args: Node = []
        if not briefly:
            with suppress(BaseException):
                facts = self._facts_node(self._solution.facts_of(error, called, given))
            with suppress(BaseException):
                args = Encoder(self._handle).node(list(error.args))
        return [
            name_of(cls),
            built_in_ancestors(cls),
            text_of(error),
            spots_of(error, self._solution.folder),
            facts,
            args,
            self._table.number(error),
            self._lineage(cls),
        ]

    def _lineage(self, cls: type) -> list[Any]:
        """Each class the pupil wrote, nearest first, and the built-in above them.

        A class is [its handle, its name, the handles of its own bases, the built-in it derives from or ""].
        """
        number = self._table.number
        rows = []
        for kind in own_ancestors(cls)[:20]:
            bases = type.__dict__["__bases__"].__get__(kind)
            own = [
                number(base)
                for base in bases
                if built_in_name(base) is None and issubclass(base, BaseException)
            ]
            built_in = next((name for base in bases if (name := built_in_name(base)) is not None), "")
            rows.append([number(kind), name_of(kind), own, built_in])
        nearest = built_in_name(cls) or (built_in_ancestors(cls) or ["Exception"])[0]
        return [rows, nearest]

    def _changes(self, changed: list[int], arguments: Arguments) -> list[Any]:
        changes = []
        for number in changed:
            value = arguments.mutables[number]
            try:
                node = Encoder(self._handle, arguments.mutables).contents(value)
            except TooBig:
                node = self._too_big(value)
            changes.append([number, node])
        return changes

    def _too_big(self, value: Any) -> Node:
        """Stands for the contents of a changed argument that cannot cross: one handle of it."""
        handle = self._handle(value, note="too big")
        return (
            {"d": [handle, None]}
            if type(value) is dict
            else {"s": [handle]}
            if type(value) is set
            else [handle]
        )

    def _handle(self, value: Any, note: str = "") -> Tagged:
        cls = type(value)
        lineage: list[Any] = []
        own_name = ""
        if issubclass(cls, type):
            own_name = name_of(value)
            kind = "class"
            if issubclass(value, BaseException):
                kind, lineage = "exception class", self._lineage(value)
        elif isinstance(value, (FunctionType, MethodType, BuiltinFunctionType)):
            kind = "function"
            own_name = str(value.__name__)[:NAME_LIMIT]
        elif issubclass(cls, ModuleType):
            kind = "module"
        else:
            kind = "object"
        return {"h": [self._table.number(value), kind, name_of(cls), own_name, note, lineage]}

    def _facts_node(self, facts: Any) -> Node:
        try:
            return Encoder(self._handle).node(facts)
        except TooBig:
            return {"d": []}

    def _names_changed(self) -> bool:
        """Whether a name handed out before means something else now; the near side then asks again."""
        module = self._solution.module
        if module is None:
            return False
        get = module.__dict__.get
        stale = [name for name, value in self._handed.items() if get(name) is not value]
        for name in stale:
            del self._handed[name]
        return bool(stale)

    # What came with a request.

    def _handed_over(self, tag: str, body: Any) -> Any:
        if tag == "h":
            return self._table[body]
        if tag == "fn":
            return Lent(self, *body)
        raise wire.WireBroken(tag)

    def call_lent(self, call: int, number: int, args: tuple[Any, ...], kwargs: dict[str, Any]) -> Any:
        """Have the near side call a function it lent. Raises what that raised, as a built-in exception."""
        with self._talking:
            if call != self.current_call:
                raise RuntimeError("this function was lent for one call only")
            encoder = Encoder(self._handle)
            try:
                nodes = [encoder.node(value) for value in args]
                named = [[name, encoder.node(value)] for name, value in kwargs.items()]
                self._channel.send(wire.LENT, dump([number, nodes, named]))
            except TooBig:
                raise ValueError("too much for a lent function") from None
            while True:
                kind, payload = self._channel.receive()
                if kind in (wire.ANSWER, wire.ANSWER_RAISED):
                    break
                self._channel.send(*self.reply(kind, payload))
        if kind == wire.ANSWER:
            return Decoder(self._handed_over, numbering=True).value(load(payload))
        name, text = load(payload)
        raise getattr(builtins, name)(text)
