"""What a check did before it ended: the calls of its last example and the comparison that did not hold.

hypothesis runs a check many times and raises from the smallest failing
example. Its calls are kept on the exception itself, so that nothing of the
examples before it is told.
"""

import functools
import inspect
import unittest.case
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager, suppress
from dataclasses import dataclass, field
from typing import Any

from hypothesis.errors import HypothesisException
from hypothesis.stateful import RuleBasedStateMachine

from hackney_challenges.feedback.failure import Comparison
from hackney_challenges.isolation.calls import Call, Recorded, SolutionStopped
from hackney_challenges.isolation.proxy import Handle
from hackney_challenges.isolation.wall import FarSide
from hackney_challenges.plugin.one_check import MOST_CALLS, OneCheck

_ON_PROBLEM = "_hackney_evidence"
_UNITTEST_FILE = inspect.getsourcefile(unittest.case)


@dataclass(frozen=True, slots=True, kw_only=True)
class Evidence:
    """The calls of one example, and the comparison that ended it.

    `plain_names` are names of the solution that it asked for, and that hold plain values.
    """

    calls: tuple[Recorded, ...] = ()
    comparison: Comparison | None = None
    plain_names: Mapping[str, Any] = field(default_factory=dict)


class Recorder:
    """Listens to one check at a time; one a session."""

    def __init__(self) -> None:
        self._far_side: FarSide | None = None
        self._comparison: Comparison | None = None
        self._running: object = None
        self.check = OneCheck()
        self._failure: BaseException | None = None

    @contextmanager
    def listening(self, far_side: FarSide, check: str) -> Iterator[None]:
        """Record what passes through the wall of `far_side` until the end of the check."""
        self._far_side, self._comparison, self._failure = far_side, None, None
        if self._running != (far_side.file, check):
            self._running, self.check = (far_side.file, check), OneCheck()
        try:
            yield
        finally:
            self._far_side, self._comparison, self._failure = None, None, None

    @property
    def is_listening(self) -> bool:
        """Whether one of our checks runs at this moment."""
        return self._far_side is not None

    def compared(self, op: str, left: object, right: object) -> None:
        """Remember the comparison that pytest has just seen fail."""
        self._comparison = Comparison(op, left, right)

    def told_instead_of(self, problem: BaseException | None) -> BaseException | None:
        """What to tell a pupil: where the time ran out over making a failure smaller, that failure."""
        ran_out = isinstance(problem, SolutionStopped) and problem.stopped.during == "check"
        return self._failure if ran_out and self._failure is not None else problem

    def forget(self) -> None:
        """A new example begins: what was recorded belongs to another."""
        self._comparison = None
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

    def watch_machine(self, machine: type[RuleBasedStateMachine]) -> None:
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
            try:
                given = inner(*args, **kwargs)
            except BaseException as problem:
                found = self._now(problem)
                if isinstance(problem, AssertionError):
                    self.check.keep(found.calls, found.comparison, is_right=False)
                if isinstance(problem, Exception) and not isinstance(problem, HypothesisException):
                    self._failure = problem
                with suppress(AttributeError, TypeError):
                    setattr(problem, _ON_PROBLEM, found)
                raise
            self._keep_right()
            return given

        return example

    def _keep_right(self) -> None:
        if self._far_side is not None and self._far_side.calls_made <= MOST_CALLS:
            self.check.keep(self._now(None).calls, None, is_right=True)

    def _now(self, problem: BaseException | None) -> Evidence:
        calls = tuple(filter(_is_the_suites, self._far_side.calls)) if self._far_side is not None else ()
        comparison = self._comparison if isinstance(problem, AssertionError) else None
        names = dict(self._far_side.plain_names) if self._far_side is not None else {}
        return Evidence(calls=calls, comparison=comparison or _of_unittest(problem), plain_names=names)


def authors_words(problem: BaseException | None) -> str | None:
    """What the author wrote for this assert, without what pytest or unittest add to it."""
    if isinstance(problem, AssertionError):
        frame = _unittest_locals(problem)
        if frame is not None:
            return frame.get("msg") if isinstance(frame.get("msg"), str) else None
        text = str(problem)
        return None if text.startswith("assert ") else text.partition("\nassert ")[0] or None
    return None


def _is_the_suites(call: Recorded) -> bool:
    # Explaining an assert, pytest asks for the repr of all that stands in it, functions of the far side too.
    return not (isinstance(call, Call) and call.target == "repr" and isinstance(call.args[0], Handle))


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
