import errno
import json
import os
import subprocess
import sys
import time
from datetime import datetime, timezone
from pathlib import Path

import pytest

from boards import SOURCE, claim, share
from hackney_challenges.scoreboard.entries import Entry, parse
from hackney_challenges.scoreboard.outbox import Delivery, hand_in
from hackney_challenges.scoreboard.standings import standings


@pytest.fixture
def ours(tmp_path: Path) -> Path:
    return tmp_path / "otters" / ".hackney"


def delivered(folder: Path) -> list[Entry]:
    entries = share(folder).read().entries
    return sorted(entries, key=lambda one: (one.writer, one.seq))


def in_outbox(ours: Path) -> list[str]:
    return sorted(path.suffix for path in (ours / "outbox").iterdir())


def test_a_claim_arrives_with_its_source_and_leaves_nothing_behind(ours: Path, tmp_path: Path) -> None:
    store = share(tmp_path / "share")
    assert hand_in(ours, "../share", [claim()]) == Delivery(
        sent=1, waiting=0, refused=0, sentence="Handed in: 1 result."
    )
    [row] = standings(store.read().entries).rows
    assert (row.name, row.points) == ("Canal Otters", 8)
    assert [path.read_bytes() for path in store.handed_in.iterdir()] == [SOURCE]
    assert in_outbox(ours) == []


def test_entries_of_one_folder_stand_in_a_row(ours: Path, tmp_path: Path) -> None:
    share(tmp_path / "share")
    hand_in(ours, "../share", [claim(points=1), claim(points=2)])
    hand_in(ours, "../share", [claim(points=3)])
    entries = delivered(tmp_path / "share")
    assert [one.seq for one in entries] == [1, 2, 3]
    assert [one.prev for one in entries] == ["", entries[0].id, entries[1].id]


def test_a_share_that_is_away_costs_nothing_and_gets_it_all_later(ours: Path, tmp_path: Path) -> None:
    away = hand_in(ours, "../share", [claim(), claim(challenge="tidy_postcode")])
    assert away == Delivery(
        sent=0,
        waiting=2,
        refused=0,
        sentence="The scoreboard cannot be reached just now.\n"
        "2 results wait here, safe. They go with the next run.",
    )
    assert in_outbox(ours) == [".json", ".json", ".py"]
    share(tmp_path / "share")
    assert hand_in(ours, "../share", []).sentence == "Handed in: 2 results."
    assert len(delivered(tmp_path / "share")) == 2
    assert in_outbox(ours) == []


def test_asking_again_while_the_share_is_away_adds_nothing(ours: Path) -> None:
    for _ in range(5):
        assert hand_in(ours, "../share", [claim()]).waiting == 1


def test_handing_in_five_times_earns_the_points_once(ours: Path, tmp_path: Path) -> None:
    share(tmp_path / "share")
    assert [hand_in(ours, "../share", [claim()]).waiting for _ in range(5)] == [0] * 5
    assert standings(delivered(tmp_path / "share")).rows[0].points == 8


@pytest.mark.parametrize(
    ("url", "words"),
    [
        (None, "This team has no scoreboard yet."),
        ("gopher://board", "hackney.toml names no place for a scoreboard:\n  gopher://board"),
        ("hackney.toml", "The scoreboard's place is not a folder. Tell your teacher."),
    ],
)
def test_without_a_place_to_go_it_waits_and_says_why(ours: Path, url: str | None, words: str) -> None:
    ours.mkdir(parents=True)
    (ours.parent / "hackney.toml").write_text("[team]")
    delivery = hand_in(ours, url, [claim()])
    assert (delivery.sent, delivery.waiting) == (0, 1)
    assert delivery.sentence == f"{words}\n1 result waits here, safe. It goes with the next run."


def test_nothing_to_hand_in_says_so(ours: Path) -> None:
    assert hand_in(ours, None, []).sentence == "There is nothing new to hand in."


@pytest.mark.parametrize(
    ("bad", "words"),
    [
        (claim(team_name="x" * 10_000), "Not handed in: The team's name is too long."),
        (claim(source=b"#" * 300_000), "Not handed in: bus_fare.py is too big to hand in."),
    ],
    ids=["name", "source"],
)
def test_what_cannot_be_handed_in_does_not_hold_up_the_rest(
    ours: Path, tmp_path: Path, bad: object, words: str
) -> None:
    share(tmp_path / "share")
    delivery = hand_in(ours, "../share", [bad, claim(challenge="tidy_postcode")])  # type: ignore[list-item]
    assert (delivery.sent, delivery.refused) == (1, 1)
    assert delivery.sentence == f"{words}\nHanded in: 1 result."


@pytest.mark.parametrize("name", ["=1+1", "<script>", "🦦 Otters", "Ọmọ́túndé", "\u202eotters"])
def test_a_team_may_be_called_what_it_likes_and_still_hand_in(ours: Path, tmp_path: Path, name: str) -> None:
    share(tmp_path / "share")
    assert hand_in(ours, "../share", [claim(team_name=name)]).sent == 1


def test_all_sentences_fit_the_screen(ours: Path) -> None:
    deliveries = [
        hand_in(ours, None, [claim()]),
        hand_in(ours, "x" * 500 + "://", []),
        hand_in(ours, None, [claim(team_name="y" * 500)]),
    ]
    for delivery in deliveries:
        assert all(len(line) <= 72 and line.isascii() for line in delivery.sentence.splitlines())


