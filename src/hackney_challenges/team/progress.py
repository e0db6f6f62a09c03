"""What a team has reached so far: the best of each challenge, which never falls, and the last run.

`progress.json` is whole or absent, and can be made again from the history.
Best points are a maximum, so two runs at the same instant may both write it:
what one of them misses, the next run finds in the history.
"""

import json
import secrets
from collections.abc import Iterable, Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field, replace
from datetime import datetime
from pathlib import Path
from typing import Any

from hackney_challenges.errors import ChallengesError
from hackney_challenges.files import UnreadableFile, read_bytes, write_whole
from hackney_challenges.printable import safe_line
from hackney_challenges.results import Result
from hackney_challenges.team import history
from hackney_challenges.team.folder import TeamFolder
from hackney_challenges.team.history import DamagedError, Outcome, Run

_FORMAT = 1
_LIMIT_BYTES = 4 * 1024 * 1024
_PAUSE_SECONDS = 45 * 60


@dataclass(frozen=True, slots=True, kw_only=True)
class Best:
    """The best that was ever checked of one challenge; `run` names its file in the history."""

    points: int
    out_of: int
    checks_ok: int
    checks: int
    run: str = ""

    @property
    def solved(self) -> bool:
        """Whether every check was OK in one run."""
        return self.checks > 0 and self.checks_ok == self.checks


@dataclass(frozen=True, slots=True, kw_only=True)
class Last:
    """The last run of one challenge that could be checked; `same` runs before it found the same.

    `since` is the time of the first of those that followed one another without a long pause.
    """

    outcome: Outcome
    taken: str
    same: int = 0
    since: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class Progress:
    """What is known of each challenge, by slug.

    `latest` are the challenges of the last run, `upto` is the last run that
    is counted in. `notes` are sentences for the team: what was damaged, what was done.
    """

    best: Mapping[str, Best] = field(default_factory=dict)
    last: Mapping[str, Last] = field(default_factory=dict)
    latest: tuple[str, ...] = ()
    upto: tuple[str, str] = ("", "")
    notes: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Step:
    """One challenge, the run before and this run.

    `first` says that there was no try before. `same_as_last` counts the tries
    before this one, in a row, that found just the same, and `same_seconds` how
    long that took, by this machine's clock; an untouched starter is no try.
    `is_first_solve` says that all checks are OK for the first time, and
    `told_before` is the call that the message before was about. A challenge
    that could not be checked stands still.
    """

    points_before: int
    points_now: int
    checks_before: int
    checks_now: int
    best_points: int
    same_as_last: int
    best_before: int = 0
    first: bool = False
    is_first_solve: bool = False
    told_before: str = ""
    same_seconds: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Steps(Mapping[str, Step]):
    """The steps of one run, by slug; `notes` are sentences for the team, `best` is what is reached by now."""

    by_slug: Mapping[str, Step]
    notes: tuple[str, ...] = ()
    best: Mapping[str, Best] = field(default_factory=dict)

    def __getitem__(self, slug: str) -> Step:
        return self.by_slug[slug]

    def __iter__(self) -> Iterator[str]:
        return iter(self.by_slug)

    def __len__(self) -> int:
        return len(self.by_slug)


def read_progress(folder: TeamFolder) -> Progress:
    """What the team has reached. A damaged file is kept aside, said so, and made again from the history.

    Raises `ChallengesError` only for a file that a newer kit wrote.
    """
    return _stored(folder, history.runs(folder.ours / "history"))


def _stored(folder: TeamFolder, past: tuple[Run, ...]) -> Progress:
    file = folder.ours / "progress.json"
    try:
        stored = decode(read_bytes(file, _LIMIT_BYTES))
    except UnreadableFile as unreadable:
        if unreadable.obstacle == "missing":
            return folded(Progress(), past)
        if unreadable.obstacle in ("not allowed", "not readable"):
            note = f"{unreadable} Best results come from the history."
            return replace(folded(Progress(), past), notes=(note,))
        return _restored(file, past)
    except DamagedError:
        return _restored(file, past)
    return folded(stored, past)


