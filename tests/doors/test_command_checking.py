"""check and submit, through the door: pytest in one word, and the exit codes of formats.md 5."""

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import club_pack
import kit
from command_door import Door


def solve(folder: Path, *slugs: str) -> None:
    for slug in slugs:
        (folder / f"{slug}.py").write_text(club_pack.MODELS[slug], encoding="utf-8")


def name_scoreboard(folder: Path, url: str) -> None:
    with (folder / "hackney.toml").open("a", encoding="utf-8") as file:
        file.write(f"\n[scoreboard]\nurl = '{url}'\n")


def test_a_solved_challenge_is_0(otters: Door) -> None:
    solve(otters.folder, "door_sign")
    said = otters("check", "door-sign")
    assert said.code == 0
    assert "2 of 2 checks OK. 10 points." in said.out
    assert otters("map").out.startswith("Canal Otters: 10 of 40 points")


def test_without_a_name_all_are_checked(otters: Door) -> None:
    solve(otters.folder, "door_sign", "tea_money")
    said = otters("check")
    assert said.code == 1
    assert "A sign for the door" in said.out
    assert "Quiz night: not started" in said.out


def test_a_teams_own_failing_test_is_not_yet(otters: Door) -> None:
    solve(otters.folder, *club_pack.MODELS)
    (otters.folder / "test_ours.py").write_text("def test_ours():\n    assert 1 == 2\n", encoding="utf-8")
    said = otters("check")
    assert said.code == 1
    assert "3 of 3 challenges solved." in said.out


def test_what_could_not_be_checked_is_3(otters: Door, tmp_path: Path) -> None:
    file = otters.folder / "door_sign.py"
    file.unlink()
    file.mkdir()
    assert otters("check", "door_sign").code == 3


def test_nothing_to_check_is_3(otters: Door) -> None:
    for slug in club_pack.MODELS:
        (otters.folder / f"{slug}.py").unlink()
    said = otters("check")
    assert said.code == 3
    assert "hackney get" in said.out


def test_a_file_that_is_not_there_says_how_to_get_it(otters: Door) -> None:
    file = otters.folder / "door_sign.py"
    file.rename(otters.folder / "door_sign (1).py")
    said = otters("check", "door_sign")
    assert said.code == 2
    assert "I found: door_sign (1).py. Rename it to door_sign.py" in said.line
    (otters.folder / "door_sign (1).py").unlink()
    assert "Next: hackney get door_sign" in otters("check", "door_sign").line


def test_more_and_plain_reach_pytest(otters: Door) -> None:
    (otters.folder / "door_sign.py").write_text(
        "def sign(name):\n    print('so far', name)\n", encoding="utf-8"
    )
    said = otters("check", "door_sign", "--more", "--plain").out
    assert "so far" in said
    assert "Not yet." in said


def test_files_that_hide_pythons_own_do_not_stop_the_checks(otters: Door) -> None:
    for name in ("random.py", "token.py", "click.py", "pytest.py"):
        (otters.folder / name).write_text("raise SystemExit('hidden')\n", encoding="utf-8")
    solve(otters.folder, "door_sign")
    assert otters("check", "door_sign").code == 0


def test_settings_and_teams_around_the_folder_change_nothing(otters: Door) -> None:
    around = otters.folder.parent
    (around / "pytest.ini").write_text("[pytest]\ntestpaths = elsewhere\n", encoding="utf-8")
    (around / "conftest.py").write_text("raise SystemExit('not ours')\n", encoding="utf-8")
    beside = Door(otters.monkeypatch, around)
    beside("start", "herons", "--pack", "club_night")
    solve(otters.folder, "door_sign")
    said = otters("check", "door_sign")
    assert said.code == 0
    assert "Herons" not in said.out


def test_all_is_the_whole_folder_whatever_its_settings_say(otters: Door) -> None:
    solve(otters.folder, *club_pack.MODELS)
    (otters.folder / "pytest.ini").write_text("[pytest]\ntestpaths = tests\n", encoding="utf-8")
    (otters.folder / "tests").mkdir()
    said = otters("check")
    assert (said.code, "3 of 3 challenges solved." in said.out) == (0, True)


def test_submit_hands_in_and_says_so(otters: Door, tmp_path: Path) -> None:
    name_scoreboard(otters.folder, str(tmp_path / "board"))
    (tmp_path / "board").mkdir()
    solve(otters.folder, "door_sign")
    said = otters("submit", "door_sign")
    assert said.code == 0
    assert "Handed in: 1 result." in said.out
    assert said.out.endswith("Next: hackney board\n")
    assert said.out.count("Next") == 1


def test_submitting_again_and_again_is_one_entrys_worth(otters: Door, tmp_path: Path) -> None:
    name_scoreboard(otters.folder, str(tmp_path / "board"))
    (tmp_path / "board").mkdir()
    solve(otters.folder, "door_sign")
    words = [sys.executable, "-m", "hackney_challenges", "submit", "door_sign"]
    together = [subprocess.Popen(words, cwd=otters.folder, stdout=subprocess.DEVNULL) for _ in range(2)]
    assert [child.wait(timeout=100) for child in together] == [0, 0]
    assert otters("submit", "door_sign").code == 0
    board = otters("board").out
    assert "Canal Otters" in board
    assert "10 points" in board


def test_a_scoreboard_that_is_away_costs_nothing(otters: Door, tmp_path: Path) -> None:
    name_scoreboard(otters.folder, str(tmp_path / "away" / "board"))
    solve(otters.folder, "door_sign")
    said = otters("submit", "door_sign")
    assert said.code == 10
    assert "waits here, safe." in said.line
    assert said.out.endswith("Next: hackney map\n")
    assert said.out.count("Next") == 1
    (tmp_path / "away" / "board").mkdir(parents=True)
    assert otters("submit").code == 0


def test_submit_without_a_scoreboard_keeps_the_work(otters: Door) -> None:
    solve(otters.folder, "door_sign")
    assert otters("submit", "door_sign").code == 10


def test_what_the_scoreboard_never_takes_is_11(otters: Door, tmp_path: Path) -> None:
    name_scoreboard(otters.folder, str(tmp_path))
    big = club_pack.MODELS["door_sign"] + "# " + "x" * 300_000 + "\n"
    (otters.folder / "door_sign.py").write_text(big, encoding="utf-8")
    said = otters("submit", "door_sign")
    assert said.code == 11
    assert "Not handed in: door_sign.py is too big to hand in." in said.out


@pytest.mark.skipif(sys.platform == "win32", reason="a POSIX signal")
def test_ctrl_c_while_checking_is_130(otters: Door) -> None:
    (otters.folder / "door_sign.py").write_text(
        "def sign(name):\n    while True:\n        pass\n", encoding="utf-8"
    )
    with subprocess.Popen(
        [sys.executable, "-m", "hackney_challenges", "check", "door_sign"],
        cwd=otters.folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        start_new_session=True,
        env={**os.environ, "PYTHONUNBUFFERED": "1"},
        preexec_fn=kit.hear_ctrl_c,
    ) as child:
        assert child.stdout is not None
        child.stdout.readline()
        os.killpg(child.pid, signal.SIGINT)
        shown = child.stdout.read()
        assert child.wait(timeout=60) == 130
    assert b"Traceback" not in shown
