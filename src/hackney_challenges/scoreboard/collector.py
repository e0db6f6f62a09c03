"""The collector: the one writer of the scoreboard file, which folds the inbox into it.

Whatever moment it is killed at, nothing is lost and nothing doubled: an inbox
file goes only after its line is on the disk, and a line whose id is in the file
already is not written again.
"""

import os
import stat
import sys
import time
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from hackney_challenges.files import UnreadableFile, patiently, read_bytes, sync_folder, write_whole
from hackney_challenges.scoreboard.entries import (
    LIMIT_BYTES,
    Entry,
    NewerEntry,
    NotAnEntry,
    as_entry,
    canonical,
    load,
)
from hackney_challenges.scoreboard.file_store import FileStore
from hackney_challenges.scoreboard.lease import Lease, lease
from hackney_challenges.scoreboard.lines import next_chain, numbered_line
from hackney_challenges.scoreboard.store import Damage, StoreTrouble

BATCH = 500
"""How many entries are written at once. All at once would make no headway where it is often killed."""

_ABANDONED_SECONDS = 24 * 3600


@dataclass(frozen=True, slots=True, kw_only=True)
class Collected:
    """What one pass over the inbox did.

    `added` entries are new in the file, which now has `total`; `aside` files
    went to set-aside/; `left` stay in the inbox for now: not readable yet, or
    made by a newer kit.
    """

    added: int
    total: int
    aside: int
    left: int
    damage: tuple[Damage, ...]


def collect(store: FileStore) -> Collected:
    """Fold what is in the inbox now into the scoreboard file, once.

    Raises `CollectorBusy` and `StoreTrouble`.
    """
    with collecting(store) as collector:
        return collector.one_pass()


@contextmanager
def collecting(store: FileStore) -> Iterator["Collector"]:
    """A collector for as many passes as wanted. Raises `CollectorBusy` and `StoreTrouble`."""
    store.make_folders()
    with ExitStack() as stack:
        with _in_words(store):
            collector = Collector(store, stack.enter_context(lease(store.folder)))
        yield collector


@contextmanager
def _in_words(store: FileStore) -> Iterator[None]:
    try:
        yield
    except UnreadableFile as unreadable:
        raise StoreTrouble("not ours", str(unreadable)) from None
    except OSError as error:
        raise store.trouble(error) from None


class Collector:
    """Knows what is in the scoreboard file, as long as nobody else writes to it."""

    def __init__(self, store: FileStore, ours: Lease) -> None:
        self._store = store
        self._lease = ours
        self._load()

    def one_pass(self) -> Collected:
        """Fold what is in the inbox now. Raises `CollectorBusy` and `StoreTrouble`."""
        with _in_words(self._store):
            return self._one_pass()

    def _one_pass(self) -> Collected:
        self._lease.renew()
        if _size(self._store.file) != self._size:
            self._load()
        # Listed once: to list a long inbox again for each batch takes longer than to fold it.
        names = self._store.inbox_names()
        added = aside = left = 0
        for start in range(0, len(names), BATCH):
            fresh: dict[str, tuple[Entry, bytes]] = {}
            done: list[Path] = []
            for name in names[start : start + BATCH]:
                path = self._store.inbox / name
                try:
                    fields = load(read_bytes(path, LIMIT_BYTES))
                    entry = as_entry(fields)
                except NewerEntry:
                    left += 1
                except NotAnEntry as refused:
                    aside += self._put_aside(path, str(refused))
                except UnreadableFile as unreadable:
                    if unreadable.obstacle in ("not allowed", "not readable"):
                        left += 1
                    elif unreadable.obstacle != "missing":
                        aside += self._put_aside(path, str(unreadable.obstacle))
                else:
                    done.append(path)
                    if entry.id not in self._ids:
                        fresh[entry.id] = entry, canonical(fields)
            self._append(fresh.values())
            added += len(fresh)
            for path in done:
                with suppress(OSError):
                    patiently(path.unlink)
        self._sweep()
        return Collected(
            added=added, total=len(self._ids), aside=aside, left=left, damage=tuple(self._damage)
        )

    def _load(self) -> None:
        found = self._store.read_file()
        self._ids = set(found.entries)
        self._n, self._chain = found.n, found.chain
        self._damage = found.damage
        self._size = _size(self._store.file)

    def _append(self, fresh: Iterable[tuple[Entry, bytes]]) -> None:
        n, chain, lines, ids = self._n, self._chain, bytearray(), []
        for entry, data in sorted(fresh, key=lambda pair: (pair[0].writer, pair[0].seq, pair[0].id)):
            seen = time.time_ns() // 1_000_000
            n += 1
            chain = next_chain(chain, n, seen, data)
            lines += numbered_line(chain, n, seen, data)
            ids.append(entry.id)
        if not ids:
            return
        self._lease.renew()
        self._size = append_whole(self._store.file, bytes(lines))
        self._n, self._chain = n, chain
        self._ids.update(ids)

    def _put_aside(self, path: Path, reason: str) -> bool:
        """Move a file out of the inbox, with the reason beside it; whether that could be done."""
        aside = self._store.folder / "set-aside"
        if aside.is_symlink():
            return False
        kept = "".join(
            sign if sign.isascii() and (sign.isalnum() or sign in "-_.") else "_" for sign in path.name
        )
        try:
            aside.mkdir(exist_ok=True)
            place = aside / f"{kept[:80]}-{time.time_ns()}"
            patiently(lambda: path.rename(place))
            write_whole(place.with_name(place.name + ".reason.txt"), f"{reason}\n".encode("utf-8", "replace"))
        except OSError:
            return False
        return True

    def _sweep(self) -> None:
        """Take away what writers that were killed left half written, a day later."""
        with suppress(OSError), os.scandir(self._store.inbox) as found:
            for item in found:
                age_seconds = time.time() - item.stat(follow_symlinks=False).st_mtime
                if item.name.endswith(".part") and age_seconds > _ABANDONED_SECONDS:
                    Path(item.path).unlink(missing_ok=True)


def append_whole(path: Path, data: bytes) -> int:
    """Add whole lines at the end of a file, on the disk when this returns; gives its size then.

    A torn last line, which a killed writer left, is ended first, so that it
    spoils nothing but itself. Raises OSError; then what was written is taken back.
    """
    flags = os.O_RDWR | os.O_APPEND | os.O_CREAT | getattr(os, "O_BINARY", 0)
    descriptor = os.open(path, flags | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0), 0o644)
    try:
        status = os.fstat(descriptor)
        if not stat.S_ISREG(status.st_mode):
            raise UnreadableFile(path, "not a plain file")
        if status.st_size:
            os.lseek(descriptor, -1, os.SEEK_END)
            if os.read(descriptor, 1) != b"\n":
                data = b"\n" + data
        elif sys.platform != "win32":
            os.fchmod(descriptor, stat.S_IMODE(status.st_mode) | 0o044)
        try:
            left = memoryview(data)
            while left:
                left = left[os.write(descriptor, left) :]
            os.fsync(descriptor)
        except OSError:
            with suppress(OSError):
                os.ftruncate(descriptor, status.st_size)
            raise
    finally:
        os.close(descriptor)
    if not status.st_size:
        sync_folder(path.parent)
    return status.st_size + len(data)


def _size(path: Path) -> int:
    try:
        return path.stat().st_size
    except OSError:
        return 0
