"""`pack.toml` and `challenge.toml` read strictly (formats.md 1): which challenges a pack holds, and where.

Nothing of a pack is imported here. Whatever is amiss is a `PackError` that
names the file, what stands there, what is allowed and what to do next.
"""

import os
from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

from hackney_challenges.errors import ChallengesError
from hackney_challenges.files import read_bytes
from hackney_challenges.packs import curriculum
from hackney_challenges.packs.slugs import nearest, slug_refusal
from hackney_challenges.printable import safe_line
from hackney_challenges.tables import Table, read_table

LEVELS = ("first steps", "easy", "medium", "hard")
NEWEST_FORMAT = 1
_LIMIT_TEXT_BYTES = 256 * 1024
_LIMIT_FOLDER_ENTRIES = 1000
_PARTS_OF_A_CHALLENGE = ("challenge.toml", "brief.md", "starter.py", "hints.md")


class PackError(ChallengesError):
    """Something in a pack that its author, or whoever installed it, can mend."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Challenge:
    """One challenge of a pack: what its folder and `challenge.toml` say.

    In a judge pack `title` and `level` are empty and there may be no brief and
    no starter: those stand in the pack that it extends.
    """

    slug: str
    pack: str
    folder: Path
    title: str
    level: str
    curriculum: tuple[str, ...] = ()
    needs: tuple[str, ...] = ()
    call_seconds: float = 2.0
    check_seconds: float = 20.0
    memory_mb: int = 1024

    @property
    def suite_file(self) -> Path:
        """The pytest module with the challenge's checks."""
        return self.folder / f"test_{self.slug}.py"

    @property
    def suite_module(self) -> str:
        """The suite's name for `import`."""
        return f"{self.pack}.{self.slug}.test_{self.slug}"

    @property
    def starter_file(self) -> Path:
        """What a pupil's file holds at first."""
        return self.folder / "starter.py"

    @property
    def brief_file(self) -> Path:
        """The task, in a pupil's words."""
        return self.folder / "brief.md"

    @property
    def hints_file(self) -> Path:
        """At least three hints, each saying a little more."""
        return self.folder / "hints.md"

    @property
    def answers(self) -> Path:
        """The folder of the model and the mistakes; absent where the pack came as a wheel."""
        return self.folder / "answers"


@dataclass(frozen=True, slots=True, kw_only=True)
class Pack:
    """An installed or authored pack; `name` is its import package, `challenges` stand in its order.

    `extends` names the pack to whose challenges a judge pack adds checks.
    `distribution` and `version` are empty for a pack that is not installed.
    """

    name: str
    distribution: str
    version: str
    folder: Path
    title: str
    summary: str
    extends: str | None
    challenges: tuple[Challenge, ...]


def read_pack(folder: Path, *, distribution: str = "", version: str = "") -> Pack:
    """The pack in `folder`, whose name is the pack's. Raises `PackError`."""
    folder = Path(os.path.abspath(folder))  # noqa: PTH100 - resolve() would follow links, and rename the pack
    with _told_as_pack_error():
        if refusal := slug_refusal(folder.name):
            raise PackError(f"{safe_line(str(folder))}: {refusal.replace('of a challenge', 'of a pack')}")
        if not (folder / "pack.toml").exists():
            raise PackError(
                f"{safe_line(str(folder))} holds no pack.toml, so it is no pack. "
                "Next: write one, with a table [pack] that has format, title and summary."
            )
        top = read_table(_followed(folder / "pack.toml"))
        head = top.table("pack", needed=True)
        head.format_number(NEWEST_FORMAT)
        title = head.text("title", limit=60)
        summary = head.text("summary", limit=200)
        order = head.texts("order", ())
        extends = head.text_or_none("extends", limit=100)
        head.done()
        top.done()
        slugs = _in_order(folder, head, order, _challenge_folders(folder))
        challenges = tuple(_read_challenge(folder, slug, slugs, extends is not None) for slug in slugs)
    return Pack(
        name=folder.name,
        distribution=distribution,
        version=version,
        folder=folder,
        title=title,
        summary=summary,
        extends=extends,
        challenges=challenges,
    )


def read_text(file: Path) -> str:
    """A text file of a pack: UTF-8, of bounded size, line ends as LF, without a byte-order mark.

    Raises `PackError`. A link is followed: some installers lay a package out in links.
    """
    with _told_as_pack_error():
        data = read_bytes(_followed(file), _LIMIT_TEXT_BYTES).removeprefix(b"\xef\xbb\xbf")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        line = data[: error.start].count(b"\n") + 1
        raise PackError(
            f"{safe_line(str(file))}: line {line} is not saved as UTF-8. Save the file as UTF-8."
        ) from None
    return text.replace("\r\n", "\n").replace("\r", "\n")


