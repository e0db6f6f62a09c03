"""What ended a case → its verdict and whose fault it was."""

import unittest

import pytest
from hypothesis.errors import FlakyFailure, InvalidArgument

from hackney_challenges.isolation.calls import MissingName, SolutionStopped, StopKind, Stopped
from hackney_challenges.plugin.verdicts import Judgement, NotStarted, SuiteStopped, folded, judge
from hackney_challenges.results import Fault, Verdict


def test_nothing_raised_is_solved() -> None:
    assert judge(None, answers=0) == Judgement(verdict="solved")


@pytest.mark.parametrize(
    "problem",
    [
        AssertionError("assert 0 == 1"),
        pytest.fail.Exception("DID NOT RAISE"),
        MissingName("fare", ()),
        FlakyFailure("changes", [AssertionError()]),
    ],
    ids=["assert", "pytest.fail", "a name that is missing", "answers that change"],
)
def test_what_the_solution_does_is_not_yet(problem: BaseException) -> None:
    assert judge(problem, answers=0) == Judgement(verdict="not yet", fault="solution")


@pytest.mark.parametrize(
    "problem", [TypeError(), KeyError("price"), AttributeError("x"), ZeroDivisionError()]
)
def test_using_an_answer_is_not_yet_only_where_there_is_an_answer(problem: Exception) -> None:
    assert judge(problem, answers=1).verdict == "not yet"
    assert judge(problem, answers=0).verdict == "could not check"
    assert judge(problem, answers=0).fault == "pack"


@pytest.mark.parametrize(
    "problem",
    [
        NameError("fair"),
        ImportError("numpyy"),
        SuiteStopped("The suite stopped."),
        pytest.skip.Exception("later"),
        pytest.xfail.Exception("later"),
        unittest.SkipTest("later"),
        InvalidArgument("no such strategy"),
    ],
    ids=lambda problem: type(problem).__name__,
)
def test_what_the_suite_does_is_the_packs_fault_whatever_was_called(problem: BaseException) -> None:
    found = judge(problem, answers=5)
    assert (found.verdict, found.fault) == ("could not check", "pack")


def test_tidying_up_is_the_packs_business() -> None:
    assert judge(AssertionError(), answers=1, is_torn_down=True).fault == "pack"


@pytest.mark.parametrize(
    ("kind", "verdict", "fault"),
    [
        ("time", "not yet", "solution"),
        ("ended", "not yet", "solution"),
        ("protocol", "not yet", "solution"),
        ("disk", "not yet", "solution"),
        ("unreadable", "not yet", "solution"),
        ("import", "not yet", "solution"),
        ("asks", "not yet", "solution"),
        ("missing", "not yet", None),
        ("not a file", "could not check", "solution"),
        ("machine", "could not check", "machine"),
    ],
)
def test_stops_have_the_verdicts_of_the_contract(
    kind: StopKind, verdict: Verdict, fault: Fault | None
) -> None:
    found = judge(SolutionStopped(Stopped(kind=kind)), answers=1)
    assert (found.verdict, found.fault) == (verdict, fault)


def test_an_untouched_starter_is_nobodys_fault() -> None:
    assert judge(NotStarted(), answers=0) == Judgement(verdict="not yet", reason="not started")


def test_a_fault_of_ours_is_ours() -> None:
    try:
        folded(None)  # type: ignore[arg-type]
    except TypeError as raised:
        problem = raised
    assert judge(RuntimeError().with_traceback(problem.__traceback__), answers=1).fault == "kit"


@pytest.mark.parametrize(
    ("verdicts", "folds_to"),
    [
        ((), "could not check"),
        (("solved", "solved"), "solved"),
        (("solved", "could not check"), "could not check"),
        (("could not check", "not yet", "solved"), "not yet"),
    ],
)
def test_a_check_passes_when_all_its_cases_pass(verdicts: tuple[Verdict, ...], folds_to: Verdict) -> None:
    assert folded(Judgement(verdict=verdict) for verdict in verdicts).verdict == folds_to
