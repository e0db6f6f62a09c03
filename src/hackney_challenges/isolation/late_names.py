"""`from bus_fare import fare` in a suite: names that mean something only while a check runs.

The pupil's file is never imported for this. What the suite's module holds is a
stand-in for whatever the solution calls by that name: a function, a class, an
exception for `pytest.raises`, a number. It is a class, since `raises` and
`except` take nothing else, and its metaclass passes all that is done to it on
to the thing itself.
"""

import operator
from collections.abc import Callable, Iterator
from types import ModuleType
from typing import Any

from hackney_challenges.isolation.conversation import OutsideCheck
from hackney_challenges.isolation.proxy import ASKED_BY_HYPOTHESIS, FarError, Side, StandInClass


class LateName(StandInClass):
    """The class of stand-ins; each is asked for anew whenever it is used."""

    _side: Side

    def stands_for(cls) -> Any:
        """What the solution calls by this name. Raises `OutsideCheck` while no check runs."""
        return cls._side.conversation().name(cls.__name__)

    def __call__(cls, *args: Any, **kwargs: Any) -> Any:
        """Call what the solution calls by this name."""
        return cls.stands_for()(*args, **kwargs)

    def __getattr__(cls, name: str) -> Any:
        if name.startswith(("_", "pytest")) or name in ASKED_BY_HYPOTHESIS:
            # pytest and hypothesis look into everything a suite's module holds, long before a check.
            raise AttributeError(name)
        try:
            thing = cls.stands_for()
        except OutsideCheck as early:
            raise AttributeError(str(early)) from None
        return getattr(thing, name)

    def __instancecheck__(cls, instance: object) -> bool:
        return isinstance(instance, cls.stands_for())

    def __subclasscheck__(cls, subclass: type) -> bool:
        if subclass is cls:
            return True
        try:
            return issubclass(subclass, cls.stands_for())
        except (OutsideCheck, TypeError):
            return False

    def __eq__(cls, other: object) -> bool:
        if cls is other:
            return True
        try:
            thing = cls.stands_for()
        except OutsideCheck:
            return False
        return bool(thing == (other.stands_for() if isinstance(other, LateName) else other))

    def __ne__(cls, other: object) -> bool:
        return not cls == other

    def __hash__(cls) -> int:
        try:
            return hash(cls.stands_for())
        except OutsideCheck:
            return type.__hash__(cls)

    def __repr__(cls) -> str:
        return cls._shown(repr)

    def __str__(cls) -> str:
        return cls._shown(str)

    def _shown(cls, show: Callable[[object], str]) -> str:
        try:
            return show(cls.stands_for())
        except (OutsideCheck, AttributeError):
            return f"<{cls.__name__} of {cls._side.name}>"

    def __iter__(cls) -> Iterator[Any]:
        return iter(cls.stands_for())

    def __len__(cls) -> int:
        return len(cls.stands_for())

    def __bool__(cls) -> bool:
        try:
            return bool(cls.stands_for())
        except OutsideCheck:
            return True

    def __format__(cls, spec: str) -> str:
        return format(cls.stands_for(), spec)


def _passed_on(act: Callable[..., Any]) -> Callable[..., Any]:
    def passed_on(cls: LateName, *others: Any) -> Any:
        return act(
            cls.stands_for(),
            *(other.stands_for() if isinstance(other, LateName) else other for other in others),
        )

    return passed_on


def _reflected(act: Callable[[Any, Any], Any]) -> Callable[[LateName, Any], Any]:
    def reflected(cls: LateName, other: Any) -> Any:
        return act(other, cls.stands_for())

    return reflected


for _name in ("add", "sub", "mul", "truediv", "floordiv", "mod", "pow", "matmul", "and_", "or_", "xor"):
    _act = getattr(operator, _name)
    _plain = _name.rstrip("_")
    setattr(LateName, f"__{_plain}__", _passed_on(_act))
    setattr(LateName, f"__r{_plain}__", _reflected(_act))

for _name in (
    "lt",
    "le",
    "gt",
    "ge",
    "neg",
    "pos",
    "abs",
    "index",
    "getitem",
    "setitem",
    "delitem",
    "contains",
):
    setattr(LateName, f"__{_name}__", _passed_on(getattr(operator, _name)))

for _kind in (int, float, complex, round):
    setattr(LateName, f"__{_kind.__name__}__", _passed_on(_kind))


class LateModule(ModuleType):
    """The solution as a module. Any name can be asked of it; whether it is there shows when it is used."""

    def __init__(self, side: Side) -> None:
        super().__init__(side.name, "The solution, behind the wall.")
        self.__dict__["_side"] = side
        self.__dict__["_late"] = {}

    def __getattr__(self, name: str) -> Any:
        if name.startswith("__") or name in ("pytest_plugins", "pytestmark"):
            raise AttributeError(name)
        side: Side = self.__dict__["_side"]
        late: dict[str, LateName] = self.__dict__["_late"]
        if name not in late:
            late[name] = LateName(name, (FarError,), {"_side": side})
        return late[name]

    def late_name(self, name: str) -> LateName | None:
        """What a suite holds by `name`, if one asked for it."""
        late: dict[str, LateName] = self.__dict__["_late"]
        return late.get(name)

    def __setattr__(self, name: str, value: Any) -> None:
        if name.startswith("__"):
            # What the import system notes on a module.
            super().__setattr__(name, value)
            return
        raise AttributeError(f"{name} of the solution cannot be set from here")
