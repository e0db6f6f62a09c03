"""The `hackney` command as a process: what it loads, where it looks, what the Tab key offers."""

import os
import subprocess
import sys
from pathlib import Path

import pytest

from command_door import Door
from hackney_challenges.commands.main import WORDS
from hackney_challenges.commands.main import hackney as group


def ran(*words: str, at: Path, **environment: str) -> str:
    return subprocess.check_output(
        [sys.executable, *words],
        cwd=at,
        env={**os.environ, **environment},
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        timeout=60,
    )


def test_help_loads_no_command_and_no_pytest(tmp_path: Path) -> None:
    code = (
        "import sys; from hackney_challenges.commands.main import main; main(['--help']); "
        "print(sorted(name for name in sys.modules "
        "if name.split('.')[0] in ('pytest', 'hypothesis', 'pluggy') "
        "or name.startswith('hackney_challenges.commands.')))"
    )
    loaded = ran("-c", code, at=tmp_path).splitlines()[-1]
    assert loaded == (
        "['hackney_challenges.commands.main', 'hackney_challenges.commands.markdown', "
        "'hackney_challenges.commands.screen']"
    )


def test_a_teams_files_never_stand_in_for_pythons_own(otters: Door) -> None:
    for name in ("click.py", "random.py", "json.py", "textwrap.py", "pluggy.py"):
        (otters.folder / name).write_text("raise SystemExit('hidden')\n", encoding="utf-8")
    assert "Canal Otters: 0 of 40 points" in ran("-m", "hackney_challenges", "map", at=otters.folder)


@pytest.mark.parametrize(
    ("words", "offered"),
    [
        ("hackney ch", "plain,check"),
        ("hackney brief te", "plain,tea_money"),
        ("hackney reset d", "plain,door_sign"),
    ],
)
def test_the_tab_key_finishes_words(otters: Door, words: str, offered: str) -> None:
    shown = ran(
        "-m",
        "hackney_challenges",
        at=otters.folder,
        _HACKNEY_COMPLETE="bash_complete",
        COMP_WORDS=words,
        COMP_CWORD=str(len(words.split()) - 1),
    )
    assert shown.splitlines() == [offered]


def test_the_list_of_commands_says_what_each_command_says_itself(hackney: Door) -> None:
    for name in WORDS:
        command = group.get_command(None, name)  # type: ignore[arg-type]
        assert command is not None
        assert command.name == name
        options = {option for parameter in command.params for option in parameter.opts}
        assert "--plain" in options
        assert "hackney " + name in (command.help or "")


def test_the_version_is_said(hackney: Door) -> None:
    assert hackney("--version").out == "hackney-challenges 0.1.0\n"
