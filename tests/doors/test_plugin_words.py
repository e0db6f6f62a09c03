"""What the words of a run are made from: other cases, the author's order, what was reached before."""

import json
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

import kit

Run = Callable[..., kit.Outcome]

AGES = '''
    import pytest
    from hypothesis import given, strategies as st

    from hackney_challenges import case, exactly, points


    @points(4)
    @pytest.mark.parametrize(
        ("age", "pence"),
        [case("ten", 10, 0), case("eleven", 11, 85), case("fifteen", 15, 85), case("sixteen", 16, 175),
         case("seventeen", 17, 175)],
    )
    def test_birthdays(solution, age, pence):
        """Birthdays."""
        assert solution.fare(age) == exactly(pence)


    @points(3)
    @given(age=st.integers(0, 120))
    def test_any_age(solution, age):
        """Any age."""
        assert solution.fare(30) != 0
        assert solution.fare(age) == (0 if age < 11 else 85 if age < 16 else 175)


    @points(1)
    def test_number(solution):
        """A number."""
        fare = solution.fare(40)
        assert isinstance(fare, int | float), "A fare is a number."
'''
RIGHT = """
    def fare(age):
        if age < 11:
            return 0
        return 85 if age < 16 else 175
"""
GREETING = '''
    import pytest

    from hackney_challenges import points


    @points(2)
    @pytest.mark.parametrize("people", ["7", "8"])
    def test_groups(solution, people):
        """Groups."""
        played = solution.run(typed=[people])
        assert played.error is None
        assert played.lines == ["Room"]
'''


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    kit.pack(folder, {"kit_ages": AGES, "kit_groups": GREETING})
    return folder


@pytest.fixture
def run(pytester: pytest.Pytester) -> Run:
    return partial(kit.run_here, pytester)


@pytest.fixture
def ages(run: Run, site: Path, tmp_path: Path) -> Callable[..., kit.Outcome]:
    """A run of the checks of `kit_ages` over a solution."""

    def check(solution: str, *arguments: str) -> kit.Outcome:
        folder = kit.team_folder(tmp_path / "otters", {"kit_ages.py": solution})
        return run(folder, *arguments, site=site)

    return check


def _told(found: kit.Outcome) -> list[str]:
    """The lines of the one message that is told in full."""
    first = next(place for place, line in enumerate(found.lines) if line.startswith("NOT YET"))
    rest = found.lines[first + 1 :]
    last = next(place for place, line in enumerate(rest) if not line.startswith("  "))
    return [line.strip() for line in rest[:last]]


def test_cases_that_run_later_are_known_to_the_message_too(ages: Callable[..., kit.Outcome]) -> None:
    found = ages(
        "def fare(age):\n    if age < 16: return 85 if age > 10 else 0\n    if age > 16: return 175\n"
    )
    assert _told(found) == [
        "I ran:    fare(16)",
        "It gave:  nothing (None)",
        "It needs: 175",
        "Maybe:    no return runs for 16. 15 and 17 are fine.",
    ]
    moved = ages(RIGHT.replace("< 16", "< 17"))
    assert _told(moved)[-1] == "Maybe:    15 is right but 16 is not. Look at the edge."


def test_one_answer_for_all_is_seen(ages: Callable[..., kit.Outcome]) -> None:
    found = ages("def fare(age):\n    return 85\n")
    assert _told(found)[-1] == "Maybe:    fare gives 85 each time. Does it use its input?"


def test_the_result_file_has_the_same_words(ages: Callable[..., kit.Outcome], tmp_path: Path) -> None:
    found = ages("def fare(age):\n    return 85\n", "--hackney-json=result.json")
    (challenge,) = json.loads((tmp_path / "otters" / "result.json").read_text())["challenges"]
    assert challenge["checks"][0]["message"] in found.text


@pytest.mark.parametrize("seed", [1, 2, 3, 4])
def test_the_first_case_in_the_authors_order_is_told_however_they_were_shuffled(
    site: Path, tmp_path: Path, pytester: pytest.Pytester, seed: int
) -> None:
    folder = kit.team_folder(tmp_path / "otters", {"kit_ages.py": "def fare(age):\n    return age\n"})
    conftest = f"""
        import random

        import pytest

        @pytest.hookimpl(trylast=True)
        def pytest_collection_modifyitems(items):
            random.Random({seed}).shuffle(items)
    """
    kit.team_folder(folder, {"conftest.py": conftest})
    found = kit.run_here(pytester, folder, site=site)
    assert "NOT YET  Check 1: ten" in found.lines
    assert _told(found)[0] == "I ran:    fare(10)"


