"""What a suite holds of the far side: the solution, handles of its functions and objects, its exceptions."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any, Protocol, TypeVar

from hackney_challenges.isolation.calls import ProgramRun, Raised
from hackney_challenges.isolation.conversation import Conversation
from hackney_challenges.isolation.replies import Card, FarRaised, OwnClass, nearest_built_in

_MOST_STEPS = 10_000

# What hypothesis looks for in a test's arguments: a way to run the test, a way to print them. Asked of the
# solution it would import a program; answered by the pupil's code it would hand the check over to it.
ASKED_BY_HYPOTHESIS = frozenset(
    {
        "hypothesis_internal_is_this_a_mock_check",
        "execute_example",
        "setup_example",
        "teardown_example",
        "_repr_pretty_",
    }
)

_T = TypeVar("_T")


class Side(Protocol):
    """Where the present check's conversation is found."""

    name: str

    def conversation(self) -> Conversation:
        """The conversation of the check that runs. Raises `conversation.OutsideCheck`."""


class Solution:
    """The pupil's file: its names as attributes; `run` runs it as a program, `uses` asks about its source."""

    def __init__(self, side: Side) -> None:
        self._side = side

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or name in ASKED_BY_HYPOTHESIS:
            raise AttributeError(name)
        return self._side.conversation().name(name)

    def run(self, typed: Sequence[str] = (), argv: Sequence[str] = ()) -> ProgramRun:
        """Run the file as a program, afresh, with `typed` for `input()` and `argv` after its name."""
        return self._side.conversation().run(tuple(typed), tuple(argv))

    def uses(self, name: str) -> bool:
        """Whether the file uses a name or construct: `solution.uses("sorted")`."""
        return self._side.conversation().uses(name)

    def __repr__(self) -> str:
        return f"<solution {self._side.name}>"


class StandInClass(type):
    """The class of classes that stand for something of the far side."""

    def stands_for(cls) -> Any:
        """A handle, or what else it is."""
        raise NotImplementedError


