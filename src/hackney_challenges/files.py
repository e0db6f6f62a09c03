"""Files read with a bound and written whole or not at all (design 1.6).

Reading refuses what is not a plain file, without waiting for it: a link, a
folder, a pipe or a device never reaches the caller.
"""

import errno
import os
import secrets
import stat
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager, suppress
from pathlib import Path
from typing import BinaryIO, Literal, TypeVar

from hackney_challenges.errors import ChallengesError
from hackney_challenges.printable import safe_line

if sys.platform == "win32":
    import msvcrt
else:
    import fcntl

Obstacle = Literal["missing", "link", "folder", "not a plain file", "too big", "not allowed", "not readable"]

Lock = Literal["held", "busy", "unknown"]

_T = TypeVar("_T")

# Windows lets nobody replace a file that a virus scanner or an indexer has open for a moment.
_PASSING_WINDOWS_ERRORS = frozenset({5, 32, 33})
_RETRY_SECONDS = 5.0
_BY_ERRNO: dict[int | None, Obstacle] = {
    errno.ENOENT: "missing",
    errno.ENOTDIR: "missing",  # the path goes through a file
    errno.ELOOP: "link",
    errno.EISDIR: "folder",
    errno.ENXIO: "not a plain file",  # a socket
    errno.EACCES: "not allowed",
    errno.EPERM: "not allowed",
}
_HELD_BY_ANOTHER = frozenset({errno.EWOULDBLOCK, errno.EACCES, errno.EDEADLK})


class UnreadableFile(ChallengesError):
    """A file that cannot be read as a plain file; `obstacle` says which way."""

    def __init__(self, path: Path, obstacle: Obstacle, next_step: str = "") -> None:
        self.path = path
        self.obstacle: Obstacle = obstacle
        said = {
            "missing": "is not there",
            "link": "is a link, not a file",
            "folder": "is a folder, not a file",
            "not a plain file": "is not a plain file",
            "too big": "is too big",
            "not allowed": "may not be read by you",
            "not readable": "could not be read",
        }[obstacle]
        super().__init__(f"{safe_line(str(path))} {said}.{' ' + next_step if next_step else ''}")


def read_bytes(path: Path, limit_bytes: int) -> bytes:
    """The bytes of a plain file of at most `limit_bytes`.

    Raises `UnreadableFile` for anything else; never waits for a pipe or device.
    """
    with open_plain(path) as file:
        try:
            data = file.read(limit_bytes + 1)
        except OSError:
            raise UnreadableFile(path, "not readable") from None
    if len(data) > limit_bytes:
        raise UnreadableFile(path, "too big")
    return data


def open_plain(path: Path) -> BinaryIO:
    """A plain file, open for reading; its size is not looked at.

    Raises `UnreadableFile` for anything else; never waits for a pipe or device.
    Only the last part of `path` may be no link: its folders are the caller's.
    """
    flags = os.O_RDONLY
    for name in ("O_BINARY", "O_NONBLOCK", "O_NOFOLLOW", "O_NOCTTY"):
        flags |= getattr(os, name, 0)
    try:
        if path.is_symlink():  # for where there is no O_NOFOLLOW
            raise UnreadableFile(path, "link")
        descriptor = os.open(path, flags)
    except (OSError, ValueError) as error:
        raise UnreadableFile(path, _obstacle(path, error)) from None
    mode = os.fstat(descriptor).st_mode
    if stat.S_ISREG(mode):
        return os.fdopen(descriptor, "rb")
    os.close(descriptor)
    raise UnreadableFile(path, "folder" if stat.S_ISDIR(mode) else "not a plain file")


@contextmanager
def locked(path: Path, patience_seconds: float) -> Iterator[Lock]:
    """Hold the operating system's lock on the file at `path`, made if it is not there.

    The lock ends with its holder, even one that is killed. Gives "busy" where
    somebody else held it for `patience_seconds`, and "unknown" where this disk
    has no locks: what must never break rests on more than this. Raises OSError
    where the file cannot be made.
    """
    flags = os.O_RDWR | os.O_CREAT | getattr(os, "O_NOFOLLOW", 0) | getattr(os, "O_NONBLOCK", 0)
    descriptor = os.open(path, flags, 0o644)
    try:
        if not stat.S_ISREG(os.fstat(descriptor).st_mode):
            raise UnreadableFile(path, "not a plain file")
        yield _lock(descriptor, time.monotonic() + patience_seconds)
    finally:
        os.close(descriptor)


