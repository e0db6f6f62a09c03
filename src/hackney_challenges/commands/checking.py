"""`check` and `submit`: pytest in one word. What runs, and what is said, is pytest's and the plugin's."""

import os
import sys
import tempfile
from collections.abc import Callable, Sequence
from pathlib import Path

import click

from hackney_challenges import pytest_run
from hackney_challenges.commands.places import Place, here
from hackney_challenges.commands.screen import Screen, plain_option, screen, show
from hackney_challenges.commands.slugs import slug_argument
from hackney_challenges.errors import ChallengesError, ExitCode
from hackney_challenges.files import read_bytes
from hackney_challenges.packs.discovery import nearest
from hackney_challenges.printable import safe_line
from hackney_challenges.results import LIMIT_BYTES, Verdict, from_json
from hackney_challenges.team.folder import FolderError, TeamFolder
from hackney_challenges.team.starters import solution_file

_REFUSED = "Not handed in: "  # how scoreboard.outbox begins a line about a claim that cannot be one
_NEXT = ("Next: hackney ", "Next, type: hackney ")  # how the plugin begins the line that names the next step


@click.command()
@slug_argument(required=False)
@click.option("--more", is_flag=True, help="Everything: what your code prints, each check in full.")
@plain_option
def check(slug: str | None, more: bool, plain: bool) -> int:
    """Check your code: one challenge, or all of them. It is pytest in one word.

    \b
    Examples:
      hackney check
      hackney check bus_fare
    """
    place, out = here(), screen(plain)
    arguments = [*_asked(place, slug), *(["--hackney-more"] if more else [])]
    status, verdicts = _run(place.folder, arguments, out, show)
    return _exit_code(status, verdicts)


@click.command()
@slug_argument(required=False)
@plain_option
def submit(slug: str | None, plain: bool) -> int:
    """Check your code, then hand it in. What cannot be sent now is kept and goes later.

    \b
    Examples:
      hackney submit
      hackney submit bus_fare
    """
    place, out = here(), screen(plain)
    refused: list[str] = []
    next_steps: list[str] = []

    def listen(line: str) -> None:
        if line.startswith(_NEXT):
            next_steps.append(line)  # kept back: two next steps are one too many
            return
        show(line)
        if line.startswith(_REFUSED):
            refused.append(line)

    status, verdicts = _run(place.folder, [*_asked(place, slug), "--hackney-submit"], out, listen)
    code = _handed_in(place.folder, status, verdicts, is_refused=bool(refused))
    if code is ExitCode.DONE and place.folder.scoreboard is not None:
        out.next("hackney board")
    elif next_steps:
        show(next_steps[-1])
    return code


def _handed_in(folder: TeamFolder, status: int, verdicts: Sequence[Verdict], *, is_refused: bool) -> ExitCode:
    if status == pytest_run.STOPPED:
        return ExitCode.STOPPED
    if not verdicts:
        return ExitCode.NOT_CHECKED
    if is_refused:
        return ExitCode.REFUSED
    return ExitCode.NOT_DELIVERED if any((folder.ours / "outbox").glob("*.json")) else ExitCode.DONE


def _asked(place: Place, slug: str | None) -> list[str]:
    """What to check: the file, or the whole folder. Raises `FolderError` where the file is not there."""
    if slug is None:
        return ["."]  # said, since pytest's setting testpaths may name another place
    challenge = place.challenge(slug)
    file = solution_file(place.folder, challenge)
    if os.path.lexists(file):
        return [file.name]
    names = [path.name for path in place.folder.path.iterdir() if nearest(path.name, [challenge.slug])]
    if names:
        raise FolderError(
            f"{file.name} is not here. I found: {safe_line(names[0], 60)}. Rename it to {file.name}"
        )
    raise FolderError(f"{file.name} is not here. Next: hackney get {challenge.slug}")


def _run(
    folder: TeamFolder, arguments: Sequence[str], out: Screen, say: Callable[[str], None]
) -> tuple[int, tuple[Verdict, ...]]:
    """pytest's exit status, and the verdicts of the challenges that were checked."""
    with tempfile.TemporaryDirectory(prefix="hackney-") as place:
        result = Path(place) / "result.json"
        # Settings of a project around the folder must not make the folders beside it part of this run.
        options = ["--confcutdir", str(folder.path), "--hackney-json", str(result)]
        options += ["--hackney-plain"] if out.plain else []
        status = pytest_run.run_pytest(
            folder.path, [*arguments, *options], say=say, is_colourful=_is_colourful(out)
        )
        return status, _verdicts(result)


def _verdicts(file: Path) -> tuple[Verdict, ...]:
    """The verdicts in the result that our own run has just written; none where it wrote none."""
    try:
        return tuple(challenge.verdict for challenge in from_json(read_bytes(file, LIMIT_BYTES)).challenges)
    except ChallengesError:
        return ()


def _exit_code(status: int, verdicts: Sequence[Verdict]) -> ExitCode:
    """formats.md 5: solved means pytest said so too, which counts a team's own tests."""
    if status == pytest_run.STOPPED:
        return ExitCode.STOPPED
    if not verdicts or "could not check" in verdicts:
        return ExitCode.NOT_CHECKED
    if status != 0 or "not yet" in verdicts:
        return ExitCode.NOT_YET
    return ExitCode.DONE


def _is_colourful(out: Screen) -> bool:
    if out.plain or os.environ.get("NO_COLOR") or os.environ.get("TERM") == "dumb":
        return False
    return sys.stdout is not None and sys.stdout.isatty()
