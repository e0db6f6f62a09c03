"""A challenge's starter in the team folder: given, given anew, and old work brought back.

Nothing a team wrote is ever lost: what stands in the way of a file is moved
to `.hackney/old/` under the time of day, and can be brought back from there.
"""

import os
from contextlib import suppress
from datetime import datetime
from pathlib import Path

from hackney_challenges.errors import ChallengesError
from hackney_challenges.files import patiently, read_bytes, write_new
from hackney_challenges.packs.manifest import Challenge
from hackney_challenges.printable import safe_line
from hackney_challenges.team.folder import FolderError, TeamFolder

LIMIT_BYTES = 1024 * 1024


def solution_file(folder: TeamFolder, challenge: Challenge) -> Path:
    """Where the team's solution of `challenge` stands."""
    return folder.path / f"{challenge.slug}.py"


def give_starter(folder: TeamFolder, challenge: Challenge) -> bool:
    """Put the starter into the folder where nothing of its name is yet; True if it was put there.

    Raises `FolderError` where the folder cannot be written.
    """
    file = solution_file(folder, challenge)
    if os.path.lexists(file):
        return False
    return put_new(file, read_bytes(challenge.starter_file, LIMIT_BYTES))


def is_untouched(folder: TeamFolder, challenge: Challenge) -> bool:
    """Whether the solution is missing, or the starter just as it was given (line ends aside)."""
    file = solution_file(folder, challenge)
    if not os.path.lexists(file):
        return True
    try:
        return _plain(read_bytes(file, LIMIT_BYTES)) == _plain(
            read_bytes(challenge.starter_file, LIMIT_BYTES)
        )
    except ChallengesError:
        return False


def reset(folder: TeamFolder, challenge: Challenge) -> Path | None:
    """Give the starter anew. Returns where the old file is kept, or None where there was nothing to keep.

    Raises `FolderError` where the folder cannot be written.
    """
    if is_untouched(folder, challenge):
        give_starter(folder, challenge)
        return None
    starter = read_bytes(challenge.starter_file, LIMIT_BYTES)
    file = solution_file(folder, challenge)
    kept = keep(folder, file)
    _put_or_take_back(file, starter, kept)
    return kept


def restore(folder: TeamFolder, challenge: Challenge) -> tuple[Path, Path | None] | None:
    """Bring back the newest kept file that differs from the present one, and keep the present one.

    Returns which file came back and where the present one went, or None where
    there is nothing to bring back. Raises `FolderError` where the folder cannot be written.
    """
    file = solution_file(folder, challenge)
    present = None
    with suppress(ChallengesError):
        present = read_bytes(file, LIMIT_BYTES)
    for old in reversed(kept_files(folder, challenge)):
        try:
            data = read_bytes(old, LIMIT_BYTES)
        except ChallengesError:
            continue
        if data != present:
            kept = keep(folder, file) if os.path.lexists(file) else None
            _put_or_take_back(file, data, kept)
            return old, kept
    return None


def _put_or_take_back(file: Path, data: bytes, kept: Path | None) -> None:
    """Put `data` at `file`. Where that cannot be, such as on a full disk, the file moved aside comes back."""
    try:
        put_new(file, data)
    except FolderError:
        if kept is not None:
            with suppress(OSError):
                kept.replace(file)
        raise


def kept_files(folder: TeamFolder, challenge: Challenge) -> list[Path]:
    """The files of `challenge` that were moved aside, oldest first."""
    try:
        found = [
            path for path in (folder.ours / "old").iterdir() if path.name.startswith(f"{challenge.slug}.")
        ]
    except OSError:
        return []
    return sorted(found, key=lambda path: path.name)


def keep(folder: TeamFolder, file: Path) -> Path:
    """Move `file` to `.hackney/old/` under a name nobody else has. Raises `FolderError`."""
    old = folder.ours / "old"
    stamp = datetime.now().strftime("%Y-%m-%d-%H%M%S")
    try:
        old.mkdir(parents=True, exist_ok=True)
        if file.is_dir() and not file.is_symlink():
            raise FolderError(
                f"{safe_line(file.name)} is a folder, where a file should be. Rename it, then try again."
            )
        for number in range(1, 1000):
            place = old / f"{file.stem}.{stamp}-{number:03d}{file.suffix}"
            # The empty file holds the name, so that two commands at once never take the same one.
            if write_new(place, b""):
                patiently(lambda place=place: file.replace(place))  # type: ignore[misc]
                return place
    except OSError as error:
        raise not_written(old, error) from None
    raise FolderError(f"There are too many old files in {safe_line(str(old))}. Move some of them elsewhere.")


def put_new(file: Path, data: bytes) -> bool:
    """Put `data` at `file` only where nothing is yet; True if it was put there. Raises `FolderError`."""
    try:
        return write_new(file, data)
    except OSError as error:
        raise not_written(file.parent, error) from None


def not_written(folder: Path, error: OSError) -> FolderError:
    """The complaint that nothing can be written in `folder`."""
    reason = safe_line(error.strerror or type(error).__name__, 80)
    return FolderError(
        f"Nothing can be written in {safe_line(str(folder))} ({reason}). "
        "Choose a folder of your own, such as Documents. To find out more: hackney doctor"
    )


def _plain(data: bytes) -> bytes:
    return data.removeprefix(b"\xef\xbb\xbf").replace(b"\r\n", b"\n").replace(b"\r", b"\n").rstrip()
