"""Equal as a pupil would mean it: the same kind of thing throughout, or a decimal close enough.

Python says that 0, 0.0 and False are equal. A till that gets text or a decimal
where it needs a whole number disagrees, so a suite says which of the two it
means. Both sorts of answer keep the value in `wanted`, for messages.
"""

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class Exactly:
    """Equal to `wanted` and of its kind, in every item, key and value; made by `exactly`."""

    wanted: object

    def __eq__(self, given: object) -> bool:
        return _is_same(given, self.wanted)

    def __repr__(self) -> str:
        return f"exactly({self.wanted!r})"


@dataclass(frozen=True, slots=True, eq=False, repr=False)
class CloseTo:
    """A number at most `within` away from `wanted`; made by `close_to`."""

    wanted: float
    within: float

    def __eq__(self, given: object) -> bool:
        if type(given) is not float and type(given) is not int:
            return False
        # The ends are compared, not the distance: 0.61 - 0.6 is a hair more than 0.01, and a number of
        # a thousand digits can be compared but not subtracted. NaN lies between no two ends.
        return self.wanted - self.within <= given <= self.wanted + self.within

    def __repr__(self) -> str:
        return f"close_to({self.wanted!r}, within={self.within!r})"


def exactly(value: object) -> Exactly:
    """Equal to `value` and of the same kind, all the way down.

    >>> assert solution.fare(10) == exactly(0)

    This holds for 0, and for none of 0.0, False and "0". A list is no tuple;
    items, keys and values count like the whole; NaN is exactly NaN. Inside a
    list, tuple or dict, `close_to` may stand for one number.
    """
    return Exactly(value)


def close_to(value: float, within: float = 0.01) -> CloseTo:
    """A number at most `within` away from `value`, for answers that are decimals.

    >>> assert solution.average([1, 2]) == close_to(1.5)

    A whole number will do where it is close enough; text, True, False and NaN
    never do. Raises `TypeError` for what is no number, and `ValueError` where
    `value` is NaN or `within` is no distance.
    """
    for number in (value, within):
        if type(number) is not float and type(number) is not int:
            raise TypeError(f"close_to takes two numbers, such as close_to(1.5, within=0.1), not {number!r}")
    if value != value or not within >= 0:
        raise ValueError(
            f"close_to takes a number and a distance of 0 or more, not {value!r} within {within!r}"
        )
    return CloseTo(value, within)


def _is_same(given: object, wanted: object) -> bool:
    if isinstance(wanted, Exactly | CloseTo):
        return wanted == given
    if type(given) is not type(wanted):
        return False
    if isinstance(given, list | tuple) and isinstance(wanted, list | tuple):
        return len(given) == len(wanted) and all(map(_is_same, given, wanted))
    if isinstance(given, dict) and isinstance(wanted, dict):
        keys = {key: key for key in given}
        return len(given) == len(wanted) and all(
            key in keys and _is_same(keys[key], key) and _is_same(given[key], value)
            for key, value in wanted.items()
        )
    if isinstance(given, set | frozenset) and isinstance(wanted, set | frozenset):
        items = {item: item for item in given}
        return len(given) == len(wanted) and all(
            item in items and _is_same(items[item], item) for item in wanted
        )
    if _is_nan(given) or _is_nan(wanted):
        return _is_nan(given) and _is_nan(wanted)
    return bool(given == wanted)


def _is_nan(value: object) -> bool:
    # A signalling NaN of Decimal raises when it is compared, so it is asked and not compared.
    return value.is_nan() if isinstance(value, Decimal) else isinstance(value, float) and value != value
