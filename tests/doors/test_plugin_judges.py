"""Judge packs: their checks stand behind a challenge's own, and tell no more than title and verdict."""

import json
import sys
from collections.abc import Callable, Iterator
from functools import partial
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest

import kit
from hackney_challenges.commands.main import main

TELLS_MODULES_APART = pytest.version_tuple >= (9, 1)

JUDGES_SUITE = '''
    from hypothesis import given, strategies as st

    from hackney_challenges import case, points
    import pytest


    @points(5)
    def test_secret_child(solution):
        """the youngest of all"""
        print("SECRET of the suite")
        assert solution.fare(0) == 0


    @points(7)
    @pytest.mark.parametrize("age", [case("SECRET old", 70), case("SECRET older", 91)])
    def test_secret_old(solution, age):
        """the oldest of all"""
        assert solution.fare(age) == 175, "SECRET words"


    class TestMore:
        @points(3)
        @given(age=st.integers(61, 99))
        def test_secret_many(self, solution, age):
            """many ages"""
            assert solution.fare(age) == 175
'''
ORACLE = "def fare(age):\n    print('pupil prints')\n    return 0\n"


@pytest.fixture
def site(tmp_path: Path) -> Path:
    if not TELLS_MODULES_APART:
        pytest.skip("judge packs need pytest 9.1")
    kit.pack(tmp_path / "site", {"kit_fare": kit.FARE_SUITE, "kit_bus": kit.FARE_SUITE})
    return tmp_path / "site"


@pytest.fixture
def run(pytester: pytest.Pytester, site: Path) -> Callable[..., kit.Outcome]:
    return partial(kit.run_here, pytester, site=site)


@pytest.fixture
def otters(tmp_path: Path) -> Path:
    return kit.team_folder(tmp_path / "otters", {"kit_fare.py": ORACLE})


def result(folder: Path) -> dict[str, Any]:
    (challenge,) = json.loads((folder / "result.json").read_text())["challenges"]
    return dict(challenge)


JSON = "--hackney-json=result.json"


def test_a_judges_checks_follow_the_challenges_own(
    run: Callable[..., kit.Outcome], site: Path, otters: Path
) -> None:
    kit.judge_pack(site, {"kit_fare": JUDGES_SUITE})
    found = run(otters, JSON)
    assert found.code == 1
    assert found.text.strip() == (
        "Kit fare\n"
        "OK       Check 1: A child of 10 rides free\n"
        "NOT YET  Check 2: An adult pays 175\n"
        "  I ran:    fare(30)\n"
        "  It gave:  0\n"
        "  It needs: 175\n"
        "OK       Check 3: the youngest of all\n"
        "NOT YET  Check 4: the oldest of all\n"
        "NOT YET  Check 5: many ages\n"
        "2 of 5 checks OK. 9 points.\n"
        "Next: hackney check kit_fare"
    )
    told = result(otters)
    assert (told["points"], told["out_of"], told["pack"]) == (9, 25, kit.PACK)
    assert [(check["name"], check["verdict"], check["points"]) for check in told["checks"]] == [
        ("test_child", "solved", 4),
        ("test_adult", "not yet", 0),
        ("test_secret_child", "solved", 5),
        ("test_secret_old", "not yet", 0),
        ("TestMore::test_secret_many", "not yet", 0),
    ]


def test_a_solution_of_all_is_solved_by_the_judges_too(
    run: Callable[..., kit.Outcome], site: Path, otters: Path
) -> None:
    kit.judge_pack(site, {"kit_fare": JUDGES_SUITE})
    (otters / "kit_fare.py").write_text(kit.FARE_RIGHT)
    found = run(otters, JSON)
    assert found.code == 0
    assert "5 of 5 checks OK. 25 points." in found.lines
    assert result(otters)["verdict"] == "solved"


