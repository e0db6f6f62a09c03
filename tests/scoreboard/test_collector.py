import errno
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import pytest

from boards import SOURCE, entry, loose, share
from hackney_challenges.errors import ExitCode
from hackney_challenges.scoreboard import lease
from hackney_challenges.scoreboard.collector import Collected, collect, collecting
from hackney_challenges.scoreboard.entries import Entry, canonical, encode
from hackney_challenges.scoreboard.file_store import FileStore, inbox_name
from hackney_challenges.scoreboard.store import CollectorBusy, StoreTrouble

posix = pytest.mark.skipif(sys.platform == "win32", reason="links and signals of POSIX")


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    return share(tmp_path / "share")


def deliver(store: FileStore, *entries: Entry) -> None:
    for one in entries:
        store.deliver(one, encode(one), SOURCE)


def ids_in_file(store: FileStore) -> list[str]:
    """Every whole line's id, doubled ones doubled."""
    found = []
    for line in store.file.read_bytes().splitlines():
        try:
            found.append(json.loads(line)["ev"]["id"])
        except ValueError:
            continue
    return found


def test_the_inbox_becomes_numbered_lines(store: FileStore) -> None:
    deliver(store, entry(2), entry(1), entry(3))
    assert collect(store) == Collected(added=3, total=3, aside=0, left=0, damage=())
    lines = [json.loads(line) for line in store.file.read_bytes().splitlines()]
    assert [(line["n"], line["ev"]["seq"]) for line in lines] == [(1, 1), (2, 2), (3, 3)]
    assert list(store.inbox.iterdir()) == []
    reading = store.read()
    assert (len(reading.entries), reading.waiting, reading.damage) == (3, 0, ())


def test_collecting_changes_nothing_that_a_reader_sees(store: FileStore) -> None:
    deliver(store, *(entry(seq, points=seq) for seq in range(1, 9)))
    before = {(one.id, one.body) for one in store.read().entries}
    collect(store)
    assert {(one.id, one.body) for one in store.read().entries} == before


def test_numbers_and_chain_go_on_from_day_to_day(store: FileStore) -> None:
    for seq in range(1, 5):
        deliver(store, entry(seq))
        collect(store)
    reading = store.read()
    assert sorted(one.n or 0 for one in reading.entries) == [1, 2, 3, 4]
    assert reading.damage == ()


def test_more_than_one_batch_is_one_chain(store: FileStore) -> None:
    store.make_folders()
    for seq in range(1, 503):
        one = entry(seq)
        (store.inbox / inbox_name(one)).write_bytes(encode(one))
    assert collect(store).added == 502
    assert store.read().damage == ()


def test_an_entry_that_comes_again_after_collecting_is_no_new_one(store: FileStore) -> None:
    deliver(store, entry(1))
    collect(store)
    deliver(store, entry(1))
    assert collect(store).added == 0
    assert len(ids_in_file(store)) == 1
    assert list(store.inbox.iterdir()) == []


def test_a_torn_last_line_spoils_only_itself(store: FileStore) -> None:
    deliver(store, entry(1), entry(2))
    collect(store)
    whole = store.file.read_bytes()
    start = whole.index(b"\n") + 1
    for cut in range(start, len(whole)):
        store.file.write_bytes(whole[:cut])
        (store.inbox / "third.json").write_bytes(encode(entry(3)))
        assert collect(store).damage == ()
        reading = store.read()
        second_is_whole = cut == len(whole) - 1
        assert {one.id for one in reading.entries} == {
            entry(n).id for n in ((1, 2, 3) if second_is_whole else (1, 3))
        }
        assert reading.damage == ()
        assert reading.set_aside_count == (cut > start and not second_is_whole)


def test_a_bad_inbox_file_is_moved_out_with_the_reason(store: FileStore) -> None:
    deliver(store, entry(1))
    (store.inbox / "homework.json").write_text('{"name": "Leyla"}')
    assert collect(store).aside == 1
    assert list(store.inbox.iterdir()) == []
    kept = sorted(path.read_text() for path in (store.folder / "set-aside").iterdir())
    assert kept == ["It is JSON, but not an entry.\n", '{"name": "Leyla"}']
    assert len(store.read().entries) == 1


@posix
def test_links_pipes_and_folders_are_moved_out_unopened(store: FileStore) -> None:
    store.make_folders()
    (store.inbox / "link.json").symlink_to("/dev/zero")
    os.mkfifo(store.inbox / "pipe.json")
    (store.inbox / "folder.json").mkdir()
    assert collect(store).aside == 3
    assert list(store.inbox.iterdir()) == []


def test_kinds_of_tomorrow_are_carried_on(store: FileStore) -> None:
    store.make_folders()
    (store.inbox / "later.json").write_bytes(canonical(loose(kind="award", teams=["canal-otters"])))
    assert collect(store).added == 1
    assert store.read().set_aside_count == 1


def test_a_newer_kits_entry_stays_where_it_is(store: FileStore) -> None:
    store.make_folders()
    (store.inbox / "new.json").write_bytes(canonical(loose(v=2)))
    assert collect(store) == Collected(added=0, total=0, aside=0, left=1, damage=())
    assert (store.inbox / "new.json").exists()


