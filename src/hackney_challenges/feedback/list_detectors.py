"""Detectors for lists and dictionaries: order, ends, items, keys."""

from collections import Counter
from collections.abc import Callable, Mapping
from typing import Any

from hackney_challenges.feedback.differences import are_equal
from hackney_challenges.feedback.evidence import Evidence, Run
from hackney_challenges.feedback.reasons import Reason
from hackney_challenges.feedback.spelling import spelt
from hackney_challenges.feedback.values import show

_ITEM_WIDTH = 20
_SPELT = 200
_MOST_ITEMS = 2_000
_CONTAINERS: Mapping[type, str] = {list: "a list [...]", tuple: "a tuple (...)", set: "a set {...}"}
_ENDS = (("last", slice(None, -1)), ("first", slice(1, None)))


def back_to_front(known: Evidence) -> Reason | None:
    """The needed list in reverse; not a list that reads the same both ways."""
    if _for_all_lists(known, lambda given, needed: len(needed) >= 2 and are_equal(given[::-1], needed)):
        return Reason(level="Maybe", text=f"the {_noun(known.shown)} are right. The order is back to front.")
    return None


def another_order(known: Evidence) -> Reason | None:
    """The same items, in another order."""
    if _for_all_lists(
        known, lambda given, needed: len(given) == len(needed) and _counted(given) == _counted(needed)
    ):
        return Reason(level="Maybe", text=f"the {_noun(known.shown)} are right. The order is another one.")
    return None


def one_end_left_out(known: Evidence) -> Reason | None:
    """All but the last, or all but the first. What to look at is said from two runs on."""
    for end, cut in _ENDS:
        if all(_is_cut_so(run, cut) for run in known.runs):
            where = "ends" if end == "last" else "starts"
            more = f" Look where the loop {where}." if len(known.runs) > 1 else ""
            return Reason(level="Maybe", text=f"the {end} one is left out.{more}")
    return None


def only_the_first(known: Evidence) -> Reason | None:
    """Of two or more items only the first came back, alone or in a list."""
    if all(_is_only_first(run.gave, run.needs) for run in known.runs):
        return Reason(level="Maybe", text="only the first one came back. Is return inside the loop?")
    return None


def one_item_more_or_less(known: Evidence) -> Reason | None:
    """One item is there twice, or once too few, or does not belong, or is not there."""
    if not all(_one_item_apart(run) for run in known.runs):
        return None
    extra, absent = _apart(known.shown)
    changed = next(iter(extra or absent))
    item = _shown_item(known.shown, changed)
    needed = _counted(known.shown.needs)[changed]
    if extra:
        text = (
            f"{item} is there {'twice' if needed == 1 else 'once more'}."
            if needed
            else f"{item} is one too many."
        )
    else:
        text = f"one of {needed} {item} is gone." if needed > 1 else f"{item} is not there."
    return Reason(level="Maybe", text=text)


def another_container(known: Evidence) -> Reason | None:
    """A tuple or set with the items of the needed list, or the other way round."""
    for run in known.runs:
        kinds = type(run.gave), type(run.needs)
        if kinds[0] is kinds[1] or not set(kinds) <= set(_CONTAINERS):
            return None
        if set in kinds and _counted(run.gave) != _counted(run.needs):
            return None
        if set not in kinds and not are_equal(list(run.gave), list(run.needs)):
            return None
    gave, needs = (_CONTAINERS[type(side)] for side in (known.shown.gave, known.shown.needs))
    return Reason(level="Maybe", text=f"it gave {gave}. It needs {needs}.")


def one_key_differs(known: Evidence) -> Reason | None:
    """A dictionary with one key too many, too few, or spelt with other capitals."""
    texts = [_key_text(run.gave, run.needs) for run in known.runs]
    return Reason(level="Maybe", text=texts[0]) if texts[0] and all(texts) else None


def _key_text(gave: Any, needs: Any) -> str | None:
    if type(gave) is not dict or type(needs) is not dict:
        return None
    extra = [key for key in gave if key not in needs]
    absent = [key for key in needs if key not in gave]
    if any(not are_equal(gave[key], needs[key]) for key in gave if key in needs):
        return None
    if len(extra) == 1 and len(absent) == 1:
        one, other = extra[0], absent[0]
        if type(one) is str and type(other) is str and one.lower() == other.lower():
            return f"key {_text(one)} {_capitals(one, other)}. It needs {_text(other)}."
        return f"key {_text(one)} is there. It needs key {_text(other)}."
    if len(extra) == 1 and not absent:
        return f"key {_text(extra[0])} is one too many."
    return f"there is no key {_text(absent[0])}." if len(absent) == 1 and not extra else None


def _capitals(one: str, other: str) -> str:
    differing = [letter for letter, needed in zip(one, other, strict=False) if letter != needed]
    if len(differing) == 1:
        return f"has a {'capital' if differing[0].isupper() else 'small'} {differing[0]}"
    return "has other capitals"


def _is_only_first(gave: Any, needs: Any) -> bool:
    if type(needs) is not list or len(needs) < 2:
        return False
    if type(gave) is list:
        return are_equal(gave, needs[:1])
    return type(gave) is type(needs[0]) and are_equal(gave, needs[0])


def _is_cut_so(run: Run, cut: slice) -> bool:
    if type(run.gave) is not type(run.needs) or type(run.needs) not in (list, tuple):
        return False
    return 2 <= len(run.needs) <= _MOST_ITEMS and are_equal(run.gave, run.needs[cut])


def _one_item_apart(run: Run) -> bool:
    if type(run.gave) is not type(run.needs) or type(run.gave) not in (list, tuple, set):
        return False
    if max(len(run.gave), len(run.needs)) > _MOST_ITEMS:
        return False
    extra, absent = _apart(run)
    return sum(extra.values()) + sum(absent.values()) == 1


def _apart(run: Run) -> tuple[Counter[str], Counter[str]]:
    given, needed = _counted(run.gave), _counted(run.needs)
    return given - needed, needed - given


def _counted(items: Any) -> Counter[str]:
    return Counter(spelt(item, _SPELT) for item in items)


def _shown_item(run: Run, spelling: str) -> str:
    return next(_text(item) for item in (*run.gave, *run.needs) if spelt(item, _SPELT) == spelling)


def _text(value: object) -> str:
    return "None" if value is None else show(value, _ITEM_WIDTH)


def _noun(run: Run) -> str:
    """`names` for texts that all start with a capital letter, else `items`."""
    return "names" if all(type(item) is str and item[:1].isupper() for item in run.needs) else "items"


def _for_all_lists(known: Evidence, holds: Callable[[Any, Any], bool]) -> bool:
    """Whether `holds` is true of every run, both sides being lists, or tuples, not too long to look at."""
    return all(
        type(run.gave) is type(run.needs)
        and type(run.needs) in (list, tuple)
        and max(len(run.gave), len(run.needs)) <= _MOST_ITEMS
        and holds(run.gave, run.needs)
        for run in known.runs
    )
