import errno
import os
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from boards import SOURCE, entry, loose, share
from hackney_challenges.scoreboard.entries import Entry, canonical, encode
from hackney_challenges.scoreboard.file_store import FileStore, inbox_name
from hackney_challenges.scoreboard.store import StoreTrouble

posix = pytest.mark.skipif(sys.platform == "win32", reason="links and pipes of POSIX")


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return share(tmp_path / "share")


def deliver(store: FileStore, *entries: Entry) -> None:
    for one in entries:
        store.deliver(one, encode(one), SOURCE)


def ids(store: FileStore) -> set[str]:
    return {one.id for one in store.read().entries}


def test_what_is_delivered_is_read(store: FileStore) -> None:
    deliver(store, entry(1), entry(2))
    reading = store.read()
    assert {one.id for one in reading.entries} == {entry(1).id, entry(2).id}
    assert (reading.waiting, reading.set_aside_count, reading.damage) == (2, 0, ())


def test_delivering_twice_is_delivering_once(store: FileStore) -> None:
    deliver(store, entry(), entry())
    assert len(store.read().entries) == 1
    assert len(list(store.handed_in.iterdir())) == 1


def test_names_on_the_share_suit_every_system(store: FileStore) -> None:
    deliver(store, entry(2**53 - 1))
    [name] = [path.name for path in store.inbox.iterdir()]
    assert len(name) <= 64
    assert set(name) <= set("abcdefghijklmnopqrstuvwxyz0123456789-.")


def test_a_handed_in_file_that_somebody_changed_is_put_right(store: FileStore) -> None:
    deliver(store, entry())
    [path] = store.handed_in.iterdir()
    path.write_bytes(b"something else")
    deliver(store, entry())
    assert path.read_bytes() == SOURCE


@posix
def test_other_users_may_read_what_a_private_user_hands_in(store: FileStore) -> None:
    store.folder.chmod(0o1777)
    before = os.umask(0o077)
    try:
        deliver(store, entry())
    finally:
        os.umask(before)
    assert {path.stat().st_mode & 0o777 for path in store.inbox.iterdir()} == {0o644}
    assert store.inbox.stat().st_mode & 0o7777 == 0o1777


def test_an_empty_folder_is_an_empty_scoreboard(store: FileStore) -> None:
    assert store.read().entries == ()


def test_a_folder_that_is_not_there_is_away(tmp_path: Path) -> None:
    store = FileStore(tmp_path / "nowhere")
    with pytest.raises(StoreTrouble, match=r"The scoreboard's folder cannot be reached: .*nowhere"):
        store.read()
    with pytest.raises(StoreTrouble):
        deliver(store, entry())
    assert not store.folder.exists()


def test_a_file_is_no_scoreboard(tmp_path: Path) -> None:
    (tmp_path / "board.txt").write_text("hello")
    with pytest.raises(StoreTrouble, match="must be a folder"):
        FileStore(tmp_path / "board.txt").read()


@pytest.mark.parametrize(
    ("number", "obstacle"),
    [
        (errno.ENOSPC, "full"),
        (errno.EROFS, "closed to writing"),
        (errno.EACCES, "closed to writing"),
        (errno.EIO, "away"),
        (errno.ENOENT, "away"),
    ],
)
def test_each_trouble_of_a_share_has_its_word(store: FileStore, number: int, obstacle: str) -> None:
    assert store.trouble(OSError(number, os.strerror(number))).obstacle == obstacle


@pytest.mark.parametrize(
    ("code", "obstacle"), [(112, "full"), (19, "closed to writing"), (53, "away"), (64, "away")]
)
def test_each_trouble_of_windows_has_its_word(store: FileStore, code: int, obstacle: str) -> None:
    error = OSError(errno.EINVAL, "as Windows says")
    error.winerror = code  # type: ignore[attr-defined, unused-ignore]
    assert store.trouble(error).obstacle == obstacle


@pytest.mark.parametrize("code", [5, 32, 33])
def test_a_scanner_that_holds_a_file_for_a_moment_is_waited_for(
    store: FileStore, monkeypatch: pytest.MonkeyPatch, code: int
) -> None:
    replace, refusals = Path.replace, [code, code]

    def held(self: Path, target: Path) -> Path:
        if refusals:
            error = PermissionError(errno.EACCES, "in use")
            error.winerror = refusals.pop()  # type: ignore[attr-defined, unused-ignore]
            raise error
        return replace(self, target)

    monkeypatch.setattr(Path, "replace", held)
    deliver(store, entry())
    assert len(store.read().entries) == 1


# What people, sync programs and children leave in an inbox.
def half(path: Path) -> None:
    path.write_bytes(encode(entry(7))[:99])


def nulls(path: Path) -> None:
    path.write_bytes(b"\0" * 500)


def huge(path: Path) -> None:
    with path.open("wb") as file:
        file.truncate(1 << 30)


