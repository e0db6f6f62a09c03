"""Finds the packs: installed ones by their entry points, and one being written, from its folder.

Each entry point is loaded, registered and asked inside a `try` of its own: a
pack that is broken, too new or named twice becomes a `Problem` with its
distribution, its file and the mend, and hides no other. Importing a pack
imports none of its suites.
"""

import os
import traceback
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from importlib.metadata import Distribution, EntryPoint, distributions
from pathlib import Path

import pluggy

from hackney_challenges import hookspecs
from hackney_challenges.errors import ChallengesError
from hackney_challenges.packs.manifest import Challenge, Pack, PackError, read_pack
from hackney_challenges.packs.slugs import nearest as nearest
from hackney_challenges.printable import safe_line

_MOST_LEVELS_UP = 50


@dataclass(frozen=True, slots=True, kw_only=True)
class Problem:
    """A pack that cannot be used: whose it is, which file, and what is amiss and how to mend it."""

    distribution: str
    file: str
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Installed:
    """The packs of this machine, by name, and what keeps others from being among them."""

    packs: tuple[Pack, ...]
    problems: tuple[Problem, ...] = ()

    def challenges_named(self, slug: str) -> tuple[Challenge, ...]:
        """The challenges called `slug`, one for each pack that has one. Judge packs are no rivals."""
        return tuple(
            challenge
            for pack in self.packs
            if pack.extends is None
            for challenge in pack.challenges
            if challenge.slug == slug
        )

    def further(self, challenge: Challenge) -> tuple[Challenge, ...]:
        """The judges' suites for `challenge`: their checks are appended to its own."""
        return tuple(
            other
            for pack in self.packs
            if pack.extends == challenge.pack
            for other in pack.challenges
            if other.slug == challenge.slug
        )

    def not_for_teams(self, name: str) -> str | None:
        """Why no team chooses the pack called `name`, if it is a judge pack."""
        for pack in self.packs:
            if pack.name == name and pack.extends is not None:
                return (
                    f"It is a judge pack: its checks go with those of {pack.extends} by themselves. "
                    f'Next: name "{pack.extends}" instead.'
                )
        return None

    def choose(self, slug: str, packs: tuple[str, ...] | None) -> Challenge | None:
        """The challenge that a file called `slug` solves, or None.

        `packs` are those of hackney.toml: the first that knows the slug decides.
        Raises `PackError` where several know it and hackney.toml names no packs.
        """
        rivals = self.challenges_named(slug)
        if packs is not None:
            ranked = sorted((c for c in rivals if c.pack in packs), key=lambda c: packs.index(c.pack))
            return ranked[0] if ranked else None
        if len(rivals) > 1:
            first = [challenge.pack for challenge in rivals]
            others = [pack.name for pack in self.packs if pack.extends is None and pack.name not in first]
            listed = ", ".join(f'"{name}"' for name in [*first, *others])
            raise PackError(
                f'{len(rivals)} packs have a challenge "{safe_line(slug, 60)}": {", ".join(first)}. '
                f"Write in hackney.toml, below a line [checks], the packs you use, the one you want first: "
                f"packs = [{listed}]"
            )
        return rivals[0] if rivals else None

    def not_installed(self, packs: Iterable[str]) -> tuple[str, ...]:
        """A sentence for each of `packs` (of hackney.toml) that is not installed here, or not for teams."""
        names = [pack.name for pack in self.packs if pack.extends is None]
        said = []
        for name in packs:
            if amiss := self.not_for_teams(name):
                said.append(f'hackney.toml names the pack "{safe_line(name, 60)}". {amiss}')
            elif name not in names:
                near = nearest(name, names)
                hint = f'Did you mean "{near}"?' if near else f"Installed: {', '.join(names) or 'none'}."
                said.append(f'hackney.toml: the pack "{safe_line(name, 60)}" is not installed. {hint}')
        return tuple(said)


def installed() -> Installed:
    """Every pack whose distribution names it in the entry-point group `hackney_challenges`."""
    search = _Search()
    for found in _found_distributions(search.problems):
        for entry in found.entries:
            search.take(found, entry)
    return search.result()


