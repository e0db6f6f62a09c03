"""What one pytest run of ours keeps: its options, its attempts, the wall, and the cases as they come in."""

import os
from collections.abc import Callable, Collection, Iterator, Sequence
from contextlib import ExitStack, contextmanager
from pathlib import Path
from typing import TYPE_CHECKING

import pytest

from hackney_challenges.errors import ChallengesError
from hackney_challenges.feedback.failure import Style
from hackney_challenges.isolation.wall import Limits, Wall
from hackney_challenges.packs.discovery import installed
from hackney_challenges.packs.judges import Part
from hackney_challenges.plugin import faults
from hackney_challenges.plugin.attempts import Attempt, Attempts, refusal
from hackney_challenges.plugin.collection import IS_LAST, ChallengeFile, check_of
from hackney_challenges.plugin.recording import Recorder
from hackney_challenges.plugin.tally import ChallengeOutcome, Tally
from hackney_challenges.team.folder import TeamFolder, find_folder

if TYPE_CHECKING:
    from hackney_challenges.plugin.floor_notes import FloorNotes

HandIn = Callable[[TeamFolder, Sequence[ChallengeOutcome], Collection[Path]], str]


class CheckSession:
    """One for each pytest process; the controller of xdist has one too, and runs nothing."""

    def __init__(self, config: pytest.Config, style: Style) -> None:
        self.config = config
        self.style = style
        self.attempts = Attempts(installed(), self.starts())
        self.recorder = Recorder()
        self.tally = Tally()
        self.unready: BaseException | None = None
        self._wall: Wall | None = None
        self._files: list[ChallengeFile] = []
        self.hand_in: HandIn | None = _handed_in() if config.option.hackney_submit else None
        self.floor: FloorNotes | None = None

    @property
    def is_in_process(self) -> bool:
        """Whether solutions run in this process; then nothing is kept or handed in."""
        option = self.config.option
        # The last two are not there with -p no:debugging.
        debugs = getattr(option, "usepdb", False) or getattr(option, "trace", False)
        return bool(option.hackney_in_process or debugs)

    @property
    def extra_seed(self) -> str:
        """`--hackney-seed`, or nothing for the usual cases."""
        seed = self.config.option.hackney_seed
        return "" if seed is None else str(seed)

    @property
    def is_kept(self) -> bool:
        """Whether the result counts: the usual cases, over the wall."""
        return not self.is_in_process and not self.extra_seed

    def begin(self) -> None:
        """Read the folders that this run is about.

        Raises `ChallengesError` for what their team has to mend first.
        """
        for start in self.starts():
            folder = find_folder(start)
            team = self.attempts.team_at(folder) if folder is not None else None
            if team is not None:
                self._know_packs(team)
                self._know_file(team, start)
            elif folder is None:
                for place in (start, *start.parents):
                    self.attempts.pack_at(place)
        if any(team.scoreboard is not None for team in self.attempts.teams):
            self.floor = _floor_notes()

    def starts(self) -> tuple[Path, ...]:
        """Where the run was asked to look: its arguments, or else the folder it was started in."""
        here = self.config.invocation_params.dir
        named = (here / argument.split("::", 1)[0] for argument in self.config.args)
        # Not resolved: a mapped drive must not turn into its share.
        return tuple(Path(os.path.abspath(path)) for path in named) or (here,)  # noqa: PTH100

    def challenge_files(self, attempt: Attempt, parent: pytest.Collector) -> list[ChallengeFile]:
        """The collectors for `attempt`: one for its own suite, and one for each of the judges'."""
        return [self._challenge_file(attempt, part, parent) for part in attempt.parts]

    def _challenge_file(self, attempt: Attempt, part: Part, parent: pytest.Collector) -> ChallengeFile:
        file: ChallengeFile = ChallengeFile.from_parent(parent, path=attempt.path)
        challenge = attempt.challenge
        # A judge pack may leave its limits out: its checks have at least those of the challenge.
        limits = Limits(
            call_seconds=max(challenge.call_seconds, part.challenge.call_seconds),
            check_seconds=max(challenge.check_seconds, part.challenge.check_seconds),
            memory_mb=max(challenge.memory_mb, part.challenge.memory_mb),
        )
        if self._wall is None:
            self._wall = Wall(in_process=self.is_in_process)
        file.attempt, file.part = attempt, part
        file.far_side = self._wall.far_side(attempt.file, limits, name=challenge.slug)
        file.recorder = self.recorder
        file.hidden = self.attempts.team_paths
        file.extra_seed = self.extra_seed
        self._files.append(file)
        return file

    @contextmanager
    def checking(
        self, file: ChallengeFile, item: pytest.Item, following: pytest.Item | None
    ) -> Iterator[None]:
        """All of `item`; what goes wrong on our side is told as its verdict, never raised into pytest.

        The far side stays for `following`, the item after it, if that is a case of the same check.
        """
        self.unready = None
        is_last = item.stash[IS_LAST] = check_of(item) != check_of(following)
        with ExitStack() as stack:
            try:
                stack.enter_context(file.checking(item))
            except Exception as problem:
                self.unready = problem
            yield
        if is_last:
            file.end_check()

    def close(self) -> None:
        """End the far side."""
        for file in self._files:
            file.end_check()
        if self._wall is not None:
            self._wall.close()
            self._wall = None

    def fault(self, problem: BaseException, team: TeamFolder | None = None) -> str:
        """One sentence about a fault of ours."""
        team = team or next(iter(self.attempts.teams), None)
        return faults.kept(team.ours if team is not None else None, problem)

    def _know_packs(self, team: TeamFolder) -> None:
        amiss = self.attempts.installed.not_installed(team.packs or ())
        if amiss:
            problems = (problem.sentence for problem in self.attempts.installed.problems)
            raise ChallengesError("\n".join((*amiss, *problems)))
        for slug in self.attempts.slugs(team):
            if (team.path / f"{slug}.py").exists():
                self.attempts.installed.choose(slug, team.packs)

    def _know_file(self, team: TeamFolder, named: Path) -> None:
        if named.parent == team.path:
            is_nobodys = self.attempts.is_nobodys(named)
            sentence = refusal(named, self.attempts.slugs(team), is_nobodys=is_nobodys)
            if sentence is not None:
                raise ChallengesError(sentence)


def _handed_in() -> HandIn:
    # Stores are slow to import, and most runs hand in nothing; after collection it would be too late.
    from hackney_challenges.plugin.handing_in import handed_in

    return handed_in


def _floor_notes() -> "FloorNotes":
    # As slow to import, for the few that have a scoreboard.
    from hackney_challenges.plugin.floor_notes import FloorNotes

    return FloorNotes()
