"""Where two values first differ: which item, which key, which line. Pure; asks only exact built-in kinds.

Handles are told apart by identity, without asking the far side anything.
"""

import unicodedata
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final, Literal

from hackney_challenges.feedback.spelling import is_close_to, is_plain, is_wanted, ordered, spelt, wanted

_DEEPEST = 64


class Missing:
    """Stands where the other value has something and this one has nothing."""

    __slots__ = ()


MISSING: Final = Missing()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One step into a value: `item` counts from 1, `key` is a dictionary's."""

    into: Literal["item", "key", "member"]
    at: Any


@dataclass(frozen=True, slots=True, kw_only=True)
class Difference:
    """The first place that differs, and what stands there on both sides."""

    path: tuple[Step, ...]
    gave: Any
    needs: Any


def first_difference(gave: object, needs: object, *, is_exact: bool = False) -> Difference | None:
    """The first place where the values are not equal; if they are equal, where their kinds differ.

    With `is_exact`, as for `exactly`: whichever of both comes first, and NaN is NaN.
    """
    by_value = None if is_exact else _found(gave, needs, (), False)
    return by_value or _found(gave, needs, (), True)


def are_equal(one: object, other: object) -> bool:
    """`==` for plain values, identity for everything else. Kinds may differ as `==` allows."""
    return _found(one, other, (), False) is None


def are_the_same(one: object, other: object) -> bool:
    """Equal, and of the same kinds throughout."""
    return first_difference(one, other) is None


def look_alike(one: str, other: str) -> bool:
    """Whether two texts are hard to tell apart for the eye: some letters of theirs are drawn alike."""
    if one.isascii() and other.isascii():
        return one == other
    return skeleton(one).replace("'", '"') == skeleton(other).replace("'", '"')


def skeleton(text: str) -> str:
    """`text` with letters that look alike made one."""
    return unicodedata.normalize("NFKC", text).translate(_LOOK_ALIKES)


_LOOK_ALIKES: Mapping[int, int] = str.maketrans(
    # Cyrillic, then Greek letters drawn as Latin ones; then marks.
    "\u0430\u0435\u043e\u0440\u0441\u0445\u0443\u0456\u0458\u0455\u0501\u0410\u0412\u0415\u041a\u041c\u041d\u041e\u0420\u0421\u0422\u0425\u0423\u0406\u0408\u0405"
    "\u03bf\u03bd\u0391\u0392\u0395\u0396\u0397\u0399\u039a\u039c\u039d\u039f\u03a1\u03a4\u03a5\u03a7"
    "\u2018\u2019\u201a\u201c\u201d\u2010\u2011\u2012\u2013\u2014\u2212\u00d7\u2044\u2215",
    "aeopcxyijsdABEKMHOPCTXYIJSovABEZHIKMNOPTYX''," + '""' + "------x//",
)


def _found(gave: Any, needs: Any, path: tuple[Step, ...], by_kind: bool) -> Difference | None:
    if gave is needs and not _is_nan(gave):
        return None
    here = Difference(path=path, gave=gave, needs=needs)
    if is_close_to(needs):
        return None if needs == gave else here
    if is_wanted(needs):
        return _found(gave, wanted(needs), path, True)
    if len(path) > _DEEPEST or not (is_plain(gave) and is_plain(needs)):
        return here
    kinds = {type(gave), type(needs)}
    if len(kinds) > 1:
        if kinds == {set, frozenset} and not by_kind:
            return _found_in_sets(here, by_kind)
        return here if by_kind or not _plainly_equal(gave, needs) else None
    if kinds <= {list, tuple}:
        return _found_in_items(here, by_kind)
    if kinds == {dict}:
        return _found_in_keys(here, by_kind)
    if kinds <= {set, frozenset}:
        return _found_in_sets(here, by_kind)
    return None if _are_equal_leaves(gave, needs, by_kind) else here


def _are_equal_leaves(one: Any, other: Any, by_kind: bool) -> bool:
    # A signalling NaN of Decimal raises when it is compared, so it is asked first.
    if _is_nan(one) or _is_nan(other):
        return by_kind and _is_nan(one) and _is_nan(other)
    return bool(one == other)


def _is_nan(value: object) -> bool:
    if isinstance(value, Decimal):
        return value.is_nan()
    return isinstance(value, float) and value != value


def _plainly_equal(one: Any, other: Any) -> bool:
    containers = (list, tuple, dict, set, frozenset)
    return (
        type(one) not in containers and type(other) not in containers and _are_equal_leaves(one, other, False)
    )


def _found_in_items(here: Difference, by_kind: bool) -> Difference | None:
    for place, (gave, needs) in enumerate(zip(here.gave, here.needs, strict=False)):
        found = _found(gave, needs, (*here.path, Step(into="item", at=place + 1)), by_kind)
        if found is not None:
            return found
    shorter = min(len(here.gave), len(here.needs))
    if len(here.gave) == len(here.needs):
        return None
    return Difference(
        path=(*here.path, Step(into="item", at=shorter + 1)),
        gave=here.gave[shorter] if len(here.gave) > shorter else MISSING,
        needs=here.needs[shorter] if len(here.needs) > shorter else MISSING,
    )


def _found_in_keys(here: Difference, by_kind: bool) -> Difference | None:
    for key, needs in here.needs.items():
        path = (*here.path, Step(into="key", at=key))
        if key not in here.gave:
            return Difference(path=path, gave=MISSING, needs=needs)
        found = _found(here.gave[key], needs, path, by_kind)
        if found is not None:
            return found
    for key, gave in here.gave.items():
        if key not in here.needs:
            return Difference(path=(*here.path, Step(into="key", at=key)), gave=gave, needs=MISSING)
    return _of_other_kind(here, by_kind, "key")


def _found_in_sets(here: Difference, by_kind: bool) -> Difference | None:
    absent, extra = ordered(here.needs - here.gave, 1), ordered(here.gave - here.needs, 1)
    if absent or extra:
        member = (absent or extra)[0]
        path = (*here.path, Step(into="member", at=member))
        return Difference(path=path, gave=MISSING if absent else member, needs=member if absent else MISSING)
    return _of_other_kind(here, by_kind, "member")


def _of_other_kind(here: Difference, by_kind: bool, into: Literal["key", "member"]) -> Difference | None:
    """A key or member equal to one of the other side, but of another kind: `1` and `True`."""
    if not by_kind:
        return None
    known = {spelt(member, 200) for member in here.gave}
    odd = [member for member in here.needs if spelt(member, 200) not in known]
    if not odd:
        return None
    return Difference(path=(*here.path, Step(into=into, at=odd[0])), gave=MISSING, needs=odd[0])
