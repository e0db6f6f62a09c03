"""Old consoles, narrow windows, screen readers, terminals without colour: readable, and nothing raises."""

import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path

import pytest

import club_pack
from command_door import Door
from hackney_challenges.commands.main import WORDS

SHOUTS = 'def sign(name):\n    print("Łódź £ 🦦 \\x1b[31m")\n    return "★ " + name + " 🦦"\n'
STOPS = 'def tea(cups, card):\n    """£ → pence."""\n    raise ValueError("Łódź £ 🦦")\n'
CURLY = "def winner(scores):\n    return “9”\n"
TYPED = (
    ["--version"],
    ["--help"],
    [],
    ["next"],
    ["map"],
    ["brief", "door_sign"],
    ["hint", "door_sign"],
    ["check", "--more"],
    ["submit"],
    ["board"],
    ["board", "--collect"],
    ["floor"],
    ["reset", "door_sign"],
    ["restore", "door_sign"],
    ["get", "door_sign"],
    ["start", "."],
    ["packs"],
    ["doctor"],
    ["chek"],
    ["brief", "Łódź 🦦"],
)
# Columns mean nothing to what has to stay in one piece: a path, a command, a line of somebody's code.
WHOLE = re.compile(r"\S+|(\$ |hackney ).*|Line \d+:.*|I ran:.*|It gave:.*|It needs:.*|.*print shows:?.*")

SPELT = re.compile(r"\\(x[0-9a-f]{2}|u[0-9a-f]{4}|U[0-9a-f]{8})")  # one letter, however long it became


@pytest.mark.parametrize(
    ("encoding", "columns", "plain"),
    [
        pytest.param("cp1252", 40, False, id="cp1252, 40 columns"),
        pytest.param("ascii", 40, False, id="ASCII, 40 columns"),
        pytest.param("ascii", 80, True, id="ASCII, plain"),
    ],
)
def test_every_command_is_readable(
    otters: Door, tmp_path: Path, encoding: str, columns: int, plain: bool
) -> None:
    put_work_into(otters.folder, tmp_path / "board")
    otters.encoding, otters.columns = encoding, columns
    assert {words[0] for words in TYPED if words} | {"demo"} >= set(WORDS)
    for words in TYPED:
        takes_plain = plain and bool(words) and words[0] in WORDS
        said = otters(*words, *(["--plain"] if takes_plain else []))  # decoded strictly
        assert said.code in (0, 1, 2), (words, said.text)
        assert "Traceback" not in said.text
        assert "\x1b" not in said.text
        for line in said.text.splitlines():
            told = line.strip()
            wide = len(SPELT.sub("?", line))
            assert wide <= columns or plain or WHOLE.fullmatch(told), (words, line)
            # For a screen reader, nothing is a column: no run of blanks, no sign that stands for a word.
            assert not takes_plain or "  " not in told or "(" in told, (words, line)
        if words == ["check", "--more"]:
            assert "Łódź £ 🦦".encode(encoding, "backslashreplace").decode(encoding) in said.text


def put_work_into(folder: Path, board: Path) -> None:
    board.mkdir()
    (folder / "door_sign.py").write_text(SHOUTS, encoding="utf-8")
    (folder / "tea_money.py").write_text(STOPS, encoding="utf-8")
    (folder / "quiz_night.py").write_text(CURLY, encoding="utf-8")
    (folder / "Łódź.py").write_text("x = 1\n", encoding="utf-8")
    toml = (folder / "hackney.toml").read_text(encoding="utf-8")
    toml = toml.replace("Canal Otters", "Zoë's 🦦 Łódź") + f"\n[scoreboard]\nurl = '{board}'\n"
    (folder / "hackney.toml").write_text(toml, encoding="utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="a terminal of POSIX")
@pytest.mark.parametrize(
    ("program", "environment", "is_bold"),
    [
        pytest.param("hackney_challenges check door_sign", {"TERM": "xterm"}, True, id="a terminal"),
        pytest.param("hackney_challenges check door_sign", {"TERM": "dumb"}, False, id="a dumb one"),
        pytest.param("pytest door_sign.py", {"TERM": "xterm"}, True, id="pytest"),
        pytest.param("pytest door_sign.py", {"TERM": "xterm", "NO_COLOR": "1"}, False, id="no colour"),
        pytest.param(
            "pytest door_sign.py --hackney-plain", {"TERM": "dumb"}, False, id="pytest in a dumb terminal"
        ),
    ],
)
def test_a_terminal_gets_bold_words_only_where_it_can_show_them(
    otters: Door, site: Path, program: str, environment: Mapping[str, str], is_bold: bool
) -> None:
    (otters.folder / "door_sign.py").write_text(club_pack.MODELS["door_sign"], encoding="utf-8")
    shown = in_a_terminal(["-m", *program.split()], otters.folder, {"PYTHONPATH": str(site), **environment})
    assert "2 of 2 checks OK. 10 points." in shown
    assert ("\x1b[1m" in shown) == is_bold
    assert set(re.findall(r"\x1b\[[0-9;?]*[a-zA-Z]", shown)) <= {"\x1b[1m", "\x1b[0m"}


def in_a_terminal(words: list[str], folder: Path, environment: Mapping[str, str]) -> str:
    """What Python with these words shows on a terminal of its own."""
    import pty

    ours, theirs = pty.openpty()
    with subprocess.Popen(
        [sys.executable, *words],
        cwd=folder,
        env={**os.environ, "COLUMNS": "80", **environment},
        stdin=theirs,
        stdout=theirs,
        stderr=theirs,
    ) as child:
        os.close(theirs)
        shown = b""
        try:
            while piece := os.read(ours, 65536):
                shown += piece
        except OSError:  # the way a terminal of Linux ends
            pass
        finally:
            os.close(ours)
        child.wait(timeout=60)
    return shown.decode()
