"""How far a team has come: each challenge's state, where the team is now, what comes next."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from hackney_challenges.packs.discovery import Installed
from hackney_challenges.packs.judges import parts_of
from hackney_challenges.packs.manifest import Challenge
from hackney_challenges.team.folder import TeamFolder
from hackney_challenges.team.progress import Progress
from hackney_challenges.team.starters import is_untouched, solution_file

State = Literal["solved", "started", "to do", "not here"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stage:
    """One challenge on a team's way."""

    challenge: Challenge
    state: State
    points: int
    out_of: int
    checks_ok: int
    checks: int

    @property
    def slug(self) -> str:
        """The challenge's slug."""
        return self.challenge.slug


def stages(
    folder: TeamFolder, challenges: Sequence[Challenge], progress: Progress, installed: Installed
) -> tuple[Stage, ...]:
    """Each challenge as it stands in the folder now, all its checks. Suites are read, never imported."""
    return tuple(_stage(folder, challenge, progress, installed) for challenge in challenges)


def _stage(folder: TeamFolder, challenge: Challenge, progress: Progress, installed: Installed) -> Stage:
    best = progress.best.get(challenge.slug)
    parts = parts_of(challenge, installed.further(challenge))
    read = [part.suite for part in parts if part.trouble is None]
    out_of, checks = sum(suite.points for suite in read), sum(len(suite.checks) for suite in read)
    state: State = "started"
    if best is not None and best.solved:
        state = "solved"
    elif not solution_file(folder, challenge).exists():
        state = "not here"
    elif is_untouched(folder, challenge):
        state = "to do"
    return Stage(
        challenge=challenge,
        state=state,
        points=best.points if best else 0,
        out_of=max(out_of, best.points if best else 0),
        checks_ok=best.checks_ok if best else 0,
        checks=max(checks, best.checks if best else 0),
    )


def now(stages: Sequence[Stage], progress: Progress) -> Stage | None:
    """Where a team is: at the challenge it last checked by itself, else the first begun, else the next."""
    if len(progress.latest) == 1:
        for stage in stages:
            if stage.slug == progress.latest[0]:
                return stage
    return next((stage for stage in stages if stage.state == "started"), None) or after(stages, None)


def after(stages: Sequence[Stage], present: Stage | None) -> Stage | None:
    """The next challenge that is not solved, from `present` onwards and round again, or None.

    One whose `needs` are all solved comes before one that is "best after" something open.
    """
    ordered = list(stages)
    if present in ordered:
        place = ordered.index(present)
        ordered = ordered[place + 1 :] + ordered[:place]
    solved = {stage.slug for stage in stages if stage.state == "solved"}
    known = {stage.slug for stage in stages}
    waiting = [stage for stage in ordered if stage.state != "solved"]
    ready = [stage for stage in waiting if (set(stage.challenge.needs) & known) <= solved]
    return next(iter([*ready, *waiting]), None)
