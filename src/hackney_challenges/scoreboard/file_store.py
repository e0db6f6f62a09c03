"""The scoreboard in a folder on a share: many writers, one file each; one collector; any readers.

    inbox/              one immutable file an entry, put there whole
    handed-in/          one file a solution, named by its hash
    scoreboard.jsonl    what the collector made of the inbox

Everybody can write here, so nothing here is believed: names, links, pipes,
sizes and contents are looked at first, and a reader waits for none of them.
"""

import errno
import functools
import os
import stat
import sys
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from hackney_challenges.files import Obstacle, UnreadableFile, open_plain, read_bytes, write_whole
from hackney_challenges.printable import safe_line
from hackney_challenges.scoreboard.entries import (
    LIMIT_BYTES,
    ClaimBody,
    Entry,
    NotAnEntry,
    UnknownBody,
    parse,
)
from hackney_challenges.scoreboard.lines import LINE_LIMIT_BYTES, Lines, read_lines, set_aside, take
from hackney_challenges.scoreboard.store import Reading, StoreTrouble

FILE_NAME = "scoreboard.jsonl"

# The collector may run as another user of the same machine.
_FOR_READERS = 0o044

_FULL = frozenset({errno.ENOSPC, errno.EFBIG, getattr(errno, "EDQUOT", errno.ENOSPC)})
_FULL_ON_WINDOWS = frozenset({39, 112})
_CLOSED = frozenset({errno.EACCES, errno.EPERM, errno.EROFS})
_CLOSED_ON_WINDOWS = frozenset({5, 19})

# Windows and network file systems answer so for a moment, even after a rename that is done.
_PASSING: frozenset[Obstacle] = frozenset({"not allowed", "not readable"})