@pytest.mark.parametrize("arguments", [[], ["--hackney-more"], ["-v"], ["-rA"]], ids=str)
def test_no_words_no_call_and_no_case_of_a_judges_check_are_told_anywhere(
    run: Callable[..., kit.Outcome], site: Path, otters: Path, arguments: list[str]
) -> None:
    kit.judge_pack(site, {"kit_fare": JUDGES_SUITE})
    found = run(otters, JSON, "--junitxml=junit.xml", *arguments)
    told = [check for check in result(otters)["checks"] if "secret" in check["name"]]
    assert [(check["message"], check["call"]) for check in told] == [(None, None)] * 3
    shown = found.text + (otters / "junit.xml").read_text()
    assert "SECRET words" not in shown
    assert "SECRET of the suite" not in shown
    assert "fare(70)" not in shown
    assert "fare(61)" not in shown
    failures = [
        case.find("failure").text  # type: ignore[union-attr]
        for case in ElementTree.parse(otters / "junit.xml").iter("testcase")
        if case.find("failure") is not None and "secret" in case.attrib["name"]
    ]
    assert set(failures) == {"NOT YET  Check 4: the oldest of all", "NOT YET  Check 5: many ages"}


def test_a_screen_reader_hears_the_verdict_in_a_sentence(
    run: Callable[..., kit.Outcome], site: Path, otters: Path
) -> None:
    kit.judge_pack(site, {"kit_fare": JUDGES_SUITE})
    assert "Not yet. Check 4: the oldest of all." in run(otters, "--hackney-plain").lines


def test_a_judges_check_is_named_like_any_other(
    run: Callable[..., kit.Outcome], site: Path, otters: Path
) -> None:
    kit.judge_pack(site, {"kit_fare": JUDGES_SUITE})
    named = run(otters, "kit_fare.py::test_secret_old", JSON)
    assert [check["name"] for check in result(otters)["checks"]] == ["test_secret_old"]
    assert "NOT YET  Check 4: the oldest of all" in named.lines
    assert "kit_fare.py::TestMore::test_secret_many" in run(otters, "--collect-only", "-q").text
    again = run(otters, "--lf", JSON)
    assert [check["name"] for check in result(otters)["checks"]] == ["test_secret_old"], again.text


def test_what_stops_the_whole_file_is_told_once_as_ever(
    run: Callable[..., kit.Outcome], site: Path, otters: Path
) -> None:
    kit.judge_pack(site, {"kit_fare": JUDGES_SUITE})
    (otters / "kit_fare.py").write_text("def fare(age)\n    return 0\n")
    found = run(otters, JSON)
    assert found.text.count("Python stopped reading at line 1") == 1
    assert "5 checks are waiting." in found.lines
    assert result(otters)["checks"][3]["message"] is None
    assert "line 1" in run(otters, "kit_fare.py::test_secret_old").text


def test_an_untouched_starter_is_not_started_for_the_judges_too(
    run: Callable[..., kit.Outcome], site: Path, otters: Path
) -> None:
    kit.judge_pack(site, {"kit_fare": JUDGES_SUITE})
    (otters / "kit_fare.py").write_text(kit.FARE_STARTER)
    assert "Kit fare: not started (kit_fare.py)" in run(otters, JSON).lines
    assert (result(otters)["points"], result(otters)["out_of"]) == (0, 25)


FIXTURE = '''
    import pytest
    from hackney_challenges import points

    @pytest.fixture
    def ages():
        return {ages}

    @pytest.fixture(autouse=True)
    def told(request):
        assert request.node.name.startswith("{name}"), "a fixture of another suite"

    @points(1)
    def {name}_it(solution, ages):
        """{name}"""
        assert [solution.fare(age) for age in ages] == [0] * len(ages)
'''


def test_fixtures_of_one_suite_are_nothing_to_the_other(
    run: Callable[..., kit.Outcome], site: Path, tmp_path: Path
) -> None:
    kit.pack(site, {"kit_own": FIXTURE.format(ages=[5, 6], name="test_own")}, name="kit_more")
    judges = {"kit_own": FIXTURE.format(ages=[7], name="test_judge")}
    kit.judge_pack(site, judges, extends="kit_more")
    folder = kit.team_folder(
        tmp_path / "kites", {"kit_own.py": ORACLE}, more='[checks]\npacks = ["kit_more"]\n'
    )
    assert "2 of 2 checks OK. 2 points." in run(folder).lines


