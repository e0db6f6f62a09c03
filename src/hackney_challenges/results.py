"""Verdicts, points, and the result of one run of one team folder (formats.md 6).

The result file is canonical JSON: the same work gives the same bytes, but for
`taken` and `seconds`. Reading it back is strict. Pure; no I/O.
"""

import json
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


def to_json(result: Result) -> bytes:
    """The bytes of the result file: JSON in ASCII, its keys in the order of formats.md 6."""
    head = {
        "format": "hackney-result/1",
        "kit": result.kit,
        "team": {"id": result.team_id, "name": result.team_name},
        "taken": result.taken,
        "seed": result.seed,
        "confinement": result.confinement,
        "points": result.points,
        "out_of": result.out_of,
        "challenges": [_challenge_table(challenge) for challenge in result.challenges],
    }
    return (json.dumps(head, indent=1) + "\n").encode("ascii")


def _challenge_table(challenge: ChallengeResult) -> dict[str, Any]:
    return {
        "pack": challenge.pack,
        "pack_version": challenge.pack_version,
        "challenge": challenge.challenge,
        "verdict": challenge.verdict,
        "fault": challenge.fault,
        "reason": challenge.reason,
        "points": challenge.points,
        "out_of": challenge.out_of,
        "solution": challenge.solution,
        "suite": challenge.suite,
        "seconds": challenge.seconds,
        "checks": [_check_table(check) for check in challenge.checks],
    }


def _check_table(check: CheckResult) -> dict[str, Any]:
    return {
        "name": check.name,
        "title": check.title,
        "points": check.points,
        "out_of": check.out_of,
        "verdict": check.verdict,
        "failed_on": check.failed_on,
        "message": check.message,
        "call": dict(check.call) if check.call is not None else None,
    }
