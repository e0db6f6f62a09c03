import os
import sys
import textwrap
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hackney_challenges.packs.manifest import PackError
from hackney_challenges.packs.suite import Check, Suite, read_suite

SUITE = "test_bus_fare.py"


@pytest.fixture
def suite(tmp_path: Path) -> Callable[[str], Suite]:
    def read(source: str) -> Suite:
        (tmp_path / SUITE).write_text(textwrap.dedent(source), encoding="utf-8")
        return read_suite(tmp_path / SUITE)

    return read


@pytest.fixture
def refused(suite: Callable[[str], Suite], tmp_path: Path) -> Callable[[str], str]:
    def read(source: str) -> str:
        with pytest.raises(PackError) as refusal:
            suite(source)
        return str(refusal.value).replace(str(tmp_path) + os.sep, "")

    return read


def named(suite: Suite) -> list[tuple[str, int]]:
    return [(check.name, check.points) for check in suite.checks]


def test_checks_have_names_titles_points_and_lines_in_the_suites_order(suite: Callable[[str], Suite]) -> None:
    read = suite(
        '''\
        """Bus fare."""
        import pytest
        from hackney_challenges import exactly, points

        BOARD = [0, 50]

        @points(4)
        @pytest.mark.parametrize("age", [4, 10])
        def test_children(solution, age):
            """children ride free

            The second paragraph is for authors.
            """
            assert solution.fare(age) == exactly(0)

        def helper(solution): ...

        @pytest.mark.points(6)
        def test_others_pay(solution):
            assert solution.fare(16) == exactly(50)
        '''
    )

    assert read.checks == (
        Check(name="test_children", title="children ride free", points=4, line=9),
        Check(name="test_others_pay", title="others pay", points=6, line=19),
    )
    assert read.points == 10


def test_nothing_of_a_suite_is_run(suite: Callable[[str], Suite], tmp_path: Path) -> None:
    suite(f"open({str(tmp_path / 'run')!r}, 'w')\nimport no_such_module\ndef test_x(solution): ...\n")

    assert not (tmp_path / "run").exists()


def test_a_check_without_points_is_worth_nothing(suite: Callable[[str], Suite]) -> None:
    assert named(suite("def test_x(solution): ...")) == [("test_x", 0)]


@pytest.mark.parametrize(
    "head",
    [
        "from hackney_challenges import points",
        "from hackney_challenges.suites.marks import points",
        "from hackney_challenges import points as worth",
        "import hackney_challenges",
        "import hackney_challenges as kit",
        "from pytest import mark",
        "import pytest as pt",
    ],
    ids=lambda head: head.replace(" ", "_"),
)
def test_points_are_found_however_they_are_imported(suite: Callable[[str], Suite], head: str) -> None:
    name = {
        "worth": "worth",
        "hackney_challenges": "hackney_challenges.points",
        "kit": "kit.points",
        "mark": "mark.points",
        "pt": "pt.mark.points",
    }.get(head.split()[-1], "points")

    assert named(suite(f"{head}\n@{name}(7)\ndef test_x(solution): ...")) == [("test_x", 7)]


def test_points_of_the_pupils_own_are_no_points(suite: Callable[[str], Suite]) -> None:
    source = "def test_x(solution):\n    assert solution.points(3) == 4\n    assert solution.team.points(1)"

    assert named(suite(source)) == [("test_x", 0)]


@pytest.mark.parametrize(
    "given",
    ["'4'", "4.0", "True", "-1", "0", "101", "FOUR", "2 + 2", "4, 5", "n=4", "", "*[4]"],
)
def test_points_are_a_whole_number_written_out(refused: Callable[[str], str], given: str) -> None:
    said = refused(
        f"from hackney_challenges import points\nFOUR = 4\n@points({given})\ndef test_x(solution): ...\n"
    )

    assert said.startswith(f"{SUITE}: line 3: @points({given}")
    assert said.endswith("Points are one whole number from 1 to 100, written out, as in @points(4).")


def test_points_without_brackets_are_refused(refused: Callable[[str], str]) -> None:
    said = refused("from hackney_challenges import points\n@points\ndef test_x(solution): ...")

    assert said == (
        f"{SUITE}: line 2: @points. Points are one whole number from 1 to 100, written out, as in @points(4)."
    )


def test_points_given_twice_are_refused(refused: Callable[[str], str]) -> None:
    source = "from hackney_challenges import points\n@points(4)\n@points(5)\ndef test_x(solution): ..."

    assert refused(source) == f"{SUITE}: line 4: test_x is given points twice. Leave one."


