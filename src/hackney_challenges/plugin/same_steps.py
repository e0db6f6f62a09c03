"""Whether the same steps came out as they did before, in another story of the same check.

They do where each story makes an app of its own. A class that keeps its notes
for all its objects, and code that rolls dice, give themselves away.
"""

from collections.abc import Sequence

from hackney_challenges.isolation.calls import Call, Raised, Recorded, Returned

MOST_STEPS = 8
"""Only the beginnings of stories are looked at."""
_MOST_KEPT = 5_000
_WIDTH = 80


class SameSteps:
    """The beginnings of the stories of one check, and what each of their steps gave the first time."""

    def __init__(self) -> None:
        self._first: dict[tuple[str, ...], str] = {}

    def came_out_otherwise(self, calls: Sequence[Recorded]) -> bool:
        """Whether one of these calls has given something else after the very same calls; they are kept."""
        # Only stories need this; loaded by the first of them.
        from hackney_challenges.feedback.values import call_text

        is_other = False
        before: tuple[str, ...] = ()
        for call in calls[:MOST_STEPS]:
            if not isinstance(call, Call) or len(self._first) >= _MOST_KEPT:
                break
            before = (*before, call_text(call, _WIDTH))
            outcome = _outcome(call)
            is_other |= self._first.setdefault(before, outcome) != outcome
        return is_other


def _outcome(call: Call) -> str:
    from hackney_challenges.feedback.values import show

    if isinstance(call.outcome, Returned):
        return show(call.outcome.value, _WIDTH)
    return call.outcome.kind if isinstance(call.outcome, Raised) else ""
