"""What a worker wrote in its folder, counted by somebody it may want to mislead."""

import os
import sys

import pytest

from hackney_challenges.isolation.scratch import MOST_FILES, ScratchWatch, used

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="workers are confined on Linux only")

NO_LIMIT = (sys.maxsize, sys.maxsize)


@pytest.fixture
def folder(tmp_path):
    (tmp_path / "given").mkdir()
    (tmp_path / "given" / "data.txt").write_bytes(b"x" * 10_000)
    return tmp_path


def test_files_and_folders_count(folder):
    files, size = used(folder, *NO_LIMIT)
    assert files == 2
    assert size >= 10_000


class Clock:
    """A clock that is set by hand."""

    now = 100.0

    def __call__(self):
        return self.now


@pytest.fixture
def clock():
    return Clock()


def test_what_was_given_is_not_held_against_it(folder, clock):
    assert not ScratchWatch(folder, clock).is_overfull()


def test_too_many_files_are_too_many_even_if_empty(folder, clock):
    watch = ScratchWatch(folder, clock)
    for number in range(MOST_FILES):
        (folder / str(number)).touch()
    assert not watch.is_overfull()
    (folder / "one more").touch()
    clock.now += 1
    assert watch.is_overfull()


def test_too_soon_nothing_is_looked_at(folder, clock):
    watch = ScratchWatch(folder, clock)
    assert not watch.is_overfull()
    for number in range(MOST_FILES + 1):
        (folder / str(number)).touch()
    clock.now += 0.001
    assert not watch.is_overfull()
    clock.now += 0.01
    assert watch.is_overfull()


def test_a_file_counts_by_its_length_even_where_nothing_is_written(folder):
    os.truncate(folder / "given" / "data.txt", 1 << 30)
    assert used(folder, *NO_LIMIT)[1] >= 1 << 30


def test_a_link_counts_as_itself_and_leads_nowhere(folder):
    (folder / "out").symlink_to("/")
    (folder / "round").symlink_to(folder)
    assert used(folder, *NO_LIMIT)[0] == 4


def test_folders_very_deep_in_each_other_are_too_many(folder):
    (folder / "/".join("d" * 40)).mkdir(parents=True)
    files, _size = used(folder, 1000, sys.maxsize)
    assert files > 1000


@pytest.mark.skipif(sys.platform == "win32" or os.geteuid() == 0, reason="a folder closed to its owner")
def test_a_folder_that_cannot_be_looked_into_is_too_much(folder):
    (folder / "hidden").mkdir(mode=0o300)
    files, _size = used(folder, 1000, sys.maxsize)
    assert files > 1000


def test_a_folder_that_is_gone_holds_nothing(folder):
    assert used(folder / "gone", *NO_LIMIT) == (0, 0)
