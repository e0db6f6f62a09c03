"""A check of an app that remembers, told as numbered steps, up to the one that came out otherwise. Pure.

Each step is a call as the suite makes it, under the suite's own names. Calls
that a story made only to look how things stand are left out, all but the last.
"""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace

from hackney_challenges.feedback.comparing import gave_back, value_of
from hackney_challenges.feedback.differences import are_the_same
from hackney_challenges.feedback.failure import Failure, Style
from hackney_challenges.feedback.layout import NARROW_COLUMNS, Notice, Row
from hackney_challenges.feedback.reasons import Reason, reason_rows
from hackney_challenges.feedback.spelling import Named, described
from hackney_challenges.feedback.spoken import say_call
from hackney_challenges.feedback.values import call_text
from hackney_challenges.isolation.calls import Call, Recorded
from hackney_challenges.isolation.proxy import Handle, called
from hackney_challenges.printable import safe_line

_LATEST = 50  # calls looked through for the answer that was compared
_SPOKEN_WIDTH = 200


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """A call of a story. `makes` is the name of the thing that it gave back, for steps to come."""

    call: Call
    makes: str | None = None


def steps_of(failure: Failure) -> tuple[Step, ...]:
    """The steps that led to `failure`, the one it is about last; empty where it is no story.

    A check is one if it was written with `story`, or called things of the far
    side more than once.
    """
    end = _end(failure)
    looks = failure.looks or frozenset()
    told = [call for place, call in enumerate(failure.calls[: end + 1]) if place == end or place not in looks]
    calls = [call for call in told if isinstance(call, Call)]
    weight = len(calls) if failure.looks is not None else sum(map(_is_on_a_thing, calls))
    if weight < 2 or len(calls) < len(told):
        return ()
    return tuple(_named(calls, dict(failure.names)))


def in_steps(notice: Notice, steps: tuple[Step, ...], style: Style) -> Notice:
    """`notice` with the steps in place of its `I ran`; as it is where it tells of no call."""
    facts = [row for row in notice.rows if row.label != "I ran"]
    if len(facts) == len(notice.rows):
        return notice
    return replace(notice, steps=tuple(_rows(steps, style)), rows=tuple(map(_apart, facts)))


def something_shared(notice: Notice, steps: tuple[Step, ...]) -> Notice:
    """`notice` with one reason: the same steps came out otherwise before, in a new app."""
    made = next((step for step in steps if step.makes and step.call.target[:1].isupper()), None)
    text = "these steps gave something else before."
    if made is not None:
        text += f" Do all {safe_line(made.call.target, 20)} objects share something?"
    facts = (row for row in notice.rows if row.label not in ("Maybe", "Next"))
    return replace(notice, rows=(*facts, *reason_rows(Reason(level="Maybe", text=text))))


def _end(failure: Failure) -> int:
    """The place of the call that the failure is about: the last, or the one that gave the list compared.

    Apps count: a small number has been given by many a call, and proves nothing.
    """
    last = len(failure.calls) - 1
    compared = failure.comparison
    if compared is None or last < 0:
        return last
    sides = (compared.left, compared.right)
    if _gave_one_of(failure.calls[last], sides):
        return last
    for place in range(last - 1, max(last - _LATEST, -1), -1):
        call = failure.calls[place]
        if isinstance(value_of(call), list | dict | set) and value_of(call) and _gave_one_of(call, sides):
            return place
    return last


def _gave_one_of(call: Recorded, sides: Iterable[object]) -> bool:
    return gave_back(call) and any(are_the_same(value_of(call), side) for side in sides)


def _is_on_a_thing(call: Call) -> bool:
    """Whether the call made a thing of the far side, or was made on one."""
    return "." in call.target or any(_is_thing(value) for value in (value_of(call), *call.args))


def _is_thing(value: object) -> bool:
    return isinstance(value, Handle)


def _named(calls: list[Call], authors: Mapping[str, str]) -> Iterator[Step]:
    names = _names(calls, authors)
    needed = [_things_in(call) for call in calls]
    known: set[str] = set()
    for place, call in enumerate(calls):
        known |= needed[place]
        given = value_of(call)
        word = called(given) if isinstance(given, Handle) and described(given) != "a class" else ""
        is_new = bool(word) and word not in known
        known.add(word)
        is_used = word in authors or any(word in later for later in needed[place + 1 :])
        makes = names[word] if is_new and is_used and place < len(calls) - 1 else None
        yield Step(call=_renamed(call, names), makes=makes)


def _names(calls: list[Call], authors: Mapping[str, str]) -> Mapping[str, str]:
    """A name for each word of the record: the author's where that is one thing's alone."""
    words = {word for call in calls for word in _things_in(call)}
    words |= {called(given) for call in calls if isinstance(given := value_of(call), Handle)}
    taken = Counter(authors.get(word, word) for word in words)
    return {word: authors[word] if word in authors and taken[authors[word]] == 1 else word for word in words}


def _things_in(call: Call) -> set[str]:
    """The record's words for the things of the far side that a call was made on or given."""
    things = {called(value) for value in (*call.args, *call.kwargs.values()) if isinstance(value, Handle)}
    owner, dot, _ = call.target.rpartition(".")
    return things | {owner} if dot and owner else things


def _renamed(call: Call, names: Mapping[str, str]) -> Call:
    owner, dot, method = call.target.rpartition(".")
    return replace(
        call,
        target=f"{names[owner]}.{method}" if dot and owner else call.target,
        args=tuple(_under_name(value, names) for value in call.args),
        kwargs={key: _under_name(value, names) for key, value in call.kwargs.items()},
    )


def _under_name(value: object, names: Mapping[str, str]) -> object:
    return Named(names[called(value)]) if isinstance(value, Handle) else value


def _rows(steps: tuple[Step, ...], style: Style) -> Iterator[Row]:
    indent = 0 if style.width < NARROW_COLUMNS else 2
    free = style.width - indent - len(f"{len(steps)}. ")
    for number, step in enumerate(steps, start=1):
        name = safe_line(step.makes or "", 24)
        lead = f"{name} = " if name else ""
        said = say_call(step.call)
        if name:
            said = f"I ran {call_text(step.call, _SPOKEN_WIDTH)} and named it {name}."
        yield Row(
            label=f"{number}.",
            text=lead + call_text(step.call, free - len(lead)),
            spoken=f"Step {number}: {said}",
        )


def _apart(row: Row) -> Row:
    """What the check saw may come of several steps, so it is not said to come from the last."""
    return replace(row, spoken=row.spoken.replace("From that the check saw", "The check saw", 1))
