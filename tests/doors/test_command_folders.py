"""start, get, reset and restore, through the door: nothing a team wrote is ever lost."""

import os
import sys
from pathlib import Path

import pytest

from command_door import Door
from hackney_challenges.team.folder import read_folder


def files_of(folder: Path) -> dict[str, bytes]:
    return {
        path.relative_to(folder).as_posix(): path.read_bytes()
        for path in sorted(folder.rglob("*"))
        if path.is_file()
    }


def test_start_makes_a_whole_folder(hackney: Door) -> None:
    said = hackney("start", "otters", "--team", "Canal Otters", "--pack", "club_night")
    assert said.code == 0
    assert set(files_of(hackney.folder / "otters")) == {
        ".gitignore",
        ".hackney/.gitignore",
        ".hackney/python",
        "START_HERE.md",
        "door_sign.py",
        "hackney.toml",
        "quiz_night.py",
        "run_me.py",
        "tea_money.py",
    }
    folder = read_folder(hackney.folder / "otters")
    assert (folder.name, folder.id, folder.packs) == ("Canal Otters", "canal-otters", ("club_night",))
    python = (folder.ours / "python").read_text(encoding="utf-8").strip()
    assert python == sys.executable


def test_start_without_a_pack_gives_the_packs_for_a_first_afternoon(hackney: Door) -> None:
    hackney("start", "otters")
    names = {path.name for path in (hackney.folder / "otters").glob("*.py")}
    assert {"hello_hackney.py", "bus_fare.py"} <= names
    assert "door_sign.py" not in names
    hackney.enter("otters")
    assert "More packs on this computer: Club night." in hackney("map").out
    assert hackney("get", "door_sign").out.startswith("door_sign.py is in your folder now.")
    assert "Club night" in hackney("map").out


def test_a_folder_without_a_name_is_named_after_itself(hackney: Door) -> None:
    hackney("start", "marsh-herons", "--pack", "club_night")
    assert read_folder(hackney.folder / "marsh-herons").name == "Marsh Herons"


def test_starting_twice_never_overwrites_work(otters: Door) -> None:
    (otters.folder / "tea_money.py").write_text("my work\n", encoding="utf-8")
    (otters.folder / "run_me.py").write_text("mine too\n", encoding="utf-8")
    (otters.folder / "quiz_night.py").unlink()
    before = files_of(otters.folder)
    said = otters("start", ".", "--team", "Other Name", "--pack", "club_night")
    after = files_of(otters.folder)
    assert said.code == 0
    assert {name: after[name] for name in before} == before
    assert set(after) - set(before) == {"quiz_night.py"}
    assert "2 challenges are there already. Your work stays as it is." in said.out
    assert "The name stays. To change it, edit hackney.toml." in said.out


def test_a_folder_with_files_of_its_own_keeps_them(hackney: Door) -> None:
    (hackney.folder / "mine").mkdir()
    (hackney.folder / "mine" / "tea_money.py").write_text("from last year\n", encoding="utf-8")
    assert hackney("start", "mine", "--pack", "club_night").code == 0
    assert (hackney.folder / "mine" / "tea_money.py").read_text(encoding="utf-8") == "from last year\n"


def test_a_team_folder_inside_a_team_folder_is_refused(otters: Door) -> None:
    said = otters("start", "otters", "--pack", "club_night")
    assert said.code == 2
    assert "You are in a team folder already" in said.line
    assert not (otters.folder / "otters").exists()


def test_a_file_in_the_way_is_said(hackney: Door) -> None:
    (hackney.folder / "otters").write_text("a file", encoding="utf-8")
    assert "is a file. Choose another name" in hackney("start", "otters", "--pack", "club_night").line


def test_a_pack_nobody_has_is_refused_with_the_nearest(hackney: Door) -> None:
    said = hackney("start", "otters", "--pack", "club_nihgt")
    assert said.code == 2
    assert "It is not installed. Did you mean club_night?" in said.line
    assert not (hackney.folder / "otters").exists()


