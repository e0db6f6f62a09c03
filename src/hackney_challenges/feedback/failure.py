"""What a check found, as objects: the facts that messages and detectors turn into words."""

from dataclasses import dataclass

from hackney_challenges.isolation.calls import Recorded, SolutionStopped

_WHOLE_FILE = frozenset({"unreadable", "not a file", "import", "asks", "missing", "machine"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Style:
    """How a text is laid out. Below 60 columns nothing is aligned. `plain` is for screen readers.

    `more` adds what the pupil's code printed and Python's own words.
    """

    width: int = 72
    plain: bool = False
    more: bool = False


@dataclass(frozen=True, slots=True)
class Comparison:
    """The comparison that did not hold: the real objects, `op` as Python writes it."""

    op: str
    left: object
    right: object


@dataclass(frozen=True, slots=True, kw_only=True)
class Case:
    """Another case of the same check. `comparison` is the one that did not hold, if one did not."""

    is_right: bool
    calls: tuple[Recorded, ...] = ()
    comparison: Comparison | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Failure:
    """One case that does not hold yet.

    `calls` are the recorded calls in their order. `problem` is what was raised,
    None for a plain assert. `words` is the author's own message of the assert.
    `waiting` is how many checks wait behind a stop that concerns the whole
    file. `others` are the check's other cases, as far as they ran: detectors
    that need several runs are silent without them.

    `looks`, for a check written with `story`, are the places in `calls` of
    those that only looked how things stood between its steps; None for any
    other check. `names` are (the record's word, the suite's own) of things of
    the far side: ("lostproperty", "box"). `is_other_than_before`: in an
    earlier story of the check the same calls gave something else.
    """

    file: str
    number: int
    title: str
    case: str | None = None
    calls: tuple[Recorded, ...] = ()
    comparison: Comparison | None = None
    problem: BaseException | None = None
    words: str | None = None
    waiting: int = 0
    others: tuple[Case, ...] = ()
    looks: frozenset[int] | None = None
    names: tuple[tuple[str, str], ...] = ()
    is_other_than_before: bool = False


def whole_file(problem: BaseException | None) -> bool:
    """True for stops that concern the whole file, so that they are told once for all its checks."""
    if not isinstance(problem, SolutionStopped):
        return False
    stopped = problem.stopped
    return stopped.kind in _WHOLE_FILE or stopped.during == "import"
