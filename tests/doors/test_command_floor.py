"""`hackney floor`, as a helper meets it in four windows."""

import json
import os
from pathlib import Path

import pytest

from boards import share
from command_door import Door, same_as_golden
from floors import note, solved
from hackney_challenges.scoreboard.file_store import FileStore
from hackney_challenges.scoreboard.floor import leave, open_floor

WINDOWS = {
    "wide": ("utf-8", 80, False),
    "narrow": ("utf-8", 40, False),
    "plain": ("utf-8", 80, True),
    "ascii": ("ascii", 80, False),
}


@pytest.fixture
def helper(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Door:
    """A helper's window in a folder beside the share."""
    share(tmp_path / "share")
    return Door(monkeypatch, tmp_path)


@pytest.fixture
def store(helper: Door) -> FileStore:
    store = FileStore(helper.folder / "share")
    open_floor(store)
    return store


def left(store: FileStore, minutes: int, **changes: object) -> None:
    """A note that came so many minutes ago, and half a minute."""
    made = solved(**changes) if changes.get("state") == "solved" else note(**changes)
    assert leave(store, made)
    file = store.folder / "floor" / f"{made.team}.json"
    when = file.stat().st_mtime_ns - (60 * minutes + 30) * 10**9
    os.utime(file, ns=(when, when))


def test_a_floor_that_is_off_says_how_to_turn_it_on(helper: Door) -> None:
    said = helper("floor", "share")
    place = helper.folder / "share"
    assert said.code == 2
    assert said.line == (
        f"The floor view is not turned on here: there is no folder floor in {place}. "
        f"To turn it on: hackney floor --open {place}"
    )


def test_to_open_it_is_one_command(helper: Door) -> None:
    said = helper("floor", "--open", "share")
    assert said.code == 0
    assert said.text == (
        "The floor view is on.\n"
        "To turn it off, delete the folder floor beside the scoreboard.\n"
        "\n"
        "No team has left a note here yet. A team is shown after its next check,\n"
        "where its hackney.toml names this scoreboard.\n"
        "\n"
        "Next: hackney floor share\n"
    )
    assert (helper.folder / "share" / "floor").is_dir()
    assert helper("floor", "--open", "share").text.startswith("The floor view was on already.\n")


def test_a_place_that_is_none_is_answered(helper: Door) -> None:
    assert "The scoreboard's folder cannot be reached: " in helper("floor", "nowhere").line
    said = helper("floor")
    assert said.code == 2
    assert said.line == (
        "There is no scoreboard here. Go to a team's folder, or say where it is: "
        "hackney floor //server/share/hackney"
    )


def test_a_team_folder_and_the_share_itself_know_the_place(helper: Door, store: FileStore) -> None:
    left(store, 0)
    (helper.folder / "hackney.toml").write_text(
        '[team]\nformat = 1\nname = "Kites"\n[scoreboard]\nurl = "share"\n'
    )
    assert "Canal Otters: Bus fare" in helper("floor").text
    helper.enter("share")
    assert "Canal Otters: Bus fare" in helper("floor").text


@pytest.mark.parametrize("window", WINDOWS)
def test_a_room_full_of_teams(helper: Door, store: FileStore, window: str) -> None:
    helper.encoding, helper.columns, is_plain = WINDOWS[window]
    left(store, 1, runs=4, seconds=660)
    left(store, 0, team="team-1f2e", name="Zoë \u202e🦦", title="Tidy postcode", runs=7, seconds=1900)
    left(store, 2, team="kites", name="Kites", state="could not check")
    left(store, 1, team="swans", name="Swans", checks_ok=3)
    left(store, 0, team="herons", name="Herons", state="solved")
    left(store, 200, team="ants", name="Ants of the Upper Floor")
    left(store, 300, team="voles", name="Voles")
    (store.folder / "floor" / "x.json").write_bytes(b"{")
    said = helper("floor", "share", *(["--plain"] if is_plain else []))
    assert said.code == 0
    same_as_golden(f"floor.{window}", f"$ hackney floor share\n{said.text}")


def test_who_is_quiet_since_when(helper: Door, store: FileStore) -> None:
    left(store, 25)
    text = helper("floor", "share").text
    assert text.startswith("Quiet:\n  Canal Otters: Bus fare, check 2, quiet since ")
    assert text.splitlines()[1].endswith(", 25 minutes")


def test_for_programs_there_is_json(helper: Door, store: FileStore) -> None:
    left(store, 1, name="=1+1 \x1b", runs=4, seconds=660)
    said = helper("floor", "share", "--json")
    shown = json.loads(said.out)
    assert (said.code, shown["format"], shown["unread"], shown["left_out"]) == (0, "hackney-floor/1", 0, 0)
    (team,) = shown["teams"]
    assert team.pop("quiet_seconds") // 30 == 3
    assert team.pop("still_seconds") // 30 == 25
    assert team == {
        "team": "canal-otters",
        "name": "=1+1 \\x1b",
        "group": "help",
        "at": "2026-10-27T10:12:03.123Z",
        "challenge": "bus_fare",
        "title": "Bus fare",
        "state": "not yet",
        "check": {"number": 2, "name": "test_birthdays", "title": "birthdays"},
        "checks_ok": 1,
        "checks": 5,
        "runs": 4,
    }
