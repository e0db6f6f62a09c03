"""`demo`: a team's first afternoon, played through with the real commands, each shown before it runs."""

import os
import subprocess
import tempfile
from collections.abc import Callable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import dataclass, field
from importlib.resources import files
from pathlib import Path

import click

from hackney_challenges import pytest_run
from hackney_challenges.commands.places import DEFAULT_PACKS, packs_named
from hackney_challenges.commands.screen import Screen, plain_option, screen, show
from hackney_challenges.errors import ExitCode
from hackney_challenges.packs.discovery import installed
from hackney_challenges.printable import safe_line
from hackney_challenges.team.folder import CONFIGURATION, FolderError, read_folder
from hackney_challenges.team.progress import read_progress
from hackney_challenges.team.starters import not_written
from hackney_challenges.team.starting import toml_text

# Not -m: that would put the working folder first on the path, before Python's own modules.
_START = (
    "import sys; sys.path[:] = [place for place in sys.path if place]; "
    "from hackney_challenges.commands.main import run; run()"
)


@dataclass(frozen=True, slots=True, kw_only=True)
class Act:
    """One step of the demo: what is told, which files are written, which command runs, how it should end.

    `files` maps a name in the working folder to one of `demo_files`; `solves` are the challenges that
    are solved afterwards.
    """

    tells: str
    command: tuple[str, ...]
    ends: int = 0
    at: str = "otters"
    files: Mapping[str, str] = field(default_factory=dict)
    solves: tuple[str, ...] = ()
    names_the_scoreboard: bool = False


ACTS = (
    Act(
        tells="A team makes its folder.",
        command=("hackney", "start", "otters", "--team", "Canal Otters"),
        at=".",
    ),
    Act(
        tells="It writes bus_fare.py, and checks it.",
        command=("hackney", "check", "bus_fare"),
        files={"bus_fare.py": "bus_fare.first.txt"},
        ends=ExitCode.NOT_YET,
    ),
    Act(tells="Hints are free.", command=("hackney", "hint", "bus_fare")),
    Act(
        tells="It changes one number, and checks again.",
        command=("hackney", "check", "bus_fare"),
        files={"bus_fare.py": "bus_fare.mended.txt"},
        solves=("bus_fare",),
    ),
    Act(
        tells="By the end of the afternoon some tasks are solved, some are not yet, some are untouched.",
        command=("pytest",),
        files={
            "hello_hackney.py": "hello_hackney.txt",
            "canteen_order.py": "canteen_order.txt",
            "tidy_postcode.py": "tidy_postcode.txt",
            "till_talk.py": "till_talk.txt",
        },
        solves=("bus_fare", "canteen_order", "hello_hackney"),
        ends=ExitCode.NOT_YET,
    ),
    Act(tells="Where are we?", command=("hackney", "map")),
    Act(
        tells="The teacher names a scoreboard in hackney.toml. The team hands in.",
        command=("hackney", "submit"),
        names_the_scoreboard=True,
    ),
    Act(
        tells="A second team starts.",
        command=("hackney", "start", "herons", "--team", "Marsh Herons"),
        at=".",
    ),
    Act(
        tells="It hands in one task.",
        command=("hackney", "submit", "bus_fare"),
        at="herons",
        files={"bus_fare.py": "bus_fare.mended.txt"},
        names_the_scoreboard=True,
    ),
    Act(tells="The standings:", command=("hackney", "board")),
)


@click.command()
@click.option("--into", metavar="DIR", type=click.Path(path_type=Path), help="Keep the folders, in DIR.")
@plain_option
def demo(into: Path | None, plain: bool) -> int:
    """Watch a team's first afternoon: every command is shown, then run.

    \b
    Examples:
      hackney demo
      hackney demo --into try_it
    """
    out = screen(plain)
    packs_named(DEFAULT_PACKS, installed(), where="The demo needs")
    with _stage(into) as place:
        for act in ACTS:
            status = _play(act, place, out)
            if status != act.ends:
                out.say()
                out.say(f"The demo ends here: exit code {status}, where {int(act.ends)} was planned.")
                out.next("hackney doctor")
                return ExitCode.NOT_YET
            if act.solves and act.solves != _solved(place / act.at):
                out.say()
                out.say(f"The demo ends here. These were planned to be solved: {', '.join(act.solves)}.")
                out.next("hackney doctor")
                return ExitCode.NOT_YET
        out.say()
        out.say("That was a team's first afternoon.")
        if into is None:
            out.say("Its folders are gone now. To keep them: hackney demo --into DIR")
        else:
            out.say(f"Its folders are in {safe_line(str(into))}")
    out.next('hackney start otters --team "Canal Otters"')
    return ExitCode.DONE


def _play(act: Act, place: Path, out: Screen) -> int:
    folder = place / act.at
    for name, source in act.files.items():
        (folder / name).write_bytes(_source(source))
    if act.names_the_scoreboard:
        scoreboard = place / "scoreboard"
        scoreboard.mkdir(exist_ok=True)
        with (folder / CONFIGURATION).open("a", encoding="utf-8") as file:
            file.write(f"\n[scoreboard]\nurl = {toml_text(str(scoreboard))}\n")
    out.say()
    out.say(act.tells)
    for name in act.files:
        out.say(f"(written: {name})")
    shown = " ".join(f'"{word}"' if " " in word else word for word in act.command)
    where = "" if act.at == "." else f"{act.at}"
    out.say(f"I run: {shown}" if out.plain else f"{where}$ {shown}", hang="  ")
    out.say()
    if act.command[0] == "pytest":
        plainly = ["--hackney-plain"] if out.plain else []
        return pytest_run.run_pytest(folder, [*act.command[1:], *plainly], say=show)
    return _hackney([*act.command[1:], *(["--plain"] if out.plain else [])], folder, show)


def _solved(path: Path) -> tuple[str, ...]:
    best = read_progress(read_folder(path)).best
    return tuple(sorted(slug for slug, reached in best.items() if reached.solved))


def _hackney(words: Sequence[str], folder: Path, say: Callable[[str], None]) -> int:
    """Run `hackney` as a process of its own, as a team would; its exit code."""
    with subprocess.Popen(  # noqa: S603 - our own Python, no shell
        [pytest_run.interpreter(), "-c", _START, *words],
        cwd=folder,
        env={**os.environ, "PYTHONUTF8": "1", "PYTHONIOENCODING": "utf-8"},
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="backslashreplace",
        creationflags=getattr(subprocess, "CREATE_NO_WINDOW", 0),
    ) as child:
        assert child.stdout is not None  # a pipe was asked for
        for line in child.stdout:
            say(line.rstrip("\n"))
        return child.wait()


@contextmanager
def _stage(into: Path | None) -> Iterator[Path]:
    """Where the demo plays: a folder that goes away, or `into`, which has to be new or empty."""
    if into is None:
        with tempfile.TemporaryDirectory(prefix="hackney-demo-", ignore_cleanup_errors=True) as temporary:
            yield Path(temporary)
        return
    place = into.absolute()
    try:
        place.mkdir(parents=True, exist_ok=True)
        is_empty = not any(place.iterdir())
    except OSError as error:
        raise not_written(into, error) from None
    if not is_empty:
        raise FolderError(f"{safe_line(str(into))} is not empty. Choose a new folder.")
    yield place


def _source(name: str) -> bytes:
    folder = files("hackney_challenges.commands").joinpath("demo_files")
    return folder.joinpath(name).read_bytes()