def test_the_nearest_example_that_works_is_one_the_check_drew(ages: Callable[..., kit.Outcome]) -> None:
    found = ages(RIGHT.replace("age < 11", "age < 11 or age > 60"))
    assert "NOT YET  Check 2: Any age" in found.lines
    assert _told(found) == [
        "I ran:    fare(61)",
        "It gave:  0",
        "It needs: 175",
        "Note:     60 is right but 61 is not.",
    ]


def test_a_number_that_is_needed_is_said_as_a_kind(ages: Callable[..., kit.Outcome]) -> None:
    found = ages("def fare(age):\n    print(age)\n", "-k", "number")
    assert _told(found) == [
        "I ran:    fare(40)",
        "It gave:  nothing (None)",
        "It needs: a number",
        "Note:     A fare is a number.",
    ]


def test_checks_that_miss_the_same_name_share_a_line(ages: Callable[..., kit.Outcome]) -> None:
    found = ages("def fair(age):\n    return 0\n")
    assert found.text.strip().splitlines() == [
        "Kit ages",
        "NOT YET  The checks look for a function named fare",
        "  I found:  fair (line 1)",
        "  It needs: fare",
        "  Maybe:    one letter is different.",
        "  Next:     change the name on line 1.",
        "2 more checks look for it too.",
        "0 of 3 checks OK. 0 points.",
        "Next: hackney check kit_ages",
    ]
    assert found.code == 1
    assert ages("def fair(age):\n    return 0\n", "--hackney-more").text.count("change the name") == 3


def test_a_number_where_a_function_is_needed_is_the_pupils_affair(ages: Callable[..., kit.Outcome]) -> None:
    found = ages("fare = 5\n")
    assert found.text.strip().splitlines() == [
        "Kit ages",
        "NOT YET  The checks look for a function named fare",
        "  I found:  fare is 5",
        "  It needs: a function named fare",
        "  Next:     write a line that starts with def fare(",
        "2 more checks look for it too.",
        "0 of 3 checks OK. 0 points.",
        "Next: hackney check kit_ages",
    ]


def test_a_program_that_asks_once_too_often_is_no_file_to_be_moved_about(
    run: Run, site: Path, tmp_path: Path
) -> None:
    program = "while True:\n    if int(input()) < 8:\n        break\n    print('Again')\nprint('Room')\n"
    folder = kit.team_folder(tmp_path / "otters", {"kit_groups.py": program})
    assert _told(run(folder, site=site)) == [
        'I ran:     the program, typing "8"',
        'It showed: "Again"',
        "Line 2:        if int(input()) < 8:",
        "Because:   the program asked again after the last answer.",
    ]


def test_a_first_solve_is_told_once_and_names_what_works_now(ages: Callable[..., kit.Outcome]) -> None:
    ages(RIGHT.replace("< 11", "< 12"))
    solved = ages(RIGHT)
    assert "3 of 3 checks OK. 8 points (7 more than last time)." in solved.lines
    assert "Kit ages is solved. fare(11) works now." in solved.lines
    assert "is solved" not in ages(RIGHT).text
    worse = ages(RIGHT.replace("< 11", "< 12"))
    assert "1 of 3 checks OK. 1 point. Best so far: 8 points." in worse.lines
    assert "is solved" not in ages(RIGHT).text


def test_an_example_that_was_drawn_is_never_said_to_work(ages: Callable[..., kit.Outcome]) -> None:
    assert "fare(61)" in ages(RIGHT.replace("age < 11", "age < 11 or age > 60")).text
    assert "Kit ages is solved." in ages(RIGHT).lines


def test_the_end_of_a_pack_is_told(run: Run, site: Path, tmp_path: Path) -> None:
    folder = kit.team_folder(
        tmp_path / "otters", {"kit_ages.py": RIGHT, "kit_groups.py": "input()\nprint('Room')\n"}
    )
    assert "Kit is done: all 2 challenges are solved." in run(folder, site=site).lines
    assert "is done" not in run(folder, site=site).text


def test_a_hint_is_offered_at_the_second_try_not_at_the_second_run(ages: Callable[..., kit.Outcome]) -> None:
    tries = [kit.FARE_STARTER, "def fare(age):\n    return 1\n", "def fare(age):\n    return 2\n"]
    assert [ages(solution).text.count("Stuck?") for solution in tries] == [0, 0, 1]


def test_what_is_next_comes_after_what_was_done(run: Run, site: Path, tmp_path: Path) -> None:
    folder = kit.team_folder(tmp_path / "otters", {"kit_ages.py": RIGHT})
    assert "Next: hackney get kit_groups" in run(folder, site=site).lines
