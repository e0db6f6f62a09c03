"""A call through the wall, against hypothesis' cheapest example: what the wall adds to a property's case."""

import os
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pairs import Row

from hackney_challenges.isolation.wall import FarSide, Limits, Wall

_EXAMPLES = 200
_SETTINGS = settings(
    max_examples=_EXAMPLES,
    database=None,
    deadline=None,
    derandomize=True,
    suppress_health_check=list(HealthCheck),
)


def calls(pairs: int) -> list[Row]:
    """Rows for both processes on one core, and for free scheduling."""
    rows = []
    if hasattr(os, "sched_setaffinity"):
        everywhere = os.sched_getaffinity(0)
        os.sched_setaffinity(0, {min(everywhere)})
        rows.append(_row("a call through the wall, one core", pairs))
        os.sched_setaffinity(0, everywhere)
    rows.append(_row("a call through the wall, free scheduling", pairs))
    return rows


def _row(what: str, pairs: int) -> Row:
    with tempfile.TemporaryDirectory() as room:
        file = Path(room, "same.py")
        file.write_text("def same(n):\n    return n\n")
        with Wall() as wall:
            far_side = wall.far_side(file, Limits())
            with far_side.check():
                ratios = _ratios(far_side, pairs)
    return Row(what=what, against="an empty example of st.integers()", ratios=ratios, goal="1.30")


def _ratios(far_side: FarSide, pairs: int) -> tuple[float, ...]:
    same = far_side.solution.same

    @_SETTINGS
    @given(st.integers())
    def through_the_wall(n: int) -> None:
        far_side.forget_calls()
        same(n)

    @_SETTINGS
    @given(st.integers())
    def empty(n: int) -> None:
        pass

    children = _children_of(os.getpid())
    through_the_wall(), empty()
    return tuple(_seconds(through_the_wall, children) / _seconds(empty, children) for _ in range(pairs))


def _seconds(work: Callable[[], None], children: list[int]) -> float:
    before = time.process_time() + _cpu_of(children)
    work()
    return time.process_time() + _cpu_of(children) - before


def _children_of(parent: int) -> list[int]:
    """The running descendants of a process, by /proc; none where there is no /proc."""
    parents = {}
    for status in Path("/proc").glob("[0-9]*/stat"):
        try:
            parents[int(status.parent.name)] = int(status.read_text().rpartition(")")[2].split()[1])
        except OSError:
            continue
    found: list[int] = [parent]
    for process in found:
        found += [child for child, its_parent in parents.items() if its_parent == process]
    return found[1:]


def _cpu_of(processes: list[int]) -> float:
    """CPU seconds of running processes, to the nanosecond where the kernel tells it."""
    total = 0.0
    for process in processes:
        try:
            total += time.clock_gettime(~process << 3 | 2)
        except OSError:
            continue
    return total


if __name__ == "__main__":
    print(*calls(int(sys.argv[1]) if len(sys.argv) > 1 else 15), sep="\n")