def record(folder: TeamFolder, result: Result, told: Mapping[str, str] | None = None) -> Steps:
    """Count `result` in, and tell how each of its challenges moved. `told`: see `history.Outcome`, by slug.

    Never raises for a folder that cannot be written: the checks were right,
    and `notes` says what was not kept.
    """
    run = history.run_of(result, told)
    past = history.runs(folder.ours / "history")
    newer: tuple[str, ...] = ()
    try:
        before = _stored(folder, past)
    except ChallengesError as error:
        before = folded(Progress(), past)
        newer = (str(error),)
    after = counted_in(before, run)
    notes = (*before.notes, *newer)
    try:
        history.append(folder.ours / "history", run)
        if not newer:
            write_whole(folder.ours / "progress.json", encode(after))
            kept = (best.run for best in after.best.values())
            history.prune(folder.ours / "history", (*past, run), kept)
    except OSError as error:
        reason = safe_line(error.strerror or type(error).__name__, 80)
        notes = (*notes, f"This run could not be saved in {safe_line(str(folder.ours))}: {reason}.")
    steps = {slug: _step(before, after, slug, outcome) for slug, outcome in run.outcomes.items()}
    return Steps(by_slug=steps, notes=notes, best=after.best)


def folded(progress: Progress, runs: Iterable[Run]) -> Progress:
    """`progress` with all `runs` counted in, oldest first.

    Best results are taken from every run, whether it was counted before or
    not; the last run only from those after `progress.upto`.
    """
    best = dict(progress.best)
    newer: list[Run] = []
    for run in sorted(runs, key=_when):
        for slug, outcome in run.outcomes.items():
            best[slug] = _better(best.get(slug), outcome, run.file)
        if _when(run) > progress.upto:
            newer.append(run)
    counted = replace(
        progress, best={slug: value for slug, value in best.items() if value.checks or value.out_of}
    )
    for run in newer:
        counted = counted_in(counted, run)
    return counted


def counted_in(progress: Progress, run: Run) -> Progress:
    """`progress` after `run`, which is its last run whatever its clock said."""
    best, last = dict(progress.best), dict(progress.last)
    for slug, outcome in run.outcomes.items():
        if not outcome.counted:
            continue
        before = last.get(slug)
        best[slug] = _better(best.get(slug), outcome, run.file)
        last[slug] = _after(before, outcome, run.taken)
    return replace(
        progress,
        best=best,
        last=last,
        latest=tuple(run.outcomes) or progress.latest,
        upto=max(progress.upto, _when(run)),
    )


def encode(progress: Progress) -> bytes:
    """`progress` as the bytes of `progress.json`."""
    body = {
        "format": _FORMAT,
        "upto": list(progress.upto),
        "latest": list(progress.latest),
        "best": {
            slug: {
                "points": best.points,
                "out_of": best.out_of,
                "checks_ok": best.checks_ok,
                "checks": best.checks,
                "run": best.run,
            }
            for slug, best in progress.best.items()
        },
        "last": {
            slug: {
                "taken": last.taken,
                "same": last.same,
                "since": last.since,
                **history.encode_outcome(last.outcome),
            }
            for slug, last in progress.last.items()
        },
    }
    return json.dumps(body, sort_keys=True, indent=1).encode()


def decode(data: bytes) -> Progress:
    """The progress that `encode` wrote. Raises `DamagedError`, or `ChallengesError` for a newer format."""
    table = history.parse(data)
    written = table.get("format")
    if type(written) is int and written > _FORMAT:
        raise ChallengesError(
            f"progress.json was made by a newer kit (format {written}; this kit reads up to {_FORMAT}). "
            "Next: pip install -U hackney-challenges"
        )
    if written != _FORMAT:
        raise DamagedError("no format number")
    upto = _texts(table.get("upto"))
    if len(upto) != 2:
        raise DamagedError("upto is not a pair")
    return Progress(
        best={slug: _decode_best(value) for slug, value in history.mapping(table.get("best")).items()},
        last={slug: _decode_last(value) for slug, value in history.mapping(table.get("last")).items()},
        latest=_texts(table.get("latest")),
        upto=(upto[0], upto[1]),
    )


