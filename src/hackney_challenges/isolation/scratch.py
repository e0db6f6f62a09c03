"""How much a confined worker has written in its folder, seen from the near side while it runs.

A limit on the size of one file is no limit on all: a worker wrote 600 MB in a
second and a half in files of 1 MB. The folder is hostile: it is walked by
descriptors, never through a link, and no further than the limits.
"""

import os
import sys
import time
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

MOST_BYTES = 16 << 20
MOST_FILES = 256
"""What a worker may add to the files it was given, folders and links counted too."""

_DEPTH = 32
EVERY_SECONDS = 0.01
_FOLDER = os.O_RDONLY | getattr(os, "O_DIRECTORY", 0) | getattr(os, "O_NOFOLLOW", 0)


class ScratchWatch:
    """Looks at `folder`, which holds by now what the worker is given, every 10 ms at most."""

    def __init__(self, folder: Path, clock: Callable[[], float] = time.monotonic) -> None:
        self._folder = folder
        self._clock = clock
        files, size = used(folder, sys.maxsize, sys.maxsize)
        self._most_files, self._most_bytes = files + MOST_FILES, size + MOST_BYTES
        self._look_at = 0.0

    def is_overfull(self) -> bool:
        """Whether too much is found; False where it is too soon to look again."""
        began = self._clock()
        if began < self._look_at:
            return False
        files, size = used(self._folder, self._most_files, self._most_bytes)
        # On a busy machine looking may take long: it is done again after ten times that.
        ended = self._clock()
        self._look_at = ended + max(EVERY_SECONDS, 10 * (ended - began))
        return files > self._most_files or size > self._most_bytes


def used(folder: Path, most_files: int, most_bytes: int) -> tuple[int, int]:
    """How many files and bytes `folder` holds; counting ends past `most_files` or `most_bytes`.

    What is very deep, or closed to us, counts as too many: nobody honest does that.
    """
    count = _Count(most_files, most_bytes)
    with suppress(OSError):
        count.add_all(os.open(folder, _FOLDER), 0)
    return count.files, count.size


class _Count:
    def __init__(self, most_files: int, most_bytes: int) -> None:
        self.files = self.size = 0
        self._most_files, self._most_bytes = most_files, most_bytes

    @property
    def _is_over(self) -> bool:
        return self.files > self._most_files or self.size > self._most_bytes

    def _add_folder(self, name: str, within: int, depth: int) -> None:
        try:
            folder = os.open(name, _FOLDER, dir_fd=within)
        except PermissionError:
            self.files = self._most_files + 1  # it keeps us from looking in, and may hold anything
            return
        self.add_all(folder, depth)

    def add_all(self, folder: int, depth: int) -> None:
        """Count what is in the open `folder`, and close it."""
        try:
            if depth > _DEPTH:
                self.files = self._most_files + 1
                return
            with os.scandir(folder) as found:
                for entry in found:
                    self.files += 1
                    with suppress(OSError):
                        status = entry.stat(follow_symlinks=False)
                        # A file may be longer than what is written of it, or take more room than its length.
                        self.size += max(status.st_size, getattr(status, "st_blocks", 0) * 512)
                        if entry.is_dir(follow_symlinks=False):
                            self._add_folder(entry.name, folder, depth + 1)
                    if self._is_over:
                        return
        finally:
            os.close(folder)
