"""Verdicts, points, and the result of one run of one team folder (formats.md 6).

The result file is canonical JSON: the same work gives the same bytes, but for
`taken` and `seconds`. Reading it back is strict. Pure; no I/O.
"""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Literal

Verdict = Literal["solved", "not yet", "could not check"]
Fault = Literal["solution", "pack", "machine", "kit"]
Confinement = Literal["full", "partial", "none"]


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """What one check found. `call` is the smallest failing call, as JSON-ready plain data."""

    name: str
    title: str
    points: int
    out_of: int
    verdict: Verdict
    failed_on: Literal["usual", "secret"] | None = None
    message: str | None = None
    call: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChallengeResult:
    """What one challenge's suite found about one solution; points of its checks, in the suite's order."""

    pack: str
    pack_version: str
    challenge: str
    verdict: Verdict
    points: int
    out_of: int
    solution: str | None
    suite: str
    seconds: float
    fault: Fault | None = None
    reason: str | None = None
    checks: tuple[CheckResult, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """All verdicts of one run of one team folder. `taken` is UTC, ISO 8601 with milliseconds and Z."""

    kit: str
    team_id: str
    team_name: str
    taken: str
    seed: str | None
    confinement: Confinement
    challenges: tuple[ChallengeResult, ...]

    @property
    def points(self) -> int:
        """Points found in this run."""
        return sum(challenge.points for challenge in self.challenges)

    @property
    def out_of(self) -> int:
        """Points that could have been found."""
        return sum(challenge.out_of for challenge in self.challenges)
