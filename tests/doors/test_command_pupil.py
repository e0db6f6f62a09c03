"""What a team types while it works, through the door."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

import club_pack
from command_door import Door
from hackney_challenges.results import ChallengeResult, CheckResult, Result
from hackney_challenges.team.folder import read_folder
from hackney_challenges.team.progress import record


def checked(
    folder: Path, slug: str, passed: int, checks: int, *, taken: str = "2026-10-27T10:00:00.000Z"
) -> None:
    """Count in a run of the checks that found `passed` of `checks`, 10 points a check."""
    found = tuple(
        CheckResult(
            name=f"test_{number}",
            title="a check",
            points=10 if number < passed else 0,
            out_of=10,
            verdict="solved" if number < passed else "not yet",
        )
        for number in range(checks)
    )
    challenge = ChallengeResult(
        pack="club_night",
        pack_version="1.2",
        challenge=slug,
        verdict="solved" if passed == checks else "not yet",
        points=10 * passed,
        out_of=10 * checks,
        solution=None,
        suite="sha256:0",
        seconds=0.1,
        checks=found,
    )
    team = read_folder(folder)
    record(
        team,
        Result(
            kit="0.1.0",
            team_id=team.id,
            team_name=team.name,
            taken="2026-10-27T10:00:00.000Z",
            seed=None,
            confinement="none",
            challenges=(challenge,),
        ),
    )


def test_every_command_ends_with_the_next_step(otters: Door) -> None:
    for words in (
        ["map"],
        ["next"],
        ["brief"],
        ["hint"],
        ["packs"],
        ["reset", "door_sign"],
        ["get", "door_sign"],
    ):
        assert "hackney " in otters(*words).out.splitlines()[-1]


def test_bare_hackney_in_a_team_folder_says_what_to_do_now(otters: Door) -> None:
    assert otters().out == otters("next").out


def test_bare_hackney_elsewhere_lists_the_commands(hackney: Door) -> None:
    assert hackney().out == hackney("--help").out


def test_outside_a_team_folder_it_says_how_to_get_there(hackney: Door) -> None:
    said = hackney("map")
    assert said.code == 2
    assert "This is no team folder." in said.line
    hackney("start", "otters", "--pack", "club_night")
    assert "Next: cd otters" in hackney("map").line


def test_a_hidden_ending_of_hackney_toml_is_found(hackney: Door) -> None:
    (hackney.folder / "hackney.toml.txt").touch()
    assert "Rename it to hackney.toml" in hackney("map").line


@pytest.mark.parametrize(
    "typed",
    ["tea_money", "tea-money", "tea_money.py", "Tea_Money", "./tea_money.py", r"C:\o\tea_money.py"],
)
def test_a_challenge_may_be_named_in_many_ways(otters: Door, typed: str) -> None:
    assert otters("brief", typed).out.startswith("Tea money (tea_money.py")


def test_a_slip_in_a_name_is_answered_with_the_nearest(otters: Door) -> None:
    said = otters("brief", "tea_mony")
    assert (said.code, said.err) == (2, 'There is no challenge "tea_mony". Did you mean tea_money?\n')


def test_a_name_that_is_nothing_like_any_is_answered_with_the_map(otters: Door) -> None:
    assert "To see all names: hackney map" in otters("brief", "\x1b[31mzzz").line
    assert "\x1b" not in otters("brief", "\x1b[31mzzz").text


def test_a_slip_in_a_command_is_answered_with_the_nearest(hackney: Door) -> None:
    said = hackney("chek", "bus_fare")
    assert (said.code, said.err) == (2, 'There is no command "chek". Did you mean: hackney check\n')


def test_a_forgotten_word_is_answered_with_where_to_look(hackney: Door) -> None:
    said = hackney("start")
    assert said.code == 2
    assert "To see how: hackney start --help" in said.line


def test_the_map_shows_what_is_solved_begun_and_missing(otters: Door) -> None:
    checked(otters.folder, "door_sign", 2, 2)
    (otters.folder / "tea_money.py").write_text("def tea(): return 1\n", encoding="utf-8")
    (otters.folder / "quiz_night.py").unlink()
    lines = otters("map").out.splitlines()
    assert lines[0] == "Canal Otters: 20 of 50 points"
    assert [line.split()[0] for line in lines if line.startswith("  ")] == ["SOLVED", "STARTED", "NOT"]
    table = json.loads(otters("map", "--json").out)
    assert [row["state"] for row in table["challenges"]] == ["solved", "started", "not here"]


def test_next_stays_at_a_challenge_that_is_begun(otters: Door) -> None:
    checked(otters.folder, "quiz_night", 1, 2)
    (otters.folder / "quiz_night.py").write_text("def winner(scores): return 9\n", encoding="utf-8")
    said = otters("next").out
    assert said.startswith("You are at: Quiz night")
    assert "1 of 2 checks are OK." in said
    assert "Next: hackney check quiz_night" in said
    assert otters("brief").out.startswith("Quiz night")


def test_next_goes_on_from_a_solved_one(otters: Door) -> None:
    checked(otters.folder, "door_sign", 2, 2)
    said = otters("next").out
    assert said.startswith("A sign for the door is solved: 20 of 20 points.\nNow: Tea money")


def test_next_leaves_what_is_best_after_another_for_later(otters: Door) -> None:
    assert "Or go on with another: hackney brief quiz_night" in otters("next").out


def test_when_all_are_solved_next_says_so(otters: Door) -> None:
    for slug in club_pack.MODELS:
        checked(otters.folder, slug, 2, 2)
    assert otters("next").out == "All challenges are solved: 60 points.\nNext: hackney packs\n"
    assert otters("map").out.endswith("Next: hackney next\n")


def test_hints_come_one_by_one_and_cost_nothing(otters: Door) -> None:
    assert otters("hint", "tea_money").out.startswith("Hint 1 of 3 for tea_money.\nRead the example aloud.")
    assert otters("hint", "tea_money").out.startswith("Hint 2 of 3 for tea_money.")
    assert otters("hint", "door_sign").out.startswith("Hint 1 of 3 for door_sign.")
    assert "One more hint" not in otters("hint", "tea_money").out
    again = otters("hint", "tea_money").out
    assert again.startswith("You have all 3 hints of Tea money. Here they are again.")
    assert "`return` hands a value back." in again
    assert otters("map").out.startswith("Canal Otters: 0 of")


def test_damaged_progress_is_said_and_mended(otters: Door) -> None:
    checked(otters.folder, "door_sign", 2, 2)
    (otters.folder / ".hackney" / "progress.json").write_bytes(b"")
    said = otters("map")
    assert "Your points were restored." in said.line
    assert "Canal Otters: 20 of 50 points" in said.out
    assert "damaged" not in otters("map").out


def test_a_pack_that_is_not_installed_is_named(otters: Door) -> None:
    toml = otters.folder / "hackney.toml"
    toml.write_text(toml.read_text(encoding="utf-8").replace("club_night", "club_nihgt"), encoding="utf-8")
    said = otters("map")
    assert said.code == 2
    assert (
        'hackney.toml names the pack "club_nihgt". It is not installed. Did you mean club_night?' in said.line
    )


def test_a_broken_hackney_toml_is_answered_in_words(otters: Door) -> None:
    (otters.folder / "hackney.toml").write_text("[team\n", encoding="utf-8")
    said = otters("map")
    assert said.code == 2
    assert "is not TOML" in said.line


def test_packs_lists_what_is_installed(hackney: Door) -> None:
    assert "club_night 1.2: Club night" in hackney("packs").out
    (mine,) = [
        pack for pack in json.loads(hackney("packs", "--json").out)["packs"] if pack["name"] == "club_night"
    ]
    assert [challenge["out_of"] for challenge in mine["challenges"]] == [10, 10, 20]


class Once:
    """Stands in for `print`: raises the first time, and then lets it be."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, problem: BaseException) -> None:
        self.problem: BaseException | None = problem
        self.print = print
        monkeypatch.setattr("builtins.print", self)

    def __call__(self, *words: Any, **more: Any) -> None:
        problem, self.problem = self.problem, None
        if problem is not None:
            raise problem
        self.print(*words, **more)


