"""What ended a case → its verdict, and whose fault it was (formats.md 4). Pure.

*Not yet* is about the pupil's code. Where the suite, the machine or the kit
stopped, nothing was checked, and nobody loses by it.
"""

import unittest
from collections.abc import Iterable
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import pytest
from hypothesis.errors import Flaky, HypothesisException

from hackney_challenges.errors import ChallengesError
from hackney_challenges.isolation.calls import MissingName, SolutionStopped
from hackney_challenges.isolation.proxy import FarError
from hackney_challenges.results import NO_FILE, NOT_STARTED, Fault, Verdict


class NotStarted(Exception):
    """The solution is still the starter."""


class SuiteStopped(Exception):
    """The suite could not be imported. The text is one sentence for a teacher."""


@dataclass(frozen=True, slots=True, kw_only=True)
class Judgement:
    """The verdict of one case. `reason` is a short text for results, None where the verdict says all."""

    verdict: Verdict
    fault: Fault | None = None
    reason: str | None = None


# What a suite runs into when it uses an answer of another shape than it needs: answer["price"], a + b.
_USING_AN_ANSWER = (
    ArithmeticError,
    AttributeError,
    LookupError,
    RecursionError,
    StopIteration,
    TypeError,
    ValueError,
)
_NOT_RUN = (SuiteStopped, pytest.skip.Exception, pytest.xfail.Exception, unittest.SkipTest)
_KIT = Path(__file__).parent.parent
_SUITES = _KIT / "suites"


def judge(problem: BaseException | None, calls: int, *, is_torn_down: bool = False) -> Judgement:
    """The verdict of a case that `problem` ended, after `calls` calls through the wall."""
    if problem is None:
        return Judgement(verdict="solved")
    if isinstance(problem, NotStarted):
        return Judgement(verdict="not yet", reason=NOT_STARTED)
    if isinstance(problem, SolutionStopped):
        return _of_a_stop(problem)
    if isinstance(problem, FarError | MissingName):
        return Judgement(verdict="not yet", fault="solution")
    if is_torn_down or isinstance(problem, _NOT_RUN):
        return Judgement(verdict="could not check", fault="pack", reason=_named(problem))
    if isinstance(problem, AssertionError | pytest.fail.Exception | Flaky):
        return Judgement(verdict="not yet", fault="solution")
    if isinstance(problem, HypothesisException):
        return Judgement(verdict="could not check", fault="pack", reason=_named(problem))
    if calls and isinstance(problem, _USING_AN_ANSWER):
        return Judgement(verdict="not yet", fault="solution")
    several = getattr(problem, "exceptions", ())  # an ExceptionGroup; Python 3.10 has a stand-in for it
    if several:
        return folded(judge(inner, calls) for inner in several)
    fault: Fault = "kit" if _is_ours(problem) else "pack"
    return Judgement(verdict="could not check", fault=fault, reason=_named(problem))


def folded(judgements: Iterable[Judgement]) -> Judgement:
    """One verdict for several: not yet before could not check before solved; the first of its kind."""
    found = tuple(judgements)
    for verdict in ("not yet", "could not check"):
        for judgement in found:
            if judgement.verdict == verdict:
                return judgement
    return found[0] if found else Judgement(verdict="could not check", reason="nothing ran")


def innermost(problem: BaseException) -> TracebackType | None:
    """The last line that `problem` came through, where it came through any."""
    trace = problem.__traceback__
    while trace is not None and trace.tb_next is not None:
        trace = trace.tb_next
    return trace


def _of_a_stop(problem: SolutionStopped) -> Judgement:
    kind = problem.stopped.kind
    if kind == "missing":
        return Judgement(verdict="not yet", reason=NO_FILE)
    if kind == "machine":
        return Judgement(verdict="could not check", fault="machine", reason=problem.stopped.detail or None)
    if kind == "not a file" or problem.stopped.facts.get("kind") == "newer grammar":
        return Judgement(verdict="could not check", fault="solution", reason=problem.stopped.detail or None)
    return Judgement(verdict="not yet", fault="solution")


def _is_ours(problem: BaseException) -> bool:
    trace = innermost(problem)
    if trace is None or isinstance(problem, ChallengesError):
        return False
    file = Path(trace.tb_frame.f_code.co_filename)
    return file.is_relative_to(_KIT) and not file.is_relative_to(_SUITES)


def _named(problem: BaseException) -> str:
    return type(problem).__name__