class Handle:
    """A function, class or object on the far side.

    Everything done to it is done there. It equals another handle where the far
    side says exactly True, and never equals plain data.
    """

    __slots__ = ("__weakref__", "_card", "_conversation", "_label")

    def __init__(self, conversation: Conversation, card: Card) -> None:
        object.__setattr__(self, "_conversation", conversation)
        object.__setattr__(self, "_card", card)
        object.__setattr__(self, "_label", card.name or conversation.name_object(card.type_name))

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call it there."""
        return self._conversation.call(self._card.number, self._label, args, kwargs)

    def __getattr__(self, name: str) -> Any:
        if name in ASKED_BY_HYPOTHESIS or (name.startswith("__") and name not in _ATTRIBUTES_ASKED_FOR):
            # pytest, copy and inspect look for these in every object.
            raise AttributeError(name)
        return self._conversation.attribute(self, self._card.number, name)

    def __setattr__(self, name: str, value: Any) -> None:
        self._conversation.operate(".=", (self, name, value))

    def __delattr__(self, name: str) -> None:
        self._conversation.operate("del .", (self, name))

    def __eq__(self, other: object) -> bool:
        if self is other:
            # Still asked: an object may say that it is not equal to itself.
            return self._conversation.operate("==", (self, self)) is True
        if type(other) is not Handle or other._conversation is not self._conversation:
            return False
        return self._conversation.operate("==", (self, other)) is True

    def __ne__(self, other: object) -> bool:
        return not self == other

    def __hash__(self) -> int:
        return hash((id(self._conversation), self._card.number))

    def __iter__(self) -> Iterator[Any]:
        there = self._conversation.operate("iter", (self,))
        if type(there) is list:
            yield from there
            return
        for _step in range(_MOST_STEPS):
            try:
                item = self._conversation.operate("next", (there,))
            except StopIteration:
                return
            yield item

    def __next__(self) -> Any:
        return self._conversation.operate("next", (self,))

    def __contains__(self, item: object) -> bool:
        return self._conversation.operate("in", (self, item)) is True

    def __exit__(self, kind: type[BaseException] | None, error: BaseException | None, trace: object) -> bool:
        problem: tuple[Any, str] = ("", "")
        if isinstance(error, FarError) and error._far._conversation is self._conversation:
            problem = (error, "")
        elif error is not None:
            problem = (nearest_built_in(error), str(error)[:1000])
        return bool(self._conversation.operate("exit", (self, *problem)))

    def __instancecheck__(self, thing: object) -> bool:
        return type(thing) is Handle and self._conversation.operate("isinstance", (thing, self)) is True

    def __subclasscheck__(self, thing: object) -> bool:
        return type(thing) is Handle and self._conversation.operate("issubclass", (thing, self)) is True

    def __bool__(self) -> bool:
        return self._conversation.operate("bool", (self,)) is True

    def __len__(self) -> int:
        return _exactly(int, self._conversation.operate("len", (self,)))

    def __int__(self) -> int:
        return _exactly(int, self._conversation.operate("int", (self,)))

    def __float__(self) -> float:
        return _exactly(float, self._conversation.operate("float", (self,)))

    def __index__(self) -> int:
        return _exactly(int, self._conversation.operate("index", (self,)))

    def __str__(self) -> str:
        return self._shown("str")

    def __repr__(self) -> str:
        return self._shown("repr")

    def __format__(self, spec: str) -> str:
        return _exactly(str, self._conversation.operate("format", (self, spec)))

    def _shown(self, way: str) -> str:
        if self._conversation.is_over:
            # A report is written after the check; there is nobody left to ask.
            return f"<{describe(self)}>"
        return _exactly(str, self._conversation.operate(way, (self,)))

    def __copy__(self) -> "Handle":
        return self

    def __deepcopy__(self, memo: object) -> "Handle":
        return self


_ATTRIBUTES_ASKED_FOR = frozenset({"__name__", "__doc__", "__class__", "__dict__", "__len__", "__iter__"})


def _exactly(kind: type[_T], value: Any) -> _T:
    if type(value) is not kind:
        raise TypeError(f"the solution gave no {kind.__name__}")
    return value


def _operation(name: str, *, reflected: bool = False) -> Callable[..., Any]:
    if reflected:
        return lambda self, other: self._conversation.operate(name, (other, self))
    return lambda self, *others: self._conversation.operate(name, (self, *others))


for _dunder, _name in {
    "lt": "<",
    "le": "<=",
    "gt": ">",
    "ge": ">=",
    "getitem": "[]",
    "setitem": "[]=",
    "delitem": "del []",
    "neg": "neg",
    "pos": "pos",
    "abs": "abs",
    "round": "round",
    "enter": "enter",
}.items():
    setattr(Handle, f"__{_dunder}__", _operation(_name))

for _dunder, _name in {
    "add": "+",
    "sub": "-",
    "mul": "*",
    "truediv": "/",
    "floordiv": "//",
    "mod": "%",
    "pow": "**",
    "matmul": "@",
    "and": "&",
    "or": "|",
    "xor": "^",
}.items():
    setattr(Handle, f"__{_dunder}__", _operation(_name))
    setattr(Handle, f"__r{_dunder}__", _operation(_name, reflected=True))


class Method:
    """A method of a far object. Which one it is is settled there, at each call."""

    __slots__ = ("__name__", "_owner")

    def __init__(self, owner: Handle, name: str) -> None:
        self._owner = owner
        self.__name__ = name

    def __call__(self, *args: Any, **kwargs: Any) -> Any:
        """Call it there."""
        owner = self._owner
        target = f"{owner._label}.{self.__name__}"
        return owner._conversation.call_method(owner._card.number, self.__name__, target, args, kwargs)

    def __repr__(self) -> str:
        return f"<method {self.__name__}>"


def describe(handle: object) -> str:
    """What a handle is, in a word or two: "a function", "a Basket". Names in it are the far side's."""
    if not isinstance(handle, Handle):
        return "a function" if isinstance(handle, Method) else "an exception"
    card: Card = handle._card
    if card.note == "too big":
        return f"{_article(_TYPE_WORDS.get(card.type_name, card.type_name))} that is too big"
    if card.kind in ("function", "class"):
        return f"a {card.kind}"
    return _article(_TYPE_WORDS.get(card.type_name, card.type_name))


def called(handle: Handle) -> str:
    """What the record calls it: `basket`, as in `basket.add`. The far side's word."""
    return str(handle._label)


_TYPE_WORDS = {"str": "text", "int": "number", "float": "number", "module": "module"}


def _article(word: str) -> str:
    return f"{'an' if word[:1].lower() in set('aeiou') else 'a'} {word}"


