"""What suites may do, and what becomes of a check when it is the suite that stops."""

import json
from collections.abc import Callable, Mapping
from functools import partial
from pathlib import Path
from typing import Any

import pytest

import kit

Run = Callable[..., Mapping[str, Any]]


@pytest.fixture
def run(pytester: pytest.Pytester, tmp_path: Path) -> Run:
    """Run one suite over one solution: the challenge's entry of the result file, and what was printed."""

    def checked(
        suite: str, solution: str, *arguments: str, code: int = 1, limits: str = ""
    ) -> Mapping[str, Any]:
        kit.pack(tmp_path / "site", {"kit_it": suite}, limits=limits)
        folder = kit.team_folder(tmp_path / "otters", {"kit_it.py": solution})
        here = partial(kit.run_here, pytester, site=tmp_path / "site")
        found = here(folder, "--hackney-json=result.json", *arguments)
        assert found.code == code, found.text
        (challenge,) = json.loads((folder / "result.json").read_text())["challenges"]
        return {**challenge, "text": found.text, "lines": found.lines}

    return checked


def test_an_argument_changed_in_place_is_seen(run: Run) -> None:
    found = run(
        """
        from hackney_challenges import points

        @points(2)
        def test_kept(solution):
            '''The list we hand in stays the same.'''
            route = ["Mare St", "Dalston"]
            solution.stops(route)
            assert route == ["Mare St", "Dalston"]
        """,
        "def stops(route):\n    route.sort()\n    return route\n",
    )
    assert found["verdict"] == "not yet"
    assert '  Before: the list was ["Mare St", "Dalston"]' in found["lines"]
    assert '  After:  the list is  ["Dalston", "Mare St"]' in found["lines"]


def test_the_smallest_failing_case_is_shown(run: Run) -> None:
    found = run(
        """
        from hypothesis import given, strategies as st

        @given(st.integers(0, 100))
        def test_free(solution, age):
            '''Nobody pays.'''
            assert solution.fare(age) == 0
        """,
        "def fare(age):\n    return 85 if age > 10 else 0\n",
    )
    assert found["checks"][0]["call"] == {"ran": "fare(11)", "gave": "85", "needs": "0"}
    assert "seed" not in found["text"]


def test_other_cases_of_a_check_tell_where_the_edge_is(run: Run) -> None:
    found = run(
        """
        import pytest

        @pytest.mark.parametrize(("age", "pence"), [(9, 0), (10, 0), (12, 85), (11, 85)])
        def test_fares(solution, age, pence):
            '''Fares of children.'''
            assert solution.fare(age) == pence
        """,
        "def fare(age):\n    return 85 if age > 11 else 0\n",
    )
    assert "  Maybe:    10 is right but 11 is not. Look at the edge." in found["text"]


def test_a_state_machine_is_a_check_and_shows_its_last_call(run: Run) -> None:
    found = run(
        """
        from hypothesis import stateful, strategies as st

        class Shop(stateful.RuleBasedStateMachine):
            '''A till that counts.'''

            @stateful.rule(age=st.integers(0, 99))
            def sell(self, age):
                import kit_it
                assert kit_it.fare(age) == 0

        TestShop = Shop.TestCase
        """,
        "def fare(age):\n    return 85 if age > 10 else 0\n",
    )
    (check,) = found["checks"]
    assert check["verdict"] == "not yet"
    assert check["call"] == {"ran": "fare(11)", "gave": "85", "needs": "0"}


def test_state_never_leaks_from_check_to_check(run: Run) -> None:
    run(
        """
        def test_one(solution):
            assert solution.count() == 1

        def test_two(solution):
            assert solution.count() == 1
        """,
        "seen = []\ndef count():\n    seen.append(1)\n    return len(seen)\n",
        code=0,
    )


def test_answers_that_change_from_run_to_run_are_not_yet_right(run: Run) -> None:
    found = run(
        """
        from hypothesis import given, strategies as st

        @given(st.integers(0, 100))
        def test_free(solution, age):
            assert solution.fare(age) == 0
        """,
        "import itertools\nturn = itertools.count()\n"
        "def fare(age):\n    return 1 if next(turn) == 20 else 0\n",
    )
    assert (found["verdict"], found["fault"]) == ("not yet", "solution")
    assert found["checks"][0]["call"]["ran"].startswith("fare(")


def test_an_answer_used_as_what_it_is_not_is_not_yet_right(run: Run) -> None:
    found = run(
        """
        def test_price(solution):
            assert solution.fare(10)["price"] == 0
        """,
        "def fare(age):\n    return 0\n",
    )
    assert (found["verdict"], found["fault"]) == ("not yet", "solution")


