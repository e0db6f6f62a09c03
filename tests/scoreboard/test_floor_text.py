"""What helpers read: kind, short, narrow where the window is, and safe whatever a team calls itself."""

from datetime import datetime

import pytest

from floors import seen
from hackney_challenges.scoreboard.board_text import Look
from hackney_challenges.scoreboard.floor import Floor, Seen
from hackney_challenges.scoreboard.floor_text import floor_text, spoken

NOON = datetime(2026, 10, 27, 12, 0)


def lines(*teams: Seen, width: int = 72, is_plain: bool = False, **more: int) -> list[str]:
    floor = Floor(teams=teams, **more)
    look = Look(width=width, is_plain=is_plain)
    return floor_text(floor, now=NOON, next_step="hackney floor", look=look).split("\n")


def test_a_team_that_stands_is_told_with_its_check_its_runs_and_its_time() -> None:
    assert lines(seen(2, runs=4, seconds=600)) == [
        "Could use a hand:",
        "  Canal Otters: Bus fare, check 2, 4 runs the same, 12 minutes",
        "    Check 2: birthdays. 1 of 5 checks OK.",
        "",
        "Next: hackney floor",
    ]


def test_who_stands_and_is_quiet_is_told_so() -> None:
    assert lines(seen(20, runs=4, seconds=600))[1:3] == [
        "  Canal Otters: Bus fare, check 2, 4 runs the same, 30 minutes",
        "    Check 2: birthdays. 1 of 5 checks OK. Quiet since 11:40.",
    ]


def test_quiet_since_is_by_the_readers_clock() -> None:
    assert lines(seen(25))[:2] == [
        "Quiet:",
        "  Canal Otters: Bus fare, check 2, quiet since 11:35, 25 minutes",
    ]


def test_a_machine_in_the_way_is_for_helpers_to_see() -> None:
    assert lines(seen(3, state="could not check"))[:3] == [
        "Could use a hand:",
        "  Canal Otters: Bus fare could not be checked, 3 minutes",
        "    Please look at their screen.",
    ]


def test_who_is_on_the_way_has_a_line_and_who_has_left_only_a_name() -> None:
    found = lines(
        seen(1, state="solved", check=None, checks_ok=5),
        seen(2, name="Kites"),
        seen(3, name="Voles", state="not started"),
        seen(200, name="Swans"),
        seen(300, name="Herons"),
    )
    assert found == [
        "On the way:",
        "  Canal Otters: Bus fare, solved",
        "  Kites: Bus fare, check 2, 1 of 5 checks OK",
        "  Voles: Bus fare, not started",
        "",
        "No check for 3 hours or more:",
        "  Swans, Herons.",
        "",
        "Next: hackney floor",
    ]


def test_an_empty_floor_says_how_it_begins() -> None:
    assert " ".join(lines()) == (
        "No team has left a note here yet. A team is shown after its next check, where its "
        "hackney.toml names this scoreboard.  Next: hackney floor"
    )


def test_what_was_passed_over_is_said() -> None:
    found = lines(seen(), unread=2, left_out=3)
    assert "2 notes were passed over: damaged, copied, or of a newer kit." in found
    assert "There are more notes than this view shows. Left out: 3." in found
    assert "1 note was passed over: damaged, copied, or of a newer kit." in lines(unread=1)


@pytest.mark.parametrize("width", [40, 24, 10])
def test_every_line_fits_a_narrow_window(width: int) -> None:
    found = lines(
        seen(20, runs=4, seconds=600, name="The Very Long Name Of A Team In London E8"),
        seen(25, title="A task with quite a long title of its own"),
        width=width,
    )
    assert max(map(len, found)) <= max(width, 24)
    assert any(line.endswith("...") for line in found) or "The Very Long Name" in " ".join(found)


def test_a_screen_reader_hears_sentences() -> None:
    found = lines(seen(2, runs=4, seconds=600), seen(25), is_plain=True)
    assert found[1] == "Canal Otters: Bus fare, check 2, 4 runs the same, 12 minutes."
    assert not any(line.startswith(" ") for line in found)
    assert all(line.endswith((".", ":", "")) for line in found)


def test_a_name_steers_no_terminal() -> None:
    text = "\n".join(lines(seen(runs=1, name="\x1b[2J\u202eX", title="\x07\r")))
    assert text.isascii()
    assert "\\x1b[2J\\u202eX" in text


@pytest.mark.parametrize(
    ("seconds", "words"),
    [
        (0, "less than a minute"),
        (59, "less than a minute"),
        (60, "1 minute"),
        (720, "12 minutes"),
        (3600, "1 hour"),
        (7500, "2 hours 5 minutes"),
    ],
)
def test_times_are_spoken(seconds: int, words: str) -> None:
    assert spoken(seconds) == words
