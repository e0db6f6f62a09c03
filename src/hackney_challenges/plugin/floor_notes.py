"""The note that a run leaves for the helpers in the room, on its way to the share.

A share may be away, and then the system may take minutes to say so: notes
travel on a thread of their own, and a run waits for them at its very end, a
moment, after all is said.
"""

import threading
import time
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from datetime import datetime, timezone
from pathlib import Path

from hackney_challenges.errors import ChallengesError
from hackney_challenges.plugin.tally import ChallengeOutcome, CheckOutcome
from hackney_challenges.scoreboard.by_url import open_store
from hackney_challenges.scoreboard.floor import Note, NotedCheck, State, leave
from hackney_challenges.team.folder import TeamFolder
from hackney_challenges.team.progress import Step

Send = Callable[[str, Path, Note], None]


def send(url: str, team_folder: Path, note: Note) -> None:
    """Leave `note` on the floor of the scoreboard at `url`, if there is one; silent about what is amiss."""
    with suppress(ChallengesError):  # it names no place that this kit can reach
        leave(open_store(url, team_folder), note)


class FloorNotes:
    """The notes of one run, one for each team that has a scoreboard.

    `patience_seconds` is how long `wait` waits for all of them together.
    """

    def __init__(self, send: Send = send, patience_seconds: float = 2.0) -> None:
        self._send = send
        self._patience_seconds = patience_seconds
        self._on_their_way: list[threading.Thread] = []

    def leave(
        self, team: TeamFolder, outcomes: Sequence[ChallengeOutcome], steps: Mapping[str, Step]
    ) -> None:
        """Send the note about a run; returns at once."""
        note = note_of(team, outcomes, steps)
        if note is None or team.scoreboard is None:
            return
        sent = (team.scoreboard, team.path, note)
        thread = threading.Thread(target=self._send, args=sent, name="hackney-floor", daemon=True)
        thread.start()
        self._on_their_way.append(thread)

    def wait(self) -> None:
        """Let the notes arrive; those that have not by then are lost, and replaced by the next."""
        deadline = time.monotonic() + self._patience_seconds
        for thread in self._on_their_way:
            thread.join(max(deadline - time.monotonic(), 0))
        self._on_their_way.clear()


def note_of(team: TeamFolder, outcomes: Sequence[ChallengeOutcome], steps: Mapping[str, Step]) -> Note | None:
    """Where the team is, by a run over `outcomes` that moved it by `steps`. Pure, but for the clock.

    Of several challenges it is at the one that moved last: among those begun and
    not solved; else among those that could not be checked; else among the solved.
    """
    current = _current(outcomes, steps)
    if current is None:
        return None
    slug = current.attempt.challenge.slug
    step = steps.get(slug)
    check = next((check for check in current.checks if not check.is_solved), None)
    return Note(
        team=team.id,
        name=team.name,
        at=datetime.now(timezone.utc).isoformat(timespec="milliseconds").replace("+00:00", "Z"),
        slug=slug,
        title=current.attempt.challenge.title,
        state=_state(current),
        check=_noted(check) if check is not None else None,
        checks_ok=current.checks_ok,
        checks=len(current.checks),
        runs=step.same_as_last + 1 if step is not None else 1,
        seconds=step.same_seconds if step is not None else 0,
    )


def _current(outcomes: Sequence[ChallengeOutcome], steps: Mapping[str, Step]) -> ChallengeOutcome | None:
    for state in ("not yet", "could not check", "solved", "not started"):
        found = [outcome for outcome in outcomes if _state(outcome) == state]
        if found:
            return min(found, key=lambda outcome: _runs_before(outcome, steps))
    return None


def _runs_before(outcome: ChallengeOutcome, steps: Mapping[str, Step]) -> int:
    step = steps.get(outcome.attempt.challenge.slug)
    return step.same_as_last if step is not None else 0


def _state(outcome: ChallengeOutcome) -> State:
    return "not started" if outcome.is_untouched else outcome.judgement.verdict


def _noted(check: CheckOutcome) -> NotedCheck:
    return NotedCheck(number=check.number, name=check.check.name, title=check.check.title)
