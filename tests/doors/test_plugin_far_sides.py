"""One far side a check: shared by its cases, never by two checks, and its price paid once."""

import json
from collections.abc import Callable
from pathlib import Path

import pytest

import kit

Run = Callable[..., kit.Outcome]

_COUNTING = "times = 0\n\n\ndef fare(age):\n    global times\n    times += 1\n    return times\n"
_CASES_SUITE = """
    import pytest

    from hackney_challenges import points


    @points(1)
    @pytest.mark.parametrize("case", [1, 2, 3])
    def test_first(solution, case):
        '''The solution counts its calls.'''
        assert solution.fare(10) == case


    @points(1)
    @pytest.mark.parametrize("case", [1, 2, 3])
    def test_second(solution, case):
        '''And begins again.'''
        assert solution.fare(10) == case
"""
_ENDLESS = "def fare(age):\n    while age > 10:\n        age = age\n    return 0\n"
_ENDLESS_SUITE = """
    import os

    import pytest

    from hackney_challenges import points


    @points(1)
    @pytest.mark.parametrize("age", [9, 11, 12, 10])
    def test_fares(solution, age):
        '''Fares of children.'''
        with open(os.environ["KIT_ASKED"], "a", encoding="utf-8") as file:
            file.write(f"fares {age}\\n")
        assert solution.fare(age) == 0


    @points(1)
    @pytest.mark.parametrize("age", [1, 2])
    def test_babies(solution, age):
        '''Babies ride free.'''
        with open(os.environ["KIT_ASKED"], "a", encoding="utf-8") as file:
            file.write(f"babies {age}\\n")
        assert solution.fare(age) == 0
"""
_LIMITS = "[limits]\ncall_seconds = 0.3\ncheck_seconds = 1\n"
# After pytest and all plugins have had their say about the order: first cases first, of whatever check.
_INTERLEAVED = """
import pytest

@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collection_modifyitems(items):
    yield
    checks = {}
    for item in items:
        checks.setdefault(item.originalname, []).append(item)
    longest = max(map(len, checks.values()))
    items[:] = [cases[n] for n in range(longest) for cases in checks.values() if n < len(cases)]
"""


@pytest.fixture
def run(pytester: pytest.Pytester, tmp_path: Path) -> Run:
    """Run one suite over one solution."""

    def checked(
        suite: str, solution: str, *arguments: str, limits: str = "", conftest: str = ""
    ) -> kit.Outcome:
        kit.pack(tmp_path / "site", {"kit_it": suite}, limits=limits)
        folder = kit.team_folder(tmp_path / "otters", {"kit_it.py": solution, "conftest.py": conftest})
        return kit.run_here(
            pytester,
            folder,
            "--hackney-json=result.json",
            *arguments,
            site=tmp_path / "site",
            KIT_ASKED=str(tmp_path / "asked"),
        )

    return checked


@pytest.fixture
def verdicts(tmp_path: Path) -> Callable[[], list[str]]:
    """The verdicts of the checks in the author's order."""

    def read() -> list[str]:
        (challenge,) = json.loads((tmp_path / "otters" / "result.json").read_text())["challenges"]
        return [check["verdict"] for check in challenge["checks"]]

    return read


def test_the_cases_of_a_check_share_one_far_side(run: Run, verdicts: Callable[[], list[str]]) -> None:
    found = run(_CASES_SUITE, _COUNTING)
    assert found.code == 0, found.text
    assert verdicts() == ["solved", "solved"]


def test_cases_of_two_checks_in_turn_never_share_one(run: Run, verdicts: Callable[[], list[str]]) -> None:
    always_first = _CASES_SUITE.replace("== case", "== 1")
    found = run(always_first, _COUNTING, conftest=_INTERLEAVED)
    assert found.code == 0, found.text
    assert verdicts() == ["solved", "solved"]


def test_cases_that_were_shuffled_stand_together_again(run: Run, tmp_path: Path) -> None:
    shuffled = _INTERLEAVED.replace(", tryfirst=True", "").replace("    yield\n", "")
    shuffled = shuffled.replace("(wrapper=True)", "(tryfirst=True)")
    found = run(_ENDLESS_SUITE, _ENDLESS.replace("while", "if"), conftest=shuffled)
    assert found.code == 0, found.text
    asked = (tmp_path / "asked").read_text(encoding="utf-8").split("\n")[:-1]
    assert [line.split()[0] for line in asked] == ["fares"] * 4 + ["babies"] * 2


@pytest.mark.parametrize("conftest", ["", _INTERLEAVED], ids=["in a row", "in turn"])
def test_an_endless_function_costs_its_limit_once_a_check(
    run: Run, verdicts: Callable[[], list[str]], tmp_path: Path, conftest: str
) -> None:
    found = run(_ENDLESS_SUITE, _ENDLESS, limits=_LIMITS, conftest=conftest)
    assert verdicts() == ["not yet", "solved"]
    asked = sorted((tmp_path / "asked").read_text(encoding="utf-8").splitlines())
    assert asked == ["babies 1", "babies 2", "fares 11", "fares 9"]
    assert found.text.count("NOT YET") == 1
    assert "fare(11)" in found.text


def test_the_time_of_a_check_is_for_all_its_cases(run: Run, verdicts: Callable[[], list[str]]) -> None:
    slow = """
        import time

        def fare(age):
            until = time.process_time() + 0.25
            while time.process_time() < until:
                pass
            return 0
    """
    suite = _ENDLESS_SUITE.replace("[9, 11, 12, 10]", "[1, 2, 3, 4, 5, 6]")
    found = run(suite, slow, limits=_LIMITS)
    assert verdicts() == ["not yet", "solved"], found.text


def test_a_solution_that_ends_is_not_begun_again_for_other_cases(
    run: Run, verdicts: Callable[[], list[str]], tmp_path: Path
) -> None:
    leaving = "import os\n\n\ndef fare(age):\n    if age > 10:\n        os._exit(0)\n    return 0\n"
    run(_ENDLESS_SUITE, leaving)
    assert verdicts() == ["not yet", "solved"]
    assert "fares 12" not in (tmp_path / "asked").read_text(encoding="utf-8")


def test_what_a_case_raises_or_lacks_keeps_no_other_from_running(run: Run, tmp_path: Path) -> None:
    run(_ENDLESS_SUITE, "def fare(age):\n    return 0 if age < 11 else 1 / 0\n")
    assert len((tmp_path / "asked").read_text(encoding="utf-8").splitlines()) == 6
