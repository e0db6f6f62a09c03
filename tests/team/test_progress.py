"""Best results never fall; what is damaged is said, kept aside and made again."""

import json
import threading
from contextlib import suppress
from dataclasses import replace
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackney_challenges.errors import ChallengesError
from hackney_challenges.results import ChallengeResult, CheckResult, Result, Verdict
from hackney_challenges.team import history
from hackney_challenges.team.folder import TeamFolder
from hackney_challenges.team.history import Outcome, Run
from hackney_challenges.team.progress import Progress, decode, encode, folded, read_progress, record


@pytest.fixture
def folder(tmp_path: Path) -> TeamFolder:
    return TeamFolder(path=tmp_path, name="Canal Otters", id="canal-otters")


def challenge(slug: str, passes: str, *, verdict: Verdict | None = None) -> ChallengeResult:
    """`passes` has a letter a check: x is worth 2 points, - is not yet."""
    checks = tuple(
        CheckResult(
            name=f"test_{number}",
            title=f"check {number}",
            points=2 if letter == "x" else 0,
            out_of=2,
            verdict="solved" if letter == "x" else "not yet",
        )
        for number, letter in enumerate(passes)
    )
    points = sum(check.points for check in checks)
    return ChallengeResult(
        pack="a_pack",
        pack_version="1",
        challenge=slug,
        verdict=verdict or ("solved" if "-" not in passes else "not yet"),
        points=0 if verdict == "could not check" else points,
        out_of=2 * len(passes),
        solution=None,
        suite="sha256:0",
        seconds=0.1,
        checks=checks,
    )


LATER = "2026-10-27T10:01:00.000Z"


def result(*challenges: ChallengeResult, taken: str = "2026-10-27T10:00:00.000Z") -> Result:
    return Result(
        kit="0.1.0",
        team_id="canal-otters",
        team_name="Canal Otters",
        taken=taken,
        seed=None,
        confinement="none",
        challenges=challenges,
    )


def test_a_folder_without_runs_has_no_progress(folder: TeamFolder) -> None:
    assert read_progress(folder) == Progress()


def test_a_step_tells_what_is_more_than_last_time(folder: TeamFolder) -> None:
    first = record(folder, result(challenge("bus_fare", "x---")))["bus_fare"]
    assert (first.first, first.points_before, first.points_now) == (True, 0, 2)
    second = record(folder, result(challenge("bus_fare", "xxx-"), taken=LATER))["bus_fare"]
    assert (second.first, second.points_before, second.points_now) == (False, 2, 6)
    assert (second.checks_before, second.checks_now) == (1, 3)
    assert (second.best_before, second.best_points) == (2, 6)


def test_running_again_never_lowers_a_score(folder: TeamFolder) -> None:
    record(folder, result(challenge("bus_fare", "xx")))
    step = record(folder, result(challenge("bus_fare", "--"), taken=LATER))["bus_fare"]
    assert (step.points_now, step.best_points) == (0, 4)
    assert read_progress(folder).best["bus_fare"].points == 4
    assert read_progress(folder).best["bus_fare"].solved


def test_what_could_not_be_checked_costs_nothing(folder: TeamFolder) -> None:
    record(folder, result(challenge("bus_fare", "xx")))
    steps = record(folder, result(challenge("bus_fare", "--", verdict="could not check")))
    assert (steps["bus_fare"].points_before, steps["bus_fare"].points_now) == (4, 4)
    assert read_progress(folder).best["bus_fare"].points == 4
    assert read_progress(folder).last["bus_fare"].outcome.points == 4


def test_the_same_result_in_a_row_is_counted(folder: TeamFolder) -> None:
    seen = [
        record(folder, result(challenge("bus_fare", passes), taken=f"2026-10-27T10:0{minute}:00.000Z"))
        for minute, passes in enumerate(["x-", "x-", "x-", "-x", "-x"])
    ]
    assert [steps["bus_fare"].same_as_last for steps in seen] == [0, 1, 2, 0, 1]


def test_an_untouched_starter_is_no_try(folder: TeamFolder) -> None:
    untouched = replace(challenge("bus_fare", "--"), reason="not started")
    missing = replace(challenge("bus_fare", "--"), reason="there is no file")
    runs = (missing, untouched, untouched, challenge("bus_fare", "--"), challenge("bus_fare", "--"))
    seen = [
        record(folder, result(run, taken=f"2026-10-27T10:0{minute}:00.000Z"))["bus_fare"]
        for minute, run in enumerate(runs)
    ]
    assert [step.same_as_last for step in seen] == [0, 0, 0, 0, 1]
    assert [step.first for step in seen] == [True, True, True, True, False]


