"""The usual cases: the same whatever stands beside, others only when asked for."""

from pathlib import Path

import pytest

import kit

_SUITE = '''
    import os

    from hypothesis import given, settings, stateful, strategies as st

    from hackney_challenges import points


    def note(kind, value):
        with open(os.environ["KIT_DRAWN"], "a", encoding="utf-8") as file:
            file.write(f"{kind} {value!r}\\n")


    @points(1)
    @given(st.integers(), st.text("abc"), st.floats(allow_nan=False))
    def test_drawn(solution, number, text, decimal):
        """Whatever is drawn."""
        note("drawn", (number, text, decimal))
        assert solution.fare(1) == 0


    class Shop(stateful.RuleBasedStateMachine):
        @stateful.rule(number=st.integers())
        def put(self, number):
            note("machine", number)


    TestShop = Shop.TestCase
'''
_BESIDE = {
    "helper.py": "".join(f"N{number} = {number * 7919 + 104729}\n" for number in range(300)),
    "conftest.py": "import helper\nTEXT = 'abcabcabc'\n",
    "test_own.py": (
        "import helper, kit_fare\nfrom hypothesis import given, strategies as st\n\n"
        "@given(st.integers(), st.floats(allow_nan=False))\n"
        "def test_own(number, decimal):\n    assert helper.N1\n"
    ),
}


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    kit.pack(folder, {"kit_fare": _SUITE})
    return folder


def _drawn(folder: Path, site: Path, *arguments: str, **environment: str) -> list[str]:
    file = folder.parent / f"{folder.name}.drawn"
    file.unlink(missing_ok=True)
    found = kit.run(folder, *arguments, site=site, environment={"KIT_DRAWN": str(file), **environment})
    assert found.code == 0, found.text
    # Order of checks is not theirs; each check's own cases are.
    return sorted(file.read_text(encoding="utf-8").splitlines())


def test_own_tests_conftest_profile_and_ci_do_not_shift_a_case(site: Path, tmp_path: Path) -> None:
    alone = kit.team_folder(tmp_path / "alone", {"kit_fare.py": kit.FARE_RIGHT})
    beside = kit.team_folder(tmp_path / "beside", {"kit_fare.py": kit.FARE_RIGHT, **_BESIDE})
    usual = _drawn(alone, site)
    assert len(usual) > 200
    assert _drawn(beside, site, "-p", "no:randomly", "test_own.py", "kit_fare.py") == usual
    assert _drawn(beside, site, "--hypothesis-seed=5", CI="1") == usual


def test_other_cases_come_when_they_are_asked_for(site: Path, tmp_path: Path) -> None:
    folder = kit.team_folder(tmp_path / "otters", {"kit_fare.py": kit.FARE_RIGHT})
    usual = _drawn(folder, site)
    other = _drawn(folder, site, "--hackney-seed=1")
    assert other != usual
    assert _drawn(folder, site, "--hackney-seed=1") == other


def test_a_teams_own_tests_keep_their_own_settings(site: Path, tmp_path: Path) -> None:
    own = """
        from hypothesis import given, settings, strategies as st

        SEEN = []

        @given(st.integers())
        def test_own(number):
            SEEN.append(number)

        def test_settings():
            assert settings.get_current_profile_name() == "few"
            assert len(SEEN) <= 7
    """
    conftest = """
        from hypothesis import settings

        settings.register_profile("few", max_examples=7)
        settings.load_profile("few")
    """
    folder = kit.team_folder(
        tmp_path / "otters", {"kit_fare.py": kit.FARE_RIGHT, "test_own.py": own, "conftest.py": conftest}
    )
    _drawn(folder, site, "-p", "no:randomly")


def test_nothing_of_hypothesis_is_left_in_the_folder(site: Path, tmp_path: Path) -> None:
    folder = kit.team_folder(tmp_path / "otters", {"kit_fare.py": kit.FARE_RIGHT})
    _drawn(folder, site)
    left = {path.name for path in folder.iterdir()} - {".pytest_cache"}
    assert left == {".hackney", "hackney.toml", "kit_fare.py"}
