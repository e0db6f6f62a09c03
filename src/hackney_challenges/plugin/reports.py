"""pytest's reports of our checks: the verdict they carry, and our words in them.

A report crosses processes under xdist: it takes plain data alone, and no text
that has not been made safe.
"""

import os
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

import pytest

from hackney_challenges.feedback.failure import Failure
from hackney_challenges.feedback.layout import state_line, wrapped
from hackney_challenges.feedback.messages import failure_text, whole_file
from hackney_challenges.feedback.values import call_text, show_pair
from hackney_challenges.isolation.calls import Call, MissingName
from hackney_challenges.plugin.asserted import kind_needed, no_function
from hackney_challenges.plugin.collection import CASES, IS_LAST, PLACE, ChallengeFile, case_name, check_name
from hackney_challenges.plugin.one_check import Told
from hackney_challenges.plugin.recording import Evidence, authors_words
from hackney_challenges.plugin.session import CheckSession
from hackney_challenges.plugin.tally import CaseOutcome
from hackney_challenges.plugin.verdicts import Judgement, NotStarted, SuiteStopped, innermost, judge
from hackney_challenges.printable import safe_line

_ATTRIBUTE = "hackney"
_VALUE_COLUMNS = 200
_LONGEST_TOLD_CALL = 30


def case_outcome(
    session: CheckSession, file: ChallengeFile, item: pytest.Item, call: pytest.CallInfo[None]
) -> CaseOutcome | None:
    """What this phase found; None for a phase that only prepares or tidies. Never raises."""
    try:
        return _case_outcome(session, file, item, call)
    except Exception as fault:
        return CaseOutcome(
            path=str(file.path),
            check=check_name(item),
            node=item.nodeid,
            cases=item.stash.get(CASES, 1),
            verdict="could not check",
            fault="kit",
            reason=type(fault).__name__,
            text=f"NO CHECK {safe_line(item.name, 60)}\n{session.fault(fault, file.attempt.team)}",
        )


def _case_outcome(
    session: CheckSession, file: ChallengeFile, item: pytest.Item, call: pytest.CallInfo[None]
) -> CaseOutcome | None:
    problem = call.excinfo.value if call.excinfo is not None else None
    if problem is None and call.when != "call":
        return None
    if problem is None and item.get_closest_marker("xfail") is not None:
        problem = pytest.xfail.Exception("an xfail in a suite")
    problem = session.recorder.told_instead_of(problem)
    evidence = session.recorder.evidence(problem)
    judgement = judge(
        problem, len(evidence.calls) + len(evidence.plain_names), is_torn_down=call.when == "teardown"
    )
    file.stopped_by(problem)
    name = check_name(item)
    listed = {check.name: (number, check) for number, check in enumerate(file.attempt.suite.checks, start=1)}
    number, check = listed.get(name, (len(listed) + 1, None))
    title = check.title if check is not None else _docstring_title(item) or name
    failure = Failure(
        file=file.attempt.file.name,
        number=number,
        title=title,
        case=case_name(item),
        calls=evidence.calls,
        comparison=evidence.comparison,
        problem=problem,
        words=authors_words(problem),
        no_function=no_function(problem, evidence.plain_names),
        kind_needed=kind_needed(problem, evidence.calls) if evidence.comparison is None else None,
        others=session.recorder.check.others(evidence.calls),
    )
    text = _text(session, file, failure, judgement)
    place = item.stash.get(PLACE, 0)
    if judgement.verdict == "not yet" and not isinstance(problem, NotStarted):
        session.recorder.check.tell(Told(place=place, node=item.nodeid, failure=failure))
    session.recorder.check.keep(evidence.calls, evidence.comparison, is_right=judgement.verdict == "solved")
    return CaseOutcome(
        path=str(file.path),
        check=name,
        node=item.nodeid,
        cases=item.stash.get(CASES, 1),
        verdict=judgement.verdict,
        fault=judgement.fault,
        reason=safe_line(judgement.reason) if judgement.reason else None,
        text=text,
        stops_file=whole_file(problem) or isinstance(problem, SuiteStopped),
        is_untouched=isinstance(problem, NotStarted),
        call=_plain_call(evidence),
        title=safe_line(title),
        out_of=check.points if check is not None else _marked_points(item),
        place=place,
        missing=_missing(failure),
        told_call=_made_each_time(item, evidence) if judgement.verdict == "not yet" else "",
        told_again=_told_again(session) if item.stash.get(IS_LAST, False) else None,
    )


def properties(case: CaseOutcome) -> list[tuple[str, object]]:
    """For `user_properties`, and so for JUnit. A check's points are its own, not each of its cases'."""
    return [
        ("hackney_check", case.check),
        ("hackney_points", case.out_of),
        ("hackney_verdict", case.verdict),
    ]


