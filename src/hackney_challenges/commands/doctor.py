"""`doctor`: looks for what breaks school machines, and says what to do. Works outside a team folder too."""

import os
import threading
from collections.abc import Iterable, Iterator, Sequence
from contextlib import suppress
from pathlib import Path

import click

from hackney_challenges.commands.machine import (
    Finding,
    machine_findings,
    name_findings,
    place_findings,
    this_machine,
)
from hackney_challenges.commands.places import packs_of
from hackney_challenges.commands.screen import Screen, plain_option, screen
from hackney_challenges.errors import ChallengesError, ExitCode
from hackney_challenges.feedback.run_text import counted
from hackney_challenges.files import read_bytes, write_whole
from hackney_challenges.packs.discovery import Installed, installed
from hackney_challenges.printable import safe_line
from hackney_challenges.scoreboard.by_url import open_store
from hackney_challenges.team.folder import TeamFolder, find_folder, read_folder
from hackney_challenges.team.progress import read_progress
from hackney_challenges.team.starting import template

_PATIENCE_SECONDS = 5.0


@click.command()
@plain_option
def doctor(plain: bool) -> int:
    """Find what is in the way on this computer, and what to do.

    \b
    Example:
      hackney doctor
    """
    code = tell(screen(plain), _findings(Path.cwd()))
    folder = find_folder(Path.cwd())
    screen(plain).next("hackney next" if folder is not None else 'hackney start otters --team "Canal Otters"')
    return code


def tell(out: Screen, findings: Iterable[Finding]) -> ExitCode:
    """Show each of `findings` as soon as it is known, and how many need a look."""
    seen = to_do = 0
    for finding in findings:
        _show(out, finding)
        seen, to_do = seen + 1, to_do + (not finding.is_ok)
    out.say()
    out.say(f"{to_do} of {seen} need a look. Show them to a teacher." if to_do else f"All {seen} are OK.")
    return ExitCode.NOT_YET if to_do else ExitCode.DONE


def _show(out: Screen, finding: Finding) -> None:
    if out.plain:
        out.say(f"OK. {finding.says}" if finding.is_ok else f"Look. {finding.says} Do this: {finding.mend}")
        return
    out.say(f"{'OK' if finding.is_ok else 'LOOK':<5} {finding.says}", hang="      ")
    if not finding.is_ok:
        out.say(finding.mend, indent="      ")


def _findings(working: Path) -> Iterator[Finding]:
    path = find_folder(working)
    yield from machine_findings(this_machine(working))
    found = installed()
    yield from _packs(found)
    yield from _folder(path or working)
    if path is None:
        yield Finding(says="No team folder is here. That is fine before you start.")
        return
    try:
        folder = read_folder(path)
    except ChallengesError as error:
        yield Finding(says=str(error), mend="Mend hackney.toml, or start a new folder beside this one.")
        return
    yield Finding(says=f"Team: {safe_line(folder.name, 80)}")
    try:
        packs_of(folder, found)
    except ChallengesError as error:
        yield Finding(says=str(error), mend="Install the pack, or take its name out of hackney.toml.")
    yield from _points(folder)
    yield _menu(folder)
    yield _python_of_the_folder(folder)
    yield _scoreboard(folder)
    yield from _progress(folder)


def _progress(folder: TeamFolder) -> Iterator[Finding]:
    try:
        notes = read_progress(folder).notes
    except ChallengesError as error:
        yield Finding(says=str(error), mend="Use the newer kit for this folder.")
        return
    for note in notes:
        yield Finding(says=note, mend="If that comes again, copy the folder to another disk.")
    waiting = len(list((folder.ours / "outbox").glob("*.json")))
    if waiting:
        yield Finding(
            says=f"{counted(waiting, 'result')} still to be handed in.",
            mend="They go by themselves with the next: hackney submit",
        )


