"""Where each team is: notes on a share that everybody can write, and clocks that lie."""

import json
import os
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from boards import share
from floors import note, seen, solved
from hackney_challenges.fields import FieldError
from hackney_challenges.scoreboard.file_store import FileStore
from hackney_challenges.scoreboard.floor import (
    Floor,
    NoFloor,
    Note,
    NotedCheck,
    decode,
    encode,
    leave,
    open_floor,
    read_floor,
)
from hackney_challenges.scoreboard.store import StoreTrouble

posix = pytest.mark.skipif(sys.platform == "win32", reason="links, pipes and rights of POSIX")


@pytest.fixture
def store(tmp_path: Path) -> FileStore:
    store = share(tmp_path / "share")
    open_floor(store)
    return store


def put(store: FileStore, name: str, data: bytes | str) -> Path:
    file = store.folder / "floor" / name
    file.write_bytes(data if isinstance(data, bytes) else data.encode())
    return file


def names(folder: Path) -> list[str]:
    return [path.name for path in folder.iterdir()]


def ago(store: FileStore, team: str, minutes: int) -> None:
    """As if the share had taken in the team's note so long ago."""
    file = store.folder / "floor" / f"{team}.json"
    when = file.stat().st_mtime_ns - minutes * 60 * 10**9
    os.utime(file, ns=(when, when))


def teams(floor: Floor) -> list[str]:
    return [each.note.team for each in floor.teams]


def test_a_note_comes_back_as_it_was_left(store: FileStore) -> None:
    left = note(runs=4, seconds=720)
    assert leave(store, left)
    (found,) = read_floor(store).teams
    assert found.note == left
    assert found.quiet_seconds == 0
    assert names(store.folder / "floor") == ["canal-otters.json"]


def test_only_the_latest_note_of_a_team_is_kept(store: FileStore) -> None:
    leave(store, note(runs=1))
    leave(store, solved())
    (found,) = read_floor(store).teams
    assert found.note.state == "solved"


def test_a_note_holds_nothing_but_how_far_the_checks_came() -> None:
    assert json.loads(encode(note(runs=4, seconds=720))) == {
        "format": 1,
        "at": "2026-10-27T10:12:03.123Z",
        "team": {"id": "canal-otters", "name": "Canal Otters"},
        "state": "not yet",
        "challenge": {"slug": "bus_fare", "title": "Bus fare"},
        "check": {"number": 2, "name": "test_birthdays", "title": "birthdays"},
        "checks_ok": 1,
        "checks": 5,
        "runs": 4,
        "seconds": 720,
    }


def test_where_nobody_asked_for_notes_none_is_written(tmp_path: Path) -> None:
    store = share(tmp_path / "share")
    assert not leave(store, note())
    assert names(store.folder) == []
    with pytest.raises(NoFloor, match="To turn it on: hackney floor --open"):
        read_floor(store)


def test_to_open_twice_is_to_open_once(store: FileStore) -> None:
    leave(store, note())
    assert not open_floor(store)
    assert teams(read_floor(store)) == ["canal-otters"]


def test_a_folder_made_by_hand_turns_it_on(tmp_path: Path) -> None:
    store = share(tmp_path / "share")
    (store.folder / "floor").mkdir()
    assert leave(store, note())


def test_a_share_that_is_away_is_silence_for_a_team_and_a_sentence_for_helpers(tmp_path: Path) -> None:
    away = FileStore(tmp_path / "away")
    assert not leave(away, note())
    for act in (read_floor, open_floor):
        with pytest.raises(StoreTrouble, match="The scoreboard's folder cannot be reached"):
            act(away)


@posix
@pytest.mark.skipif(hasattr(os, "geteuid") and os.geteuid() == 0, reason="root may write everywhere")
def test_a_share_that_may_not_be_written_is_silence(store: FileStore) -> None:
    (store.folder / "floor").chmod(0o555)
    assert not leave(store, note())
    assert read_floor(store).teams == ()


def test_a_folder_in_the_place_of_a_note_is_silence(store: FileStore) -> None:
    (store.folder / "floor" / "canal-otters.json").mkdir()
    assert not leave(store, note())
    assert names(store.folder / "floor") == ["canal-otters.json"]
    assert read_floor(store) == Floor(teams=(), unread=1)


@pytest.mark.parametrize("team", ["../../etc", "", "a/b", "Ä", ".now", "a" + "/.." * 9])
def test_no_team_writes_beside_the_floor(store: FileStore, team: str) -> None:
    assert not leave(store, note(team=team))
    assert names(store.folder / "floor") == []


@posix
def test_a_floor_that_is_a_link_leads_nobody_anywhere(tmp_path: Path) -> None:
    store = share(tmp_path / "share")
    (tmp_path / "elsewhere").mkdir()
    (store.folder / "floor").symlink_to(tmp_path / "elsewhere")
    assert not leave(store, note())
    assert names(tmp_path / "elsewhere") == []
    with pytest.raises(NoFloor):
        read_floor(store)


@posix
def test_links_pipes_and_copies_are_passed_over_and_counted(store: FileStore) -> None:
    leave(store, note())
    folder = store.folder / "floor"
    os.mkfifo(folder / "pipe.json")
    (folder / "link.json").symlink_to("/dev/zero")
    put(store, "canal-otters (1).json", encode(note()))
    put(store, "huge.json", b"[" * 100_000)
    put(store, "notes.txt", "not ours, and nobody's trouble")
    put(store, ".canal-otters.json.0123.part", "half of a no")
    found = read_floor(store)
    assert (teams(found), found.unread) == (["canal-otters"], 4)


