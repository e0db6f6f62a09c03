"""The note that a team's `pytest` leaves for the helpers in the room."""

import json
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import kit

SCOREBOARD = f'[checks]\npacks = ["{kit.PACK}"]\n[scoreboard]\nurl = "../share"\n'


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    kit.pack(folder, {"kit_fare": kit.FARE_SUITE, "kit_bus": kit.FARE_SUITE})
    return folder


@pytest.fixture
def run(pytester: pytest.Pytester, site: Path) -> Callable[..., kit.Outcome]:
    return partial(kit.run_here, pytester, site=site)


@pytest.fixture
def otters(tmp_path: Path) -> Path:
    files = {"kit_fare.py": kit.FARE_HALF, "kit_bus.py": kit.FARE_STARTER}
    return kit.team_folder(tmp_path / "otters", files, more=SCOREBOARD)


@pytest.fixture
def floor(tmp_path: Path) -> Path:
    folder = tmp_path / "share" / "floor"
    folder.mkdir(parents=True)
    return folder


def notes(floor: Path) -> dict[str, Any]:
    return {file.name: json.loads(file.read_bytes()) for file in floor.iterdir()}


def test_each_run_replaces_the_teams_note(run: Callable[..., kit.Outcome], otters: Path, floor: Path) -> None:
    run(otters)
    run(otters)
    (note,) = notes(floor).values()
    assert list(notes(floor)) == ["canal-otters.json"]
    assert note["team"] == {"id": "canal-otters", "name": "Canal Otters"}
    assert note["challenge"] == {"slug": "kit_fare", "title": "Kit fare"}
    assert note["check"] == {"number": 2, "name": "test_adult", "title": "An adult pays 175"}
    assert (note["state"], note["runs"], note["checks_ok"], note["checks"]) == ("not yet", 2, 1, 2)
    (otters / "kit_fare.py").write_text(kit.FARE_RIGHT)
    run(otters, "kit_fare.py")
    (note,) = notes(floor).values()
    assert (note["state"], note["check"], note["runs"]) == ("solved", None, 1)


def test_a_note_holds_no_code_no_case_and_nobodys_name(
    run: Callable[..., kit.Outcome], otters: Path, floor: Path
) -> None:
    (otters / "kit_fare.py").write_text('def fare(age):\n    print("SECRET")\n    return "SECRET"\n')
    run(otters)
    (note,) = notes(floor).values()
    assert set(note) == {
        "format", "at", "team", "state", "challenge", "check", "checks_ok", "checks", "runs", "seconds"
    }  # fmt: skip
    text = json.dumps(note)
    for word in ("SECRET", "fare(10)", str(otters), "0 == 175"):
        assert word not in text


@pytest.mark.parametrize(
    "arguments",
    [
        ["--hackney-seed=1"],
        ["--hackney-in-process"],
        ["kit_fare.py::test_adult"],
        ["--collect-only"],
    ],
    ids=str,
)
def test_what_is_no_whole_usual_check_leaves_no_note(
    run: Callable[..., kit.Outcome], otters: Path, floor: Path, arguments: list[str]
) -> None:
    run(otters, *arguments)
    assert notes(floor) == {}


def test_where_nobody_asked_nothing_is_written(
    run: Callable[..., kit.Outcome], otters: Path, tmp_path: Path
) -> None:
    (tmp_path / "share").mkdir()
    run(otters)
    assert list((tmp_path / "share").iterdir()) == []


def test_a_share_that_is_away_changes_nothing_on_the_screen(
    run: Callable[..., kit.Outcome], otters: Path, floor: Path
) -> None:
    there = run(otters, "kit_fare.py")
    shutil.rmtree(floor.parent)
    shutil.rmtree(otters / ".hackney")
    away = run(otters, "kit_fare.py")
    assert (away.text, away.code) == (there.text, there.code)


@pytest.mark.parametrize("url", ["https://board.example", "ftp://x", "\\\\0"])
def test_a_scoreboard_without_a_floor_is_silence(
    run: Callable[..., kit.Outcome], otters: Path, url: str
) -> None:
    toml = otters / "hackney.toml"
    toml.write_text(toml.read_text().replace("../share", url))
    assert run(otters, "kit_fare.py").text.strip().endswith("Next: hackney check kit_fare")


def test_with_xdist_the_controller_alone_leaves_one_note(otters: Path, floor: Path, site: Path) -> None:
    kit.run(otters, "-n", "2", "kit_fare.py", site=site)
    (note,) = notes(floor).values()
    assert (note["runs"], note["checks_ok"], note["checks"]) == (1, 1, 2)
