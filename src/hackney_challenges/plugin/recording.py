"""What a check did before it ended: the calls of its last example and the comparison that did not hold.

hypothesis runs a check many times and raises from the smallest failing
example. Its calls are kept on the exception itself, so that nothing of the
examples before it is told.
"""

import functools
import inspect
import unittest.case
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Any

from hypothesis.errors import HypothesisException

from hackney_challenges.feedback.failure import Case, Comparison
from hackney_challenges.isolation.calls import Call, ProgramRun, Recorded, Returned, SolutionStopped
from hackney_challenges.isolation.proxy import Handle, called
from hackney_challenges.isolation.records import Row, calls_in
from hackney_challenges.isolation.wall import FarSide
from hackney_challenges.plugin.same_steps import SameSteps
from hackney_challenges.suites.story import Steps

if TYPE_CHECKING:
    from hypothesis.stateful import RuleBasedStateMachine

_ON_PROBLEM = "_hackney_evidence"
_MOST_OTHERS = 40
_MOST_CALLS = 3
_MACHINERY = frozenset({"hackney_challenges", "hypothesis", "_pytest", "pluggy", "unittest"})
_Rows = tuple[Row | ProgramRun, ...]
_UNITTEST_FILE = inspect.getsourcefile(unittest.case)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The calls of one example, and the comparison that ended it; see `Failure` for the rest."""

    calls: tuple[Recorded, ...] = ()
    comparison: Comparison | None = None
    looks: frozenset[int] | None = None
    names: tuple[tuple[str, str], ...] = ()
    is_other_than_before: bool = False


class Recorder:
    """Listens to one check at a time; one a session."""

    def __init__(self) -> None:
        self._far_side: FarSide | None = None
        self._comparison: Comparison | None = None
        self._others: dict[tuple[Path, str], deque[Case | _Rows]] = {}
        self._check: tuple[Path, str] = (Path(), "")
        self._failure: BaseException | None = None
        self._steps: Steps | None = None
        self._same_steps = SameSteps()

    @contextmanager
    def listening(self, far_side: FarSide, check: str) -> Iterator[None]:
        """Record what passes through the wall of `far_side` until the end of the check."""
        self._far_side, self._comparison, self._failure = far_side, None, None
        self._check, self._same_steps = (far_side.file, check), SameSteps()
        try:
            yield
        finally:
            self._far_side, self._comparison, self._failure = None, None, None
            self._steps = None

    @property
    def is_listening(self) -> bool:
        """Whether one of our checks runs at this moment."""
        return self._far_side is not None

    def compared(self, op: str, left: object, right: object) -> None:
        """Remember the comparison that pytest has just seen fail."""
        self._comparison = Comparison(op, left, right)

    def others(self, evidence: Evidence) -> tuple[Case, ...]:
        """The check's cases but for that of `evidence`, the latest last: what was right, and what was not."""
        found = (
            kept if isinstance(kept, Case) else Case(calls=_calls(kept), is_right=True)
            for kept in self._others.get(self._check, ())
        )
        return tuple(case for case in found if _can_be_told(case.calls) and case.calls != evidence.calls)

    def keep(self, evidence: Evidence, *, is_right: bool) -> None:
        """Remember a case of the check that runs, for those after it."""
        calls, kept = evidence.calls, self._kept()
        known = any(isinstance(case, Case) and case.calls == calls for case in kept)
        if _can_be_told(calls) and (is_right or not known):
            kept.append(Case(calls=calls, comparison=evidence.comparison, is_right=is_right))

    def _keep_right(self) -> None:
        """Remember the example that runs, as it is: it is looked at only where a later one does not hold."""
        rows = self._far_side.rows if self._far_side is not None else ()
        if 0 < len(rows) <= _MOST_CALLS:
            self._kept().append(rows)

    def _kept(self) -> "deque[Case | _Rows]":
        return self._others.setdefault(self._check, deque(maxlen=_MOST_OTHERS))

    def told_instead_of(self, problem: BaseException | None) -> BaseException | None:
        """What to tell a pupil: where the time ran out over making a failure smaller, that failure."""
        ran_out = isinstance(problem, SolutionStopped) and problem.stopped.during == "check"
        return self._failure if ran_out and self._failure is not None else problem

    def forget(self) -> None:
        """A new example begins: what was recorded belongs to another."""
        self._comparison, self._steps = None, None
        if self._far_side is not None:
            self._far_side.forget_calls()

    def evidence(self, problem: BaseException | None) -> Evidence:
        """What led to `problem`: kept with it, or else what was recorded last."""
        kept = _kept(problem)
        return kept if kept is not None else self._now(problem)

    @contextmanager
    def each_example(self, test: object) -> Iterator[None]:
        """For a test with `@given`: forget before each example, keep with what it raises."""
        handle = getattr(test, "hypothesis", None)
        inner = getattr(handle, "inner_test", None)
        if handle is None or inner is None:
            yield
            return
        handle.inner_test = self._told_apart(inner)
        try:
            yield
        finally:
            handle.inner_test = inner

    def watch_machine(self, machine: "type[RuleBasedStateMachine]") -> None:
        """For a state machine: each new machine is a new example."""
        begin = machine.__init__

        @functools.wraps(begin)
        def beginning(*args: Any, **kwargs: Any) -> None:
            self.forget()
            begin(*args, **kwargs)

        machine.__init__ = beginning  # type: ignore[method-assign]

    def _told_apart(self, inner: Callable[..., Any]) -> Callable[..., Any]:
        # Without `wraps` hypothesis would take all checks for one: it knows a test by its source.
        @functools.wraps(inner)
        def example(*args: Any, **kwargs: Any) -> Any:
            self.forget()
            self._follow(kwargs.values())
            try:
                given = inner(*args, **kwargs)
            except BaseException as problem:
                found = self._now(problem)
                if isinstance(problem, AssertionError):
                    self.keep(found, is_right=False)
                if isinstance(problem, Exception) and not isinstance(problem, HypothesisException):
                    self._failure = problem
                with suppress(AttributeError, TypeError):
                    setattr(problem, _ON_PROBLEM, found)
                raise
            self._keep_right()
            return given

        return example

    def _follow(self, given: Iterable[object]) -> None:
        """Where the example is a story, have it count the calls."""
        self._steps = next((value for value in given if isinstance(value, Steps)), None)
        far_side = self._far_side
        if self._steps is not None and far_side is not None:
            self._steps.counted_by(lambda: far_side.calls_made)

    def _now(self, problem: BaseException | None) -> Evidence:
        made = self._far_side.calls if self._far_side is not None else ()
        places = [place for place, call in enumerate(made) if _is_the_suites(call)]
        looks = self._steps.looks() if self._steps is not None else None
        calls = tuple(made[place] for place in places)
        comparison = self._comparison if isinstance(problem, AssertionError) else None
        return Evidence(
            calls=calls,
            comparison=comparison or _of_unittest(problem),
            looks=frozenset(at for at, place in enumerate(places) if place in looks) if looks else looks,
            names=_names_in(problem),
            is_other_than_before=self._steps is not None and self._same_steps.came_out_otherwise(calls),
        )