class FarError(Exception):
    """An exception the pupil's code let out. Also an instance of the nearest built-in exception.

    `raised` has the facts; other attributes are the exception's own, asked for
    on the far side.
    """

    raised: Raised
    _far: "Handle"

    def __str__(self) -> str:
        return self.raised.text

    def __getattr__(self, name: str) -> Any:
        if name.startswith("_") or "_far" not in self.__dict__:
            raise AttributeError(name)
        return getattr(self.__dict__["_far"], name)


class FarErrorClass(StandInClass):
    """The class of an exception class of the solution: may be called, like the class it stands for.

    Where the suite imported the name (`late_names.py`), what it holds is put
    among the ancestors, so that `except TooYoung:` works, which asks nobody.
    """

    _far: Handle

    def mro(cls) -> list[type]:
        """The usual order, the suite's stand-in before what all such exceptions share."""
        order = list(type.mro(cls))
        late = cls.__dict__.get("_late")
        # By identity: to compare a stand-in is to ask the far side.
        if late is not None and not any(kind is late for kind in order):
            order.insert(next(at for at, kind in enumerate(order) if kind is FarError), late)
        return order

    def stands_for(cls) -> Any:
        """Its handle."""
        return cls._far

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        """An exception object of the solution, made there."""
        return cls._far(*args, **kwargs)


class Standins:
    """Makes handles and exceptions for one conversation (`conversation.Standins`)."""

    def __init__(self, late_name: Callable[[str], type | None]) -> None:
        self._late_name = late_name
        self._classes: dict[int, type[FarError]] = {}

    def meant(self, value: Any) -> Any:
        """What `value` stands for, if it is a name the suite imported; else itself."""
        return value.stands_for() if isinstance(value, StandInClass) else value

    def stand_in(self, conversation: Conversation, card: Card) -> Any:
        """A handle, or a class for an exception class."""
        if card.kind == "exception class":
            return self._class(conversation, card)
        return Handle(conversation, card)

    def method(self, owner: Any, name: str) -> Any:
        """A method of a handle."""
        return Method(owner, name)

    def raised(self, conversation: Conversation, error: FarRaised) -> BaseException:
        """An exception for the near side."""
        kind = self._class(conversation, error.card)
        # Not by calling it: the built-in's own __init__ may want other arguments than the pupil's class took.
        try:
            near = kind.__new__(kind)
        except TypeError:
            # MemoryError has a maker of its own, which makes no other class.
            near = BaseException.__new__(kind)
        near.args = tuple(error.args)
        near.raised = error.raised
        near._far = Handle(conversation, error.card)
        return near

    def number_of(self, conversation: Conversation, value: object) -> int | None:
        """The number of this conversation's handle `value`; None for anything else.

        Raises ValueError for a handle of another conversation.
        """
        if isinstance(value, (FarErrorClass, FarError)):
            value = value._far
        if type(value) is not Handle:
            return None
        if value._conversation is not conversation:
            raise ValueError("this belongs to another check's solution")
        return int(value._card.number)

    def _class(self, conversation: Conversation, card: Card) -> type[FarError]:
        kind = _built_in_class(card.built_in)
        # From the farthest ancestor to the class itself.
        for own in reversed(card.own_classes):
            if own.number not in self._classes:
                self._classes[own.number] = self._own_class(conversation, own)
            kind = self._classes[own.number]
        return kind

    def _own_class(self, conversation: Conversation, own: OwnClass) -> type[FarError]:
        bases: list[type] = [self._classes[base] for base in own.bases if base in self._classes]
        bases = bases or [FarError]
        if own.built_in is not None and not any(issubclass(base, own.built_in) for base in bases):
            bases.append(own.built_in)
        far = Handle(conversation, Card(number=own.number, kind="class", type_name="type", name=own.name))
        namespace = {"_far": far, "_late": self._late_name(own.name)}
        try:
            kind: Any = FarErrorClass(own.name, tuple(bases), namespace)
        except (TypeError, ValueError):
            # Bases no honest class has together, or a name with a NUL in it.
            kind = FarErrorClass("Exception", (FarError,), namespace)
        return kind  # type: ignore[no-any-return]  # FarError is among its bases


_BUILT_IN_CLASSES: dict[type[Exception], type[FarError]] = {}


def _built_in_class(built_in: type[Exception]) -> type[FarError]:
    known = _BUILT_IN_CLASSES.get(built_in)
    if known is None:
        bases = (FarError,) if built_in is Exception else (FarError, built_in)
        known = _BUILT_IN_CLASSES[built_in] = type(built_in.__name__, bases, {})
    return known
