"""A team's folder: where it is, whose it is, what stands in its `hackney.toml` (formats.md 3)."""

import hashlib
import re
import unicodedata
from dataclasses import dataclass
from pathlib import Path

from hackney_challenges.errors import ChallengesError
from hackney_challenges.printable import safe_line
from hackney_challenges.tables import Table, read_table

CONFIGURATION = "hackney.toml"
OURS = ".hackney"
FORMAT = 1

_LONGEST_NAME = 40
_ID = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
# Windows keeps these names for devices, with any ending: `nul.json` is one too.
_DEVICES = re.compile(r"con|prn|aux|nul|com[0-9]|lpt[0-9]")


class FolderError(ChallengesError):
    """A team folder that cannot be made or used as it stands."""


@dataclass(frozen=True, slots=True, kw_only=True)
class TeamFolder:
    """A team folder as its `hackney.toml` describes it. `packs` is None where it names none."""

    path: Path
    name: str
    id: str
    scoreboard: str | None = None
    packs: tuple[str, ...] | None = None

    @property
    def ours(self) -> Path:
        """The kit's own folder inside: progress, history, what waits to be handed in."""
        return self.path / OURS


def find_folder(start: Path) -> Path | None:
    """The nearest folder from `start` upwards that holds a `hackney.toml`, or None.

    The path is never resolved: a mapped drive must not turn into its share.
    """
    here = start.absolute()
    for folder in (here, *here.parents):
        try:
            if (folder / CONFIGURATION).is_file():
                return folder
        except OSError:
            continue
    return None


def read_folder(path: Path) -> TeamFolder:
    """The team folder at `path`.

    Raises `TableError` or `FolderError` for what `hackney.toml` may not say,
    `UnreadableFile` where it is not there or no plain file.
    """
    whole = read_table(path / CONFIGURATION)
    team = whole.table("team", needed=True)
    scoreboard = whole.table("scoreboard")
    checks = whole.table("checks")
    whole.done()
    assert team is not None  # needed
    team.format_number(FORMAT)
    name = checked_name(team.text("name", limit=10_000))
    identity = team.text("id", team_id(name), limit=60)
    if not _ID.fullmatch(identity):
        raise team.refuse("id", 'small letters, numbers and single dashes, such as "canal-otters"')
    team.done()
    url = _scoreboard_url(scoreboard) if scoreboard is not None else None
    packs = _pack_names(checks) if checks is not None else None
    return TeamFolder(path=path, name=name, id=identity, scoreboard=url, packs=packs)


def _scoreboard_url(table: Table) -> str:
    url = table.text("url", limit=500)
    table.done()
    return url


def _pack_names(table: Table) -> tuple[str, ...] | None:
    packs = table.texts("packs", ()) or None
    table.done()
    return packs


def checked_name(name: str) -> str:
    """`name` as a team's name: blanks at the ends removed, composed (NFC), 1 to 40 characters, all visible.

    Emoji, formulas and markup are a team's own business: whoever shows a name
    makes it safe for that place. Raises `FolderError` for the rest.
    """
    tidy = unicodedata.normalize("NFC", name[: 4 * _LONGEST_NAME]).strip()
    if len(name) > 4 * _LONGEST_NAME or len(tidy) > _LONGEST_NAME:
        raise FolderError(
            f'The team name "{safe_line(name, 30)}" is too long: {len(name.strip())} characters. '
            f"A team name is 1 to {_LONGEST_NAME} characters."
        )
    if not any(unicodedata.category(character)[0] in "LNSP" for character in tidy):
        raise FolderError(
            f'The team name is empty. A team name is 1 to {_LONGEST_NAME} characters, such as "Canal Otters".'
        )
    shown = safe_line(tidy, 20 * _LONGEST_NAME)
    if shown != tidy:
        raise FolderError(
            f'The team name "{shown}" holds a character that cannot be seen (the part with \\). '
            "Use letters, numbers, spaces and signs that can be seen."
        )
    return tidy


def team_id(name: str) -> str:
    """The id made from a team's name: `Canal Otters` gives `canal-otters`.

    Accents are dropped. Where other letters or signs are lost, four digits of
    the name's hash keep two such teams apart; the same name always gives the
    same id.
    """
    parts = unicodedata.normalize("NFKD", name)
    plain = "".join(part for part in parts if unicodedata.category(part) != "Mn" and part not in "'\u2019")
    words = re.findall(r"[a-z0-9]+", plain.lower())
    lost = any(not character.isascii() and unicodedata.category(character)[0] in "LNS" for character in plain)
    digits = hashlib.sha256(name.encode("utf-8", "backslashreplace")).hexdigest()
    if not words or lost:
        words = [*words, digits[:4]] if words else ["team", digits[:8]]
    if _DEVICES.fullmatch(words[0]):
        words = ["team", *words]
    return "-".join(words)
