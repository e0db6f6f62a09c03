"""run_me.py and the last line of each starter, pressed Run in IDLE and Thonny."""

import ast
import importlib.util
import os
import subprocess
import sys
from pathlib import Path
from types import ModuleType

import pytest

from command_door import Door
from hackney_challenges.team import starting
from hackney_challenges.team.starting import start_folder, template

EDITORS = Path(__file__).with_name("editor_streams.py")


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    return start_folder(tmp_path / "otters", name="Canal Otters", challenges=[]).folder.path


@pytest.fixture
def run_me(folder: Path) -> ModuleType:
    spec = importlib.util.spec_from_file_location("run_me", folder / "run_me.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def pressed_run(
    editor: str, script: Path, *typed: str, python: str = sys.executable, **environment: str
) -> tuple[str, bytes]:
    """What the editor's shell shows, and what reached the editor's own descriptor 1."""
    shown = script.parent / "shown.txt"
    done = subprocess.run(
        [python, str(EDITORS), editor, str(script), str(shown), *typed],
        stdout=subprocess.PIPE,
        stdin=subprocess.DEVNULL,
        env={**os.environ, **environment},
        check=True,
        timeout=60,
    )
    return shown.read_text(encoding="utf-8"), done.stdout


@pytest.mark.parametrize("editor", ["idle", "thonny"])
def test_the_menu_shows_what_a_command_prints(folder: Path, editor: str) -> None:
    shown, protocol = pressed_run(editor, folder / "run_me.py", "7", "0")
    assert "1  Check my work" in shown
    assert "Team: Canal Otters" in shown
    assert shown.endswith("Bye. Your work is saved in this folder.\n")
    assert "\x1b" not in shown
    assert protocol == b""


@pytest.mark.parametrize("editor", ["idle", "thonny"])
def test_the_end_of_input_goes_out_politely(folder: Path, editor: str) -> None:
    shown, protocol = pressed_run(editor, folder / "run_me.py")
    assert shown.endswith("Type a number, then Enter (only Enter: 1): \n")
    assert "Traceback" not in shown
    assert protocol == b""


def test_a_command_may_be_typed_at_the_menu(folder: Path) -> None:
    shown, _ = pressed_run("idle", folder / "run_me.py", "hackney brief bus_fair", "0")
    assert "bus_fair" in shown
    assert "hackney map" in shown or "Did you mean" in shown


def test_a_slip_at_the_menu_is_answered(folder: Path) -> None:
    shown, _ = pressed_run("idle", folder / "run_me.py", "99", "help me", "0")
    assert shown.count("Please type a number from 0 to 7.") == 2


def test_files_that_hide_pythons_own_do_not_stop_the_menu(folder: Path) -> None:
    for name in ("random.py", "token.py", "click.py", "json.py"):
        (folder / name).write_text("raise SystemExit('hidden')")
    # json and token are used by Python itself before any line of ours, so the editor must be able to start.
    shown, _ = pressed_run("thonny", folder / "run_me.py", "7", "0")
    assert "random.py hides Python's own random." in shown


def test_files_that_hide_pythons_own_do_not_stop_the_menu_in_a_terminal(folder: Path) -> None:
    for name in ("math", "types", "select", "selectors", "signal", "threading", "pathlib", "locale"):
        (folder / f"{name}.py").write_text("raise SystemExit('hidden')")
    done = subprocess.run(
        [sys.executable, "run_me.py"], cwd=folder, input="3\n0\n", capture_output=True, text=True, check=False
    )
    assert (done.returncode, done.stderr) == (0, "")
    assert "hackney " in done.stdout


def test_an_old_window_gets_its_letters_spelt_out(folder: Path) -> None:
    toml = (folder / "hackney.toml").read_text(encoding="utf-8")
    (folder / "hackney.toml").write_text(toml.replace("Canal Otters", "\U0001f9a6 Otters"), encoding="utf-8")
    shown, _ = pressed_run("old-idle", folder / "run_me.py", "7", "0")
    assert r"Team: \U0001f9a6 Otters" in shown


def test_the_last_line_of_a_starter_checks_that_file(folder: Path) -> None:
    file = folder / "bus_fair.py"
    file.write_text('if __name__ == "__main__":\n    import run_me; run_me.check(__file__)\n')
    shown, protocol = pressed_run("idle", file)
    assert "bus_fair" in shown
    assert protocol == b""


