"""The copy of a team's folder a check works in."""

import os
import sys

import pytest

from hackney_challenges.isolation.staging import remove, snapshot


def test_plain_files_are_taken_and_nothing_else(tmp_path):
    for name in (
        "a.py",
        "data/words.txt",
        "data/deep/er.txt",
        ".hackney/key",
        "__pycache__/a.pyc",
        ".git/config",
    ):
        file = tmp_path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(name.encode())
    (tmp_path / "b.pyc").write_bytes(b"")
    (tmp_path / "env").mkdir()
    (tmp_path / "env" / "x.py").write_bytes(b"")
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "pyvenv.cfg").write_bytes(b"")
    assert sorted(snapshot(tmp_path).files) == ["a.py", "data/deep/er.txt", "data/words.txt"]


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes")
def test_links_and_pipes_are_not_followed(tmp_path):
    (tmp_path / "link.txt").symlink_to("/etc/passwd")
    (tmp_path / "folder").symlink_to("/etc")
    os.mkfifo(tmp_path / "pipe")
    assert snapshot(tmp_path).files == {}


def test_the_number_and_the_size_of_files_are_bounded(tmp_path):
    for number in range(400):
        (tmp_path / f"{number}.txt").write_bytes(b"")
    (tmp_path / "0.txt").write_bytes(b"x" * (5 << 20))
    files = snapshot(tmp_path).files
    assert "0.txt" not in files
    assert len(files) == 300


def test_the_files_are_laid_out_again(tmp_path):
    (tmp_path / "from" / "data").mkdir(parents=True)
    (tmp_path / "to").mkdir()
    (tmp_path / "from" / "data" / "words.txt").write_bytes(b"words")
    taken = snapshot(tmp_path / "from")
    taken.lay_out(tmp_path / "to")
    assert (tmp_path / "to" / "data" / "words.txt").read_bytes() == b"words"


def test_lines_are_told_of_a_file_by_its_name(tmp_path):
    (tmp_path / "a.py").write_bytes(b"\xef\xbb\xbfone\r\ntwo \xa3\rthree")
    taken = snapshot(tmp_path)
    assert taken.lines_of("a.py") == ["one", "two \ufffd", "three"]
    assert taken.lines_of("b.py") is None


@pytest.mark.skipif(sys.platform == "win32", reason="modes")
def test_a_folder_is_removed_whatever_was_left_in_it(tmp_path):
    work = tmp_path / "work"
    (work / "shut" / "in").mkdir(parents=True)
    (work / "shut" / "in" / "x").write_bytes(b"")
    (work / "out").symlink_to(tmp_path)
    (work / "shut").chmod(0)
    remove(work)
    assert not work.exists()
    assert tmp_path.exists()
