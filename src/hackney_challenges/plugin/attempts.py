"""Which file is an attempt at which challenge, and what to say about files that nearly are.

Only names and folders are looked at; a solution is read by the far side alone.
"""

import os
import sys
import unicodedata
from collections.abc import Collection, Iterator
from dataclasses import dataclass
from pathlib import Path

from hackney_challenges.errors import ChallengesError
from hackney_challenges.files import UnreadableFile, read_bytes
from hackney_challenges.packs.discovery import Installed, nearest
from hackney_challenges.packs.judges import Part, joined, parts_of
from hackney_challenges.packs.manifest import Challenge, Pack, read_pack
from hackney_challenges.packs.suite import Suite
from hackney_challenges.printable import safe_line
from hackney_challenges.team.folder import TeamFolder, read_folder

_MOST_ENTRIES = 2_000
_LIMIT_BYTES = 1024 * 1024
_OWN_TESTS = ("test_", "conftest.py")
_OWN_TESTS_END = "_test.py"
_OF_THE_CHECKS = frozenset({"pytest", "hypothesis", "hackney_challenges"})
_NEVER_SOLUTIONS = frozenset({"run_me.py", "conftest.py", "__init__.py"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Attempt:
    """One solution file and the challenge it answers. `team` is None in a pack's own repository.

    `path` is where it stands in pytest's tree: the solution, or in a pack the suite.
    `suite` holds all checks: those of each of the `parts`, the challenge's own first.
    """

    path: Path
    file: Path
    challenge: Challenge
    suite: Suite
    parts: tuple[Part, ...] = ()
    pack_version: str = ""
    team: TeamFolder | None = None

    @property
    def is_untouched(self) -> bool:
        """Whether the solution is still the starter, but for line ends and blanks at ends."""
        if self.team is None:
            return False
        try:
            return _kernel(read_bytes(self.file, _LIMIT_BYTES)) == _kernel(
                read_bytes(self.challenge.starter_file, _LIMIT_BYTES)
            )
        except UnreadableFile:
            return False

    @property
    def doubles(self) -> tuple[str, ...]:
        """Names beside the solution that some systems take for the same name."""
        if self.team is None:
            return ()
        wanted = _folded(self.file.name)
        return tuple(
            name for name in _names(self.file.parent) if _folded(name) == wanted and name != self.file.name
        )


class Attempts:
    """Finds the attempts of one run; reads each configuration, pack and suite once.

    `starts` are the places that the run was asked to look at.
    """

    def __init__(self, packs: Installed, starts: Collection[Path]) -> None:
        self.installed = packs
        self._starts = starts
        self._teams: dict[Path, TeamFolder | None] = {}
        self._packs: dict[Path, Pack | None] = {}
        self._parts: dict[tuple[Challenge, ...], tuple[Part, ...]] = {}
        self.notes: dict[str, None] = {}

    @property
    def teams(self) -> tuple[TeamFolder, ...]:
        """The team folders met so far."""
        return tuple(team for team in self._teams.values() if team is not None)

    def team_paths(self) -> frozenset[Path]:
        """Where they are."""
        return frozenset(team.path for team in self.teams)

    def team_at(self, folder: Path) -> TeamFolder | None:
        """The team whose folder this is. Raises `ChallengesError` for a broken `hackney.toml`."""
        if folder not in self._teams:
            self._teams[folder] = read_folder(folder) if (folder / "hackney.toml").is_file() else None
        return self._teams[folder]

    def quietly_at(self, folder: Path) -> TeamFolder | None:
        """As `team_at`; a broken `hackney.toml` is noted, for the others in a run are still checked.

        None for a folder that the run was not asked to look at: where pytest's settings stand above the
        team's folder, pytest passes by its neighbours too.
        """
        if folder not in self._teams and not any(folder.is_relative_to(start) for start in self._starts):
            return None
        try:
            return self.team_at(folder)
        except ChallengesError as error:
            self.note(str(error))
            self._teams[folder] = None
            return None

    def pack_at(self, folder: Path) -> Pack | None:
        """The pack whose folder this is. Raises `ChallengesError` for a broken `pack.toml`."""
        if folder not in self._packs:
            self._packs[folder] = read_pack(folder) if (folder / "pack.toml").is_file() else None
        return self._packs[folder]

    def at(self, path: Path) -> Attempt | None:
        """The attempt that the file at `path` is, if it is one."""
        team = self.quietly_at(path.parent)
        return self._of_a_team(path, team) if team is not None else self._of_an_author(path)

    def is_nobodys(self, path: Path) -> bool:
        """Whether pytest is kept from this Python file: a team's, and neither an attempt nor its own test."""
        team = self.quietly_at(path.parent)
        name = path.name
        is_own_test = name.startswith(_OWN_TESTS) or name.endswith(_OWN_TESTS_END)
        return team is not None and name.endswith(".py") and not is_own_test

    def is_in_a_pack(self, path: Path) -> bool:
        """Whether the file stands in a pack's folder: only its suites are run there, and helpers never."""
        return any(self.pack_at(folder) is not None for folder in list(path.parents)[:4])

    def slugs(self, team: TeamFolder) -> tuple[str, ...]:
        """The challenges that this team's packs know."""
        return tuple(
            challenge.slug
            for pack in self.installed.packs
            if (team.packs is None or pack.name in team.packs) and pack.extends is None
            for challenge in pack.challenges
        )

    def note(self, sentence: str) -> None:
        """Keep a sentence for the end of the run, once."""
        self.notes.setdefault(sentence)

    def _of_a_team(self, path: Path, team: TeamFolder) -> Attempt | None:
        slug, dot, ending = path.name.partition(".")
        if dot + ending != ".py" or path.name in _NEVER_SOLUTIONS:
            return None
        try:
            challenge = self.installed.choose(slug, team.packs)
        except ChallengesError as error:
            self.note(str(error))
            return None
        return self._attempt(path, path, challenge, team) if challenge is not None else None

    def _of_an_author(self, path: Path) -> Attempt | None:
        pack = self.pack_at(path.parent.parent)
        for challenge in pack.challenges if pack is not None else ():
            if path == challenge.suite_file:
                return self._attempt(path, challenge.answers / "model.py", challenge, None)
        return None

    def _attempt(self, path: Path, file: Path, challenge: Challenge, team: TeamFolder | None) -> Attempt:
        # In a pack's own folder its author tries out that pack alone.
        further = self.installed.further(challenge) if team is not None else ()
        suites = (challenge, *further)
        parts = self._parts.get(suites)
        if parts is None:
            parts = self._parts[suites] = parts_of(challenge, further)
            for part in parts:
                if part.is_judges and part.trouble is not None:
                    self.note(part.trouble)
        versions = {pack.name: pack.version for pack in self.installed.packs}
        return Attempt(
            path=path,
            file=file,
            challenge=challenge,
            suite=joined(parts),
            parts=parts,
            pack_version=versions.get(challenge.pack, ""),
            team=team,
        )


def refusal(path: Path, slugs: tuple[str, ...], *, is_nobodys: bool) -> str | None:
    """Why the file at `path`, named on a command line, is not checked, and what to do; None where it is."""
    shown = safe_line(path.name, 60)
    slug = path.name.removesuffix(".py")
    meant = nearest(path.name, slugs)
    if not path.exists():
        if slug in slugs and path.suffix == ".py":
            others = [
                name for name in _names(path.parent) if name != path.name and nearest(name, slugs) == slug
            ]
            found = f" There is {safe_line(others[0], 60)}: rename it, or else" if others else " Next:"
            return f"There is no {shown} in this folder yet.{found} hackney get {slug}"
        return f"There is no {shown} here. Next: pytest {meant}.py" if meant is not None else None
    if not is_nobodys or slug in slugs:
        return None
    if meant is not None:
        return _meant(path.name, meant, is_there=(path.parent / f"{meant}.py").exists())
    return f"{shown} is not the file of a challenge. Next: hackney map"


def near_misses(team: TeamFolder, slugs: tuple[str, ...], packs: Collection[str]) -> Iterator[str]:
    """A sentence for each file that was most likely meant as a solution, and for each dangerous name.

    `packs` are the names of those installed: a file or package of that name hides the pack.
    """
    names = _names(team.path)
    for name in names:
        path = team.path / name
        slug, dot, ending = name.partition(".")
        if dot + ending == ".py" and slug in slugs:
            continue
        if name.removesuffix(".py") in _OF_THE_CHECKS.union(packs) and _can_be_imported(path):
            yield f"{safe_line(name, 60)} has the name of a part of the checks. Next: rename it."
            continue
        if path.is_dir():
            yield from _a_folder_down(path, slugs)
            continue
        if not name.lower().endswith((".py", ".py.txt", ".pyw", ".txt")) or name in _NEVER_SOLUTIONS:
            continue
        if name.endswith(".py") and slug in sys.stdlib_module_names:
            yield (
                f"{safe_line(name, 60)} has the name of a part of Python. "
                f"Next: rename it, such as my_{safe_line(name, 60)}."
            )
        elif (meant := nearest(name, slugs)) is not None:
            yield _meant(name, meant, is_there=f"{meant}.py" in names)
        elif name.endswith(".py") and not name.startswith(_OWN_TESTS) and not name.endswith(_OWN_TESTS_END):
            yield f"{safe_line(name, 60)} is not the file of a challenge. Next: hackney map"


def _meant(name: str, meant: str, *, is_there: bool) -> str:
    told = f"{safe_line(name, 60)} is not checked: the checks read {meant}.py."
    return told if is_there else f"{told} Next: rename it to {meant}.py."


def _can_be_imported(path: Path) -> bool:
    return path.suffix == ".py" or (path / "__init__.py").is_file()


def _a_folder_down(folder: Path, slugs: tuple[str, ...]) -> Iterator[str]:
    if folder.name.startswith((".", "__")) or (folder / "hackney.toml").is_file():
        return
    for name in _names(folder):
        slug, dot, ending = name.partition(".")
        if dot + ending == ".py" and slug in slugs:
            below = safe_line(f"{folder.name}/{name}", 80)
            yield f"{below} is not checked. Next: move it up, beside hackney.toml."


def _names(folder: Path) -> tuple[str, ...]:
    try:
        with os.scandir(folder) as entries:
            return tuple(sorted(entry.name for entry, _ in zip(entries, range(_MOST_ENTRIES), strict=False)))
    except OSError:
        return ()


def _folded(name: str) -> str:
    return unicodedata.normalize("NFC", name).casefold()


def _kernel(data: bytes) -> bytes:
    lines = data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n").split(b"\n")
    return b"\n".join(line.rstrip() for line in lines).strip(b"\n")