def write_whole(path: Path, data: bytes, *, readers: int = 0) -> None:
    """Put `data` at `path`, replacing what was there, whole or not at all, even over a crash.

    `readers` are permission bits to add to the user's own habit, such as 0o044
    on a share. Raises OSError where the folder cannot be written.
    """
    part = _written_beside(path, data, lasting=True, readers=readers)
    _put(part, path)
    sync_folder(path.parent)


def write_for_now(path: Path, data: bytes, *, readers: int = 0) -> None:
    """As `write_whole`, over a killed process, but not yet over a power cut; `make_last` adds that.

    For what is thrown away a moment later: the disk need not be waited for.
    """
    _put(_written_beside(path, data, lasting=False, readers=readers), path)


def make_last(path: Path) -> None:
    """Make what `write_for_now` wrote last over a power cut. Raises OSError."""
    with path.open("rb+") as file:
        os.fsync(file.fileno())
    sync_folder(path.parent)


def write_new(path: Path, data: bytes) -> bool:
    """Put `data` at `path` only where nothing is yet, whole or not at all; True if it was put there.

    Raises OSError where the folder cannot be written.
    """
    part = _written_beside(path, data, lasting=True)
    try:
        if sys.platform == "win32":
            patiently(lambda: part.rename(path))
        else:
            _link_or_move(part, path)
    except FileExistsError:
        return False
    finally:
        _remove(part)
    sync_folder(path.parent)
    return True


def sync_folder(folder: Path) -> None:
    """Make the names in `folder` last over a crash, where the platform can."""
    if sys.platform == "win32":
        return
    with suppress(OSError):
        descriptor = os.open(folder, os.O_RDONLY)
        try:
            os.fsync(descriptor)
        finally:
            os.close(descriptor)


def patiently(act: Callable[[], _T]) -> _T:
    """Do `act`, trying again for a while where Windows says that somebody has the file open."""
    deadline = time.monotonic() + _RETRY_SECONDS
    pause = 0.01
    while True:
        try:
            return act()
        except OSError as error:
            if getattr(error, "winerror", None) not in _PASSING_WINDOWS_ERRORS or time.monotonic() > deadline:
                raise
            time.sleep(pause)
            pause = min(pause * 2, 0.5)


def _obstacle(path: Path, error: OSError | ValueError) -> Obstacle:
    # Windows answers a folder with "not allowed". Path.is_dir would raise where a folder above is closed.
    if os.path.isdir(path):  # noqa: PTH112
        return "folder"
    return _BY_ERRNO.get(error.errno, "not readable") if isinstance(error, OSError) else "not readable"


def _written_beside(path: Path, data: bytes, *, lasting: bool, readers: int = 0) -> Path:
    part = path.with_name(f".{path.name[:40]}.{secrets.token_hex(8)}.part")
    # Opened plainly, not by tempfile, so that the file gets the rights that a new file gets here.
    flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | getattr(os, "O_BINARY", 0)
    descriptor = os.open(part, flags, 0o666)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            if lasting:
                file.flush()
                os.fsync(file.fileno())
            if readers and sys.platform != "win32":
                os.fchmod(descriptor, stat.S_IMODE(os.fstat(descriptor).st_mode) | readers)
    except BaseException:
        _remove(part)
        raise
    return part


def _put(part: Path, path: Path) -> None:
    try:
        patiently(lambda: part.replace(path))
    except BaseException:
        _remove(part)
        raise


def _link_or_move(part: Path, path: Path) -> None:
    """Give `part` the name `path`, if that is free; FileExistsError if it is not."""
    try:
        os.link(part, path)
    except FileExistsError:
        raise
    except OSError:
        # FAT sticks and some shares know no second name for a file. Between the look and the move
        # another may write; what is moved there stays whole, which matters more.
        if os.path.lexists(path):
            raise FileExistsError(path) from None
        part.replace(path)


def _remove(part: Path) -> None:
    with suppress(OSError):
        part.unlink()


def _lock(descriptor: int, deadline: float) -> Lock:
    while True:
        try:
            _lock_now(descriptor)
            return "held"
        except OSError as error:
            if error.errno not in _HELD_BY_ANOTHER:
                return "unknown"
        if time.monotonic() >= deadline:
            return "busy"
        time.sleep(0.01)


if sys.platform == "win32":

    def _lock_now(descriptor: int) -> None:
        os.lseek(descriptor, 0, os.SEEK_SET)
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:

    def _lock_now(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)