def test_solved_for_the_first_time_is_told_once(folder: TeamFolder) -> None:
    record(folder, result(challenge("bus_fare", "x-")), {"bus_fare": "fare(11)"})
    solved = record(folder, result(challenge("bus_fare", "xx"), taken=LATER))["bus_fare"]
    assert (solved.is_first_solve, solved.told_before) == (True, "fare(11)")
    again = record(folder, result(challenge("bus_fare", "xx"), taken=LATER))["bus_fare"]
    assert (again.is_first_solve, again.told_before) == (False, "")
    record(folder, result(challenge("bus_fare", "x-"), taken=LATER))
    assert not record(folder, result(challenge("bus_fare", "xx"), taken=LATER))["bus_fare"].is_first_solve


def test_a_run_tells_the_best_so_far_of_each_challenge(folder: TeamFolder) -> None:
    record(folder, result(challenge("bus_fare", "xx")))
    steps = record(folder, result(challenge("till_talk", "x-"), taken=LATER))
    assert {slug: best.solved for slug, best in steps.best.items()} == {"bus_fare": True, "till_talk": False}


def _without_news(table: object) -> object:
    if not isinstance(table, dict):
        return table
    return {key: _without_news(value) for key, value in table.items() if key not in ("tried", "told")}


def test_runs_of_an_older_kit_are_read(folder: TeamFolder) -> None:
    record(folder, result(challenge("bus_fare", "x-")))
    for file in (folder.ours / "progress.json", *(folder.ours / "history").iterdir()):
        file.write_text(json.dumps(_without_news(json.loads(file.read_text(encoding="utf-8")))), "utf-8")
    assert record(folder, result(challenge("bus_fare", "x-"), taken=LATER))["bus_fare"].same_as_last == 1


def same_seconds(folder: TeamFolder, *runs: tuple[str, str]) -> list[int]:
    steps = [
        record(folder, result(challenge("bus_fare", passes), taken=f"2026-10-{when}:00.000Z"))
        for when, passes in runs
    ]
    return [step["bus_fare"].same_seconds for step in steps]


def test_how_long_nothing_moved_is_counted_from_the_first_run_that_found_it(folder: TeamFolder) -> None:
    runs = ("27T10:00", "x-"), ("27T10:05", "x-"), ("27T10:40", "x-"), ("27T10:41", "xx"), ("27T10:43", "xx")
    assert same_seconds(folder, *runs) == [0, 300, 2400, 0, 120]


def test_nobody_was_stuck_over_night(folder: TeamFolder) -> None:
    runs = ("27T15:00", "x-"), ("27T15:10", "x-"), ("28T09:30", "x-"), ("28T09:34", "x-")
    assert same_seconds(folder, *runs) == [0, 600, 0, 240]


def test_a_clock_that_goes_back_leaves_no_time_behind_it(folder: TeamFolder) -> None:
    assert same_seconds(folder, ("27T10:00", "x-"), ("27T09:50", "x-")) == [0, 0]


def test_progress_of_before_is_read_and_goes_on(folder: TeamFolder) -> None:
    same_seconds(folder, ("27T10:00", "x-"))
    file = folder.ours / "progress.json"
    table = json.loads(file.read_bytes())
    del table["last"]["bus_fare"]["since"]
    file.write_text(json.dumps(table))
    assert same_seconds(folder, ("27T10:07", "x-")) == [420]


def test_a_clock_that_goes_back_does_not_hide_the_last_run(folder: TeamFolder) -> None:
    record(folder, result(challenge("bus_fare", "x-"), taken="2031-01-01T00:00:00.000Z"))
    record(folder, result(challenge("bus_fare", "xx"), taken="2026-10-27T10:00:00.000Z"))
    step = record(folder, result(challenge("bus_fare", "--"), taken="2026-10-27T10:05:00.000Z"))["bus_fare"]
    assert step.points_before == 4


