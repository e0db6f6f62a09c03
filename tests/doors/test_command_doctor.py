"""doctor: each thing that breaks school machines is found, and what to do is said."""

import os
import sys
from dataclasses import replace
from pathlib import Path

import pytest

from command_door import Door
from hackney_challenges.commands.machine import (
    Machine,
    machine_findings,
    name_findings,
    place_findings,
    this_machine,
)

FINE = Machine(
    version=(3, 12, 1),
    executable="/usr/bin/python3",
    scripts=("/usr/bin",),
    found={"python": "/usr/bin/python", "pytest": "/usr/bin/pytest"},
    encoding="utf-8",
    environment={},
    free_bytes=10**12,
    windows=False,
)


def to_do(machine: Machine) -> list[str]:
    return [finding.says for finding in machine_findings(machine) if not finding.is_ok]


def test_a_fine_machine_has_nothing_to_do() -> None:
    assert to_do(FINE) == []
    assert (
        to_do(
            replace(
                FINE, windows=True, found={"python": r"C:\Python\python.exe", "pytest": "/usr/bin/pytest"}
            )
        )
        == []
    )


@pytest.mark.parametrize(
    ("machine", "words"),
    [
        pytest.param(replace(FINE, version=(3, 8, 2)), "Python 3.8.2", id="old Python"),
        pytest.param(replace(FINE, encoding="cp437"), "does not know all letters (cp437)", id="console"),
        pytest.param(replace(FINE, encoding="no-such"), "does not know all letters", id="odd console"),
        pytest.param(replace(FINE, free_bytes=0), "The disk is nearly full", id="full disk"),
        pytest.param(
            replace(FINE, found={"pytest": "/opt/thonny/bin/pytest"}), "another Python's", id="second pytest"
        ),
        pytest.param(replace(FINE, found={}), "is not known in this window", id="no pytest"),
        pytest.param(
            replace(FINE, environment={"PYTEST_ADDOPTS": "-x"}), "PYTEST_ADDOPTS is set: -x", id="options"
        ),
        pytest.param(
            replace(
                FINE,
                windows=True,
                found={**FINE.found, "python": r"C:\Users\p\AppData\Local\Microsoft\WindowsApps\python.exe"},
            ),
            "opens the Microsoft Store",
            id="Store stub",
        ),
    ],
)
def test_what_is_amiss_with_a_machine_is_found(machine: Machine, words: str) -> None:
    (said,) = to_do(machine)
    assert words in said


@pytest.mark.parametrize(
    ("path", "words"),
    [
        (r"C:\Users\p\AppData\Local\Temp\Temp1_otters.zip\otters", "inside a zip file"),
        ("/Users/p/OneDrive - School/otters", "copied to the cloud"),
        ("/home/p/Dropbox/otters", "copied to the cloud"),
        (r"\\server\home\p\otters", "on a share"),
        ("/home/p/otters", ""),
        ("/home/p/zipped/one-drive/otters", ""),
    ],
)
def test_what_is_amiss_with_a_place_is_found(path: str, words: str) -> None:
    said = " ".join(finding.says for finding in place_findings(path))
    assert words in said
    assert bool(said) == bool(words)


def test_names_that_hide_pythons_own_are_found() -> None:
    names = [
        "random.py",
        "bus_fare.py",
        "queue/",
        "README.md",
        "test_random.py",
        "hypothesis.py",
        "string.txt",
    ]
    assert [finding.says for finding in name_findings(names)] == [
        "hypothesis.py hides Python's own hypothesis.",
        "queue/ hides Python's own queue.",
        "random.py hides Python's own random.",
    ]


def test_this_machine_can_be_looked_at(tmp_path: Path) -> None:
    assert this_machine(tmp_path / "gone").executable


def test_the_doctor_works_outside_a_team_folder(hackney: Door) -> None:
    said = hackney("doctor")
    assert "No team folder is here. That is fine before you start." in said.out
    assert said.out.splitlines()[-1].startswith("Next: hackney start")


def test_a_healthy_team_folder_is_said_to_be_so(otters: Door) -> None:
    said = otters("doctor").out
    for words in ("Team: Canal Otters", "run_me.py is the one of this kit.", "No scoreboard is set."):
        assert f"OK    {words}" in said