def pack_at(path: Path) -> Pack | None:
    """The pack whose folder is `path` or holds it, for its author; None where there is none above.

    Raises `PackError` where it cannot be read.
    """
    start = path.absolute()
    for folder in [start, *start.parents][:_MOST_LEVELS_UP]:
        if os.path.isfile(folder / "pack.toml"):  # noqa: PTH113 - raises for no folder, closed ones included
            return read_pack(folder)
    return None


@dataclass(frozen=True, slots=True, kw_only=True)
class _Found:
    """A distribution that names packs."""

    name: str
    version: str
    place: str
    entries: tuple[EntryPoint, ...]

    @property
    def shown(self) -> str:
        return safe_line(f"{self.name} {self.version}".strip(), 100)


class _PlainPack:
    """Answers the hook for a package that has none, with the package's own folder."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder

    @hookspecs.hookimpl
    def hackney_packs(self) -> Iterable[Path]:
        return [self._folder]


class _Search:
    """One search over the entry points: what was found, and what was amiss."""

    def __init__(self) -> None:
        self._plugins = pluggy.PluginManager(hookspecs.PROJECT)
        self._plugins.add_hookspecs(hookspecs)
        self._packs: dict[str, Pack] = {}
        self.problems: list[Problem] = []

    def take(self, found: _Found, entry: EntryPoint) -> None:
        """Take in what `entry` brings; whatever is amiss with it becomes a problem."""
        try:
            folders = self._asked(entry)
        except KeyboardInterrupt:
            raise
        except BaseException as error:
            # Also SystemExit and pytest's skip, which are no Exceptions: a pack's module may raise anything.
            self._report_code(found, entry, error)
            return
        for folder in folders:
            try:
                self._add(found, read_pack(folder, distribution=found.name, version=found.version))
            except ChallengesError as error:
                self._report(found, str(folder / "pack.toml"), str(error))
            except Exception as error:  # no pack, however odd, hides another
                self._report(found, str(folder), f"{folder} cannot be read: {_in_a_line(error)}.")

    def result(self) -> Installed:
        """All packs by name; judges' packs that extend nothing here are problems."""
        for pack in list(self._packs.values()):
            if amiss := self._amiss_with_judges_pack(pack):
                del self._packs[pack.name]
                self.problems.append(
                    Problem(
                        distribution=pack.distribution, file=str(pack.folder / "pack.toml"), sentence=amiss
                    )
                )
        return Installed(
            packs=tuple(self._packs[name] for name in sorted(self._packs)), problems=tuple(self.problems)
        )

    def _asked(self, entry: EntryPoint) -> list[Path]:
        plugin = entry.load()
        if self._plugins.is_registered(plugin):
            raise PackError("another package names the same module")
        self._register(plugin)
        if not self._plugins.get_hookcallers(plugin):
            self._plugins.unregister(plugin)
            plugin = _PlainPack(_folder_of(plugin))
            self._register(plugin)
        others = [other for other in self._plugins.get_plugins() if other is not plugin]
        answers = self._plugins.subset_hook_caller("hackney_packs", others)()
        return [Path(folder) for answer in answers for folder in _listed(answer)]

    def _register(self, plugin: object) -> None:
        try:
            self._plugins.register(plugin)
            self._plugins.check_pending()  # a hook that there is not, misspelt perhaps
        except BaseException:
            with suppress(Exception):
                self._plugins.unregister(plugin)
            raise

    def _add(self, found: _Found, pack: Pack) -> None:
        first = self._packs.setdefault(pack.name, pack)
        if first is pack:
            return
        self._report(
            found,
            str(pack.folder / "pack.toml"),
            f'The pack "{pack.name}" comes from two packages: {_named(first)} in {first.folder}, and '
            f"{_named(pack)} in {pack.folder}. The first is used. Next: remove one, "
            f"such as by pip uninstall {pack.distribution}",
        )

    def _amiss_with_judges_pack(self, pack: Pack) -> str | None:
        if pack.extends is None:
            return None
        where = safe_line(str(pack.folder / "pack.toml"))
        extended = self._packs.get(pack.extends)
        if extended is None or extended.extends is not None:
            return (
                f'{where}: extends = "{safe_line(pack.extends, 60)}", which is no pack installed here. '
                "Next: install it, or correct the name."
            )
        known = [challenge.slug for challenge in extended.challenges]
        for challenge in pack.challenges:
            if challenge.slug not in known:
                return (
                    f'{where}: it has checks for "{challenge.slug}", which {pack.extends} does not have. '
                    f"Its challenges: {', '.join(known)}."
                )
        return None

    def _report_code(self, found: _Found, entry: EntryPoint, error: BaseException) -> None:
        """What the pack's own code raised, with the last line of it."""
        spots = [
            spot for spot in traceback.extract_tb(error.__traceback__) if "importlib" not in spot.filename
        ]
        file, where = entry.value, ""
        if spots and spots[-1].filename != __file__:
            file, where = spots[-1].filename, f" ({spots[-1].filename}, line {spots[-1].lineno})"
        self._report(
            found,
            file,
            f'{found.shown}: its entry point {entry.name} = "{entry.value}" could not be used: '
            f"{_in_a_line(error)}{where}. Next: pip install -U {found.name}, or tell its author.",
        )

    def _report(self, found: _Found, file: str, sentence: str) -> None:
        self.problems.append(
            Problem(distribution=found.shown, file=safe_line(file, 300), sentence=safe_line(sentence, 1000))
        )