def in_our_words(report: pytest.TestReport, case: CaseOutcome | None, config: pytest.Config) -> None:
    """Put our text into `report`; *not yet* is pytest's failed, *could not check* its error."""
    report.sections = [section for section in report.sections if section[0] != "Hypothesis"]
    if case is None:
        return
    setattr(report, _ATTRIBUTE, case.as_plain())
    if case.verdict == "solved":
        return
    if hasattr(report, "wasxfail"):
        del report.wasxfail
    report.outcome = "failed"
    report.when = "call" if case.verdict == "not yet" else "setup"
    report.longrepr = _before(config) + case.text


def case_of(report: Any) -> CaseOutcome | None:
    """The case that a report carries, if it is one of ours."""
    plain = getattr(report, _ATTRIBUTE, None)
    return CaseOutcome.from_plain(plain) if isinstance(plain, Mapping) else None


def _text(session: CheckSession, file: ChallengeFile, failure: Failure, judgement: Judgement) -> str:
    problem = failure.problem
    if problem is None:
        return ""
    if isinstance(problem, NotStarted):
        return f"{safe_line(file.attempt.challenge.title)}: not started"
    if judgement.fault in ("pack", "kit"):
        return _not_checked(session, file, problem, judgement, failure.number, failure.title)
    try:
        return failure_text(failure, session.style)
    except Exception as fault:
        told = session.fault(fault, file.attempt.team)
        return f"NOT YET  Check {failure.number}: {safe_line(failure.title)}\n{told}"


def _missing(failure: Failure) -> str:
    if failure.no_function is not None:
        return safe_line(failure.no_function[0], 60)
    return safe_line(failure.problem.missing, 60) if isinstance(failure.problem, MissingName) else ""


def _told_again(session: CheckSession) -> tuple[str, str] | None:
    """The node id and the text of the check's first failure, now that all of its cases have run."""
    first = session.recorder.check.first
    if first is None:
        return None
    others = session.recorder.check.others(first.failure.calls)
    if others == first.failure.others:
        return None
    return first.node, failure_text(replace(first.failure, others=others), session.style)


def _made_each_time(item: pytest.Item, evidence: Evidence) -> str:
    """The call that the message is about, where the check makes it in each run: it draws nothing."""
    last = evidence.calls[-1] if evidence.calls else None
    if not isinstance(last, Call) or hasattr(getattr(item, "obj", None), "hypothesis"):
        return ""
    whole = call_text(last, _VALUE_COLUMNS)
    return safe_line(whole, _VALUE_COLUMNS) if len(whole) <= _LONGEST_TOLD_CALL else ""


def _not_checked(
    session: CheckSession,
    file: ChallengeFile,
    problem: BaseException,
    judgement: Judgement,
    number: int,
    title: str,
) -> str:
    width = session.style.width
    told = [state_line("NO CHECK", f"Check {number}: {safe_line(title)}")]
    if judgement.fault == "kit":
        told += [f"  {line}" for line in session.fault(problem, file.attempt.team).split("\n")]
    else:
        told += [
            "  The checks stopped, not your code. Tell your teacher:",
            f"  {_of_the_pack(file, problem)}",
        ]
    return "\n".join(line for text in told for line in wrapped(text, width, indent="  "))


def _of_the_pack(file: ChallengeFile, problem: BaseException) -> str:
    words = safe_line(str(problem) or type(problem).__name__, 200)
    if isinstance(problem, SuiteStopped):
        return words
    trace = innermost(problem)
    line = f" line {trace.tb_lineno}" if trace is not None else ""
    where = f"{file.attempt.challenge.suite_file.name}{line} ({safe_line(file.attempt.challenge.pack)})"
    return f"{where}: {type(problem).__name__}: {words}"


def _plain_call(evidence: Evidence) -> Mapping[str, str] | None:
    if not evidence.calls:
        return None
    last = evidence.calls[-1]
    plain = {"ran": safe_line(call_text(last, _VALUE_COLUMNS), _VALUE_COLUMNS)}
    comparison = evidence.comparison
    if comparison is not None and isinstance(last, Call):
        gave, needs = show_pair(comparison.left, comparison.right, _VALUE_COLUMNS)
        plain |= {"gave": safe_line(gave, _VALUE_COLUMNS), "needs": safe_line(needs, _VALUE_COLUMNS)}
    return plain


def _docstring_title(item: pytest.Item) -> str:
    words = getattr(getattr(item, "obj", None), "__doc__", None) or ""
    return words.strip().split("\n")[0].strip()


def _marked_points(item: pytest.Item) -> int:
    mark = item.get_closest_marker("points")
    number = mark.args[0] if mark is not None and len(mark.args) == 1 else 0
    return number if type(number) is int else 0


def _before(config: pytest.Config) -> str:
    # VS Code sets our text behind the test's own name, so that it begins on a line of its own.
    in_vs_code = "TEST_RUN_PIPE" in os.environ or config.pluginmanager.has_plugin("vscode_pytest")
    return "\n" if in_vs_code else ""