@pytest.mark.parametrize("damage", ["half", "nothing", "not JSON", "other JSON", "folder", "nested"])
def test_damaged_progress_is_said_kept_aside_and_restored(folder: TeamFolder, damage: str) -> None:
    record(folder, result(challenge("bus_fare", "xx"), challenge("till_talk", "x-")))
    file = folder.ours / "progress.json"
    whole = file.read_bytes()
    if damage == "folder":
        file.unlink()
        file.mkdir()
    else:
        broken = {
            "half": whole[: len(whole) // 2],
            "nothing": b"",
            "not JSON": b"\xff\xfe",
            "other JSON": b'{"format": 1, "best": []}',
            "nested": b"[" * 100_000,
        }
        file.write_bytes(broken[damage])
    progress = read_progress(folder)
    assert progress.best["bus_fare"].points == 4
    assert progress.best["till_talk"].points == 2
    assert "was damaged" in progress.notes[0]
    assert "Your points were restored" in progress.notes[0]
    (aside,) = folder.ours.glob("progress.damaged-*.json")
    assert aside.name in progress.notes[0]
    assert read_progress(folder).notes == ()
    assert read_progress(folder).best == progress.best


def test_damage_without_a_history_is_never_covered_up(folder: TeamFolder) -> None:
    folder.ours.mkdir()
    (folder.ours / "progress.json").write_bytes(b'{"best": {"bus_f')
    progress = read_progress(folder)
    assert "Run your checks: your work counts again." in progress.notes[0]
    (aside,) = folder.ours.glob("progress.damaged-*.json")
    assert aside.read_bytes() == b'{"best": {"bus_f'
    assert not (folder.ours / "progress.json").exists()


def test_a_damaged_history_file_costs_only_itself(folder: TeamFolder) -> None:
    record(folder, result(challenge("bus_fare", "xx")))
    (folder.ours / "history" / "2020.json").write_bytes(b"{")
    (folder.ours / "progress.json").unlink()
    assert read_progress(folder).best["bus_fare"].points == 4


def test_progress_of_a_newer_kit_is_left_alone(folder: TeamFolder) -> None:
    folder.ours.mkdir()
    newer = b'{"format": 2}'
    (folder.ours / "progress.json").write_bytes(newer)
    with pytest.raises(ChallengesError, match="made by a newer kit"):
        read_progress(folder)
    steps = record(folder, result(challenge("bus_fare", "xx")))
    assert steps["bus_fare"].best_points == 4
    assert "made by a newer kit" in steps.notes[-1]
    assert (folder.ours / "progress.json").read_bytes() == newer


def test_two_runs_at_the_same_instant_both_count(folder: TeamFolder) -> None:
    runs = [result(challenge("bus_fare", "xx")), result(challenge("till_talk", "xx"))] * 4
    threads = [threading.Thread(target=record, args=(folder, run)) for run in runs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    progress = read_progress(folder)
    assert {slug: best.points for slug, best in progress.best.items()} == {"bus_fare": 4, "till_talk": 4}
    assert progress.notes == ()


def test_a_folder_that_cannot_be_written_still_tells_the_step(folder: TeamFolder) -> None:
    folder.ours.write_text("a file stands where our folder should be")
    steps = record(folder, result(challenge("bus_fare", "xx")))
    assert steps["bus_fare"].points_now == 4
    assert "could not be saved" in steps.notes[-1]


def test_the_history_stays_small_and_keeps_every_best(folder: TeamFolder) -> None:
    record(folder, result(challenge("bus_fare", "xx"), taken="2026-10-27T09:00:00.000Z"))
    for number in range(history.KEPT_RUNS + 10):
        record(folder, result(challenge("till_talk", "x-"), taken=f"2026-10-27T10:00:00.{number:03d}Z"))
    assert len(list((folder.ours / "history").iterdir())) <= history.KEPT_RUNS + 2
    (folder.ours / "progress.json").unlink()
    assert read_progress(folder).best["bus_fare"].points == 4


def test_progress_is_plain_json_with_a_format_number(folder: TeamFolder) -> None:
    record(folder, result(challenge("bus_fare", "xx")))
    assert json.loads((folder.ours / "progress.json").read_text())["format"] == 1


outcomes = st.builds(
    Outcome,
    points=st.integers(0, 40),
    out_of=st.just(40),
    checks_ok=st.integers(0, 5),
    checks=st.just(5),
    passed=st.lists(st.sampled_from(["test_a", "test_b"]), unique=True).map(tuple),
    counted=st.booleans(),
)
run_lists = st.lists(
    st.builds(
        Run,
        taken=st.sampled_from(["2026-10-27T10:00:00.000Z", "2026-10-27T10:00:01.000Z"]),
        file=st.uuids().map(lambda uuid: f"{uuid}.json"),
        outcomes=st.dictionaries(st.sampled_from(["bus_fare", "till_talk"]), outcomes),
    ),
    max_size=6,
)


@given(run_lists, st.randoms(use_true_random=False))
def test_the_order_of_the_history_does_not_matter(runs: list[Run], random: object) -> None:
    shuffled = list(runs)
    random.shuffle(shuffled)  # type: ignore[attr-defined]
    assert folded(Progress(), runs) == folded(Progress(), shuffled)


@given(run_lists)
def test_counting_a_history_in_again_changes_nothing(runs: list[Run]) -> None:
    once = folded(Progress(), runs)
    assert folded(once, runs) == once


@given(run_lists)
def test_progress_survives_its_file(runs: list[Run]) -> None:
    progress = folded(Progress(), runs)
    assert decode(encode(progress)) == progress


@given(st.binary(max_size=200))
def test_any_bytes_are_progress_or_damage(data: bytes) -> None:
    with suppress(ChallengesError):
        decode(data)