def test_another_pack_for_a_folder_that_names_its_packs_says_what_to_write(otters: Door) -> None:
    said = otters("start", ".", "--pack", "hackney_warmup")
    assert said.code == 2
    assert 'packs = ["club_night", "hackney_warmup"]' in said.line


@pytest.mark.parametrize(
    ("name", "words"),
    [
        pytest.param("x" * 10_000, "is too long: 10000 characters", id="10,000 letters"),
        pytest.param("  ", "The team name is empty", id="blank"),
        pytest.param("a\x1b[31mb", "holds a character that cannot be seen", id="escape"),
    ],
)
def test_a_team_name_that_cannot_be_is_refused_before_anything_is_made(
    hackney: Door, name: str, words: str
) -> None:
    said = hackney("start", "otters", "--team", name, "--pack", "club_night")
    assert said.code == 2
    assert words in said.line
    assert len(said.line) < 400
    assert not (hackney.folder / "otters").exists()


@pytest.mark.parametrize(
    "name", ['=1+1"', "<b>Otters</b>", "\U0001f9a6 \\Otters", "@SUM(A1)", '"""', "'); DROP"]
)
def test_odd_team_names_come_back_as_typed(hackney: Door, name: str) -> None:
    assert hackney("start", "otters", "--team", name, "--pack", "club_night").code == 0
    assert read_folder(hackney.folder / "otters").name == name
    hackney.enter("otters")
    assert hackney("map").out.startswith(f"{name}: 0 of 40 points")


def test_reset_keeps_the_old_file_and_restore_brings_it_back(otters: Door) -> None:
    file = otters.folder / "tea_money.py"
    starter = file.read_bytes()
    file.write_bytes(b"my work\r\n")
    said = otters("reset", "tea-money")
    assert "Your old file is kept: .hackney/old/tea_money." in said.out
    assert file.read_bytes() == starter
    otters("restore", "tea_money")
    assert file.read_bytes() == b"my work\r\n"
    otters("restore", "tea_money")
    assert file.read_bytes() == starter
    otters("restore", "tea_money")
    assert file.read_bytes() == b"my work\r\n"


def test_resetting_an_untouched_file_keeps_nothing(otters: Door) -> None:
    assert "kept" not in otters("reset", "tea_money").out
    assert not (otters.folder / ".hackney" / "old").exists()


def test_resetting_a_missing_file_gives_it(otters: Door) -> None:
    (otters.folder / "tea_money.py").unlink()
    otters("reset", "tea_money")
    assert (otters.folder / "tea_money.py").is_file()


def test_nothing_to_restore_is_said(otters: Door) -> None:
    said = otters("restore", "tea_money")
    assert (said.code, said.out.splitlines()[0]) == (1, "No other file of tea_money is kept here.")


def test_a_folder_in_the_way_of_a_file_is_said_and_left(otters: Door) -> None:
    (otters.folder / "tea_money.py").unlink()
    (otters.folder / "tea_money.py").mkdir()
    said = otters("reset", "tea_money")
    assert said.code == 2
    assert "tea_money.py is a folder, where a file should be." in said.line


def test_a_link_is_moved_aside_and_what_it_points_to_stays(otters: Door, tmp_path: Path) -> None:
    outside = tmp_path / "outside.py"
    outside.write_text("elsewhere\n", encoding="utf-8")
    file = otters.folder / "tea_money.py"
    file.unlink()
    try:
        file.symlink_to(outside)
    except OSError:
        pytest.skip("links need rights here")
    assert otters("reset", "tea_money").code == 0
    assert not file.is_symlink()
    assert outside.read_text(encoding="utf-8") == "elsewhere\n"


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0,
    reason="rights of folders bind only an ordinary user, on POSIX",
)
def test_a_folder_nobody_may_write_in_is_said(hackney: Door) -> None:
    hackney.folder.chmod(0o555)
    try:
        said = hackney("start", "otters", "--pack", "club_night")
    finally:
        hackney.folder.chmod(0o755)
    assert said.code == 2
    assert "Nothing can be written in" in said.line