@pytest.mark.parametrize(
    ("source", "line"),
    [
        ("pytestmark = points(4)\ndef test_x(solution): ...", 2),
        ("@points(4)\nclass TestFares:\n    def test_x(self, solution): ...", 2),
        ("@points(4)\ndef helper(): ...\ndef test_x(solution): ...", 2),
        ("CASES = [pytest.param(1, marks=pytest.mark.points(2))]\ndef test_x(solution): ...", 2),
    ],
    ids=["whole module", "whole class", "no check", "one case"],
)
def test_points_that_belong_to_no_one_check_are_refused(
    refused: Callable[[str], str], source: str, line: int
) -> None:
    said = refused(f"from hackney_challenges import points\n{source}")

    assert said == f"{SUITE}: line {line}: points stand above one check. Write @points(4) above its def."


def test_methods_of_classes_are_checks_with_the_class_in_their_name(suite: Callable[[str], Suite]) -> None:
    read = suite(
        """
        import unittest
        from unittest import TestCase as Case
        from hackney_challenges import points

        class TestFares:
            @points(3)
            def test_child(self, solution):
                '''a child'''
            def helper(self): ...
            class TestNights:
                @points(2)
                def test_late(self, solution): ...

        class Buses(unittest.TestCase):
            @points(1)
            def test_bus(self): ...

        class Trains(Case):
            @points(1)
            def testTrainIsLate(self): ...

        class Alone(Case):
            @points(5)
            def runTest(self): ...

        class Helper:
            def test_nothing(self): ...
        """
    )

    assert named(read) == [
        ("TestFares::test_child", 3),
        ("TestFares::TestNights::test_late", 2),
        ("Buses::test_bus", 1),
        ("Trains::testTrainIsLate", 1),
        ("Alone::runTest", 5),
    ]
    assert [check.title for check in read.checks] == ["a child", "late", "bus", "train is late", "alone"]


def test_inherited_methods_are_checks_of_each_class(suite: Callable[[str], Suite]) -> None:
    read = suite(
        """
        from hackney_challenges import points

        class Shared:
            __test__ = False
            @points(2)
            def test_one(self, solution): ...
            @points(3)
            def test_two(self, solution): ...

        class TestA(Shared):
            __test__ = True

        class TestB(Shared):
            __test__ = True
            @points(4)
            def test_two(self, solution): ...
        """
    )

    assert named(read) == [
        ("TestA::test_one", 2),
        ("TestA::test_two", 3),
        ("TestB::test_one", 2),
        ("TestB::test_two", 4),
    ]


@pytest.mark.parametrize("assigned", [True, False], ids=["TestShop = Shop.TestCase", "class TestShop"])
def test_a_state_machine_is_one_check(suite: Callable[[str], Suite], assigned: bool) -> None:
    read = suite(
        f"""
        from hypothesis.stateful import RuleBasedStateMachine, rule
        from hackney_challenges import points

        @points(8)
        class Shop(RuleBasedStateMachine):
            '''a day in the shop.'''
            @rule()
            def sell(self): ...

        {"TestShop = Shop.TestCase" if assigned else "class TestShop(Shop.TestCase): pass"}
        """
    )

    assert [(c.name, c.title, c.points) for c in read.checks] == [
        ("TestShop::runTest", "a day in the shop", 8)
    ]


def test_pytest_collects_what_the_reader_found(pytester: pytest.Pytester) -> None:
    pytester.makepyfile(
        test_both_ways="""
        import unittest
        import pytest
        from hypothesis import given, strategies as st
        from hypothesis.stateful import RuleBasedStateMachine, rule

        class Shop(RuleBasedStateMachine):
            @rule()
            def sell(self): ...

        TestShop = Shop.TestCase

        @pytest.fixture
        def test_fixture(): ...

        def test_plain(): ...

        @pytest.mark.parametrize("n", [1, 2])
        def test_cases(n): ...

        @given(st.integers())
        def test_property(n): ...

        def testing(): ...

        class Shared:
            __test__ = False
            def test_shared(self): ...
            def test_twice(self): ...

        class TestChild(Shared):
            __test__ = True
            def test_own(self): ...
            def test_twice(self): ...

        class TestNest:
            @staticmethod
            def test_static(): ...
            @classmethod
            def test_class(cls): ...
            class TestInner:
                def test_in(self): ...

        class Old(unittest.TestCase):
            def test_old(self): ...
            def setUp(self): ...

        class OldChild(Old):
            def test_young(self): ...

        class Nothing:
            def test_no(self): ...
        """
    )
    collected = pytester.runpytest_inprocess("--collect-only", "-q", "-p", "no:randomly", "-p", "no:hackney")
    names = {
        line.partition("::")[2].partition("[")[0]
        for line in collected.outlines
        if "test_both_ways.py::" in line
    }

    read = read_suite(pytester.path / "test_both_ways.py")

    assert {check.name for check in read.checks} == names
    assert len(read.checks) == len(names)