def test_a_damaged_chain_is_told_and_collecting_goes_on(store: FileStore) -> None:
    deliver(store, entry(1), entry(2), entry(3))
    collect(store)
    lines = store.file.read_bytes().splitlines(keepends=True)
    store.file.write_bytes(lines[0] + lines[2])
    deliver(store, entry(4))
    collected = collect(store)
    assert [(spot.file, spot.line) for spot in collected.damage] == [("scoreboard.jsonl", 2)]
    reading = store.read()
    assert len(reading.damage) == 1
    assert {one.id for one in reading.entries} == {entry(n).id for n in (1, 3, 4)}


def test_while_one_collects_another_is_told_so(store: FileStore) -> None:
    with collecting(store), pytest.raises(CollectorBusy, match="one is enough") as caught, collecting(store):
        pass
    assert caught.value.exit_code == ExitCode.COLLECTOR_BUSY
    assert collect(store).added == 0


def other_machine(store: FileStore) -> Path:
    path = store.folder / "collector.json"
    path.write_text(json.dumps({"machine": "0" * 16, "token": "f" * 16}))
    return path


def test_a_collector_on_another_machine_is_respected(store: FileStore) -> None:
    other_machine(store)
    with pytest.raises(CollectorBusy):
        collect(store)


def test_the_place_of_one_that_died_elsewhere_is_taken_after_a_while(store: FileStore) -> None:
    left = other_machine(store)
    long_ago = time.time() - lease.STALE_SECONDS - 5
    os.utime(left, (long_ago, long_ago))
    deliver(store, entry(1))
    assert collect(store).added == 1
    assert sorted(path.name for path in store.folder.iterdir()) == [
        "collector.lock",
        "handed-in",
        "inbox",
        "scoreboard.jsonl",
    ]


def test_a_collector_that_slept_and_was_replaced_stops(store: FileStore) -> None:
    with collecting(store) as sleeper:
        taken = other_machine(store)
        deliver(store, entry(1))
        with pytest.raises(CollectorBusy, match="taken over"):
            sleeper.one_pass()
    assert taken.exists()
    assert not store.file.exists()


def test_one_that_was_killed_here_leaves_its_place_at_once(store: FileStore) -> None:
    program = (
        "import sys, os, signal; from pathlib import Path\n"
        "from hackney_challenges.scoreboard.collector import collecting\n"
        "from hackney_challenges.scoreboard.file_store import FileStore\n"
        "with collecting(FileStore(Path(sys.argv[1]))):\n"
        "    print('at work', flush=True); sys.stdin.read()\n"
    )
    command = [sys.executable, "-c", program, str(store.folder)]
    with subprocess.Popen(command, stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True) as other:
        assert other.stdout is not None
        assert other.stdout.readline() == "at work\n"
        with pytest.raises(CollectorBusy):
            collect(store)
        other.kill()
        other.wait()
        assert collect(store).added == 0


@pytest.mark.parametrize("damaged", [b"", b"{", b"[]", b'{"token": 5}', b"\0" * 2000])
def test_a_spoilt_lease_is_nobodys(store: FileStore, damaged: bytes) -> None:
    (store.folder / "collector.json").write_bytes(damaged)
    assert collect(store).total == 0


def test_another_writer_of_the_file_is_noticed(store: FileStore) -> None:
    with collecting(store) as collector:
        deliver(store, entry(1))
        collector.one_pass()
        with store.file.open("ab") as file:
            file.write(encode(entry(2)) + b"\n")
        deliver(store, entry(2), entry(3))
        assert collector.one_pass().added == 1
    assert len(store.read().entries) == 3


def test_a_disk_that_fills_up_leaves_the_file_as_it_was(
    store: FileStore, monkeypatch: pytest.MonkeyPatch
) -> None:
    deliver(store, entry(1))
    collect(store)
    before = store.file.read_bytes()
    deliver(store, entry(2))
    written = os.write

    def full(descriptor: int, data: memoryview) -> int:
        if len(data) > 100:
            return written(descriptor, data[:100])
        raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))

    with monkeypatch.context() as patched:
        patched.setattr(os, "write", full)
        with pytest.raises(StoreTrouble, match="no room left"):
            collect(store)
    assert store.file.read_bytes() == before
    assert collect(store).added == 1
    assert store.read().damage == ()


@posix
def test_a_linked_scoreboard_file_is_not_written(store: FileStore, tmp_path: Path) -> None:
    (tmp_path / "diary.txt").write_text("mine")
    store.file.symlink_to(tmp_path / "diary.txt")
    deliver(store, entry(1))
    with pytest.raises(StoreTrouble, match="is a link"):
        collect(store)
    assert (tmp_path / "diary.txt").read_text() == "mine"
    assert len(list(store.inbox.iterdir())) == 1


def test_what_killed_writers_left_half_written_goes_after_a_day(store: FileStore) -> None:
    store.make_folders()
    old, new = store.inbox / ".a.json.1.part", store.inbox / ".b.json.2.part"
    for part in (old, new):
        part.write_text("{")
    os.utime(old, (time.time() - 100_000,) * 2)
    collect(store)
    assert [path.name for path in store.inbox.iterdir()] == [new.name]