def test_pressing_run_on_a_solution_checks_it(otters: Door) -> None:
    file = otters.folder / "door_sign.py"
    starter = file.read_text(encoding="utf-8")
    own = 'print("my own print")\n' + starter.replace("return None", 'return "* " + name.upper() + " *"')
    file.write_text(own, encoding="utf-8")
    shown, protocol = pressed_run("idle", file)
    assert shown.startswith("my own print\n")
    assert shown.count("my own print") == 1
    assert "2 of 2 checks OK. 10 points." in shown
    assert "\x1b" not in shown
    assert protocol == b""


def bare_python(folder: Path) -> str:
    """A Python that does not have the kit."""
    import venv

    venv.create(folder, with_pip=False, symlinks=os.name != "nt")
    return str(folder / ("Scripts/python.exe" if os.name == "nt" else "bin/python"))


def test_a_python_without_the_kit_uses_the_one_that_made_the_folder(folder: Path, tmp_path: Path) -> None:
    shown, _ = pressed_run("idle", folder / "run_me.py", "7", "0", python=bare_python(tmp_path / "bare"))
    assert "Team: Canal Otters" in shown


def test_without_any_kit_there_is_a_line_to_show_a_teacher(folder: Path, tmp_path: Path) -> None:
    (folder / ".hackney" / "python").write_text(str(tmp_path / "gone" / "python"))
    python = bare_python(tmp_path / "bare")
    shown, _ = pressed_run("idle", folder / "run_me.py", "1", "0", python=python)
    assert "The checks are not ready on this computer.\nShow these lines to a teacher:\n" in shown
    assert f'"{python}" -m pip install hackney-challenges' in shown


def test_the_menu_is_readable_by_old_pythons() -> None:
    ast.parse(template("run_me.py"), feature_version=(3, 6))


def test_loading_the_menu_does_not_load_the_kit(folder: Path) -> None:
    code = "import sys, run_me; print([name for name in sys.modules if name.startswith('hackney')])"
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=folder, capture_output=True, text=True, check=True
    )
    assert done.stdout == "[]\n"


@pytest.mark.parametrize(
    ("typed", "words"),
    [
        ("", ("check",)),
        ("2", ("hint",)),
        (" 5. ", ("brief",)),
        ("5 bus_fare", ("brief", "bus_fare")),
        ("hackney brief bus_fare", ("brief", "bus_fare")),
        ("CHECK", ("check",)),
        ("0", ("stop",)),
        ("quit", ("stop",)),
        ("8", ()),
        ("-1", ()),
        ("demo", ()),
        ("rm -rf .", ()),
        ("9" * 10_000, ()),
        ("\u0663", ("next",)),
    ],
)
def test_what_may_be_typed(run_me: ModuleType, typed: str, words: tuple[str, ...]) -> None:
    assert run_me.chosen(typed) == words


@pytest.mark.parametrize("name", ["pythonw.exe", "Pythonw.exe"])
def test_pythonw_gives_way_to_python(run_me: ModuleType, tmp_path: Path, name: str) -> None:
    (tmp_path / "python.exe").touch()
    assert run_me.quiet_python(str(tmp_path / name)) == str(tmp_path / "python.exe")
    assert run_me.quiet_python(str(tmp_path / "other" / name)) == str(tmp_path / "other" / name)


def test_no_black_window_jumps_up(run_me: ModuleType) -> None:
    assert run_me.no_window("nt") == 0x08000000
    assert run_me.no_window("posix") == 0


def test_the_child_gets_no_colours_and_no_safe_path(
    run_me: ModuleType, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("PYTHONSAFEPATH", "1")
    monkeypatch.setenv("FORCE_COLOR", "1")
    environment = run_me.environment()
    assert "PYTHONSAFEPATH" not in environment
    assert "FORCE_COLOR" not in environment
    assert (environment["NO_COLOR"], environment["PYTHONUTF8"]) == ("1", "1")


def test_the_menu_of_a_folder_is_the_one_of_the_kit(folder: Path) -> None:
    assert (folder / "run_me.py").read_text(encoding="utf-8") == starting.template("run_me.py")
