"""Which challenges a run hands in, and with what: `--hackney-submit` (formats.md 4).

What was handed in before is remembered beside the outbox, so that running
again hands in nothing twice.
"""

import json
from collections.abc import Collection, Mapping, Sequence
from pathlib import Path

from hackney_challenges.files import UnreadableFile, read_bytes, write_whole
from hackney_challenges.plugin.tally import ChallengeOutcome
from hackney_challenges.scoreboard.outbox import Claim, hand_in
from hackney_challenges.team.folder import TeamFolder

_MEMORY = "handed_in.json"
_LIMIT_BYTES = 256 * 1024
_SOURCE_LIMIT_BYTES = 1024 * 1024


def handed_in(team: TeamFolder, outcomes: Sequence[ChallengeOutcome], named: Collection[Path]) -> str:
    """Hand in what got better since the last time, or what the command line names; one sentence about it.

    Never raises for a scoreboard that is away: what is not delivered waits in the outbox.
    """
    before = _remembered(team)
    chosen = [
        outcome
        for outcome in outcomes
        if outcome.is_whole
        and not outcome.is_untouched
        and (outcome.attempt.file in named or outcome.points > before.get(_key(outcome), 0))
    ]
    claims = [claim for claim in (_claim(team, outcome) for outcome in chosen) if claim is not None]
    delivery = hand_in(team.ours, team.scoreboard, claims)
    after = dict(before)
    for outcome in chosen:
        after[_key(outcome)] = max(outcome.points, before.get(_key(outcome), 0))
    _remember(team, after)
    return delivery.sentence


def _claim(team: TeamFolder, outcome: ChallengeOutcome) -> Claim | None:
    try:
        source = read_bytes(outcome.attempt.file, _SOURCE_LIMIT_BYTES)
    except UnreadableFile:
        return None
    return Claim(
        team_id=team.id,
        team_name=team.name,
        challenge=outcome.attempt.challenge.slug,
        pack=outcome.attempt.challenge.pack,
        pack_version=outcome.attempt.pack_version,
        points=outcome.points,
        out_of=sum(check.check.points for check in outcome.checks),
        passed=outcome.checks_ok,
        total=len(outcome.checks),
        source=source,
    )


def _key(outcome: ChallengeOutcome) -> str:
    return f"{outcome.attempt.challenge.pack}/{outcome.attempt.challenge.slug}"


def _remembered(team: TeamFolder) -> Mapping[str, int]:
    try:
        table = json.loads(read_bytes(team.ours / _MEMORY, _LIMIT_BYTES))
    except (UnreadableFile, ValueError, RecursionError):
        return {}
    if not isinstance(table, dict):
        return {}
    return {key: value for key, value in table.items() if type(value) is int}


def _remember(team: TeamFolder, points: Mapping[str, int]) -> None:
    try:
        team.ours.mkdir(exist_ok=True)
        write_whole(team.ours / _MEMORY, json.dumps(points, sort_keys=True, indent=1).encode())
    except OSError:
        # The next run hands in again; entries are known by their content, so nothing counts twice.
        return
