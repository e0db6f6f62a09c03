"""The words for a case that does not hold; loaded when the first one does not."""

from collections.abc import Mapping

import pytest

from hackney_challenges.feedback.failure import Failure
from hackney_challenges.feedback.layout import state_line, wrapped
from hackney_challenges.feedback.messages import failure_text
from hackney_challenges.feedback.values import call_text, show_pair
from hackney_challenges.isolation.calls import Call
from hackney_challenges.plugin.collection import ChallengeFile, case_name
from hackney_challenges.plugin.recording import Evidence, authors_words
from hackney_challenges.plugin.session import CheckSession
from hackney_challenges.plugin.verdicts import Judgement, NotStarted, SuiteStopped, innermost
from hackney_challenges.printable import safe_line

_VALUE_COLUMNS = 200


def text(
    session: CheckSession,
    file: ChallengeFile,
    item: pytest.Item,
    problem: BaseException,
    evidence: Evidence,
    judgement: Judgement,
    number: int,
    title: str,
) -> str:
    """What is told about the case that `problem` ended."""
    if isinstance(problem, NotStarted):
        return f"{safe_line(file.attempt.challenge.title)}: not started"
    if judgement.fault in ("pack", "kit"):
        return _not_checked(session, file, problem, judgement, number, title)
    failure = Failure(
        file=file.attempt.file.name,
        number=number,
        title=title,
        case=case_name(item),
        calls=evidence.calls,
        comparison=evidence.comparison,
        problem=problem,
        words=authors_words(problem),
        others=session.recorder.others(evidence),
        looks=evidence.looks,
        names=evidence.names,
        is_other_than_before=evidence.is_other_than_before,
    )
    try:
        return failure_text(failure, session.style)
    except Exception as fault:
        told = session.fault(fault, file.attempt.team)
        return f"NOT YET  Check {number}: {safe_line(title)}\n{told}"


def plain_call(evidence: Evidence) -> Mapping[str, str] | None:
    """The last call of a case and its answer, as texts for the result file."""
    if not evidence.calls:
        return None
    last = evidence.calls[-1]
    plain = {"ran": safe_line(call_text(last, _VALUE_COLUMNS), _VALUE_COLUMNS)}
    comparison = evidence.comparison
    if comparison is not None and isinstance(last, Call):
        gave, needs = show_pair(comparison.left, comparison.right, _VALUE_COLUMNS)
        plain |= {"gave": safe_line(gave, _VALUE_COLUMNS), "needs": safe_line(needs, _VALUE_COLUMNS)}
    return plain


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
    where = f"{file.part.challenge.suite_file.name}{line} ({safe_line(file.part.challenge.pack)})"
    return f"{where}: {type(problem).__name__}: {words}"
