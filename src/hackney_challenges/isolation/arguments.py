"""Arguments on the far side, and which of them a call changed. Standard library only."""

import operator
from typing import Any


class Arguments:
    """Arguments as they arrived, and what they were, so that changes show."""

    __slots__ = ("_before", "mutables")

    def __init__(self, mutables: list[Any]) -> None:
        self.mutables = mutables
        self._before = [_parts(value) for value in mutables]

    def changed(self) -> list[int]:
        """Numbers of the lists, dicts and sets whose own parts are no longer the same objects."""
        return [
            number
            for number, (value, before) in enumerate(zip(self.mutables, self._before, strict=True))
            if not _same(_parts(value), before)
        ]


def _parts(value: Any) -> list[Any]:
    if type(value) is dict:
        return [*dict.keys(value), *dict.values(value)]
    return list(value)


def _same(parts: list[Any], before: list[Any]) -> bool:
    return len(parts) == len(before) and all(map(operator.is_, parts, before))


NO_ARGUMENTS = Arguments([])
