"""pytest as a child: its lines, its exit status, and streams that an editor has not got."""

import io
import sys
from pathlib import Path

import pytest

from hackney_challenges import pytest_run
from hackney_challenges.pytest_run import interpreter, run_pytest


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    (tmp_path / "test_it.py").write_text(
        "def test_it():\n    print('\\u2713 \\xa3')\n    assert False, 'on purpose \\u2713'\n",
        encoding="utf-8",
    )
    (tmp_path / "random.py").write_text("raise SystemExit('met by mistake')\n")
    return tmp_path


def test_each_line_is_handed_over_and_the_status_is_pytests(folder: Path) -> None:
    lines: list[str] = []
    status = run_pytest(folder, ["-q", "-p", "no:cacheprovider"], say=lines.append)
    assert status == 1
    assert any("on purpose \u2713" in line for line in lines)
    assert not any("met by mistake" in line or "\x1b" in line for line in lines)


def test_words_of_the_command_line_arrive_as_they_are(folder: Path) -> None:
    lines: list[str] = []
    status = run_pytest(folder, ["-q", "-k", "no such; thing or $HOME"], say=lines.append)
    assert status == pytest.ExitCode.USAGE_ERROR or status == pytest.ExitCode.NO_TESTS_COLLECTED


def test_a_shell_without_real_streams_is_printed_to(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    class Shell(io.StringIO):
        encoding = "ascii"

        def fileno(self) -> int:
            raise io.UnsupportedOperation("fileno")

    shell = Shell()
    monkeypatch.setattr(sys, "stdout", shell)
    monkeypatch.setattr(sys, "__stdout__", None)
    monkeypatch.setattr(sys, "__stderr__", None)
    assert run_pytest(folder, ["-q"]) == 1
    assert "on purpose \\u2713" in shell.getvalue()


def test_an_editors_python_without_streams_gives_way_to_the_one_with_them(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    for name in ("pythonw.exe", "python.exe"):
        (tmp_path / name).touch()
    monkeypatch.setattr(sys, "executable", str(tmp_path / "pythonw.exe"))
    assert interpreter() == str(tmp_path / "python.exe")
    (tmp_path / "python.exe").unlink()
    assert interpreter() == str(tmp_path / "pythonw.exe")


def test_older_pythons_keep_the_folder_off_the_path_too(
    folder: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "version_info", (3, 10, 13))
    lines: list[str] = []
    assert run_pytest(folder, ["-q"], say=lines.append) == 1
    assert pytest_run.interpreter() == sys.executable
    assert not any("met by mistake" in line or "Warning" in line for line in lines)
