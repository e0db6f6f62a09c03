"""The calls of a check as they happened, inputs as they were handed over, for messages to quote."""

from collections import deque
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import Any

from hackney_challenges.isolation.calls import Call, ProgramRun, Raised, Recorded, Returned, Stopped
from hackney_challenges.isolation.plain import SCALARS
from hackney_challenges.isolation.wire import PRINTS_KEPT

_CALLS_KEPT = 10_000

# target, args, kwargs, outcome (a plain value for Returned of it), changed, printed: a `Call` is made of it
# when somebody looks, for most are forgotten unseen.
Row = tuple[str, tuple[Any, ...], Mapping[str, Any], Any, tuple[tuple[int | str, Any], ...], str]


@dataclass(slots=True, kw_only=True)
class Record:
    """Calls and prints of one check. The oldest calls give way past 10,000."""

    rows: deque[Row | ProgramRun] = field(default_factory=lambda: deque(maxlen=_CALLS_KEPT))
    _prints: list[str] = field(default_factory=list)
    _prints_left: int = PRINTS_KEPT
    _object_names: dict[str, int] = field(default_factory=dict)

    @property
    def printed(self) -> str:
        """All that was printed, up to the cap."""
        return "".join(self._prints)

    def print(self, text: str) -> None:
        """Keep what was printed, up to the cap."""
        if text and self._prints_left > 0:
            self._prints.append(text[: self._prints_left])
            self._prints_left -= len(text)

    def forget_calls(self) -> None:
        """Begin a new list of calls, and number objects anew."""
        self.rows.clear()
        self._object_names.clear()

    def name_object(self, class_name: str) -> str:
        """What a pupil might call a new object: `basket`, then `basket2`."""
        name = class_name.lower()
        count = self._object_names[name] = self._object_names.get(name, 0) + 1
        return name if count == 1 else f"{name}{count}"


def calls_in(rows: Iterable[Row | ProgramRun]) -> Iterator[Recorded]:
    """The calls that `rows` are of, in their order."""
    for row in rows:
        if isinstance(row, ProgramRun):
            yield row
            continue
        target, args, kwargs, outcome, changed, printed = row
        if not isinstance(outcome, (Returned, Raised, Stopped)):
            outcome = Returned(value=outcome)
        yield Call(target=target, args=args, kwargs=kwargs, outcome=outcome, changed=changed, printed=printed)


def copied(value: Any) -> Any:
    """`value` with lists, dicts and sets of its own; what cannot change is shared."""
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


def changed_among(
    touched: set[int], args: tuple[Any, ...], kwargs: Mapping[str, Any]
) -> tuple[tuple[int | str, Any], ...]:
    """(position or keyword, a copy) of each argument that holds one of the objects with ids `touched`."""
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
