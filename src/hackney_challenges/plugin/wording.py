"""The words for a case that does not hold; loaded when the first one does not."""

from collections.abc import Mapping
from dataclasses import dataclass, replace

import pytest

from hackney_challenges.feedback.failure import Failure
from hackney_challenges.feedback.layout import state_line, wrapped
from hackney_challenges.feedback.messages import failure_text
from hackney_challenges.feedback.values import call_text, show_pair
from hackney_challenges.isolation.calls import Call, MissingName
from hackney_challenges.plugin.asserted import kind_needed, no_function
from hackney_challenges.plugin.collection import PLACE, ChallengeFile, case_name
from hackney_challenges.plugin.one_check import Told
from hackney_challenges.plugin.recording import Evidence, authors_words
from hackney_challenges.plugin.session import CheckSession
from hackney_challenges.plugin.verdicts import Judgement, NotStarted, SuiteStopped, innermost
from hackney_challenges.printable import safe_line

_VALUE_COLUMNS = 200
_LONGEST_TOLD_CALL = 30


@dataclass(frozen=True, slots=True, kw_only=True)
class Words:
    """What is told about a case; see `tally.CaseOutcome`."""

    text: str
    call: Mapping[str, str] | None = None
    missing: str = ""
    call_made_each_time: str = ""


def words(
    session: CheckSession,
    file: ChallengeFile,
    item: pytest.Item,
    problem: BaseException,
    evidence: Evidence,
    judgement: Judgement,
    number: int,
    title: str,
) -> Words:
    """What is told about the case that `problem` ended."""
    if isinstance(problem, NotStarted):
        return Words(text=f"{safe_line(file.attempt.challenge.title)}: not started")
    call = _plain_call(evidence)
    if judgement.fault in ("pack", "kit"):
        return Words(text=_not_checked(session, file, problem, judgement, number, title), call=call)
    failure = Failure(
        file=file.attempt.file.name,
        number=number,
        title=title,
        case=case_name(item),
        calls=evidence.calls,
        comparison=evidence.comparison,
        problem=problem,
        words=authors_words(problem),
        kind_needed=kind_needed(problem, evidence.calls) if evidence.comparison is None else None,
        no_function=no_function(problem, evidence.plain_names),
        others=session.recorder.check.others(evidence.calls),
        looks=evidence.looks,
        names=evidence.names,
        is_other_than_before=evidence.is_other_than_before,
    )
    if judgement.verdict == "not yet":
        told = Told(place=item.stash.get(PLACE, 0), node=item.nodeid, failure=failure)
        session.recorder.check.tell(told)
    try:
        text = failure_text(failure, session.style)
    except Exception as fault:
        sentence = session.fault(fault, file.attempt.team)
        text = f"NOT YET  Check {number}: {safe_line(title)}\n{sentence}"
    return Words(
        text=text,
        call=call,
        missing=_missing(failure),
        call_made_each_time=_made_each_time(item, evidence),
    )


def told_again(session: CheckSession) -> tuple[str, str] | None:
    """The node id and the text of the check's first failure, now that all of its cases have run."""
    first = session.recorder.check.first
    if first is None:
        return None
    others = session.recorder.check.others(first.failure.calls)
    if others == first.failure.others:
        return None
    try:
        return first.node, failure_text(replace(first.failure, others=others), session.style)
    except Exception:
        return None  # what was told at first still stands


def _missing(failure: Failure) -> str:
    if failure.no_function is not None:
        return safe_line(failure.no_function[0], 60)
    return safe_line(failure.problem.missing, 60) if isinstance(failure.problem, MissingName) else ""


def _made_each_time(item: pytest.Item, evidence: Evidence) -> str:
    """The call that the message is about, where the check makes it in each run: it draws nothing."""
    last = evidence.calls[-1] if evidence.calls else None
    if not isinstance(last, Call) or hasattr(getattr(item, "obj", None), "hypothesis"):
        return ""
    whole = call_text(last, _VALUE_COLUMNS)
    return safe_line(whole, _VALUE_COLUMNS) if len(whole) <= _LONGEST_TOLD_CALL else ""


def _plain_call(evidence: Evidence) -> Mapping[str, str] | None:
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