def _packs(found: Installed) -> Iterator[Finding]:
    count = sum(len(pack.challenges) for pack in found.packs)
    if count:
        yield Finding(says=f"{len(found.packs)} packs with {count} challenges are installed.")
    else:
        yield Finding(
            says="No challenges are installed.", mend="pip install --force-reinstall hackney-challenges"
        )
    for problem in found.problems:
        yield Finding(says=problem.sentence, mend=f"Ask whoever made {safe_line(problem.distribution, 60)}.")


def _folder(folder: Path) -> Iterator[Finding]:
    yield from place_findings(str(folder))
    reason = _unwritable(folder)
    if reason is None:
        yield Finding(says="You can write in this folder.")
    else:
        yield Finding(
            says=f"Nothing can be written in this folder ({reason}).",
            mend="Use a folder of your own, such as Documents.",
        )
    yield from _names(folder)


def _unwritable(folder: Path) -> str | None:
    """Why nothing can be written in `folder`; None where it can."""
    probe = folder / ".hackney-probe"
    try:
        write_whole(probe, b"?")
        probe.unlink()
    except OSError as error:
        return safe_line(error.strerror or type(error).__name__, 80)
    return None


def _points(folder: TeamFolder) -> Iterator[Finding]:
    """Whether points can be kept; a folder that has none yet is fine."""
    reason = _unwritable(folder.ours) if os.path.lexists(folder.ours) else None
    if reason is not None:
        yield Finding(
            says=f"Points cannot be kept: nothing can be written in {folder.ours.name} ({reason}).",
            mend="Give yourself the right to write in it."
            if folder.ours.is_dir()
            else "Rename it, then: hackney start .",
        )


def _names(folder: Path) -> Iterator[Finding]:
    try:
        names = [f"{path.name}/" if path.is_dir() else path.name for path in folder.iterdir()]
    except OSError:
        yield Finding(
            says="This folder cannot be read.", mend="Is its share or drive still there? Copy it nearer."
        )
        return
    bad: Sequence[Finding] = list(name_findings(names))
    yield from bad or [Finding(says="No file here hides one of Python's own.")]


def _menu(folder: TeamFolder) -> Finding:
    with suppress(ChallengesError):
        if _lines(read_bytes(folder.path / "run_me.py", 256 * 1024)) == _lines(
            template("run_me.py").encode()
        ):
            return Finding(says="run_me.py is the one of this kit.")
    return Finding(
        says="run_me.py is missing, changed, or of another kit.",
        mend="Rename yours if there is one, then: hackney start .",
    )


def _lines(data: bytes) -> list[bytes]:
    return data.splitlines()


def _python_of_the_folder(folder: TeamFolder) -> Finding:
    try:
        python = read_bytes(folder.ours / "python", 4096).decode("utf-8", "replace").strip()
    except ChallengesError:
        python = ""
    if python and Path(python).is_file():
        return Finding(says="The Python that made this folder is there.")
    return Finding(
        says="The Python that made this folder is not on this computer.",
        mend="Thonny and IDLE may need it. Next: hackney start .",
    )


def _scoreboard(folder: TeamFolder) -> Finding:
    if folder.scoreboard is None:
        return Finding(says="No scoreboard is set. Checks work without one.")
    shown = safe_line(folder.scoreboard, 100)
    try:
        place = open_store(folder.scoreboard, folder.path).folder
    except ChallengesError as error:
        return Finding(says=str(error), mend="Change the url in hackney.toml.")
    if _is_there(place):
        return Finding(says=f"Scoreboard: {shown}")
    return Finding(
        says=f"The scoreboard is away: {shown}",
        mend="Go on working. What you hand in is kept, and goes with the next run.",
    )


def _is_there(folder: Path) -> bool:
    """Whether `folder` answers soon; a share that is away can hold a question for minutes."""
    answers: list[bool] = []

    def ask() -> None:
        with suppress(OSError):
            answers.append(folder.is_dir())

    asking = threading.Thread(target=ask, daemon=True)
    asking.start()
    asking.join(_PATIENCE_SECONDS)
    return answers == [True]
