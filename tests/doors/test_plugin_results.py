"""What a run keeps and hands in, and what it does when something of ours is at fault."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

import kit
from hackney_challenges.plugin import wording
from hackney_challenges.results import from_json
from hackney_challenges.scoreboard.by_url import open_store

Run = Callable[..., kit.Outcome]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    kit.pack(folder, {"kit_fare": kit.FARE_SUITE, "kit_bus": kit.FARE_SUITE})
    return folder


@pytest.fixture
def run(pytester: pytest.Pytester, site: Path) -> Run:
    return partial(kit.run_here, pytester, site=site)


@pytest.fixture
def share(tmp_path: Path) -> Path:
    folder = tmp_path / "share"
    folder.mkdir()
    return folder


def _team(tmp_path: Path, share: Path, files: dict[str, str]) -> Path:
    more = f'[checks]\npacks = ["kit_pack"]\n[scoreboard]\nurl = "{share.as_posix()}"\n'
    return kit.team_folder(tmp_path / "otters", files, more=more)


def _claims(share: Path) -> list[tuple[str, int]]:
    entries = open_store(share.as_posix()).read().entries
    return sorted((entry.body.challenge, entry.body.points) for entry in entries)  # type: ignore[union-attr]


def test_what_got_better_is_handed_in_once(run: Run, tmp_path: Path, share: Path) -> None:
    folder = _team(tmp_path, share, {"kit_fare.py": kit.FARE_HALF, "kit_bus.py": kit.FARE_STARTER})
    found = run(folder, "--hackney-submit")
    assert found.code == 1
    assert "Handed in: 1 result." in found.lines
    assert _claims(share) == [("kit_fare", 4)]
    assert "There is nothing new to hand in." in run(folder, "--hackney-submit").lines
    (folder / "kit_fare.py").write_text(kit.FARE_RIGHT)
    assert "Handed in: 1 result." in run(folder, "--hackney-submit").lines
    assert _claims(share) == [("kit_fare", 4), ("kit_fare", 10)]
    (folder / "kit_fare.py").write_text(kit.FARE_HALF)
    assert "There is nothing new to hand in." in run(folder, "--hackney-submit").lines


def test_a_file_that_is_named_is_handed_in_though_nothing_rose(run: Run, tmp_path: Path, share: Path) -> None:
    folder = _team(tmp_path, share, {"kit_fare.py": kit.FARE_HALF, "kit_bus.py": kit.FARE_HALF})
    run(folder, "--hackney-submit")
    (folder / "kit_fare.py").write_text(kit.FARE_HALF + "# told better\n")
    assert "Handed in: 1 result." in run(folder, "../otters/./kit_fare.py", "--hackney-submit").lines
    assert _claims(share) == [("kit_bus", 4), ("kit_fare", 4), ("kit_fare", 4)]


def test_a_scoreboard_that_is_away_changes_no_verdict(run: Run, tmp_path: Path) -> None:
    folder = _team(tmp_path, tmp_path / "nowhere", {"kit_fare.py": kit.FARE_RIGHT})
    found = run(folder, "--hackney-submit")
    assert found.code == 0
    assert "1 result waits here, safe. It goes with the next run." in found.lines


def test_the_result_file_is_read_back(run: Run, tmp_path: Path, share: Path) -> None:
    folder = _team(tmp_path, share, {"kit_fare.py": kit.FARE_HALF, "kit_bus.py": kit.FARE_STARTER})
    run(folder, "--hackney-json=result.json")
    result = from_json((folder / "result.json").read_bytes())
    assert (result.team_id, result.team_name, result.points, result.out_of) == (
        "canal-otters",
        "Canal Otters",
        4,
        20,
    )
    bus, fare = sorted(result.challenges, key=lambda challenge: challenge.challenge)
    assert (bus.verdict, bus.fault, bus.reason) == ("not yet", None, "not started")
    assert (fare.verdict, fare.fault, fare.pack, fare.pack_version) == (
        "not yet",
        "solution",
        "kit_pack",
        "1.0",
    )
    assert fare.checks[1].message == (
        "NOT YET  Check 2: An adult pays 175\n  I ran:    fare(30)\n  It gave:  0\n  It needs: 175"
    )


def test_a_result_that_cannot_be_written_is_said(run: Run, tmp_path: Path, share: Path) -> None:
    folder = _team(tmp_path, share, {"kit_fare.py": kit.FARE_RIGHT})
    found = run(folder, "--hackney-json=no/such/folder/result.json")
    assert found.code == 0
    assert "The result could not be written to " in found.unwrapped


def test_in_this_process_nothing_is_kept_or_handed_in(run: Run, tmp_path: Path, share: Path) -> None:
    folder = _team(tmp_path, share, {"kit_fare.py": kit.FARE_HALF})
    found = run(folder, "--hackney-in-process", "--hackney-submit")
    assert found.code == 1
    assert "  I ran:    fare(30)" in found.lines
    assert "These were not the usual checks. Nothing of it is kept or handed in." in found.lines
    assert not (folder / ".hackney" / "progress.json").exists()
    assert _claims(share) == []


def test_a_fault_of_ours_is_one_sentence_and_a_file(
    run: Run, tmp_path: Path, share: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> str:
        raise LookupError("a fault for this test")

    monkeypatch.setattr(wording, "failure_text", broken)
    folder = _team(tmp_path, share, {"kit_fare.py": kit.FARE_HALF})
    found = run(folder)
    assert found.code == 1
    assert "Traceback" not in found.text
    (file,) = (folder / ".hackney").glob("fault-*.txt")
    assert f"Show your teacher the file .hackney/{file.name}" in found.lines
    assert "LookupError: a fault for this test" in file.read_text()
    assert "1 of 2 checks OK. 4 points." in found.lines


def test_progress_is_written_by_the_controller_alone(tmp_path: Path, site: Path) -> None:
    folder = kit.team_folder(
        tmp_path / "otters", {"kit_fare.py": kit.FARE_HALF, "kit_bus.py": kit.FARE_RIGHT}
    )
    assert kit.run(folder, "-n", "2", site=site).code == 1
    assert len(list((folder / ".hackney" / "history").iterdir())) == 1
    progress = json.loads((folder / ".hackney" / "progress.json").read_text())
    assert {slug: best["points"] for slug, best in progress["best"].items()} == {"kit_fare": 4, "kit_bus": 10}
