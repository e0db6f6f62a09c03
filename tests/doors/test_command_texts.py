"""What the commands say, word for word, in five windows: wide, narrow, plain, and two old consoles."""

import io
import sys
from pathlib import Path

import pytest

from command_door import Door, same_as_golden
from hackney_challenges.commands.doctor import tell
from hackney_challenges.commands.machine import Machine, machine_findings, name_findings, place_findings
from hackney_challenges.commands.main import WORDS
from hackney_challenges.commands.screen import Screen, make_safe

WINDOWS = {
    "wide": ("utf-8", 80, False),
    "narrow": ("utf-8", 40, False),
    "plain": ("utf-8", 80, True),
    "cp1252": ("cp1252", 80, False),
    "ascii": ("ascii", 80, False),
}


@pytest.fixture(params=WINDOWS)
def window(request: pytest.FixtureRequest) -> str:
    return str(request.param)


def test_a_teams_first_steps(hackney: Door, window: str) -> None:
    hackney.encoding, hackney.columns, is_plain = WINDOWS[window]
    plain = ["--plain"] if is_plain else []
    shown = []
    for command in (
        ["start", "otters", "--team", "Zoë's Otters Łódź", "--pack", "club_night"],
        ["map"],
        ["next"],
        ["brief"],
        ["brief", "tea_money"],
        ["hint"],
        ["get", "door_sign"],
        ["reset", "door_sign"],
        ["restore", "door_sign"],
        ["brief", "qiuz_night"],
        ["start", ".", "--pack", "club_night"],
    ):
        said = hackney(*command, *plain)
        shown.append(f"$ hackney {' '.join(command)}\n{said.text}[{said.code:d}]\n\n")
        if command[1:2] == ["otters"]:
            hackney.enter("otters")
    same_as_golden(f"first_steps.{window}", "".join(shown))


@pytest.mark.parametrize("columns", [80, 40], ids=["wide", "narrow"])
def test_help(hackney: Door, columns: int) -> None:
    hackney.columns = columns
    shown = [hackney("--help").out]
    shown += [
        f"\n$ hackney {name} --help\n{hackney(name, '--help').out}" for name in WORDS if name != "board"
    ]
    same_as_golden(f"help.{'narrow' if columns == 40 else 'wide'}", "".join(shown))


SCHOOL_LAPTOP = Machine(
    version=(3, 10, 9),
    executable=r"C:\Program Files\Python310\python.exe",
    scripts=(r"C:\Program Files\Python310", r"C:\Program Files\Python310\Scripts"),
    found={
        "python": r"C:\Users\pupil\AppData\Local\Microsoft\WindowsApps\python.exe",
        "pytest": r"C:\Users\pupil\Thonny\Scripts\pytest.exe",
    },
    encoding="cp850",
    environment={"PYTHONPATH": "C:\\old\x1b[31m"},
    free_bytes=1000,
    windows=True,
)


def test_the_doctor_at_a_school_laptop(hackney: Door, window: str, monkeypatch: pytest.MonkeyPatch) -> None:
    encoding, columns, is_plain = WINDOWS[window]
    shown = io.BytesIO()
    monkeypatch.setattr(sys, "stdout", io.TextIOWrapper(shown, encoding, "strict", "\n"))
    make_safe(sys.stdout)
    out = Screen(width=min(columns, 72), plain=is_plain)
    place = r"C:\Users\pupil\OneDrive - Łódź School\otters.zip\otters"
    names = ["bus_fare.py", "random.py", "tests/", "pytest/", "till_talk.py.txt", "hackney.toml.txt", "Ł.py"]
    code = tell(out, [*machine_findings(SCHOOL_LAPTOP), *place_findings(place), *name_findings(names)])
    sys.stdout.flush()
    assert code == 1
    same_as_golden(f"doctor.{window}", shown.getvalue().decode(encoding))


def test_no_line_is_wider_than_its_window() -> None:
    for file in sorted((Path(__file__).parents[1] / "golden" / "commands").glob("*.txt")):
        widest = 40 if "narrow" in file.name else 80
        for line in file.read_text(encoding="utf-8").splitlines():
            # A path, and a command to copy, stay whole.
            is_whole = len(line.split()) == 1 or line.lstrip().startswith(("$ ", "hackney "))
            assert len(line) <= widest or is_whole, f"{file.name}: {line}"


def test_our_own_words_are_ascii() -> None:
    folder = Path(__file__).parents[1] / "golden" / "commands"
    for name in ("help.wide.txt", "help.narrow.txt"):
        assert (folder / name).read_text(encoding="utf-8").isascii()