NESTED = '{"format": ' + "[" * 5_000 + "]" * 5_000 + "}"


@pytest.mark.parametrize(
    "change",
    [
        {"format": 2},
        {"format": True},
        {"runs": 0},
        {"runs": 10**9},
        {"runs": 1.0},
        {"seconds": -1},
        {"checks": 10_000},
        {"checks_ok": 6},
        {"state": "hopeless"},
        {"at": "yesterday"},
        {"at": "2026-10-27T10:12:03.123Z\n"},
        {"check": []},
        {"check": {"number": 9, "name": "test_x", "title": "x"}},
        {"check": {"number": 1, "name": "test_x", "title": "x", "message": "a case"}},
        {"team": {"id": "../otters", "name": "x"}},
        {"team": {"id": "canal-otters", "name": "x" * 500}},
        {"challenge": {"slug": "bus_fare"}},
        {"user": "leyla"},
    ],
    ids=str,
)
def test_what_no_kit_wrote_is_refused(change: dict[str, Any]) -> None:
    with pytest.raises(FieldError):
        decode(json.dumps(json.loads(encode(note())) | change).encode())


@pytest.mark.parametrize(
    "data", [b"", b"{", b"[]", b"\xff\xfe", b"null", NESTED.encode(), b'{"format": NaN}']
)
def test_what_is_no_note_is_refused(data: bytes) -> None:
    with pytest.raises(FieldError):
        decode(data)


_LINES = st.text(max_size=60).map(lambda text: text.replace("\n", " "))


@given(
    name=_LINES,
    title=_LINES,
    check=st.none() | st.builds(NotedCheck, number=st.integers(1, 40), name=_LINES, title=_LINES),
    runs=st.integers(1, 10**6),
    seconds=st.integers(0, 10**9),
    ok=st.integers(0, 40),
)
def test_every_note_that_a_run_can_make_can_be_read(
    name: str, title: str, check: NotedCheck | None, runs: int, seconds: int, ok: int
) -> None:
    made = note(name=name, title=title, check=check, runs=runs, seconds=seconds, checks_ok=ok, checks=40)
    read = decode(encode(made))
    assert decode(encode(read)) == read
    assert (read.checks_ok, read.check is None) == (ok, check is None)


@given(st.binary(max_size=200))
def test_no_bytes_do_more_than_be_refused(data: bytes) -> None:
    with pytest.raises(FieldError):
        decode(data)


def test_at_most_five_hundred_notes_are_read(store: FileStore) -> None:
    for number in range(503):
        put(store, f"team-{number:03}.json", encode(note(team=f"team-{number:03}")))
    found = read_floor(store)
    assert (len(found.teams), found.left_out) == (500, 3)


def test_ages_are_those_of_the_share_whatever_a_laptop_says(store: FileStore) -> None:
    leave(store, note(at="2031-01-01T00:00:00.000Z", runs=3, seconds=120))
    ago(store, "canal-otters", 10)
    (found,) = read_floor(store).teams
    assert found.quiet_seconds // 60 == 10
    assert found.still_seconds // 60 == 12


def test_a_note_of_the_future_came_now(store: FileStore) -> None:
    leave(store, note())
    leave(store, note(team="kites"))
    ago(store, "kites", -60 * 24)
    assert [each.quiet_seconds for each in read_floor(store).teams] == [0, 0]


def test_nothing_of_a_reader_stays_on_the_share(store: FileStore) -> None:
    read_floor(store)
    assert names(store.folder / "floor") == []


@pytest.mark.parametrize(
    ("quiet_minutes", "changes", "group"),
    [
        (0, {"runs": 4, "seconds": 720}, "help"),
        (0, {"runs": 4, "seconds": 200}, "well"),
        (4, {"runs": 2, "seconds": 60}, "help"),
        (0, {"runs": 1}, "well"),
        (9, {"runs": 1}, "well"),
        (10, {"runs": 1}, "quiet"),
        (0, {"state": "could not check"}, "help"),
        (0, {"state": "solved", "check": None, "runs": 9, "seconds": 900}, "well"),
        (30, {"state": "solved", "check": None}, "quiet"),
        (12, {"state": "not started"}, "quiet"),
        (179, {"runs": 4, "seconds": 720}, "help"),
        (180, {"runs": 4, "seconds": 720}, "away"),
    ],
)
def test_who_could_use_a_hand(quiet_minutes: int, changes: dict[str, Any], group: str) -> None:
    assert seen(quiet_minutes, **changes).group == group


def test_whoever_stands_longest_comes_first(store: FileStore) -> None:
    room: dict[str, tuple[int, Note]] = {
        "kites": (0, note(runs=3, seconds=400)),
        "otters": (2, note(runs=4, seconds=720)),
        "zebras": (20, note()),
        "herons": (15, note()),
        "voles": (1, solved()),
        "ants": (0, note()),
        "swans": (400, note(runs=9, seconds=2000)),
    }
    for team, (minutes, left) in room.items():
        put(store, f"{team}.json", encode(left).replace(b'"canal-otters"', f'"{team}"'.encode()))
        ago(store, team, minutes)
    floor = read_floor(store)
    assert teams(floor) == ["otters", "kites", "zebras", "herons", "ants", "voles", "swans"]
    assert [each.note.team for each in floor.of("help")] == ["otters", "kites"]
