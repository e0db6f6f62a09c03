"""Makes a team's folder, or completes one that is there; what stands there already stays as it is."""

import sys
from collections.abc import Sequence
from dataclasses import dataclass
from importlib.resources import files
from pathlib import Path

from hackney_challenges.files import write_whole
from hackney_challenges.packs.manifest import Challenge
from hackney_challenges.printable import safe_line
from hackney_challenges.team.folder import (
    CONFIGURATION,
    FolderError,
    TeamFolder,
    checked_name,
    find_folder,
    read_folder,
    team_id,
)
from hackney_challenges.team.starters import give_starter, not_written, put_new

_IGNORED = ".hackney/\n__pycache__/\n.pytest_cache/\n.hypothesis/\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Started:
    """What `start_folder` did: whether the folder is new, which starters it gave, which files it kept."""

    folder: TeamFolder
    is_new: bool
    given: tuple[str, ...]
    kept: tuple[str, ...]


def start_folder(
    path: Path,
    *,
    name: str | None,
    challenges: Sequence[Challenge],
    packs: tuple[str, ...] | None = None,
    scoreboard: str | None = None,
) -> Started:
    """Make the team folder at `path`, or add what is missing; never overwrites.

    Without `name` the team is named after the folder. `packs` and `scoreboard`
    are written into a new `hackney.toml` only. Raises `FolderError` with what to do.
    """
    place = path.absolute()
    _refuse_bad_places(place)
    is_new = not (place / CONFIGURATION).exists()
    if is_new:
        name = checked_name(name if name is not None else _name_of(place))
        configuration = hackney_toml(name, packs=packs, scoreboard=scoreboard)
        _make(place)
        put_new(place / CONFIGURATION, configuration.encode("utf-8"))
    folder = read_folder(place)
    _refuse_other_packs(folder, packs)
    _write_ours(folder)
    first = challenges[0].slug if challenges else "bus_fare"
    for file, text in (
        ("START_HERE.md", template("START_HERE.md").replace("bus_fare", first)),
        ("run_me.py", template("run_me.py")),
        (".gitignore", _IGNORED),
    ):
        put_new(place / file, text.encode("utf-8"))
    was_given = {challenge.slug: give_starter(folder, challenge) for challenge in challenges}
    return Started(
        folder=folder,
        is_new=is_new,
        given=tuple(slug for slug, given in was_given.items() if given),
        kept=tuple(slug for slug, given in was_given.items() if not given),
    )


def hackney_toml(name: str, *, packs: tuple[str, ...] | None, scoreboard: str | None) -> str:
    """The text of a new `hackney.toml`."""
    lines = ["[team]", "format = 1", f"name = {toml_text(name)}", f"id = {toml_text(team_id(name))}"]
    if scoreboard is not None:
        lines += ["", "[scoreboard]", f"url = {toml_text(scoreboard)}"]
    if packs is not None:
        lines += ["", "[checks]", f"packs = [{', '.join(toml_text(pack) for pack in packs)}]"]
    return "\n".join(lines) + "\n"


def toml_text(text: str) -> str:
    """`text` as a basic string of TOML."""
    special = {'"': '\\"', "\\": "\\\\", "\n": "\\n", "\t": "\\t", "\r": "\\r"}
    return '"' + "".join(special.get(character) or _toml_character(character) for character in text) + '"'


def _toml_character(character: str) -> str:
    return f"\\u{ord(character):04x}" if ord(character) < 0x20 or ord(character) == 0x7F else character


def _refuse_bad_places(place: Path) -> None:
    if place.exists() and not place.is_dir():
        raise FolderError(f"{safe_line(str(place))} is a file. Choose another name for the team's folder.")
    around = find_folder(place.parent)
    if around is not None and not (place / CONFIGURATION).exists():
        raise FolderError(
            f"You are in a team folder already: {safe_line(str(around))}. "
            "Next: hackney map. For another team, go out of this folder first: cd .."
        )


def _refuse_other_packs(folder: TeamFolder, packs: tuple[str, ...] | None) -> None:
    if packs is None or folder.packs is None:
        return
    missing = [pack for pack in packs if pack not in folder.packs]
    if missing:
        wanted = ", ".join(toml_text(pack) for pack in (*folder.packs, *missing))
        raise FolderError(
            f"This folder uses only {', '.join(folder.packs)}. To add {', '.join(missing)}, "
            f"write in {CONFIGURATION} under [checks]: packs = [{wanted}]. Then start again."
        )


def _name_of(place: Path) -> str:
    words = place.name.replace("-", " ").replace("_", " ").split()
    return " ".join(word[:1].upper() + word[1:] for word in words)


def _make(place: Path) -> None:
    try:
        place.mkdir(parents=True, exist_ok=True)
    except OSError as error:
        raise not_written(place, error) from None


def _write_ours(folder: TeamFolder) -> None:
    """`.hackney/`, hidden from git even where the team's own `.gitignore` forgets it: a key is in it."""
    try:
        folder.ours.mkdir(exist_ok=True)
        write_whole(folder.ours / "python", (sys.executable + "\n").encode("utf-8", "surrogateescape"))
        put_new(folder.ours / ".gitignore", b"*\n")
    except OSError as error:
        raise not_written(folder.ours, error) from None


def template(name: str) -> str:
    """The text of a file that every team folder gets: `START_HERE.md`, `run_me.py`."""
    return files("hackney_challenges.team").joinpath("templates").joinpath(name).read_text(encoding="utf-8")
