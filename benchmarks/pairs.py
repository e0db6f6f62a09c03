"""Two pieces of work measured in turn, A B A B …, and the ratio pair by pair.

A single time on a shared machine means little; the median of paired ratios
means something. Times are CPU seconds, of this process or of finished
children; a ratio is A over B.
"""

import os
import subprocess
import sys
import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from pathlib import Path
from statistics import median


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One line of the report: what was measured against what, the paired ratios, and the goal."""

    what: str
    against: str
    ratios: tuple[float, ...]
    goal: str

    def __str__(self) -> str:
        low, middle, high = min(self.ratios), median(self.ratios), max(self.ratios)
        measured = f"{middle:5.2f}  ({low:.2f} to {high:.2f})"
        return f"{self.what:<42} {measured}  goal {self.goal}, against {self.against}"


def paired(first: Callable[[], float], second: Callable[[], float], *, pairs: int) -> tuple[float, ...]:
    """The ratios first/second of `pairs` alternating measurements, after one uncounted pair."""
    first(), second()
    return tuple(first() / second() for _ in range(pairs))


def children_seconds(
    command: Sequence[str], folder: Path, environment: dict[str, str] | None = None
) -> float:
    """CPU seconds of a command and its children; wall seconds where the system counts no CPU."""
    settings = {key: value for key, value in os.environ.items() if key != "PYTHONDONTWRITEBYTECODE"}
    if sys.platform == "win32":
        start = time.perf_counter()
        subprocess.run(
            command, cwd=folder, env=settings | (environment or {}), capture_output=True, check=False
        )
        return time.perf_counter() - start
    import resource

    before = resource.getrusage(resource.RUSAGE_CHILDREN)
    ended = subprocess.run(
        command, cwd=folder, env=settings | (environment or {}), capture_output=True, check=False, text=True
    )
    if ended.returncode != 0:
        raise SystemExit(f"{' '.join(command)} ended with {ended.returncode}:\n{ended.stdout}{ended.stderr}")
    after = resource.getrusage(resource.RUSAGE_CHILDREN)
    return after.ru_utime - before.ru_utime + after.ru_stime - before.ru_stime