@pytest.mark.parametrize(
    "body",
    [
        pytest.param("assert fair(10) == 0", id="a name of the suite's own"),
        pytest.param("int('x')", id="before any call"),
        pytest.param("import pytest; pytest.skip('later')", id="skip"),
        pytest.param("import pytest; pytest.xfail('later')", id="xfail"),
        pytest.param("import numpyy", id="a module that is not there"),
    ],
)
def test_where_the_suite_stops_nothing_was_checked(run: Run, body: str) -> None:
    found = run(f"def test_it(solution):\n    '''A check.'''\n    {body}\n", "def fare(age):\n    return 0\n")
    assert (found["verdict"], found["fault"]) == ("could not check", "pack")
    assert "NO CHECK Check 1: A check" in found["lines"]
    assert "  The checks stopped, not your code. Tell your teacher:" in found["lines"]
    assert "Traceback" not in found["text"]


def test_a_suite_that_cannot_be_imported_is_one_sentence(run: Run) -> None:
    found = run(
        "import numpyy\n\ndef test_one(solution):\n    pass\n\ndef test_two(solution):\n    pass\n",
        "def fare(age):\n    return 0\n",
    )
    assert (found["verdict"], found["fault"]) == ("could not check", "pack")
    assert [check["verdict"] for check in found["checks"]] == ["could not check", "could not check"]
    assert found["text"].count("ModuleNotFoundError") == 1
    assert "2 checks are waiting." in found["lines"]


def test_a_fixture_that_stops_is_the_packs_fault(run: Run) -> None:
    found = run(
        """
        import pytest

        @pytest.fixture
        def table():
            raise LookupError("no table")

        def test_it(solution, table):
            assert solution.fare(1) == 0
        """,
        "def fare(age):\n    return 0\n",
    )
    assert (found["verdict"], found["fault"]) == ("could not check", "pack")


def test_the_authors_words_are_kept(run: Run) -> None:
    found = run(
        """
        def test_it(solution):
            '''A check.'''
            assert solution.fare(1) == 0, "Children ride free."
        """,
        "def fare(age):\n    return 1\n",
    )
    assert "Children ride free." in found["text"]


def test_what_should_be_raised_and_is_not(run: Run) -> None:
    found = run(
        """
        import pytest

        def test_it(solution):
            '''No negative ages.'''
            with pytest.raises(ValueError):
                solution.fare(-1)
        """,
        "def fare(age):\n    return 1\n",
    )
    assert (found["verdict"], found["fault"]) == ("not yet", "solution")
    assert "fare(-1)" in found["text"]


def test_more_shows_prints_and_each_check_in_full(run: Run) -> None:
    found = run(
        kit.FARE_SUITE,
        "def fare(age):\n    print('looking at', age)\n    return 7\n",
        "--hackney-more",
    )
    assert found["text"].count("It gave:    7") == 2
    assert '  It printed: "looking at 30"' in found["lines"]


def test_time_that_runs_out_over_making_a_case_smaller_hides_no_answer(run: Run) -> None:
    suite = """
        from hypothesis import given, strategies as st

        @given(st.integers(0, 10**6))
        def test_free(solution, age):
            '''Nobody pays.'''
            assert solution.fare(age) == 0
    """
    slow = "def fare(age):\n    for _ in range(2_000_000):\n        pass\n    return 85\n"
    found = run(suite, slow, limits="[limits]\ncall_seconds = 1.0\ncheck_seconds = 1.0\n")
    assert found["checks"][0]["call"]["gave"] == "85"
    assert "  It needs: 0" in found["lines"]


def test_a_suite_that_cannot_be_read_could_not_be_checked(run: Run) -> None:
    found = run("def test_it(solution)\n    pass\n", "def fare(age):\n    return 0\n")
    assert (found["verdict"], found["fault"], found["out_of"]) == ("could not check", "pack", 0)
    assert "NO CHECK Check 1: all the checks of this challenge" in found["lines"]
    assert "line 1 is not Python" in " ".join(found["text"].split())


def test_an_author_is_told_what_cannot_be_read(pytester: pytest.Pytester, tmp_path: Path) -> None:
    folder = kit.pack(tmp_path, {"kit_mine": "def test_it(solution)\n    pass\n"}, name="my_pack")
    found = kit.run_here(pytester, folder)
    assert found.code == 1
    assert "line 1 is not Python" in found.unwrapped
    (folder / "pack.toml").write_text("[pack\n")
    broken = kit.run_here(pytester, folder)
    assert broken.code == pytest.ExitCode.USAGE_ERROR
    assert "pack.toml is not TOML" in broken.unwrapped