def test_a_name_that_is_taken_is_refused_and_costs_no_point_in_silence(
    run: Callable[..., kit.Outcome], site: Path, otters: Path
) -> None:
    suite = JUDGES_SUITE.replace("test_secret_old", "test_adult")
    kit.judge_pack(site, {"kit_fare": suite})
    (otters / "kit_fare.py").write_text(kit.FARE_RIGHT)
    found = run(otters, JSON)
    assert (
        "test_kit_fare.py: line 16: test_adult is the name of a check of kit_pack too. "
        "Next: give this one a name of its own."
    ) in found.unwrapped
    assert "OK       Check 2: An adult pays 175" in found.lines
    assert "NO CHECK Check 3: all the judges' checks" in found.lines
    told = result(otters)
    assert (told["verdict"], told["fault"], told["points"], told["suite"]) == (
        "could not check",
        "pack",
        10,
        "",
    )
    assert [check["name"] for check in told["checks"]] == ["test_child", "test_adult", "checks_of_kit_judges"]


def test_the_later_of_two_judge_packs_has_to_find_names_of_its_own(
    run: Callable[..., kit.Outcome], site: Path, otters: Path
) -> None:
    kit.judge_pack(site, {"kit_fare": JUDGES_SUITE})
    kit.judge_pack(site, {"kit_fare": JUDGES_SUITE}, name="kit_more_judges")
    found = run(otters)
    assert "test_secret_child is the name of a check of kit_judges too." in found.unwrapped
    assert "NOT YET  Check 4: the oldest of all" in found.lines
    assert "NO CHECK Check 6: all the judges' checks" in found.lines


BROKEN = '''
    from hackney_challenges import points

    @points(2)
    def test_secret(solution):
        """a secret"""
        raise OSError("SECRET words")
'''


def test_a_judges_check_that_breaks_names_its_pack_and_not_what_it_asked(
    run: Callable[..., kit.Outcome], site: Path, otters: Path
) -> None:
    kit.judge_pack(site, {"kit_fare": BROKEN})
    (otters / "kit_fare.py").write_text(kit.FARE_RIGHT)
    found = run(otters, JSON)
    assert "SECRET" not in found.text
    assert found.lines[3:6] == [
        "NO CHECK Check 3: a secret",
        "  The checks stopped, not your code. Tell your teacher:",
        "  kit_judges: OSError",
    ]
    assert result(otters)["checks"][2]["message"] is None


def test_a_judge_pack_that_cannot_begin_hides_none_of_the_challenges_own_checks(
    run: Callable[..., kit.Outcome], site: Path, otters: Path
) -> None:
    kit.judge_pack(site, {"kit_fare": "\n    import no_such_module\n" + JUDGES_SUITE})
    found = run(otters)
    assert "OK       Check 1: A child of 10 rides free" in found.lines
    assert "  It needs: 175" in found.lines
    assert "NO CHECK Check 4: the oldest of all" in found.lines
    more = run(otters, "--hackney-more")
    assert "The suite of kit_fare (kit_judges) stopped at test_kit_fare.py line 1: M" in more.unwrapped


def test_a_check_that_no_tree_tells_of_keeps_apart_from_the_challenges_own(
    run: Callable[..., kit.Outcome], site: Path, otters: Path
) -> None:
    made = '\n\n    globals()["test_child"] = lambda solution: None\n'
    kit.judge_pack(site, {"kit_fare": JUDGES_SUITE + made})
    run(otters, JSON)
    told = {check["name"]: (check["title"], check["out_of"]) for check in result(otters)["checks"]}
    assert told["test_child"] == ("A child of 10 rides free", 4)
    assert told["kit_judges::test_child"] == ("test_child", 0)


def test_limits_are_at_least_those_of_the_challenge(
    run: Callable[..., kit.Outcome], site: Path, tmp_path: Path
) -> None:
    patient = "[limits]\ncall_seconds = 30.0\ncheck_seconds = 60\n"
    kit.pack(site, {"kit_slow": kit.FARE_SUITE}, name="kit_more", limits=patient)
    kit.judge_pack(
        site,
        {"kit_slow": JUDGES_SUITE},
        extends="kit_more",
        limits="[limits]\ncall_seconds = 0.1\ncheck_seconds = 1\n",
    )
    slow = "import time\n\ndef fare(age):\n    end = time.process_time() + 0.2\n"
    slow += "    while age == 0 and time.process_time() < end:\n        pass\n"
    slow += "    return 0 if age < 11 else 175\n"
    more = '[checks]\npacks = ["kit_more"]\n'
    folder = kit.team_folder(tmp_path / "kites", {"kit_slow.py": slow}, more=more)
    assert "5 of 5 checks OK. 25 points." in run(folder).lines