def authors_words(problem: BaseException | None) -> str | None:
    """What the author wrote for this assert, without what pytest or unittest add to it."""
    if isinstance(problem, AssertionError):
        frame = _unittest_locals(problem)
        if frame is not None:
            return frame.get("msg") if isinstance(frame.get("msg"), str) else None
        text = str(problem)
        return None if text.startswith("assert ") else text.partition("\nassert ")[0] or None
    return None


def _calls(rows: _Rows) -> tuple[Recorded, ...]:
    return tuple(filter(_is_the_suites, calls_in(rows)))


def _can_be_told(calls: tuple[Recorded, ...]) -> bool:
    return 0 < len(calls) <= _MOST_CALLS and not any(map(_holds_a_handle, calls))


def _holds_a_handle(call: Recorded) -> bool:
    # A handle is nothing any more when the check it belongs to is over.
    if not isinstance(call, Call):
        return False
    given = call.outcome.value if isinstance(call.outcome, Returned) else None
    return any(isinstance(value, Handle) for value in (given, *call.args, *call.kwargs.values()))


def _is_the_suites(call: Recorded) -> bool:
    # Explaining an assert, pytest asks for the repr of all that stands in it, functions of the far side too.
    return not (isinstance(call, Call) and call.target == "repr" and isinstance(call.args[0], Handle))


def _names_in(problem: BaseException | None) -> tuple[tuple[str, str], ...]:
    """What the suite calls the things of the far side: (the record's word, its own), outermost first."""
    names: dict[str, str] = {}
    trace = problem.__traceback__ if problem is not None else None
    while trace is not None:
        if not _is_machinery(trace.tb_frame.f_globals.get("__name__")):
            known = dict(trace.tb_frame.f_locals)
            with suppress(AttributeError):
                # A state machine or a TestCase keeps them on itself. A handle would ask the far side.
                known |= object.__getattribute__(known.get("self"), "__dict__")
            for name, thing in known.items():
                if type(thing) is Handle and name.isidentifier():
                    names.setdefault(called(thing), name)
        trace = trace.tb_next
    return tuple(names.items())


def _is_machinery(module: object) -> bool:
    return isinstance(module, str) and module.split(".")[0] in _MACHINERY


def _kept(problem: BaseException | None) -> Evidence | None:
    if problem is None:
        return None
    kept = getattr(problem, _ON_PROBLEM, None)
    if isinstance(kept, Evidence):
        return kept
    # A flaky test raises a group of what its runs raised.
    for inner in getattr(problem, "exceptions", ()):
        found = _kept(inner)
        if found is not None:
            return found
    return None


def _of_unittest(problem: BaseException | None) -> Comparison | None:
    frame = _unittest_locals(problem) if isinstance(problem, AssertionError) else None
    if frame is None or "first" not in frame or "second" not in frame:
        return None
    return Comparison("==", frame["first"], frame["second"])


def _unittest_locals(problem: BaseException) -> dict[str, Any] | None:
    trace = problem.__traceback__
    while trace is not None:
        if trace.tb_frame.f_code.co_filename == _UNITTEST_FILE and (
            trace.tb_frame.f_code.co_name.startswith("assert")
        ):
            return trace.tb_frame.f_locals
        trace = trace.tb_next
    return None
