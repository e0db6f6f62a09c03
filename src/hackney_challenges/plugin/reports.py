"""pytest's reports of our checks: the verdict they carry, and our words in them.

A report crosses processes under xdist: it takes plain data alone, and no text
that has not been made safe.
"""

import os
from collections.abc import Mapping
from typing import Any

import pytest

from hackney_challenges.feedback.failure import whole_file
from hackney_challenges.packs.suite import Check
from hackney_challenges.plugin.collection import CASES, IS_LAST, PLACE, ChallengeFile, check_name
from hackney_challenges.plugin.judges_words import verdict_only
from hackney_challenges.plugin.session import CheckSession
from hackney_challenges.plugin.tally import CaseOutcome
from hackney_challenges.plugin.unrewritten import as_they_are
from hackney_challenges.plugin.verdicts import NotStarted, SuiteStopped, judge
from hackney_challenges.printable import safe_line

_ATTRIBUTE = "hackney"


def case_outcome(
    session: CheckSession, file: ChallengeFile, item: pytest.Item, call: pytest.CallInfo[None]
) -> CaseOutcome | None:
    """What this phase found; None for a phase that only prepares or tidies. Never raises."""
    try:
        case = _case_outcome(session, file, item, call)
        if case is None or not file.part.is_judges:
            return case
        number, _ = _listed(file, check_name(item))
        return verdict_only(case, number=number, pack=file.part.challenge.pack, style=session.style)
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
    number, check = _listed(file, name)
    title = check.title if check is not None else _docstring_title(item) or name
    if check is None and file.part.is_judges:
        name = f"{file.part.challenge.pack}::{name}"  # no syntax tree told whether it is another's name
    words = None
    if problem is not None:
        # Most cases hold, and then nothing of this is loaded. The team's folder is off the path by now.
        with as_they_are(session.config):
            from hackney_challenges.plugin import wording

        words = wording.words(session, file, item, problem, evidence, judgement, number, title)
    session.recorder.check.keep(evidence.calls, evidence.comparison, is_right=judgement.verdict == "solved")
    told_again = None
    if item.stash.get(IS_LAST, False) and session.recorder.check.first is not None:
        from hackney_challenges.plugin import wording

        told_again = wording.told_again(session)
    return CaseOutcome(
        path=str(file.path),
        check=name,
        node=item.nodeid,
        cases=item.stash.get(CASES, 1),
        verdict=judgement.verdict,
        fault=judgement.fault,
        reason=safe_line(judgement.reason) if judgement.reason else None,
        text=words.text if words is not None else "",
        stops_file=whole_file(problem) or isinstance(problem, SuiteStopped),
        is_untouched=isinstance(problem, NotStarted),
        call=words.call if words is not None else None,
        title=safe_line(title),
        out_of=check.points if check is not None else _marked_points(item),
        place=item.stash.get(PLACE, 0),
        missing=words.missing if words is not None else "",
        told_call=words.call_made_each_time if words is not None else "",
        told_again=told_again,
    )


def _listed(file: ChallengeFile, name: str) -> tuple[int, Check | None]:
    """The check of that name in this file's suite, and its number among all checks of the challenge."""
    checks = file.attempt.suite.checks
    check = next((check for check in file.part.suite.checks if check.name == name), None)
    return (checks.index(check) if check is not None else len(checks)) + 1, check


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
    if case.is_for_judges:
        report.sections = []
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
