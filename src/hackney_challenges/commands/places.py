"""Which team folder, which packs, which challenge a command is about: where `team` and `packs` meet."""

from dataclasses import dataclass
from pathlib import Path

from hackney_challenges.errors import ChallengesError
from hackney_challenges.packs.discovery import Installed, installed, nearest
from hackney_challenges.packs.manifest import Challenge, Pack
from hackney_challenges.printable import safe_line
from hackney_challenges.team.folder import CONFIGURATION, FolderError, TeamFolder, find_folder, read_folder

DEFAULT_PACKS = ("hackney_first_steps", "hackney_warmup")
"""What a new folder holds where nobody chose: enough for an afternoon, and not more."""


class UnknownNameError(ChallengesError):
    """A challenge or pack that is not installed."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Place:
    """A team folder and the packs it uses, in the order that decides between two of the same slug."""

    folder: TeamFolder
    installed: Installed
    packs: tuple[Pack, ...]

    @property
    def challenges(self) -> tuple[Challenge, ...]:
        """The challenges of this folder's packs, each slug once."""
        chosen: dict[str, Challenge] = {}
        for pack in self.packs:
            for challenge in pack.challenges:
                chosen.setdefault(challenge.slug, challenge)
        return tuple(chosen.values())

    def challenge(self, typed: str) -> Challenge:
        """The challenge that `typed` names: `bus_fare`, `bus-fare`, `bus_fare.py`.

        Raises `UnknownNameError` with the nearest name, or `PackError` where two packs know it.
        """
        by_slug = {challenge.slug: challenge for challenge in self.challenges}
        slug = slug_of(typed)
        if slug in by_slug:
            return self.installed.choose(slug, self.folder.packs) or by_slug[slug]
        near = nearest(typed, by_slug)
        hint = f"Did you mean {near}?" if near else "To see all names: hackney map"
        raise UnknownNameError(f'There is no challenge "{safe_line(typed, 40)}". {hint}')


def slug_of(typed: str) -> str:
    """What was typed, as a slug: the last part of a path, without `.py`, with underscores."""
    name = typed.replace("\\", "/").rstrip("/").rsplit("/", 1)[-1]
    return name.removesuffix(".py").strip().lower().replace("-", "_").replace(" ", "_")


def here() -> Place:
    """The team folder around the working folder. Raises `FolderError` with what to do."""
    path = find_folder(Path.cwd())
    if path is None:
        raise FolderError(_no_folder(Path.cwd()))
    folder = read_folder(path)
    found = installed()
    return Place(folder=folder, installed=found, packs=packs_of(folder, found))


def packs_of(folder: TeamFolder, found: Installed) -> tuple[Pack, ...]:
    """The packs that `folder` uses. Raises `UnknownNameError` for one that is not installed."""
    if folder.packs is None:
        rank = {name: number for number, name in enumerate(DEFAULT_PACKS)}
        ordered = sorted(found.packs, key=lambda pack: (rank.get(pack.name, len(rank)), pack.name))
        return tuple(pack for pack in ordered if pack.extends is None)
    return packs_named(folder.packs, found, where=f"{CONFIGURATION} names")


def packs_named(names: tuple[str, ...], found: Installed, *, where: str) -> tuple[Pack, ...]:
    """The installed packs of these names, in this order. Raises `UnknownNameError`."""
    by_name = {pack.name: pack for pack in found.packs if pack.extends is None}
    for name in names:
        if amiss := found.not_for_teams(name):
            raise UnknownNameError(f'{where} the pack "{safe_line(name, 60)}". {amiss}')
        if name not in by_name:
            near = nearest(name, by_name)
            hint = f"Did you mean {near}?" if near else "To see all packs: hackney packs"
            raise UnknownNameError(f'{where} the pack "{safe_line(name, 60)}". It is not installed. {hint}')
    return tuple(by_name[name] for name in names)


def _no_folder(here: Path) -> str:
    hidden_ending = here / f"{CONFIGURATION}.txt"
    if hidden_ending.is_file():
        return f"{hidden_ending.name} is here. Rename it to {CONFIGURATION}, then try again."
    try:
        inside = sorted(path.parent.name for path in here.glob(f"*/{CONFIGURATION}"))
    except OSError:
        inside = []
    if inside:
        return f"Your team's folder is one step further in. Next: cd {safe_line(inside[0], 60)}"
    return (
        'This is no team folder. Go to yours with cd, or make one: hackney start otters --team "Canal Otters"'
    )