def _found_distributions(problems: list[Problem]) -> list[_Found]:
    """The distributions that name packs, by name; each once, and said where it is there twice."""
    chosen: dict[str, _Found] = {}
    # Of two in one folder, the older way of writing metadata is the stale one.
    for distribution in sorted(distributions(), key=lambda one: _place(one).endswith(".egg-info")):
        try:
            found = _look_into(distribution)
        except Exception as error:
            name = safe_line(_place(distribution), 300)
            problems.append(
                Problem(
                    distribution=name,
                    file=name,
                    sentence=f"{name} cannot be read: {_in_a_line(error)}. Next: install that package again.",
                )
            )
            continue
        if found is None:
            continue
        key = found.name.lower().replace("_", "-").replace(".", "-")
        first = chosen.setdefault(key, found)
        # An editable install is seen twice, beside its source and in site-packages, and says the same.
        if (found.version, set(found.entries)) != (first.version, set(first.entries)):
            problems.append(
                Problem(
                    distribution=found.shown,
                    file=safe_line(found.place, 300),
                    sentence=safe_line(
                        f"{found.name} is installed twice: {first.shown} ({first.place}) and {found.shown} "
                        f"({found.place}). The first is used. Next: pip uninstall {found.name}, until it is "
                        "gone, and install it again.",
                        1000,
                    ),
                )
            )
    return [chosen[key] for key in sorted(chosen)]


def _look_into(distribution: Distribution) -> _Found | None:
    if f"[{hookspecs.PROJECT}]" not in (distribution.read_text("entry_points.txt") or "").replace(" ", ""):
        return None
    entries = tuple(entry for entry in distribution.entry_points if entry.group == hookspecs.PROJECT)
    name, version = distribution.metadata["Name"], distribution.metadata["Version"]
    return _Found(
        name=safe_line(str(name or "a package without a name"), 100),
        version=safe_line(str(version or ""), 60),
        place=_place(distribution),
        entries=entries,
    )


def _place(distribution: Distribution) -> str:
    """The folder of the metadata, for people: there is no public name for it."""
    return str(getattr(distribution, "_path", ""))


def _listed(answer: object) -> Iterable[str | Path]:
    if isinstance(answer, str | Path) or not isinstance(answer, Iterable):
        raise PackError("its hook hackney_packs gives no list of folders")
    return answer


def _folder_of(plugin: object) -> Path:
    """The folder of a package; of one spread over several, the one with the `pack.toml`."""
    folders = [Path(str(place)) for place in getattr(plugin, "__path__", ())]
    if not folders:
        raise PackError(
            "it names neither a package with a pack.toml nor anything with the hook hackney_packs"
        )
    return next((folder for folder in folders if (folder / "pack.toml").is_file()), folders[0])


def _in_a_line(error: BaseException) -> str:
    try:
        words = str(error)
    except Exception:
        words = ""
    text = safe_line(words, 200).rstrip(".")
    if isinstance(error, PackError):
        return text
    return f"{type(error).__name__}: {text}" if text else type(error).__name__


def _named(pack: Pack) -> str:
    return f"{pack.distribution} {pack.version}".strip()