def _decode_best(value: object) -> Best:
    table = history.mapping(value)
    run = table.get("run")
    if not isinstance(run, str):
        raise DamagedError("run is not a text")
    return Best(
        points=history.number(table, "points"),
        out_of=history.number(table, "out_of"),
        checks_ok=history.number(table, "checks_ok"),
        checks=history.number(table, "checks"),
        run=run,
    )


def _decode_last(value: object) -> Last:
    table = history.mapping(value)
    taken, since = table.get("taken"), table.get("since", "")  # the first files had no `since`
    if not isinstance(taken, str) or not isinstance(since, str):
        raise DamagedError("taken or since is not a text")
    return Last(
        outcome=history.decode_outcome(table), taken=taken, same=history.number(table, "same"), since=since
    )


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise DamagedError("not a list of texts")
    return tuple(value)


def _restored(file: Path, past: tuple[Run, ...]) -> Progress:
    aside = file.with_name(f"progress.damaged-{secrets.token_hex(3)}.json")
    try:
        file.rename(aside)
        where = f"It is kept as {aside.parent.name}/{aside.name}."
    except OSError:
        where = "It could not be moved aside."
    progress = folded(Progress(), past)
    if not past:
        note = f"The file of your progress was damaged. {where} Run your checks: your work counts again."
        return replace(progress, notes=(note,))
    with suppress(OSError):
        write_whole(file, encode(progress))
    note = f"The file of your progress was damaged. {where} Your points were restored."
    return replace(progress, notes=(note,))


def _better(best: Best | None, outcome: Outcome, run: str) -> Best:
    if best is None:
        best = Best(points=0, out_of=0, checks_ok=0, checks=0)
    if not outcome.counted or (
        best.checks and (outcome.points, outcome.checks_ok) <= (best.points, best.checks_ok)
    ):
        return best
    return Best(
        points=max(outcome.points, best.points),
        out_of=max(outcome.out_of, outcome.points, best.points),
        checks_ok=outcome.checks_ok,
        checks=outcome.checks,
        run=run,
    )


def _alike(before: Outcome, now: Outcome) -> bool:
    return before.tried and now.tried and before.passed == now.passed and before.points == now.points


def _after(before: Last | None, outcome: Outcome, taken: str) -> Last:
    if before is None or not _alike(before.outcome, outcome):
        return Last(outcome=outcome, taken=taken, since=taken)
    # Nobody was stuck over lunch, or over night.
    has_paused = _seconds_between(before.taken, taken) > _PAUSE_SECONDS
    since = taken if has_paused else before.since or before.taken
    return Last(outcome=outcome, taken=taken, same=before.same + 1, since=since)


def _seconds_between(earlier: str, later: str) -> int:
    """From one time of a run to another; 0 where a clock went back, or either is no time."""
    try:
        first, second = (datetime.fromisoformat(text.replace("Z", "+00:00")) for text in (earlier, later))
        return max(int((second - first).total_seconds()), 0)
    except (TypeError, ValueError, OverflowError):
        return 0


def _when(run: Run) -> tuple[str, str]:
    return run.taken, run.file


def _step(before: Progress, after: Progress, slug: str, outcome: Outcome) -> Step:
    last, now = before.last.get(slug), after.last.get(slug)
    best_before, best_now = before.best.get(slug), after.best.get(slug)
    points_before = last.outcome.points if last else 0
    checks_before = last.outcome.checks_ok if last else 0
    was_solved = best_before is not None and best_before.solved
    return Step(
        points_before=points_before,
        points_now=outcome.points if outcome.counted else points_before,
        checks_before=checks_before,
        checks_now=outcome.checks_ok if outcome.counted else checks_before,
        best_points=best_now.points if best_now else 0,
        same_as_last=now.same if now and outcome.counted else 0,
        best_before=best_before.points if best_before else 0,
        first=last is None or not last.outcome.tried,
        is_first_solve=outcome.counted and outcome.checks_ok == outcome.checks > 0 and not was_solved,
        told_before=last.outcome.told if last else "",
        same_seconds=_seconds_between(now.since, now.taken) if now and outcome.counted else 0,
    )
