"""One check that does not hold yet → the text a pupil reads: six short lines, state first.

Chooses which message it is and joins its parts; reads objects only, never a
text of pytest's or Python's. Pure.
"""

from dataclasses import replace

from hackney_challenges.feedback.answers import answer_rows, printed_rows
from hackney_challenges.feedback.failure import Case, Comparison, Failure, Style, whole_file
from hackney_challenges.feedback.layout import Notice, laid_out
from hackney_challenges.feedback.run_text import waiting_text
from hackney_challenges.feedback.stops import missing_notice, not_your_code, raised_notice, stopped_notice
from hackney_challenges.feedback.stories import in_steps, something_shared, steps_of
from hackney_challenges.isolation.calls import MissingName, ProgramRun, Raised, SolutionStopped, Stopped
from hackney_challenges.isolation.proxy import FarError
from hackney_challenges.printable import safe_line

__all__ = ["Case", "Comparison", "Failure", "Style", "failure_text", "waiting_text", "whole_file"]

_TITLE_LIMIT = 60


def failure_text(failure: Failure, style: Style) -> str:
    """What a pupil reads about `failure`, laid out as `style` says; no line end at its end.

    Ends with `waiting_text` where `failure.waiting` counts checks behind a
    stop of the whole file.
    """
    text = laid_out(_told(failure, style), style)
    return f"{text}\n{waiting_text(failure.waiting)}" if failure.waiting else text


def _told(failure: Failure, style: Style) -> Notice:
    """As numbered steps where there are several to tell; the facts are those of the last step alone.

    What an app that remembers gave in other steps says nothing about this one.
    """
    steps = steps_of(failure)
    if not steps:
        return _notice(failure, style)
    last = replace(failure, calls=(steps[-1].call,), others=())
    notice = in_steps(_notice(last, style), steps, style)
    return something_shared(notice, steps) if failure.is_other_than_before else notice


def _notice(failure: Failure, style: Style) -> Notice:
    head = f"Check {failure.number}: {safe_line(failure.case or failure.title, _TITLE_LIMIT)}"
    short_head = f"Check {failure.number}"
    problem = failure.problem
    if isinstance(problem, SolutionStopped):
        return stopped_notice(failure, problem.stopped, short_head, style)
    if isinstance(problem, MissingName):
        return missing_notice(problem)
    if isinstance(problem, FarError):
        return raised_notice(failure, problem.raised, short_head, style)
    last = failure.calls[-1] if failure.calls else None
    if isinstance(last, ProgramRun):
        if isinstance(last.error, Raised):
            return raised_notice(failure, last.error, short_head, style)
        if isinstance(last.error, Stopped):
            return stopped_notice(failure, last.error, short_head, style)
    if last is None and problem is not None and not isinstance(problem, AssertionError) and not failure.words:
        where = f"check {failure.number} of {safe_line(failure.file, 40)}"
        return not_your_code(f"{safe_line(type(problem).__name__, 40)} in {where}")
    rows = (*answer_rows(failure, style), *printed_rows(failure.calls, style))
    return Notice(state="NOT YET", head=head, rows=rows)
