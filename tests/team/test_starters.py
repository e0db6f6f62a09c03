"""Starters and old files: given once, moved aside whole, never lost."""

import errno
import os
import threading
from pathlib import Path

import pytest

from hackney_challenges.packs.manifest import Challenge
from hackney_challenges.team.folder import FolderError, TeamFolder
from hackney_challenges.team.starters import (
    give_starter,
    is_untouched,
    keep,
    kept_files,
    reset,
    restore,
    solution_file,
)


@pytest.fixture
def challenge(tmp_path: Path) -> Challenge:
    folder = tmp_path / "pack" / "bus_fare"
    folder.mkdir(parents=True)
    (folder / "starter.py").write_bytes(b"def fare(age):\n    return None\n")
    return Challenge(slug="bus_fare", pack="pack", folder=folder, title="Bus fare", level="easy")


@pytest.fixture
def folder(tmp_path: Path) -> TeamFolder:
    (tmp_path / "otters").mkdir()
    return TeamFolder(path=tmp_path / "otters", name="Otters", id="otters")


def test_a_starter_is_given_once(folder: TeamFolder, challenge: Challenge) -> None:
    assert give_starter(folder, challenge)
    solution_file(folder, challenge).write_bytes(b"work")
    assert not give_starter(folder, challenge)
    assert solution_file(folder, challenge).read_bytes() == b"work"


@pytest.mark.parametrize(
    ("data", "untouched"),
    [
        pytest.param(b"def fare(age):\n    return None\n", True, id="as given"),
        pytest.param(b"\xef\xbb\xbfdef fare(age):\r\n    return None\r\n", True, id="saved by Notepad"),
        pytest.param(b"def fare(age):\n    return None\n\n\n", True, id="blank lines at the end"),
        pytest.param(b"def fare(age):\n    return 0\n", False, id="changed"),
        pytest.param(b"", False, id="emptied"),
    ],
)
def test_an_untouched_starter_is_known(
    folder: TeamFolder, challenge: Challenge, data: bytes, untouched: bool
) -> None:
    solution_file(folder, challenge).write_bytes(data)
    assert is_untouched(folder, challenge) is untouched


def test_files_kept_in_the_same_second_never_take_each_others_name(
    folder: TeamFolder, challenge: Challenge
) -> None:
    files = []
    for number in range(12):
        place = folder.path / f"{number}"
        place.mkdir()
        files.append(place / "bus_fare.py")
        files[-1].write_text(str(number))
    threads = [threading.Thread(target=keep, args=(folder, file)) for file in files]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert {path.read_text() for path in kept_files(folder, challenge)} == {str(n) for n in range(12)}


def test_any_file_can_be_reset_and_comes_back_byte_for_byte(folder: TeamFolder, challenge: Challenge) -> None:
    odd = b"\xff\xfe\x00 not text \r\n" * 3
    solution_file(folder, challenge).write_bytes(odd)
    kept = reset(folder, challenge)
    assert kept is not None
    assert kept.read_bytes() == odd
    assert is_untouched(folder, challenge)
    assert restore(folder, challenge) is not None
    assert solution_file(folder, challenge).read_bytes() == odd


def test_the_newest_other_file_comes_back(folder: TeamFolder, challenge: Challenge) -> None:
    for text in (b"first", b"second"):
        solution_file(folder, challenge).write_bytes(text)
        reset(folder, challenge)
    restore(folder, challenge)
    assert solution_file(folder, challenge).read_bytes() == b"second"


def test_a_disk_that_is_full_leaves_the_file_where_it_was(
    folder: TeamFolder, challenge: Challenge, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = solution_file(folder, challenge)
    file.write_bytes(b"mine")
    reset(folder, challenge)
    file.write_bytes(b"newer")

    def full(descriptor: int) -> None:
        if os.fstat(descriptor).st_size:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    monkeypatch.setattr(os, "fsync", full)
    for act in (reset, restore):
        with pytest.raises(FolderError, match="No space left on device"):
            act(folder, challenge)
        assert file.read_bytes() == b"newer"


def test_a_team_folder_that_is_gone_is_said(folder: TeamFolder, challenge: Challenge) -> None:
    folder.path.rmdir()
    with pytest.raises(FolderError, match="Nothing can be written in"):
        give_starter(folder, challenge)