def test_nothing_on_the_share_names_a_person_or_a_machine(ours: Path, tmp_path: Path) -> None:
    store = share(tmp_path / "share")
    hand_in(ours, "../share", [claim()])
    shared = [path for path in store.folder.rglob("*") if path.is_file()]
    private = {str(Path.home()), str(tmp_path), os.environ.get("USER", ""), os.uname().nodename} - {
        "",
        "/",
        "root",
    }
    for path in shared:
        text = path.name + path.read_text()
        assert not [word for word in private if word in text]


@pytest.mark.parametrize(
    "spoilt",
    ["", "{", "[]", '{"format": 1}', '{"format": 1, "writer": "../..", "seq": 1, "prev": ""}',
     '{"format": 9}',
     '{"format": 1, "writer": "0a1b2c3d", "seq": "1", "prev": ""}', "\0" * 99],
    ids=range(8),
)  # fmt: skip
def test_a_spoilt_writer_file_is_kept_aside_and_a_new_writer_begins(
    ours: Path, tmp_path: Path, spoilt: str
) -> None:
    share(tmp_path / "share")
    ours.mkdir(parents=True)
    (ours / "writer.json").write_text(spoilt)
    assert hand_in(ours, "../share", [claim()]).sent == 1
    assert delivered(tmp_path / "share")[0].seq == 1
    assert (ours / "writer.spoilt").read_text() == spoilt


def test_a_run_killed_before_it_noted_its_number_is_followed_by_the_next_one(
    ours: Path, tmp_path: Path
) -> None:
    hand_in(ours, None, [claim(points=1)])
    noted = (ours / "writer.json").read_bytes()
    hand_in(ours, None, [claim(points=2)])
    (ours / "writer.json").write_bytes(noted)
    share(tmp_path / "share")
    hand_in(ours, "../share", [claim(points=3)])
    assert [one.seq for one in delivered(tmp_path / "share")] == [1, 2, 3]


def test_an_entry_that_a_broken_disk_spoilt_is_put_by(ours: Path, tmp_path: Path) -> None:
    hand_in(ours, None, [claim(), claim(challenge="tidy_postcode")])
    first = min((ours / "outbox").glob("*-1-*.json"))
    first.write_bytes(first.read_bytes()[:100])
    share(tmp_path / "share")
    assert hand_in(ours, "../share", []).sent == 1
    assert in_outbox(ours) == [".spoilt"]


def test_what_killed_runs_left_half_written_is_swept_away(ours: Path, tmp_path: Path) -> None:
    share(tmp_path / "share")
    hand_in(ours, "../share", [])
    (ours / "outbox" / ".x.json.abc.part").write_text("{")
    hand_in(ours, "../share", [])
    assert in_outbox(ours) == []


def test_a_full_disk_here_is_a_sentence(ours: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened = os.open

    def full(path: str | Path, flags: int, mode: int = 0o777) -> int:
        if flags & os.O_EXCL:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return opened(path, flags, mode)

    monkeypatch.setattr(os, "open", full)
    delivery = hand_in(ours, None, [claim()])
    assert (delivery.sent, delivery.waiting, delivery.refused) == (0, 0, 1)
    assert delivery.sentence.startswith("Not handed in: nothing can be kept here (No space left on device).")


@pytest.mark.parametrize("year", [1969, 1980, 2074])
def test_a_clock_that_is_wrong_by_years_hands_in_all_the_same(
    ours: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, year: int
) -> None:
    seconds = int(datetime(year, 12, 27, tzinfo=timezone.utc).timestamp())
    monkeypatch.setattr(time, "time_ns", lambda: seconds * 1_000_000_000)
    share(tmp_path / "share")
    assert hand_in(ours, "../share", [claim(points=5)]).sent == 1
    monkeypatch.undo()
    assert hand_in(ours, "../share", [claim(points=8)]).sent == 1
    (row,) = standings(delivered(tmp_path / "share")).rows
    assert row.points == 8


def test_a_file_where_our_folder_should_be_is_a_sentence(ours: Path) -> None:
    ours.parent.mkdir()
    ours.write_text("not a folder")
    assert "nothing can be kept here" in hand_in(ours, None, [claim()]).sentence


def test_two_runs_at_the_same_instant_hand_in_one_entry_worth_of_points(ours: Path, tmp_path: Path) -> None:
    share(tmp_path / "share")
    program = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from pathlib import Path\n"
        "from boards import claim\n"
        "from hackney_challenges.scoreboard.outbox import hand_in\n"
        "print('ready', flush=True); sys.stdin.readline()\n"
        "for points in range(1, 9):\n"
        "    print(hand_in(Path(sys.argv[2]), '../share', [claim(points=points)]).waiting)\n"
    )
    runs = [
        subprocess.Popen(
            [sys.executable, "-c", program, str(Path(__file__).parent.parent), str(ours)],
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            text=True,
        )
        for _ in range(2)
    ]
    for run in runs:
        assert run.stdout is not None
        assert run.stdout.readline() == "ready\n"
    outcomes = [run.communicate("go\n", timeout=60)[0].split() for run in runs]
    assert [run.returncode for run in runs] == [0, 0]
    assert outcomes == [["0"] * 8] * 2
    entries = delivered(tmp_path / "share")
    assert standings(entries).rows[0].points == 8
    assert [one.seq for one in entries] == list(range(1, len(entries) + 1))
    assert json.loads((ours / "writer.json").read_text())["seq"] == len(entries)


def test_the_outbox_holds_plain_entries(ours: Path) -> None:
    hand_in(ours, None, [claim()])
    [waiting] = (ours / "outbox").glob("*.json")
    assert parse(waiting.read_bytes()).seq == 1
    assert waiting.name.startswith(parse(waiting.read_bytes()).writer)