def split_title(text: str, file: Path) -> tuple[str, str]:
    """The title of a brief, from its first line `# Title`, and the text below. Raises `PackError`."""
    first, _, rest = text.lstrip().partition("\n")
    title = first.removeprefix("# ").strip()
    if not first.startswith("# ") or not title or len(title) > 60:
        raise PackError(
            f'{safe_line(str(file))} starts with "{safe_line(first, 60)}". '
            'A brief starts with its title, as a line "# Bus fare" of at most 60 letters.'
        )
    return safe_line(title, 60), rest.strip("\n") + "\n"


def _challenge_folders(folder: Path) -> list[str]:
    """The names of the folders that hold a challenge, in alphabetical order."""
    with os.scandir(folder) as entries:
        names = [entry.name for entry, _ in zip(entries, range(_LIMIT_FOLDER_ENTRIES), strict=False)]
    return [name for name in sorted(names) if _holds_a_challenge(folder / name)]


def _holds_a_challenge(folder: Path) -> bool:
    signs = ("challenge.toml", "brief.md", "starter.py", f"test_{folder.name}.py")
    return any((folder / sign).is_file() for sign in signs)


def _in_order(folder: Path, head: Table, order: tuple[str, ...], slugs: list[str]) -> tuple[str, ...]:
    if not slugs:
        raise PackError(
            f"{safe_line(str(folder))} holds no challenge. "
            "A challenge is a folder with challenge.toml, brief.md, starter.py, hints.md and its suite."
        )
    for slug in order:
        if slug not in slugs:
            raise head.refuse("order", _names_of_this_pack(slug, slugs))
    return (*order, *(slug for slug in slugs if slug not in order))


def _read_challenge(folder: Path, slug: str, slugs: tuple[str, ...], for_judges: bool) -> Challenge:
    room = folder / slug
    _refuse_missing_parts(room, () if for_judges else _PARTS_OF_A_CHALLENGE)
    file = room / "challenge.toml"
    # Judges' checks come without words of their own: those stand in the pack that is extended.
    top = read_table(_followed(file)) if file.is_file() else Table(file, {})
    about = top.table("challenge", needed=True) if not for_judges else Table(file, {})
    limits = top.table("limits") or Table(file, {}, "limits")
    top.done()
    challenge = Challenge(
        slug=slug,
        pack=folder.name,
        folder=room,
        title="" if for_judges else split_title(read_text(room / "brief.md"), room / "brief.md")[0],
        level="" if for_judges else about.choice("level", LEVELS),
        curriculum=_curriculum_codes(about),
        needs=_needs(about, slug, slugs),
        call_seconds=limits.seconds("call_seconds", 0.1, 60, 2.0),
        check_seconds=limits.seconds("check_seconds", 1, 600, 20.0),
        memory_mb=limits.integer("memory_mb", 64, 16_384, 1024),
    )
    about.done()
    limits.done()
    if challenge.call_seconds > challenge.check_seconds:
        raise limits.refuse("call_seconds", f"at most check_seconds, which is {challenge.check_seconds:g}")
    return challenge


def _refuse_missing_parts(room: Path, parts: tuple[str, ...]) -> None:
    where = safe_line(str(room))
    if refusal := slug_refusal(room.name):
        raise PackError(f"{where}: {refusal}")
    needed = (*parts, f"test_{room.name}.py")
    for part in needed:
        if not (room / part).is_file():
            raise PackError(
                f'{where}: the challenge "{room.name}" has no {part}. It needs {", ".join(needed)}. '
                f"Next: write {room.name}/{part}."
            )


def _curriculum_codes(about: Table) -> tuple[str, ...]:
    known = curriculum.sentences()
    codes = about.texts("curriculum", (), limit=20)
    for code in codes:
        if code not in known:
            near = nearest(code, known)
            hint = f'Did you mean "{near}"?' if near else f"Known: {', '.join(known)}"
            raise about.refuse("curriculum", f'a list of codes; "{safe_line(code, 20)}" is none. {hint}')
    return codes


def _needs(about: Table, slug: str, slugs: Iterable[str]) -> tuple[str, ...]:
    """Challenges that are best done before: of this pack or, as they may be named nowhere yet, of others."""
    needs = about.texts("needs", (), limit=40)
    if slug in needs:
        raise about.refuse("needs", f'a list of other challenges than "{slug}" itself')
    for need in needs:
        near = nearest(need, slugs)
        if near not in (None, need) or slug_refusal(need):
            raise about.refuse("needs", _names_of_this_pack(need, slugs))
    return needs


def _names_of_this_pack(name: str, slugs: Iterable[str]) -> str:
    near = nearest(name, slugs)
    hint = f'Did you mean "{near}"?' if near else f"Known: {', '.join(slugs)}"
    return f'a list of challenges; "{safe_line(name, 60)}" is none. {hint}'


def _followed(file: Path) -> Path:
    return file.resolve() if file.is_symlink() else file


@contextmanager
def _told_as_pack_error() -> Iterator[None]:
    try:
        yield
    except PackError:
        raise
    except ChallengesError as error:
        raise PackError(str(error)) from None
    except OSError as error:
        raise PackError(f"{safe_line(str(error.filename))} could not be read: {error.strerror}.") from None
