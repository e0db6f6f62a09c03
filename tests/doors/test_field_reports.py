"""What went wrong for people who do this job with other tools, and does not here.

Each case is a public report. Where another test shows it already, it is named
and not written twice.

A1   input at import             test_plugin_bad_input: a question at import is told with its line
A2   endless loop, one function  here
A3   hard exit hides results     test_plugin_bad_input: leaving Python at the end is no pass; what stops
                                 Python in a call is told with its line
A4   equal to everything         test_plugin_bad_input: an answer of another kind is shown for what it is;
                                 isolation/test_calls_through_the_wall: a subclass arrives as its plain value
A5   tests changed by the team   here; marking is not written yet
A6   printed, not returned       here
A7   blanks and line ends        here
A8   decimals                    here
A9   another name                test_plugin_bad_input: a missing function is told with what there is; here
A10  not read as UTF-8           test_plugin_bad_input: it earns all its points (bom), a file that cannot be
                                 read is told once (cp1252, utf16); here, under an old locale
A11  time limit ends the run     here; isolation/test_limits_of_a_check, where there is no fork and no alarm
A12  progress file damaged       test_command_pupil: damaged progress is said and mended;
                                 team/test_progress: damaged progress is said, kept aside and restored
A13  handed in twice             test_command_checking: submitting again and again is one entry's worth;
                                 scoreboard/test_outbox: handing in five times earns the points once
A14  marking interrupted         marking is not written yet
A15  the wrong board             certificates are not written yet
A16  formula as a team's name    test_command_folders: odd team names come back as typed; here, on the board;
                                 exports are not written yet
A17  a slow first call           here
A18  "all passed"                here
A19  a link to elsewhere         test_plugin_folders: what is not one plain file could not be checked
"""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import kit
from boards import claim, share
from command_door import Door
from hackney_challenges.scoreboard.outbox import hand_in

Run = Callable[..., kit.Outcome]
_LIMITS = "[limits]\ncall_seconds = 0.5\ncheck_seconds = 5.0\n"

_THREE = '''
    from hackney_challenges import points


    @points(2)
    def test_first(solution):
        """the first"""
        assert solution.first(1) == 1


    @points(3)
    def test_second(solution):
        """the second"""
        assert solution.second(1) == 1


    @points(5)
    def test_third(solution):
        """the third"""
        assert solution.third(1) == 1
'''
_HANGS = """
    def first(number):
        return number


    def second(number):
        while True:
            pass


    def third(number):
        return number
"""
_PROPERTY = '''
    from hypothesis import given, strategies as st

    from hackney_challenges import close_to, points


    @points(4)
    def test_sum(solution):
        """ten and twenty pence"""
        assert solution.add(0.1, 0.2) == close_to(0.3)


    @points(6)
    @given(st.floats(0, 100), st.floats(0, 100))
    def test_any(solution, one, other):
        """any two prices"""
        assert solution.add(one, other) == close_to(one + other)
'''
_PROGRAM = '''
    from hackney_challenges import points


    @points(10)
    def test_lines(solution):
        """two lines"""
        assert solution.run(typed=["Ada"]).lines == ["Hello, Ada!", "Have a great day."]
'''


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    suites = {"kit_fare": kit.FARE_SUITE, "kit_three": _THREE, "kit_sum": _PROPERTY, "kit_hello": _PROGRAM}
    kit.pack(folder, suites, limits=_LIMITS)
    return folder


@pytest.fixture
def run(pytester: pytest.Pytester, site: Path) -> Run:
    return partial(kit.run_here, pytester, site=site)


def checked(run: Run, place: Path, file: str, source: str | bytes) -> tuple[kit.Outcome, dict[str, Any]]:
    """The outcome of one run over one file, and its challenge in the result."""
    folder = kit.team_folder(place / "otters", {file: source})
    found = run(folder, "--hackney-json=result.json")
    (challenge,) = json.loads((folder / "result.json").read_text(encoding="utf-8"))["challenges"]
    return found, challenge


def test_a2_a11_an_endless_loop_costs_its_own_check_and_the_result_is_whole(run: Run, tmp_path: Path) -> None:
    found, challenge = checked(run, tmp_path, "kit_three.py", _HANGS)
    assert [(check["name"], check["points"]) for check in challenge["checks"]] == [
        ("test_first", 2),
        ("test_second", 0),
        ("test_third", 5),
    ]
    assert "NOT YET  Check 2: second(1) did not finish in 0.5 seconds" in found.lines


def test_a5_a_teams_own_copy_of_the_checks_and_settings_that_drop_some_earn_nothing(
    run: Run, tmp_path: Path
) -> None:
    board = tmp_path / "board"
    board.mkdir()
    folder = kit.team_folder(
        tmp_path / "otters",
        {
            "kit_fare.py": kit.FARE_HALF,
            "test_kit_fare.py": "def test_child():\n    pass\n\n\ndef test_adult():\n    pass\n",
            "pytest.ini": "[pytest]\naddopts = --deselect kit_fare.py::test_adult\n",
        },
        more=f'[checks]\npacks = ["{kit.PACK}"]\n[scoreboard]\nurl = "{board.as_posix()}"\n',
    )
    found = run(folder, "--hackney-submit", "--hackney-json=result.json")
    assert "NOT RUN  Check 2: An adult pays 175" in found.lines
    (challenge,) = json.loads((folder / "result.json").read_text(encoding="utf-8"))["challenges"]
    assert (challenge["verdict"], challenge["points"]) == ("could not check", 4)
    assert "There is nothing new to hand in." in found.lines
    assert not list(board.iterdir())