@pytest.mark.parametrize(
    ("source", "words"),
    [
        ("x = 1", "holds no check. A check is a function whose name starts with test_, such as test_edges."),
        ("def test_x(solution: ...", "line 1 is not Python: "),
        ("x = '\0'", "is"),
        (
            "def test_x(): ...\n\ndef test_x(): ...",
            "line 3: test_x is there twice, first on line 1. Only the last would run: give each",
        ),
        (
            "import sys\nif sys.platform == 'win32':\n    def test_x(): ...",
            (
                "line 3: test_x stands inside another statement. Checks are the same in each run: "
                "move it to the left edge."
            ),
        ),
        (
            "from others import test_x",
            (
                "line 1: test_x is imported. Checks stand in the suite itself: write it there, "
                "or import it by another name."
            ),
        ),
        ("async def test_x(): ...", "line 1: test_x is async. Write it with a plain def."),
        (
            "class TestX:\n    def __init__(self): ...\n    def test_x(self): ...",
            "line 2: pytest passes by a class with __init__. Use a fixture instead.",
        ),
        (
            "from machines import Shop\nTestShop = Shop.TestCase",
            "line 2: Shop.TestCase comes from elsewhere. Write the state machine in the suite itself.",
        ),
    ],
    ids=[
        "none",
        "syntax",
        "nul",
        "twice",
        "inside an if",
        "imported",
        "async",
        "with __init__",
        "foreign machine",
    ],
)
def test_a_suite_that_cannot_be_foreseen_is_refused(
    refused: Callable[[str], str], source: str, words: str
) -> None:
    said = refused(source)

    assert said.startswith(SUITE)
    assert words in said


@pytest.mark.parametrize(
    "source",
    [
        "x = " + "(" * 5000 + ")" * 5000,
        "x = " + "-" * 50_000 + "1",
        "@a" + ".a" * 5000 + "\ndef test_x(): ...",
    ],
    ids=["brackets", "signs", "dots"],
)
def test_a_suite_nested_too_deep_is_refused(refused: Callable[[str], str], source: str) -> None:
    assert refused(source).startswith(SUITE)


def test_the_same_suite_has_the_same_digest_on_every_platform(tmp_path: Path) -> None:
    source = b"def test_x(solution):\n    assert solution.fare(1) == 2\n"
    forms = [source, source.replace(b"\n", b"\r\n"), b"\xef\xbb\xbf" + source]
    digests = set()
    for form in forms:
        (tmp_path / SUITE).write_bytes(form)
        digests.add(read_suite(tmp_path / SUITE).digest)

    assert digests == {"sha256:57842b68b9fbeeb9ae2d5cc8420d83f965bfcf6fa1dc122905f549bed0e4fab8"}


def test_a_backslash_that_python_frowns_upon_is_no_warning_here(suite: Callable[[str], Suite]) -> None:
    assert suite("def test_x(solution):\n    assert solution.f('\\d')").checks[0].name == "test_x"


def test_a_huge_suite_is_refused(refused: Callable[[str], str]) -> None:
    assert refused("#" * 300_000) == f"{SUITE} is too big."


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=200) | st.text(alphabet="@points(4)\n deftst_:'=.[]", max_size=200).map(str.encode))
def test_any_bytes_are_a_suite_or_a_refusal(tmp_path: Path, data: bytes) -> None:
    (tmp_path / SUITE).write_bytes(data)
    with suppress(PackError):
        assert read_suite(tmp_path / SUITE).checks


@pytest.mark.parametrize(
    ("source", "is_program"),
    [
        ("def test_x(solution):\n    assert solution.run(typed=['a']).lines", True),
        ("def test_x(solution):\n    assert solution.run().lines and solution.uses('sorted')", True),
        ("def test_x(solution):\n    assert solution.fare(1)", False),
        ("def test_x(solution):\n    assert solution.run().lines and solution.fare(1)", False),
        ("def test_x(solution):\n    assert solution.uses('sorted')", False),
        ("def test_x(solution):\n    assert play(solution)\ndef play(it):\n    return it.run().lines", True),
        (
            "def test_x(solution):\n    assert play(who=solution)\ndef play(who):\n    return who.fare(1)",
            False,
        ),
        ("import bus_fare\ndef test_x(solution):\n    assert solution.run().lines", False),
        ("from bus_fare import fare\ndef test_x():\n    assert fare(1)", False),
        ("def test_x(solution):\n    ...", False),
    ],
)
def test_a_challenge_is_a_program_if_its_suite_only_runs_it(
    suite: Callable[[str], Suite], source: str, is_program: bool
) -> None:
    assert suite(source).is_program is is_program


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_suite_that_an_installer_linked_is_read(tmp_path: Path) -> None:
    (tmp_path / "real.py").write_text("def test_x(solution): ...")
    (tmp_path / SUITE).symlink_to(tmp_path / "real.py")

    assert named(read_suite(tmp_path / SUITE)) == [("test_x", 0)]
