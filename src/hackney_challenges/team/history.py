"""Every run of the checks, one small file each, written whole and never changed.

`progress.json` can be made again from these files. So that they stay few, old
ones are removed, but never one that holds the best of a challenge.
"""

import json
import secrets
from collections.abc import Iterable, Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from hackney_challenges.errors import ChallengesError
from hackney_challenges.files import read_bytes, write_new
from hackney_challenges.results import NOTHING_WRITTEN, ChallengeResult, Result

KEPT_RUNS = 50
_FORMAT = 1
_LIMIT_BYTES = 1024 * 1024
_HIGHEST = 1_000_000
_LONGEST_CALL = 80


class DamagedError(ChallengesError):
    """A file of ours that does not hold what we wrote."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """What one run found about one challenge.

    `passed` are the names of its checks that are solved. `counted` is False
    where it could not be checked: such an outcome never stands for a zero.
    `tried` is False where nothing was written yet: the file was still the
    starter, or not there. `told` is the call that the run's message was about,
    as a pupil writes it, where the checks make that very call each time.
    """

    points: int
    out_of: int
    checks_ok: int
    checks: int
    passed: tuple[str, ...] = ()
    counted: bool = True
    tried: bool = True
    told: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Run:
    """One run. `taken` is UTC, ISO 8601; `file` its name in the history, which sorts by time."""

    taken: str
    file: str
    outcomes: Mapping[str, Outcome]


def run_of(result: Result, told: Mapping[str, str] | None = None) -> Run:
    """The run that `result` tells of, under a file name nobody else has; `told` is by slug."""
    stamp = "".join(character for character in result.taken if character.isalnum())[:20]
    return Run(
        taken=result.taken,
        file=f"{stamp}-{secrets.token_hex(4)}.json",
        outcomes={
            challenge.challenge: _outcome(challenge, (told or {}).get(challenge.challenge, ""))
            for challenge in result.challenges
        },
    )


def _outcome(challenge: ChallengeResult, told: str) -> Outcome:
    passed = tuple(check.name for check in challenge.checks if check.verdict == "solved")
    return Outcome(
        points=challenge.points,
        out_of=challenge.out_of,
        checks_ok=len(passed),
        checks=len(challenge.checks),
        passed=passed,
        counted=challenge.verdict != "could not check",
        tried=challenge.reason not in NOTHING_WRITTEN,
        told=told[:_LONGEST_CALL],
    )


def append(folder: Path, run: Run) -> None:
    """Put `run` into the history. Raises OSError where nothing can be written."""
    folder.mkdir(parents=True, exist_ok=True)
    body = {
        "format": _FORMAT,
        "taken": run.taken,
        "challenges": {slug: encode_outcome(outcome) for slug, outcome in run.outcomes.items()},
    }
    write_new(folder / run.file, json.dumps(body, sort_keys=True).encode())


def runs(folder: Path) -> tuple[Run, ...]:
    """All runs that can be read, oldest first; files that hold something else are passed over."""
    found: list[Run] = []
    for file in _files(folder):
        with suppress(ChallengesError):
            found.append(_decode(file.name, read_bytes(file, _LIMIT_BYTES)))
    return tuple(sorted(found, key=lambda run: (run.taken, run.file)))


def prune(folder: Path, known: Iterable[Run], keep: Iterable[str]) -> None:
    """Remove the oldest of the `known` runs beyond `KEPT_RUNS`, but for the files named in `keep`."""
    ordered = sorted(known, key=lambda run: (run.taken, run.file))
    needed = set(keep)
    for run in ordered[:-KEPT_RUNS]:
        if run.file not in needed:
            with suppress(OSError):
                (folder / run.file).unlink()


def encode_outcome(outcome: Outcome) -> dict[str, Any]:
    """`outcome` as JSON-ready plain data."""
    return {
        "points": outcome.points,
        "out_of": outcome.out_of,
        "checks_ok": outcome.checks_ok,
        "checks": outcome.checks,
        "passed": list(outcome.passed),
        "counted": outcome.counted,
        "tried": outcome.tried,
        "told": outcome.told,
    }


def decode_outcome(value: object) -> Outcome:
    """The outcome that `encode_outcome` wrote. Raises `DamagedError`."""
    table = mapping(value)
    passed = table.get("passed")
    if not isinstance(passed, list) or not all(isinstance(name, str) for name in passed):
        raise DamagedError("passed is not a list of names")
    told = table.get("told", "")
    return Outcome(
        points=number(table, "points"),
        out_of=number(table, "out_of"),
        checks_ok=number(table, "checks_ok"),
        checks=number(table, "checks"),
        passed=tuple(passed),
        counted=table.get("counted") is True,
        tried=table.get("tried") is not False,
        told=told[:_LONGEST_CALL] if isinstance(told, str) else "",
    )


def mapping(value: object) -> Mapping[str, Any]:
    """`value`, a JSON object. Raises `DamagedError`."""
    if not isinstance(value, dict):
        raise DamagedError("not a JSON object")
    return value


def number(table: Mapping[str, Any], key: str) -> int:
    """The whole number under `key`. Raises `DamagedError`."""
    value = table.get(key)
    if type(value) is not int or not 0 <= value <= _HIGHEST:
        raise DamagedError(f"{key} is not a whole number")
    return value


def parse(data: bytes) -> Mapping[str, Any]:
    """The JSON object in `data`. Raises `DamagedError`, and nothing else."""
    try:
        return mapping(json.loads(data.decode("utf-8")))
    except (ValueError, RecursionError):
        raise DamagedError("not JSON") from None


def _decode(name: str, data: bytes) -> Run:
    table = parse(data)
    taken = table.get("taken")
    if table.get("format") != _FORMAT or not isinstance(taken, str):
        raise DamagedError("not a run of this kit")
    challenges = mapping(table.get("challenges"))
    return Run(
        taken=taken,
        file=name,
        outcomes={slug: decode_outcome(value) for slug, value in challenges.items()},
    )


def _files(folder: Path) -> list[Path]:
    try:
        return [path for path in folder.iterdir() if path.suffix == ".json" and not path.name.startswith(".")]
    except OSError:
        return []