def test_with_xdist_the_same_is_found(site: Path, otters: Path) -> None:
    kit.judge_pack(site, {"kit_fare": JUDGES_SUITE})
    found = kit.run(otters, "-n", "2", JSON, site=site)
    assert "2 of 5 checks OK. 9 points." in found.lines
    assert result(otters)["checks"][3]["message"] is None


def test_a_judge_pack_is_no_choice_of_a_team(
    run: Callable[..., kit.Outcome], site: Path, otters: Path
) -> None:
    kit.judge_pack(site, {"kit_fare": JUDGES_SUITE})
    toml = otters / "hackney.toml"
    toml.write_text(toml.read_text().replace(f'"{kit.PACK}"', '"kit_judges"'))
    found = run(otters)
    assert found.code == 4
    assert (
        'hackney.toml names the pack "kit_judges". It is a judge pack: its checks go with those of '
        'kit_pack by themselves. Next: name "kit_pack" instead.'
    ) in found.unwrapped


@pytest.mark.skipif(TELLS_MODULES_APART, reason="this pytest tells modules of one file apart")
def test_an_older_pytest_is_asked_to_be_renewed(
    pytester: pytest.Pytester, otters: Path, tmp_path: Path
) -> None:
    kit.pack(tmp_path / "site", {"kit_fare": kit.FARE_SUITE})
    kit.judge_pack(tmp_path / "site", {"kit_fare": JUDGES_SUITE})
    (otters / "kit_fare.py").write_text(kit.FARE_RIGHT)
    found = kit.run_here(pytester, otters, site=tmp_path / "site")
    assert "NO CHECK Check 3: the youngest of all" in found.lines
    assert "  Judge packs need pytest 9.1 or newer. Next: pip install -U pytest" in found.lines


def command(capsys: pytest.CaptureFixture[str], *words: str) -> tuple[int, str]:
    code = main(list(words))
    shown = capsys.readouterr()
    return code, shown.out + shown.err


@pytest.fixture
def organiser(site: Path, otters: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Path]:
    monkeypatch.syspath_prepend(site)
    monkeypatch.chdir(otters)
    monkeypatch.setenv("COLUMNS", "200")
    yield site
    for name in (kit.PACK, "kit_judges"):
        sys.modules.pop(name, None)


def test_the_map_counts_the_judges_points_in(organiser: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kit.judge_pack(organiser, {"kit_fare": JUDGES_SUITE})
    code, text = command(capsys, "map", "--json")
    (fare,) = [row for row in json.loads(text)["challenges"] if row["challenge"] == "kit_fare"]
    assert (code, fare["title"], fare["out_of"], fare["checks"]) == (0, "Kit fare", 25, 5)
    assert "kit_fare   0 of 25" in command(capsys, "map")[1]


def test_packs_lists_a_judge_pack_as_what_it_is(organiser: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kit.judge_pack(organiser, {"kit_fare": JUDGES_SUITE})
    code, text = command(capsys, "packs")
    assert code == 0
    assert (
        "kit_judges 1.0: Judges\n"
        "  For judges.\n"
        "  A judge pack: for the organiser's computer, not for teams.\n"
        "  More checks for 1 of kit_pack, 15 points:\n"
        "  kit_fare\n"
    ) in text


def test_packs_says_which_name_is_taken(organiser: Path, capsys: pytest.CaptureFixture[str]) -> None:
    kit.judge_pack(organiser, {"kit_fare": kit.FARE_SUITE})
    code, text = command(capsys, "packs")
    assert code == 1
    assert "LOOK:" in text
    assert "test_child is the name of a check of kit_pack too." in " ".join(text.split())


def test_no_folder_is_begun_with_a_judge_pack(
    organiser: Path, tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    kit.judge_pack(organiser, {"kit_fare": JUDGES_SUITE})
    code, text = command(capsys, "start", str(tmp_path / "kites"), "--pack", "kit_judges")
    assert code == 2
    assert 'You named the pack "kit_judges". It is a judge pack:' in " ".join(text.split())
