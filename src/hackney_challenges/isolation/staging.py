"""A team's folder, copied for one check: its plain files, bounded, links never followed."""

import os
import shutil
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path, PurePosixPath

from hackney_challenges.files import UnreadableFile, read_bytes

_MOST_FILES = 300
_MOST_BYTES = 4 << 20  # written anew for each check
_FILE_BYTES = 1 << 20
_MOST_FOLDERS = 100
_DEPTH = 4
_NOT_COPIED = frozenset({"__pycache__", "node_modules", "venv", "env", "build", "dist"})
_COMPILED = frozenset({".pyc", ".pyd", ".so", ".dll", ".dylib", ".pth"})


@dataclass(frozen=True, slots=True, kw_only=True)
class Snapshot:
    """Files beside a solution, by their path from the folder with `/`, as they were when first looked at."""

    files: dict[str, bytes]

    def lay_out(self, folder: Path) -> None:
        """Write the files into `folder`, which is empty."""
        for name, data in self.files.items():
            target = folder.joinpath(*PurePosixPath(name).parts)
            target.parent.mkdir(parents=True, exist_ok=True)
            target.write_bytes(data)

    def lines_of(self, name: str) -> list[str] | None:
        """The lines of the Python file called `name`; None where there is none."""
        data = self.files.get(name)
        if data is None:
            data = next((data for path, data in self.files.items() if path.rpartition("/")[2] == name), None)
        if data is None:
            return None
        return data.decode("utf-8-sig", "replace").replace("\r\n", "\n").replace("\r", "\n").split("\n")


def snapshot(folder: Path) -> Snapshot:
    """Read the plain files of `folder`, nearest first, within bounds; nothing hidden, nothing compiled."""
    files: dict[str, bytes] = {}
    left = _MOST_BYTES
    waiting = [(folder, "")]
    seen = 0
    while waiting:
        here, prefix = waiting.pop(0)
        seen += 1
        for entry in _entries(here):
            name = prefix + entry.name
            if entry.name.startswith(".") or entry.name in _NOT_COPIED or not name.isprintable():
                continue
            with suppress(OSError):
                if entry.is_dir(follow_symlinks=False):
                    if name.count("/") < _DEPTH and seen + len(waiting) < _MOST_FOLDERS:
                        waiting.append((here / entry.name, name + "/"))
                    continue
                if Path(entry.name).suffix in _COMPILED or not entry.is_file(follow_symlinks=False):
                    continue
            if len(files) >= _MOST_FILES:
                return Snapshot(files=files)
            with suppress(UnreadableFile):
                data = read_bytes(here / entry.name, min(_FILE_BYTES, left))
                left -= len(data)
                files[name] = data
    return Snapshot(files=files)


def _entries(folder: Path) -> list[os.DirEntry[str]]:
    entries: list[os.DirEntry[str]] = []
    with suppress(OSError), os.scandir(folder) as found:
        for entry in found:
            entries.append(entry)
            if len(entries) >= 10 * _MOST_FILES:
                break
    if any(entry.name == "pyvenv.cfg" for entry in entries):
        return []
    return sorted(entries, key=lambda entry: entry.name)


def remove(folder: Path) -> None:
    """Remove a folder a solution worked in, whatever it left there."""
    with suppress(OSError, RecursionError):
        shutil.rmtree(folder, onerror=None, ignore_errors=True)
    if folder.exists():
        # Folders made unreadable on purpose: open them, and try once more.
        with suppress(OSError, RecursionError):
            for here, folders, _files in os.walk(folder):
                for name in folders:
                    path = Path(here, name)
                    if not path.is_symlink():
                        path.chmod(0o700)
            shutil.rmtree(folder, ignore_errors=True)