@pytest.mark.parametrize(
    "amiss",
    ["toml", "pack", "menu", "python", "scoreboard", "place", "name", "progress", "newer", "outbox", "ours"],
)
def test_what_is_amiss_with_a_team_folder_is_found(otters: Door, amiss: str) -> None:
    folder, toml = otters.folder, otters.folder / "hackney.toml"
    text = toml.read_text(encoding="utf-8")
    words = {
        "toml": "is not TOML",
        "pack": 'hackney.toml names the pack "gone_pack".',
        "menu": "run_me.py is missing, changed, or of another kit.",
        "python": "The Python that made this folder is not on this computer.",
        "scoreboard": "The scoreboard is away",
        "place": "This kit cannot reach a scoreboard at https://board.example yet.",
        "name": "random.py hides Python's own random.",
        "progress": "The file of your progress was damaged.",
        "newer": "progress.json was made by a newer kit",
        "outbox": "1 result still to be handed in.",
        "ours": "Points cannot be kept: nothing can be written in .hackney",
    }[amiss]
    if amiss == "toml":
        toml.write_text("[team", encoding="utf-8")
    elif amiss == "pack":
        toml.write_text(text.replace("club_night", "gone_pack"), encoding="utf-8")
    elif amiss == "menu":
        (folder / "run_me.py").write_text("print('mine')\n", encoding="utf-8")
    elif amiss == "python":
        (folder / ".hackney" / "python").write_text("/gone/python\n", encoding="utf-8")
    elif amiss == "scoreboard":
        toml.write_text(text + "[scoreboard]\nurl = '/gone/share'\n", encoding="utf-8")
    elif amiss == "place":
        toml.write_text(text + "[scoreboard]\nurl = 'https://board.example'\n", encoding="utf-8")
    elif amiss == "name":
        (folder / "random.py").touch()
    elif amiss == "progress":
        (folder / ".hackney" / "progress.json").write_bytes(b"{")
    elif amiss == "newer":
        (folder / ".hackney" / "progress.json").write_bytes(b'{"format": 2}')
    elif amiss == "ours":
        (folder / ".hackney").rename(folder / "kept")
        (folder / ".hackney").write_text("a file\n")
    else:
        (folder / ".hackney" / "outbox").mkdir()
        (folder / ".hackney" / "outbox" / "entry.json").touch()
    said = otters("doctor")
    assert said.code == 1
    assert words in said.line


def test_a_scoreboard_beside_the_folder_is_there_from_anywhere_in_it(otters: Door) -> None:
    with (otters.folder / "hackney.toml").open("a", encoding="utf-8") as file:
        file.write("[scoreboard]\nurl = '../board'\n")
    (otters.folder.parent / "board").mkdir()
    (otters.folder / "further").mkdir()
    otters.enter("further")
    assert "OK Scoreboard: ../board" in otters("doctor").line


@pytest.mark.skipif(
    sys.platform == "win32" or os.geteuid() == 0, reason="rights bind only an ordinary user, on POSIX"
)
def test_a_folder_that_cannot_be_written_is_found(otters: Door) -> None:
    otters.folder.chmod(0o555)
    try:
        said = otters("doctor")
    finally:
        otters.folder.chmod(0o755)
    assert "Nothing can be written in this folder" in said.line


def test_a_broken_pack_is_named_and_hides_no_other(otters: Door, site: Path) -> None:
    about = site / "broken_pack-1.0.dist-info"
    about.mkdir()
    (about / "METADATA").write_text("Metadata-Version: 2.1\nName: broken-pack\nVersion: 1.0\n")
    (about / "entry_points.txt").write_text("[hackney_challenges]\nbroken_pack = no_such_module\n")
    try:
        doctor, packs, listed = otters("doctor"), otters("packs"), otters("map")
    finally:
        for file in about.iterdir():
            file.unlink()
        about.rmdir()
    assert (doctor.code, packs.code, listed.code) == (1, 1, 0)
    assert "broken-pack" in doctor.line
    assert "LOOK: broken-pack" in packs.line
