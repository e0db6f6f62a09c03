"""What a pupil sees and gets from `pytest` in a team's folder."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path
from xml.etree import ElementTree

import pytest

import kit

Run = Callable[..., kit.Outcome]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    kit.pack(folder, {"kit_fare": kit.FARE_SUITE, "kit_bus": kit.FARE_SUITE, "kit_cases": CASES_SUITE})
    return folder


@pytest.fixture
def run(pytester: pytest.Pytester) -> Callable[..., kit.Outcome]:
    return partial(kit.run_here, pytester)


@pytest.fixture
def team(tmp_path: Path) -> Callable[..., Path]:
    def make(files: dict[str, str], **more: str) -> Path:
        return kit.team_folder(tmp_path / "otters", files, **more)

    return make


CASES_SUITE = '''
    import unittest

    import pytest
    from hypothesis import given, strategies as st

    from hackney_challenges import case, points


    @points(2)
    @pytest.mark.parametrize(("age", "pence"), [case("a child of 5", 5, 0), case("an adult", 30, 175)])
    def test_table(solution, age, pence):
        """Two ages."""
        assert solution.fare(age) == pence


    class TestFares:
        """Fares of the young."""

        @points(3)
        @given(age=st.integers(0, 10))
        def test_child(self, solution, age):
            """No child pays."""
            assert solution.fare(age) == 0


    class TestOld(unittest.TestCase):
        @points(5)
        def test_old(self):
            """The old way to write a check."""
            from kit_cases import fare

            self.assertEqual(fare(70), 175)
'''


def test_one_failure_is_told_in_full_and_a_starter_in_one_line(
    run: Run, site: Path, team: Callable[..., Path]
) -> None:
    folder = team({"kit_fare.py": kit.FARE_HALF, "kit_bus.py": kit.FARE_STARTER})
    found = run(folder, site=site)
    assert found.code == 1
    assert found.text.strip() == (
        "Kit fare\n"
        "OK       Check 1: A child of 10 rides free\n"
        "NOT YET  Check 2: An adult pays 175\n"
        "  I ran:    fare(30)\n"
        "  It gave:  0\n"
        "  It needs: 175\n"
        "1 of 2 checks OK. 4 points.\n"
        "\n"
        "Kit bus: not started (kit_bus.py)\n"
        "\n"
        "0 of 2 challenges solved. 4 of 20 points.\n"
        "Next: hackney check kit_fare"
    )


def test_untouched_starters_earn_nothing_without_a_wall_of_red(
    run: Run, site: Path, team: Callable[..., Path]
) -> None:
    folder = team(
        {"kit_fare.py": "\r\n" + kit.FARE_STARTER.replace("\n", " \r\n"), "kit_bus.py": kit.FARE_STARTER}
    )
    found = run(folder, site=site)
    assert found.code == 1
    assert found.text.strip().splitlines() == [
        "Kit bus: not started (kit_bus.py)",
        "Kit fare: not started (kit_fare.py)",
        "",
        "0 of 2 challenges solved. 0 of 20 points.",
        "Next: hackney brief kit_bus",
    ]


def test_what_got_better_is_counted_against_the_last_time(
    run: Run, site: Path, team: Callable[..., Path]
) -> None:
    folder = team({"kit_fare.py": kit.FARE_HALF})
    run(folder, site=site)
    again = run(folder, site=site)
    assert "Stuck? Type: hackney hint kit_fare" in again.lines
    (folder / "kit_fare.py").write_text(kit.FARE_RIGHT)
    better = run(folder, site=site)
    assert better.code == 0
    assert "2 of 2 checks OK. 10 points (6 more than last time)." in better.lines
    assert "These are the checks on this computer. Marking may add more." in better.lines
    (folder / "kit_fare.py").write_text(kit.FARE_HALF)
    worse = run(folder, site=site)
    assert "1 of 2 checks OK. 4 points." in worse.lines
    progress = json.loads((folder / ".hackney" / "progress.json").read_text())
    assert progress["best"]["kit_fare"]["points"] == 10


def test_cases_properties_classes_and_unittest_are_checks(
    run: Run, site: Path, team: Callable[..., Path], tmp_path: Path
) -> None:
    folder = team({"kit_cases.py": kit.FARE_HALF})
    found = run(folder, f"--hackney-json={tmp_path / 'result.json'}", "--hackney-more", site=site)
    assert found.code == 1
    result = json.loads((tmp_path / "result.json").read_text())
    (challenge,) = result["challenges"]
    assert (result["points"], result["out_of"]) == (3, 10)
    assert [(check["name"], check["verdict"], check["points"]) for check in challenge["checks"]] == [
        ("test_table", "not yet", 0),
        ("TestFares::test_child", "solved", 3),
        ("TestOld::test_old", "not yet", 0),
    ]
    assert challenge["checks"][0]["call"] == {"ran": "fare(30)", "gave": "0", "needs": "175"}
    assert challenge["checks"][2]["call"] == {"ran": "fare(70)", "gave": "0", "needs": "175"}
    assert "an adult" in found.text


@pytest.mark.parametrize(
    ("chosen", "shown"),
    [
        pytest.param(
            ["kit_fare.py::test_child"], ["OK       Check 1: A child of 10 rides free"], id="node id"
        ),
        pytest.param(["-k", "child"], ["OK       Check 1: A child of 10 rides free"], id="-k"),
        pytest.param(
            ["-x", "--deselect", "kit_fare.py::test_adult"],
            ["OK       Check 1: A child of 10 rides free"],
            id="deselect",
        ),
    ],
)
def test_a_check_that_was_not_run_is_in_no_total(
    run: Run, site: Path, team: Callable[..., Path], chosen: list[str], shown: list[str]
) -> None:
    folder = team({"kit_fare.py": kit.FARE_RIGHT})
    found = run(folder, "--hackney-json=result.json", *chosen, site=site)
    assert found.code == 0
    assert [line for line in found.lines if line.startswith("OK")] == shown
    assert "NOT RUN  Check 2: An adult pays 175" in found.lines
    assert not (folder / ".hackney" / "progress.json").exists()
    (challenge,) = json.loads((folder / "result.json").read_text())["challenges"]
    assert challenge["verdict"] == "could not check"
    assert [check["name"] for check in challenge["checks"]] == ["test_child"]


def test_one_case_of_a_check_is_no_verdict(run: Run, site: Path, team: Callable[..., Path]) -> None:
    folder = team({"kit_cases.py": kit.FARE_RIGHT})
    found = run(folder, "kit_cases.py::test_table[an adult]", site=site)
    assert found.code == 0
    assert "NOT RUN  Check 1: Two ages" in found.lines


@pytest.mark.parametrize("option", ["-x", "--stepwise"])
def test_where_the_run_stops_at_the_first_that_is_told(
    run: Run, site: Path, team: Callable[..., Path], option: str
) -> None:
    folder = team({"kit_cases.py": "def fare(age):\n    return 5\n"})
    found = run(folder, option, "--hackney-json=result.json", site=site)
    assert found.lines[:5] == [
        "Kit cases",
        "NOT YET  Check 1: a child of 5",
        "  I ran:    fare(5)",
        "  It gave:  5",
        "  It needs: 0",
    ]
    assert "0 of 3 checks OK. 0 points." in found.lines
    (challenge,) = json.loads((folder / "result.json").read_text())["challenges"]
    assert (challenge["verdict"], challenge["checks"]) == ("could not check", [])


def test_one_case_that_is_asked_for_is_told(run: Run, site: Path, team: Callable[..., Path]) -> None:
    folder = team({"kit_cases.py": kit.FARE_HALF})
    found = run(folder, "kit_cases.py::test_table[an adult]", site=site)
    assert found.code == 1
    assert "NOT YET  Check 1: an adult" in found.lines
    assert "  I ran:    fare(30)" in found.lines


def test_settings_for_names_leave_the_checks_alone(run: Run, site: Path, team: Callable[..., Path]) -> None:
    folder = team({"kit_cases.py": kit.FARE_RIGHT})
    (folder / "pytest.ini").write_text(
        "[pytest]\npython_files = mine.py\npython_functions = try_*\npython_classes = Mine\n"
    )
    assert "3 of 3 checks OK. 10 points." in run(folder, site=site).lines


def test_settings_that_turn_parts_of_pytest_off_are_no_trouble(
    run: Run, site: Path, team: Callable[..., Path]
) -> None:
    folder = team({"kit_fare.py": kit.FARE_HALF})
    found = run(folder, "-p", "no:terminal", "-p", "no:debugging", "--hackney-json=result.json", site=site)
    assert (found.code, found.text.strip()) == (1, "")
    assert json.loads((folder / "result.json").read_text())["points"] == 4


def test_last_failed_runs_what_was_not_yet_right(run: Run, site: Path, team: Callable[..., Path]) -> None:
    folder = team({"kit_fare.py": kit.FARE_HALF})
    run(folder, site=site)
    found = run(folder, "--lf", site=site)
    assert "NOT RUN  Check 1: A child of 10 rides free" in found.lines
    assert "NOT YET  Check 2: An adult pays 175" in found.lines


def test_workers_of_xdist_tell_the_same(site: Path, team: Callable[..., Path]) -> None:
    folder = team(
        {"kit_fare.py": kit.FARE_HALF, "kit_bus.py": kit.FARE_STARTER, "kit_cases.py": kit.FARE_RIGHT}
    )
    alone = kit.run(folder, "--hackney-json=alone.json", site=site)
    shared = kit.run(folder, "-n", "2", "--hackney-json=shared.json", site=site)
    assert shared.code == alone.code == 1

    def told(file: str) -> object:
        result = json.loads((folder / file).read_text())
        for challenge in result["challenges"]:
            del challenge["seconds"]
        return result["challenges"]

    assert told("shared.json") == told("alone.json")
    assert "Stuck? Type: hackney hint kit_fare" in shared.lines


def test_junit_has_our_words_and_points(run: Run, site: Path, team: Callable[..., Path]) -> None:
    folder = team({"kit_fare.py": kit.FARE_HALF})
    run(folder, "--junitxml=junit.xml", site=site)
    cases = list(ElementTree.parse(folder / "junit.xml").iter("testcase"))
    assert [case.get("name") for case in cases] == ["test_child", "test_adult"]
    failure = cases[1].find("failure")
    assert failure is not None
    assert (failure.text or "").startswith("NOT YET  Check 2: An adult pays 175")
    properties = {one.get("name"): one.get("value") for one in cases[1].iter("property")}
    assert properties == {"hackney_check": "test_adult", "hackney_points": "6", "hackney_verdict": "not yet"}


def test_collecting_lists_the_checks_and_runs_nothing(
    run: Run, site: Path, team: Callable[..., Path]
) -> None:
    folder = team({"kit_fare.py": kit.FARE_RIGHT})
    found = run(folder, "--collect-only", "-q", site=site)
    assert found.lines[:2] == ["kit_fare.py::test_child", "kit_fare.py::test_adult"]
    assert not (folder / ".hackney" / "progress.json").exists()


@pytest.mark.parametrize(
    "arguments",
    [
        pytest.param([], id="plain"),
        pytest.param(["kit_fare.py"], id="named"),
        pytest.param(["-o", "python_files=*.py"], id="every file is a test"),
        pytest.param(["--doctest-modules", "."], id="doctest"),
        pytest.param(["--import-mode=importlib", "kit_fare.py"], id="importlib"),
    ],
)
def test_no_file_of_the_team_is_imported_by_pytest(
    run: Run, site: Path, team: Callable[..., Path], tmp_path: Path, arguments: list[str]
) -> None:
    trap = f"import sys\nif 'pytest' in sys.modules: open({str(tmp_path / 'sprung')!r}, 'w')\n"
    folder = team(
        {"kit_fare.py": trap + kit.FARE_RIGHT, "__init__.py": trap, "stray.py": trap, "kit_fare (1).py": trap}
    )
    found = run(folder, *arguments, "-p", "no:cacheprovider", site=site)
    assert "2 of 2 checks OK. 10 points." in found.lines
    assert found.code == 0
    assert not (tmp_path / "sprung").exists()


def test_own_tests_run_beside_in_pytests_own_way(run: Run, site: Path, team: Callable[..., Path]) -> None:
    own = "import kit_fare\n\ndef test_own():\n    assert kit_fare.fare(5) == 1\n"
    folder = team({"kit_fare.py": kit.FARE_RIGHT, "test_own.py": own})
    found = run(folder, site=site)
    assert found.code == 1
    assert "2 of 2 checks OK. 10 points." in found.lines
    assert "FAILED test_own.py::test_own - assert 0 == 1" in found.text
    assert "1 failed, 2 OK in" in found.text
    assert found.text.index("2 of 2 checks OK") < found.text.index("= FAILURES =")


def test_several_folders_in_one_run(run: Run, site: Path, tmp_path: Path) -> None:
    kit.team_folder(tmp_path / "otters", {"kit_cases.py": kit.FARE_RIGHT})
    kit.team_folder(tmp_path / "herons", {"kit_cases.py": kit.FARE_HALF}, name="Herons", team="herons")
    found = run(tmp_path, "otters", "herons", "--hackney-json=all.json", site=site)
    assert found.code == 1
    assert "== Canal Otters" in found.lines
    assert "== Herons" in found.lines
    assert json.loads((tmp_path / "all.canal-otters.json").read_text())["points"] == 10
    assert json.loads((tmp_path / "all.herons.json").read_text())["points"] == 3


def test_quiet_is_one_line_a_challenge(run: Run, site: Path, team: Callable[..., Path]) -> None:
    folder = team({"kit_fare.py": kit.FARE_HALF, "kit_bus.py": kit.FARE_RIGHT})
    found = run(folder, "-q", site=site)
    assert found.text.strip().splitlines() == [
        "Kit bus: 2 of 2 checks OK. 10 points.",
        "Kit fare: 1 of 2 checks OK. 4 points.",
        "1 of 2 challenges solved. 14 of 20 points.",
        "Next: hackney check kit_fare",
    ]


def test_verbose_keeps_pytests_lines_with_our_words(run: Run, site: Path, team: Callable[..., Path]) -> None:
    folder = team({"kit_fare.py": kit.FARE_HALF})
    found = run(folder, "-v", site=site)
    assert "kit_fare.py::test_child OK" in found.text
    assert "kit_fare.py::test_adult NOT YET" in found.text
    assert "1 OK, 1 NOT YET in" in found.text or "1 NOT YET, 1 OK in" in found.text
    assert "FAILURES" not in found.text


def test_plain_is_whole_sentences(run: Run, site: Path, team: Callable[..., Path]) -> None:
    folder = team({"kit_fare.py": kit.FARE_HALF, "kit_bus.py": kit.FARE_STARTER})
    found = run(folder, site=site, HACKNEY_PLAIN="yes")  # anything but 0, as for the commands
    assert found.text == run(folder, "--hackney-plain", site=site).text.replace(
        "\nStuck? Type: hackney hint kit_fare", ""
    )
    assert found.text.strip().splitlines() == [
        "Kit fare.",
        "OK. Check 1: A child of 10 rides free.",
        "Not yet. Check 2: An adult pays 175.",
        "I ran fare(30).",
        "It gave back the number 0.",
        "It needs to give back the number 175.",
        "1 of 2 checks OK. 4 points.",
        "",
        "Kit bus is not started. Its file is kit_bus.py.",
        "",
        "0 of 2 challenges solved. 4 of 20 points.",
        "Next, type: hackney check kit_fare",
    ]


@pytest.mark.parametrize("encoding", ["cp1252", "ascii"])
def test_no_console_is_too_old_to_print(site: Path, team: Callable[..., Path], encoding: str) -> None:
    folder = team({"kit_fare.py": "def fare(age):\n    return '\\u2713 \\xa3 \\udc80 \\x1b[31m'\n"})
    found = kit.run(
        folder, site=site, environment={"PYTHONIOENCODING": encoding, "PYTHONUTF8": "0", "COLUMNS": "40"}
    )
    assert found.code == 1
    assert "\\u2713" in found.text
    assert "\x1b" not in found.text
    assert "0 of 2 checks OK. 0 points." in found.lines


def test_colour_is_on_the_state_words_alone(run: Run, site: Path, team: Callable[..., Path]) -> None:
    folder = team({"kit_fare.py": kit.FARE_HALF})
    coloured = run(folder, "--color=yes", site=site)
    assert "\x1b[1mOK \x1b[0m      Check 1: A child of 10 rides free" in coloured.text
    assert "\x1b[1mNOT YET \x1b[0m Check 2: An adult pays 175" in coloured.text
    assert coloured.text.count("\x1b") == 4
    assert "\x1b" not in run(folder, site=site, NO_COLOR="1").text


def test_vs_code_gets_our_text_on_lines_of_its_own(run: Run, site: Path, team: Callable[..., Path]) -> None:
    folder = team({"kit_fare.py": kit.FARE_HALF})
    run(folder, "--junitxml=junit.xml", site=site, TEST_RUN_PIPE="pipe")
    (failure,) = ElementTree.parse(folder / "junit.xml").iter("failure")
    assert (failure.text or "").startswith("\nNOT YET  Check 2")


def test_other_cases_are_not_kept(run: Run, site: Path, team: Callable[..., Path]) -> None:
    folder = team({"kit_cases.py": kit.FARE_RIGHT})
    found = run(folder, "--hackney-seed=7", "--hackney-submit", site=site)
    assert found.code == 0
    assert "These were not the usual checks. Nothing of it is kept or handed in." in found.lines
    assert not (folder / ".hackney" / "progress.json").exists()


def test_a_packs_own_repository_runs_its_suites_against_its_models(run: Run, tmp_path: Path) -> None:
    folder = kit.pack(tmp_path, {"kit_mine": kit.FARE_SUITE}, name="my_pack")
    found = run(folder)
    assert found.code == 0
    assert "2 passed" in found.text
    (folder / "kit_mine" / "answers" / "model.py").write_text(kit.FARE_HALF)
    broken = run(folder)
    assert broken.code == 1
    assert "NOT YET  Check 2: An adult pays 175" in broken.text
    assert "1 failed, 1 passed" in broken.text
