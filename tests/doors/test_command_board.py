import json
import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

import kit
from boards import claim, share
from hackney_challenges.commands.main import main
from hackney_challenges.scoreboard.collector import collecting
from hackney_challenges.scoreboard.file_store import FileStore
from hackney_challenges.scoreboard.outbox import hand_in


@pytest.fixture
def otters(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A team folder with a scoreboard beside it, and the working folder there."""
    folder = tmp_path / "otters"
    folder.mkdir()
    share(tmp_path / "share")
    (folder / "hackney.toml").write_text(
        '[team]\nformat = 1\nname = "Canal Otters"\n[scoreboard]\nurl = "../share"\n', encoding="utf-8"
    )
    monkeypatch.chdir(folder)
    monkeypatch.setenv("COLUMNS", "80")
    return folder


def hand_in_for(folder: Path, **changes: object) -> None:
    assert hand_in(folder / ".hackney", "../share", [claim(**changes)]).sent == 1


def run(capsys: pytest.CaptureFixture[str], *arguments: str) -> tuple[int, str]:
    code = main(["board", *arguments])
    shown = capsys.readouterr()
    return code, shown.out + shown.err


def test_an_empty_board_says_what_to_do(otters: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, text = run(capsys)
    assert code == 0
    assert (
        text
        == """\
Scoreboard: claims, not yet marked.

No points are claimed yet.

Your team has handed in nothing yet.

Next: hackney submit
"""
    )


def test_a_team_sees_the_board_and_itself(otters: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hand_in_for(otters)
    code, text = run(capsys)
    assert code == 0
    assert "1  Canal Otters                              8 points\n" in text
    assert "Your team: 8 points, place 1.\n" in text
    assert text.endswith("Next: hackney next\n")


def test_collecting_says_what_it_did_and_shows_the_board(
    otters: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    hand_in_for(otters)
    code, text = run(capsys, "--collect")
    assert code == 0
    assert text.startswith("1 new, 1 in the scoreboard file.\n\nScoreboard: claims, not yet marked.\n")
    assert (otters.parent / "share" / "scoreboard.jsonl").read_bytes().count(b"\n") == 1


def test_an_organiser_names_the_place_or_stands_in_it(
    otters: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    hand_in_for(otters)
    monkeypatch.chdir(otters.parent)
    assert "Canal Otters" in run(capsys, "share")[1]
    assert "Canal Otters" in run(capsys, (otters.parent / "share").as_uri())[1]
    monkeypatch.chdir(otters.parent / "share")
    code, text = run(capsys, "--collect")
    assert code == 0
    assert "Your team" not in text


def test_for_programs_there_is_json(otters: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hand_in_for(otters, team_name="=1+1")
    code, text = run(capsys, "--json", "--collect")
    shown = json.loads(text)
    assert code == 0
    assert (shown["format"], shown["says"]) == ("hackney-board/1", "claims")
    assert shown["teams"] == [
        {
            "team": "canal-otters",
            "name": "=1+1",
            "points": 8,
            "rank": 1,
            "shared": False,
            "challenges": [{"challenge": "bus_fare", "points": 8, "out_of": 10, "says": "claim"}],
        }
    ]
    assert shown["collected"] == {"added": 1, "total": 1, "aside": 0, "left": 0}


def test_plain_speaks_in_sentences(otters: Path, capsys: pytest.CaptureFixture[str]) -> None:
    hand_in_for(otters)
    text = run(capsys, "--plain")[1]
    assert "Place 1: Canal Otters, 8 points.\n" in text
    assert "  " not in text


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("../nowhere", "The scoreboard's folder cannot be reached:"),
        ("hackney.toml", "The scoreboard must be a folder, and this is none:"),
        ("ftp://board", '"ftp://board" begins with ftp:, which names no scoreboard.'),
        ("https://board.example", "This kit cannot reach a scoreboard at https://board.example yet."),
    ],
)
def test_a_place_that_cannot_be_is_answered(
    otters: Path, capsys: pytest.CaptureFixture[str], url: str, words: str
) -> None:
    code, text = run(capsys, url)
    assert code == 2
    assert words in " ".join(text.split())


def test_a_team_without_a_scoreboard_hears_what_to_write(
    otters: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    (otters / "hackney.toml").write_text('[team]\nformat = 1\nname = "Canal Otters"\n')
    code, text = run(capsys)
    assert code == 2
    assert "This team has no scoreboard yet. Ask where it is" in " ".join(text.split())


def test_elsewhere_it_says_where_to_go(
    tmp_path: Path, capsys: pytest.CaptureFixture[str], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    code, text = run(capsys)
    assert code == 2
    assert "There is no scoreboard here." in text


def test_follow_alone_is_no_command(otters: Path, capsys: pytest.CaptureFixture[str]) -> None:
    code, text = run(capsys, "--follow")
    assert code == 2
    assert "--follow goes with --collect" in text


def test_a_second_collector_is_sent_away(otters: Path, capsys: pytest.CaptureFixture[str]) -> None:
    with collecting(FileStore(otters.parent / "share")):
        code, text = run(capsys, "--collect")
    assert code == 13
    assert "Another collector is at work on this scoreboard; one is enough." in " ".join(text.split())


def test_a_damaged_file_is_shown_with_its_own_exit_code(
    otters: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    for points in (1, 2, 3):
        hand_in_for(otters, points=points)
    run(capsys, "--collect")
    file = otters.parent / "share" / "scoreboard.jsonl"
    lines = file.read_bytes().splitlines(keepends=True)
    file.write_bytes(lines[0] + lines[2])
    code, text = run(capsys)
    assert code == 12
    assert "Line 2 does not follow from the line before." in " ".join(text.split())
    assert "8 points" not in text
    assert "3 points" in text


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "utf-8"])
@pytest.mark.parametrize("columns", ["40", "72"])
def test_every_console_can_show_it(otters: Path, encoding: str, columns: str) -> None:
    hand_in_for(otters, team_name="🦦 Ọmọ́túndé \u202eX", team_id="otters-1f2e")
    ended = subprocess.run(
        [sys.executable, "-m", "hackney_challenges", "board"],
        capture_output=True,
        env=os.environ | {"PYTHONIOENCODING": encoding, "COLUMNS": columns},
        timeout=60,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    text = ended.stdout.decode(encoding)
    assert "8 points" in text
    assert "\\u202e" in text
    assert ("\\U0001f9a6" in text) == (encoding != "utf-8")


@pytest.mark.skipif(sys.platform == "win32", reason="Ctrl-C cannot be sent to one process there")
def test_following_collects_what_comes_until_ctrl_c(otters: Path) -> None:
    with subprocess.Popen(
        [sys.executable, "-u", "-m", "hackney_challenges", "board", "--collect", "--follow"],
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
        preexec_fn=kit.hear_ctrl_c,
    ) as follower:
        assert follower.stdout is not None
        assert follower.stdout.readline()[10:] == "0 new, 0 in the scoreboard file.\n"
        hand_in_for(otters)
        assert follower.stdout.readline()[10:] == "1 new, 1 in the scoreboard file.\n"
        follower.send_signal(signal.SIGINT)
        _, said = follower.communicate(timeout=30)
    assert follower.returncode == 130
    assert said.strip() == "Stopped. What was finished is kept."
    assert not (otters.parent / "share" / "collector.json").exists()