class FileStore:
    """A scoreboard in `folder`, which somebody else made; what stands inside it is made when needed."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.inbox = folder / "inbox"
        self.handed_in = folder / "handed-in"
        self.file = folder / FILE_NAME

    def __repr__(self) -> str:
        return f"FileStore({str(self.folder)!r})"

    def deliver(self, entry: Entry, data: bytes, source: bytes | None) -> None:
        """Put `entry` into the inbox, the `source` it claims about beside it first.

        Both are whole or not there. An entry that is there already, or was
        collected, does no harm. Raises `StoreTrouble`.
        """
        self.look()
        try:
            if source is not None and isinstance(entry.body, ClaimBody):
                self._keep_source(entry.body.solution.removeprefix("sha256:"), source)
            self.make(self.inbox)
            write_whole(self.inbox / inbox_name(entry), data, readers=_FOR_READERS)
        except OSError as error:
            raise self.trouble(error) from None

    def read(self) -> Reading:
        """All entries: the inbox first, then every scoreboard file, each entry once.

        In that order nothing is missed while a collector moves entries from one
        to the other. Raises `StoreTrouble` where the folder cannot be reached.
        """
        self.look()
        found = Lines()
        not_yet = 0
        for name in self.inbox_names():
            try:
                entry = parse(read_bytes(self.inbox / name, LIMIT_BYTES))
            except UnreadableFile as unreadable:
                if unreadable.obstacle in _PASSING:
                    not_yet += 1
                elif unreadable.obstacle != "missing":
                    set_aside(found, f"inbox/{name}", 0, _said(unreadable.obstacle))
            except NotAnEntry as refused:
                set_aside(found, f"inbox/{name}", 0, str(refused))
            else:
                take(found, entry)
                if isinstance(entry.body, UnknownBody):
                    reason = f'It is of a kind this kit does not know: "{entry.body.kind}".'
                    set_aside(found, f"inbox/{name}", 0, reason)
        for name in self._file_names():
            _join(found, self.read_file(name))
        return Reading(
            entries=tuple(found.entries.values()),
            set_aside=tuple(found.set_aside),
            set_aside_count=found.set_aside_count,
            damage=tuple(found.damage),
            waiting=sum(entry.n is None for entry in found.entries.values()),
            not_yet=not_yet,
        )

    def read_file(self, name: str = FILE_NAME) -> Lines:
        """What one scoreboard file holds; nothing where there is none."""
        try:
            with open_plain(self.folder / name) as file:
                return read_lines(name, _bounded(functools.partial(file.readline, LINE_LIMIT_BYTES)))
        except UnreadableFile as unreadable:
            found = Lines()
            if unreadable.obstacle == "missing":
                return found
            if name == FILE_NAME or unreadable.obstacle in _PASSING:
                # To go on without it would show teams fewer points than they have.
                raise StoreTrouble("not ours", str(unreadable)) from None
            set_aside(found, name, 0, _said(unreadable.obstacle))
            return found
        except OSError as error:
            raise self.trouble(error) from None

    def inbox_names(self) -> list[str]:
        """The files now in the inbox, without those still being written."""
        if self.inbox.is_symlink():
            # Who can write here could point it at the collector's own files.
            raise StoreTrouble("not ours", f"{safe_line(str(self.inbox))} is a link. It must be a folder.")
        try:
            with os.scandir(self.inbox) as found:
                return sorted(item.name for item in found if _is_entry_name(item.name))
        except (FileNotFoundError, NotADirectoryError):
            return []
        except OSError as error:
            raise self.trouble(error) from None

    def look(self) -> None:
        """Raise `StoreTrouble` where the folder is not there, or is no folder."""
        shown = safe_line(str(self.folder))
        try:
            mode = self.folder.stat().st_mode
        except (OSError, ValueError):
            raise StoreTrouble("away", f"The scoreboard's folder cannot be reached: {shown}") from None
        if not stat.S_ISDIR(mode):
            raise StoreTrouble("not a folder", f"The scoreboard must be a folder, and this is none: {shown}")

    def trouble(self, error: OSError) -> StoreTrouble:
        """What an error of the operating system means for a scoreboard in a folder."""
        shown = safe_line(str(self.folder))
        code = getattr(error, "winerror", None)
        if error.errno in _FULL or code in _FULL_ON_WINDOWS:
            return StoreTrouble("full", f"There is no room left on the disk of the scoreboard: {shown}")
        if error.errno in _CLOSED or code in _CLOSED_ON_WINDOWS:
            return StoreTrouble(
                "closed to writing", f"The scoreboard's folder may not be written by you: {shown}"
            )
        reason = safe_line(error.strerror or type(error).__name__, 80)
        return StoreTrouble("away", f"The scoreboard's folder cannot be reached ({reason}): {shown}")

    def make_folders(self) -> None:
        """Make the folders that writers need. Raises `StoreTrouble`."""
        self.look()
        try:
            self.make(self.inbox)
            self.make(self.handed_in)
        except OSError as error:
            raise self.trouble(error) from None

    def make(self, folder: Path) -> None:
        """Make one of the scoreboard's own folders, open to whoever the scoreboard's is. Raises OSError."""
        if folder.is_dir():
            return
        folder.mkdir(exist_ok=True)
        if sys.platform != "win32":
            # Whoever may write in the scoreboard's folder may write here too, whatever the maker's habit.
            with suppress(OSError):
                folder.chmod(stat.S_IMODE(self.folder.stat().st_mode))

    def _keep_source(self, digest: str, source: bytes) -> None:
        self.make(self.handed_in)
        path = self.handed_in / f"{digest}.py"
        with suppress(UnreadableFile):
            if read_bytes(path, len(source)) == source:
                return
        write_whole(path, source, readers=_FOR_READERS)

    def _file_names(self) -> list[str]:
        """The scoreboard file, and the copies of it that sync programs and people make."""
        try:
            with os.scandir(self.folder) as found:
                names = [item.name for item in found]
        except OSError as error:
            raise self.trouble(error) from None
        return sorted(name for name in names if name.startswith("scoreboard") and name.endswith(".jsonl"))


def inbox_name(entry: Entry) -> str:
    """The name of an entry's file; the id inside is what counts."""
    return f"{entry.writer}-{entry.seq}-{entry.id[:16]}.json"


def _is_entry_name(name: str) -> bool:
    return name.endswith(".json") and not name.startswith((".", "~"))


def _said(obstacle: Obstacle) -> str:
    return f"It is longer than {LIMIT_BYTES} bytes." if obstacle == "too big" else "It is not a plain file."


def _bounded(read_some: functools.partial[bytes]) -> Iterator[bytes]:
    """Lines, of which the too long ones arrive once, cut: long enough to be refused."""
    while line := read_some():
        if not line.endswith(b"\n") and len(line) == LINE_LIMIT_BYTES:
            while (rest := read_some()) and not rest.endswith(b"\n"):
                pass
            line += b"..."
        yield line


def _join(found: Lines, more: Lines) -> None:
    for entry in more.entries.values():
        take(found, entry)
    for aside in more.set_aside:
        set_aside(found, aside.file, aside.line, aside.reason)
    found.set_aside_count += more.set_aside_count - len(more.set_aside)
    found.damage += more.damage