def folder(path: Path) -> None:
    path.mkdir()


def link_to_an_entry(path: Path) -> None:
    target = path.parent.parent / "elsewhere"
    target.write_bytes(encode(entry(8)))
    path.symlink_to(target)


def link_to_zeros(path: Path) -> None:
    path.symlink_to("/dev/zero")


def pipe(path: Path) -> None:
    os.mkfifo(path)


JUNK = [
    half,
    nulls,
    huge,
    folder,
    *([] if sys.platform == "win32" else [link_to_an_entry, link_to_zeros, pipe]),
]


@pytest.mark.parametrize("junk", JUNK)
def test_junk_in_the_inbox_is_set_aside_without_waiting_for_it(
    store: FileStore, junk: Callable[[Path], None]
) -> None:
    deliver(store, entry(1))
    junk(store.inbox / "junk.json")
    reading = store.read()
    assert {one.id for one in reading.entries} == {entry(1).id}
    assert [(aside.file, aside.line) for aside in reading.set_aside] == [("inbox/junk.json", 0)]


@pytest.mark.parametrize("name", [".x.json.part", "Thumbs.db", "desktop.ini", "~$x.json", ".hidden.json"])
def test_files_that_are_no_business_of_ours_are_passed_over(store: FileStore, name: str) -> None:
    store.make_folders()
    (store.inbox / name).write_text("?")
    assert store.read().set_aside_count == 0


def test_a_file_that_may_not_be_read_yet_is_not_refused(
    store: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(store, entry(1), entry(2))
    opened, closed = os.open, inbox_name(entry(2))

    def shared_violation(path: Path, flags: int, mode: int = 0o777) -> int:
        if Path(path).name == closed:
            raise PermissionError(errno.EACCES, "in use")
        return opened(path, flags, mode)

    monkeypatch.setattr(os, "open", shared_violation)
    reading = store.read()
    assert (len(reading.entries), reading.not_yet, reading.set_aside_count) == (1, 1, 0)


def test_copies_that_sync_programs_make_are_joined_by_id(store: FileStore) -> None:
    deliver(store, entry(1))
    (store.inbox / "0a1b2c3d-1 (1).json").write_bytes(encode(entry(1)))
    (store.folder / "scoreboard.jsonl").write_bytes(encode(entry(2)) + b"\n")
    (store.folder / "scoreboard (PC7's conflicted copy).jsonl").write_bytes(
        encode(entry(2)) + b"\n" + encode(entry(3)) + b"\n"
    )
    (store.folder / "scoreboard-OTHER.jsonl").write_bytes(encode(entry(1)) + b"\r\n")
    assert ids(store) == {entry(n).id for n in (1, 2, 3)}


def test_a_newer_kits_entry_is_set_aside_with_what_to_do(store: FileStore) -> None:
    store.make_folders()
    (store.inbox / "new.json").write_bytes(canonical(loose(v=2)))
    assert (
        store.read().set_aside[0].reason
        == "It was made by a newer kit. Next: pip install -U hackney-challenges"
    )


def test_a_vast_line_without_an_end_is_one_line_set_aside(store: FileStore) -> None:
    with store.file.open("wb") as file:
        file.write(encode(entry(1)) + b"\n")
        file.truncate(200_000_000)
        file.seek(0, os.SEEK_END)
        file.write(b"\n" + encode(entry(2)) + b"\n")
    reading = store.read()
    assert len(reading.entries) == 2
    assert [aside.line for aside in reading.set_aside] == [2]


@posix
def test_a_linked_inbox_is_not_followed(store: FileStore, tmp_path: Path) -> None:
    (tmp_path / "documents").mkdir()
    store.inbox.symlink_to(tmp_path / "documents")
    with pytest.raises(StoreTrouble, match="is a link"):
        store.read()


@posix
@pytest.mark.parametrize("junk", [link_to_zeros, pipe, folder])
def test_a_scoreboard_file_that_is_no_file_stops_the_reading(
    store: FileStore, junk: Callable[[Path], None]
) -> None:
    junk(store.file)
    with pytest.raises(StoreTrouble, match=r"scoreboard\.jsonl is"):
        store.read()


def test_torn_at_every_byte_the_file_is_read_up_to_there(store: FileStore) -> None:
    lines = [encode(entry(n)) + b"\n" for n in range(1, 4)]
    whole = b"".join(lines)
    ends = [sum(map(len, lines[: n + 1])) for n in range(3)]
    for cut in range(len(whole)):
        store.file.write_bytes(whole[:cut])
        reading = store.read()
        readable = [n for n, end in enumerate(ends) if cut >= end - 1]
        assert {one.id for one in reading.entries} == {entry(n + 1).id for n in readable}
        is_torn = cut not in (0, *ends, *(end - 1 for end in ends))
        assert reading.set_aside_count == is_torn
