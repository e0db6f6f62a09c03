"""Files read with a bound and written whole or not at all (design 1.6).

Reading refuses what is not a plain file, without waiting for it: a link, a
folder, a pipe or a device never reaches the caller.
"""

import os
import stat
import sys
import tempfile
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Literal, TypeVar

from hackney_challenges.errors import ChallengesError
from hackney_challenges.printable import safe_line

Obstacle = Literal["missing", "link", "folder", "not a plain file", "too big", "not allowed", "not readable"]

_T = TypeVar("_T")

# Windows lets nobody replace a file that a virus scanner or an indexer has open for a moment.
_PASSING_WINDOWS_ERRORS = frozenset({5, 32, 33})
_RETRY_SECONDS = 5.0


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
    flags = os.O_RDONLY | getattr(os, "O_BINARY", 0) | getattr(os, "O_NONBLOCK", 0)
    try:
        if path.is_symlink():
            raise UnreadableFile(path, "link")
        descriptor = os.open(path, flags | getattr(os, "O_NOFOLLOW", 0))
    except FileNotFoundError:
        raise UnreadableFile(path, "missing") from None
    except PermissionError:
        # Windows answers a folder with "not allowed".
        raise UnreadableFile(path, "folder" if path.is_dir() else "not allowed") from None
    except (OSError, ValueError):
        raise UnreadableFile(path, "folder" if path.is_dir() else "not readable") from None
    try:
        mode = os.fstat(descriptor).st_mode
        if stat.S_ISDIR(mode):
            raise UnreadableFile(path, "folder")
        if not stat.S_ISREG(mode):
            raise UnreadableFile(path, "not a plain file")
    except BaseException:
        os.close(descriptor)
        raise
    with os.fdopen(descriptor, "rb") as file:
        try:
            data = file.read(limit_bytes + 1)
        except OSError:
            raise UnreadableFile(path, "not readable") from None
    if len(data) > limit_bytes:
        raise UnreadableFile(path, "too big")
    return data


def write_whole(path: Path, data: bytes) -> None:
    """Put `data` at `path`, replacing what was there, whole or not at all, even over a crash.

    Raises OSError where the folder cannot be written.
    """
    part = _written_beside(path, data)
    try:
        patiently(lambda: part.replace(path))
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise
    sync_folder(path.parent)


def write_new(path: Path, data: bytes) -> bool:
    """Put `data` at `path` only where nothing is yet, whole or not at all; True if it was put there."""
    part = _written_beside(path, data)
    try:
        if sys.platform == "win32":
            patiently(lambda: part.rename(path))
        else:
            os.link(part, path)
    except FileExistsError:
        return False
    finally:
        with suppress(OSError):
            part.unlink()
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


def _written_beside(path: Path, data: bytes) -> Path:
    descriptor, name = tempfile.mkstemp(prefix=f".{path.name[:40]}.", suffix=".part", dir=path.parent)
    part = Path(name)
    try:
        with os.fdopen(descriptor, "wb") as file:
            file.write(data)
            file.flush()
            os.fsync(file.fileno())
        if sys.platform != "win32":
            part.chmod(0o666 & ~_umask())
    except BaseException:
        with suppress(OSError):
            part.unlink()
        raise
    return part


def _umask() -> int:
    current = os.umask(0o022)
    os.umask(current)
    return current