def test_packs_tells_teachers_which_task_is_about_what(hackney: Door) -> None:
    said = hackney("packs", "--curriculum")
    assert said.code == 0
    assert "SEL: Selection: if, elif and else. " in said.line
    assert "bus_fare" in said.out


def test_our_own_fault_is_one_sentence_and_a_file(otters: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    Once(monkeypatch, ZeroDivisionError("our own"))
    said = otters("map")
    assert said.code == 4
    assert said.err.startswith("Something in the kit itself stopped. Your work is safe.")
    assert "Traceback" not in said.text
    (fault,) = (otters.folder / ".hackney").glob("hackney-fault-*.txt")
    assert fault.name in said.line
    assert "ZeroDivisionError: our own" in fault.read_text(encoding="utf-8")


def test_a_reader_who_goes_away_is_no_fault(otters: Door) -> None:
    with subprocess.Popen(
        [sys.executable, "-m", "hackney_challenges", "map"],
        cwd=otters.folder,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
    ) as child:
        assert child.stdout is not None
        child.stdout.close()
        _, complaints = child.communicate(timeout=60)
    assert complaints == b""
    assert list((otters.folder / ".hackney").glob("hackney-fault-*")) == []


def test_ctrl_c_is_a_line_and_130(otters: Door, monkeypatch: pytest.MonkeyPatch) -> None:
    Once(monkeypatch, KeyboardInterrupt())
    said = otters("map")
    assert (said.code, said.line) == (130, "Stopped. What was finished is kept.")
