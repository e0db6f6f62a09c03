"""At which of a run's challenges a team is, and how long a run waits to say so."""

import threading
from collections.abc import Mapping
from pathlib import Path

import pytest

from hackney_challenges.packs.manifest import Challenge
from hackney_challenges.packs.suite import Check, Suite
from hackney_challenges.plugin.attempts import Attempt
from hackney_challenges.plugin.floor_notes import FloorNotes, note_of
from hackney_challenges.plugin.tally import ChallengeOutcome, CheckOutcome
from hackney_challenges.plugin.verdicts import Judgement
from hackney_challenges.results import Verdict
from hackney_challenges.scoreboard.floor import Note, NotedCheck
from hackney_challenges.team.folder import TeamFolder
from hackney_challenges.team.progress import Step

TEAM = TeamFolder(path=Path("/otters"), name="Canal Otters", id="canal-otters", scoreboard="../share")


def outcome(slug: str, *verdicts: Verdict, is_untouched: bool = False) -> ChallengeOutcome:
    checks = tuple(
        CheckOutcome(
            check=Check(name=f"test_{number}", title=f"check {number}", points=2, line=1),
            number=number,
            judgement=Judgement(verdict=verdict),
        )
        for number, verdict in enumerate(verdicts, start=1)
    )
    file = TEAM.path / f"{slug}.py"
    challenge = Challenge(slug=slug, pack="kit", folder=Path("/kit"), title=slug.title(), level="easy")
    suite = Suite(checks=tuple(check.check for check in checks), is_program=False, digest="")
    attempt = Attempt(path=file, file=file, challenge=challenge, suite=suite, team=TEAM)
    return ChallengeOutcome(attempt=attempt, checks=checks, is_untouched=is_untouched)


def step(same: int, seconds: int = 0) -> Step:
    return Step(
        points_before=0,
        points_now=0,
        checks_before=0,
        checks_now=0,
        best_points=0,
        same_as_last=same,
        same_seconds=seconds,
    )


BUS = outcome("bus", "solved", "not yet", "not yet")
TEA = outcome("tea", "not yet")
DONE = outcome("done", "solved", "solved")
BROKEN = outcome("broken", "solved", "could not check")
UNTOUCHED = outcome("new", "not yet", is_untouched=True)


def at(*outcomes: ChallengeOutcome, steps: Mapping[str, Step] | None = None) -> Note:
    note = note_of(TEAM, outcomes, steps or {})
    assert note is not None
    return note


def test_a_note_tells_the_first_check_that_is_not_solved() -> None:
    note = at(BUS, steps={"bus": step(3, 720)})
    assert (note.team, note.name, note.slug, note.title) == ("canal-otters", "Canal Otters", "bus", "Bus")
    assert note.check == NotedCheck(number=2, name="test_2", title="check 2")
    assert (note.state, note.checks_ok, note.checks, note.runs, note.seconds) == ("not yet", 1, 3, 4, 720)


@pytest.mark.parametrize(
    ("outcomes", "steps", "slug", "state"),
    [
        ([BUS, TEA], {}, "bus", "not yet"),
        ([BUS, TEA], {"bus": step(3), "tea": step(0)}, "tea", "not yet"),
        ([BUS, TEA], {"bus": step(2), "tea": step(9)}, "bus", "not yet"),
        ([DONE, BROKEN, TEA, UNTOUCHED], {"tea": step(5)}, "tea", "not yet"),
        ([DONE, BROKEN, UNTOUCHED], {}, "broken", "could not check"),
        ([DONE, UNTOUCHED], {}, "done", "solved"),
        ([UNTOUCHED], {}, "new", "not started"),
    ],
)
def test_a_team_is_where_it_moved_last(
    outcomes: list[ChallengeOutcome], steps: dict[str, Step], slug: str, state: str
) -> None:
    note = at(*outcomes, steps=steps)
    assert (note.slug, note.state) == (slug, state)


def test_all_solved_names_no_check() -> None:
    assert at(DONE).check is None


def test_no_whole_challenge_no_note() -> None:
    assert note_of(TEAM, [], {}) is None


def test_a_share_that_answers_nobody_holds_a_run_up_for_a_moment_only() -> None:
    answers, arrived = threading.Event(), threading.Event()

    def send(url: str, team_folder: Path, note: Note) -> None:
        answers.wait(60)
        arrived.set()

    notes = FloorNotes(send, patience_seconds=0.01)
    notes.leave(TEAM, [BUS], {})
    notes.wait()
    assert not arrived.is_set()
    answers.set()
    assert arrived.wait(60)


def test_a_run_ends_when_its_notes_have_arrived() -> None:
    sent: list[tuple[str, Path, str]] = []
    notes = FloorNotes(lambda url, path, note: sent.append((url, path, note.slug)), patience_seconds=60)
    notes.leave(TEAM, [BUS], {})
    notes.wait()
    assert sent == [("../share", TEAM.path, "bus")]


def test_a_team_without_a_scoreboard_sends_nothing() -> None:
    sent: list[Note] = []
    notes = FloorNotes(lambda url, path, note: sent.append(note))
    notes.leave(TeamFolder(path=TEAM.path, name="Kites", id="kites"), [BUS], {})
    notes.wait()
    assert sent == []
