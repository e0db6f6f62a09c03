"""The end of a run: outcomes → results, progress, the result file, what was handed in, and what is said."""

from collections.abc import Iterator, Sequence
from datetime import datetime, timezone
from hashlib import sha256
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from hackney_challenges.files import UnreadableFile, read_bytes, write_whole
from hackney_challenges.packs.manifest import Challenge
from hackney_challenges.plugin.attempts import near_misses
from hackney_challenges.plugin.reporting import Page, challenge_lines, last_line, note, total_lines
from hackney_challenges.plugin.session import CheckSession
from hackney_challenges.plugin.tally import ChallengeOutcome
from hackney_challenges.printable import safe_line
from hackney_challenges.results import Result, to_json
from hackney_challenges.team.folder import TeamFolder
from hackney_challenges.team.progress import Step, record

_SOLUTION_LIMIT_BYTES = 1024 * 1024


def finish(session: CheckSession, page: Page) -> list[str]:
    """Keep the results of this run, and say what is to be said about it; never raises."""
    lines: list[str] = []
    found = _outcomes(session)
    several = len(session.attempts.teams) > 1
    for team in session.attempts.teams:
        try:
            lines += _team_lines(session, team, found.get(team.path, []), page, several=several)
        except Exception as problem:
            lines.append(note(session.fault(problem, team), page))
    lines += [note(sentence, page) for sentence in session.attempts.notes]
    return lines


def _outcomes(session: CheckSession) -> dict[Path, list[ChallengeOutcome]]:
    """By team folder, in the order of packs and of their challenges."""
    found: dict[Path, list[ChallengeOutcome]] = {}
    for path in session.tally.paths:
        attempt = session.attempts.at(path)
        if attempt is not None and attempt.team is not None:
            found.setdefault(attempt.team.path, []).append(session.tally.outcome(attempt))
    places = {
        (challenge.pack, challenge.slug): place
        for place, challenge in enumerate(
            challenge for pack in session.attempts.installed.packs for challenge in pack.challenges
        )
    }
    for outcomes in found.values():
        outcomes.sort(
            key=lambda outcome: (
                outcome.is_untouched,
                places[outcome.attempt.challenge.pack, outcome.attempt.challenge.slug],
            )
        )
    return found


def _team_lines(
    session: CheckSession,
    team: TeamFolder,
    outcomes: Sequence[ChallengeOutcome],
    page: Page,
    *,
    several: bool,
) -> Iterator[str]:
    option = session.config.option
    slugs = session.attempts.slugs(team)
    result = _result(session, team, outcomes)
    if option.hackney_json:
        file = session.config.invocation_params.dir / option.hackney_json
        yield from (note(sentence, page) for sentence in _write_result(result, file, several))
    steps: dict[str, Step] = {}
    notes: tuple[str, ...] = ()
    whole = [outcome for outcome in outcomes if outcome.is_whole]
    if session.is_kept and whole:
        counted = record(team, _result(session, team, whole))
        steps, notes = dict(counted), counted.notes
        if session.floor is not None:
            session.floor.leave(team, whole, steps)
    if several:
        yield f"== {safe_line(team.name)}"
    for before, outcome in zip((None, *outcomes), outcomes, strict=False):
        if before is not None and not (before.is_untouched or page.short):
            yield ""
        yield from challenge_lines(outcome, steps.get(outcome.attempt.challenge.slug), page)
    if outcomes:
        if len(outcomes) > 1 and not page.short:
            yield ""
        yield from total_lines(outcomes, page)
    packs = [pack.name for pack in session.attempts.installed.packs]
    sentences = [*notes, *near_misses(team, slugs, packs)]
    if team.packs is None:
        sentences += [problem.sentence for problem in session.attempts.installed.problems]
    yield from (note(sentence, page) for sentence in sentences)
    if not session.is_kept:
        yield "These were not the usual checks. Nothing of it is kept or handed in."
    elif session.hand_in is not None:
        yield session.hand_in(team, outcomes, session.starts())
    if outcomes:
        yield last_line(outcomes, _unopened(session, team), page)
    else:
        yield from _nothing_to_check(session, team)


def _nothing_to_check(session: CheckSession, team: TeamFolder) -> Iterator[str]:
    if not session.attempts.installed.packs:
        yield "There are no challenges on this computer. Tell your teacher:"
        yield "  pip install -U hackney-challenges"
    elif not any((team.path / f"{slug}.py").exists() for slug in session.attempts.slugs(team)):
        first = next(iter(_unopened(session, team)), None)
        yield "There is no file of a challenge here yet."
        yield f"Next: hackney get {first.slug}" if first is not None else "Next: hackney map"


def _unopened(session: CheckSession, team: TeamFolder) -> Iterator[Challenge]:
    known = session.attempts.slugs(team)
    for pack in session.attempts.installed.packs:
        for challenge in pack.challenges if pack.extends is None else ():
            if challenge.slug in known and not (team.path / f"{challenge.slug}.py").exists():
                yield challenge


def _result(session: CheckSession, team: TeamFolder, outcomes: Sequence[ChallengeOutcome]) -> Result:
    ordered = sorted(outcomes, key=lambda outcome: outcome.attempt.challenge.pack)
    return Result(
        kit=_kit(),
        team_id=team.id,
        team_name=team.name,
        taken=datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        seed=session.extra_seed or None,
        confinement=session.tally.confinement,
        challenges=tuple(outcome.result(_digest(outcome.attempt.file)) for outcome in ordered),
    )


def _write_result(result: Result, file: Path, several: bool) -> Iterator[str]:
    """With several teams in one run, each has a file: `result.json` becomes `result.canal-otters.json`."""
    place = file.with_name(f"{file.stem}.{result.team_id}{file.suffix}") if several else file
    try:
        write_whole(place, to_json(result))
    except OSError as error:
        reason = safe_line(error.strerror or type(error).__name__, 80)
        yield f"The result could not be written to {safe_line(str(place))}: {reason}."


def _digest(file: Path) -> str | None:
    try:
        return f"sha256:{sha256(read_bytes(file, _SOLUTION_LIMIT_BYTES)).hexdigest()}"
    except UnreadableFile:
        return None


def _kit() -> str:
    try:
        return version("hackney-challenges")
    except PackageNotFoundError:
        return "unknown"