def test_a6_what_is_printed_and_not_returned_is_told_apart(run: Run, tmp_path: Path) -> None:
    found, challenge = checked(
        run, tmp_path, "kit_fare.py", "def fare(age):\n    print(0 if age < 11 else 175)\n"
    )
    assert challenge["points"] == 0
    assert "  It gave:  nothing (None)" in found.lines
    assert "  Maybe:    fare printed 0. print shows it; return hands it back." in found.lines


@pytest.mark.parametrize(
    "prints",
    [
        pytest.param('print("Hello, " + name + "!  ")\nprint("Have a great day.\\t")', id="blanks at ends"),
        pytest.param('print("Hello, " + name + "!\\r\\nHave a great day.\\r")', id="Windows line ends"),
        pytest.param('print("Hello, " + name + "!\\nHave a great day.\\n\\n")', id="blank lines at the end"),
        pytest.param('print("Hello, " + name + "!\\nHave a great day.", end="")', id="no line end"),
    ],
)
def test_a7_blanks_and_line_ends_that_nobody_sees_cost_nothing(run: Run, tmp_path: Path, prints: str) -> None:
    found, challenge = checked(run, tmp_path, "kit_hello.py", f'name = input("Name? ")\n{prints}\n')
    assert challenge["verdict"] == "solved", found.text


@pytest.mark.parametrize(
    ("answer", "points"),
    [
        pytest.param("one + other", 10, id="as decimals add up"),
        pytest.param("(one * 100 + other * 100) / 100", 10, id="another way round"),
        pytest.param('float("nan")', 0, id="no number"),
        pytest.param("(one + other) * 1.1", 0, id="a tenth too much"),
    ],
)
def test_a8_decimals_need_to_be_close_and_no_closer(
    run: Run, tmp_path: Path, answer: str, points: int
) -> None:
    _, challenge = checked(run, tmp_path, "kit_sum.py", f"def add(one, other):\n    return {answer}\n")
    assert challenge["points"] == points


@pytest.mark.parametrize(("name", "found_as"), [("Fare", "Fare"), ("faer", "faer"), ("fares", "fares")])
def test_a9_a_function_of_nearly_the_name_is_found_and_told(
    run: Run, tmp_path: Path, name: str, found_as: str
) -> None:
    found, challenge = checked(run, tmp_path, "kit_fare.py", f"def {name}(age):\n    return 0\n")
    assert (challenge["verdict"], challenge["fault"], challenge["points"]) == ("not yet", "solution", 0)
    assert f"I found: {found_as}" in found.unwrapped


@pytest.mark.parametrize(
    "environment",
    [
        pytest.param({"PYTHONUTF8": "0", "LC_ALL": "C", "PYTHONCOERCECLOCALE": "0"}, id="C"),
        pytest.param({"PYTHONUTF8": "0", "PYTHONIOENCODING": "cp1252"}, id="cp1252"),
    ],
)
def test_a10_files_are_utf_8_whatever_the_locale(
    site: Path, tmp_path: Path, environment: dict[str, str]
) -> None:
    source = '# costs £1, “or so”\ndef fare(age):\n    sign = "£🦦"\n    return 0 if age < 11 else 175\n'
    folder = kit.team_folder(
        tmp_path / "otters",
        {"kit_fare.py": b"\xef\xbb\xbf" + source.replace("\n", "\r\n").encode()},
        name="Łódź 🦦",
    )
    found = kit.run(folder, "--hackney-json=result.json", site=site, environment=environment)
    assert found.code == 0, found.text
    result = json.loads((folder / "result.json").read_text(encoding="utf-8"))
    assert (result["team"]["name"], result["points"]) == ("Łódź 🦦", 10)


@pytest.mark.parametrize("name", ["=1+1", "@SUM(A1)", "+44", "-2"])
def test_a16_a_formula_is_a_team_name_like_any_other_on_the_board(
    hackney: Door, tmp_path: Path, name: str
) -> None:
    share(tmp_path / "share")
    assert hand_in(tmp_path / "otters/.hackney", str(tmp_path / "share"), [claim(team_name=name)]).sent == 1
    said = hackney("board", str(tmp_path / "share"))
    assert said.code == 0
    assert any(line.split()[:2] == ["1", name] for line in said.out.splitlines())


def test_a17_a_slow_first_call_is_right_in_every_run(run: Run, tmp_path: Path) -> None:
    slow = (
        "import time\n\nBEGIN = time.process_time()\nwhile time.process_time() < BEGIN + 0.3:\n    pass\n\n\n"
        "def add(one, other):\n    return one + other\n"
    )
    for place in ("first", "second"):
        found, challenge = checked(run, tmp_path / place, "kit_sum.py", slow)
        assert (challenge["verdict"], challenge["points"]) == ("solved", 10), found.text


def test_a18_a_run_that_is_all_right_says_which_checks_these_were(run: Run, tmp_path: Path) -> None:
    found, _ = checked(run, tmp_path, "kit_fare.py", kit.FARE_RIGHT)
    assert "These are the checks on this computer. Marking may add more." in found.lines
    assert "all tests passed" not in found.text.lower()
