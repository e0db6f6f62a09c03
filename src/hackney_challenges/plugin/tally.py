"""Cases → checks → challenges → the result of a team's folder. Pure.

Under xdist the cases come in from several processes, in any order; what a
report may carry is plain data.
"""

from collections.abc import Iterable, Mapping
from dataclasses import asdict, dataclass, field
from pathlib import Path
from typing import Any

from hackney_challenges.packs.suite import Check
from hackney_challenges.plugin.attempts import Attempt
from hackney_challenges.plugin.verdicts import Judgement, folded
from hackney_challenges.results import (
    ChallengeResult,
    CheckResult,
    Confinement,
    Fault,
    Verdict,
    challenge_verdict,
)

_CONFINEMENTS: tuple[Confinement, ...] = ("none", "partial", "full")


@dataclass(frozen=True, slots=True, kw_only=True)
class CaseOutcome:
    """What one item found. `cases` is how many items its check has; `text` is for the pupil.

    `stops_file` says that the text is about the whole file, not about this
    check; `is_for_judges` that results hold no words about it. Everything
    textual has been made safe to show.
    """

    path: str
    check: str
    node: str
    cases: int
    verdict: Verdict
    fault: Fault | None = None
    reason: str | None = None
    text: str = ""
    stops_file: bool = False
    is_untouched: bool = False
    confinement: Confinement = "none"
    call: Mapping[str, str] | None = None
    title: str = ""
    out_of: int = 0
    is_for_judges: bool = False

    def as_plain(self) -> dict[str, Any]:
        """For a report, which crosses processes."""
        return asdict(self)

    @classmethod
    def from_plain(cls, plain: Mapping[str, Any]) -> "CaseOutcome":
        """From a report."""
        return cls(**plain)


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckOutcome:
    """One check of a suite. `judgement` is None where not all of its cases ran.

    `shown` is the first case that was not right: told even then, since somebody asked for it alone, or
    the run stopped there.
    """

    check: Check
    number: int
    judgement: Judgement | None
    shown: CaseOutcome | None = None

    @property
    def is_solved(self) -> bool:
        """Whether every case was right."""
        return self.judgement is not None and self.judgement.verdict == "solved"


@dataclass(frozen=True, slots=True, kw_only=True)
class ChallengeOutcome:
    """One attempt, all its checks in the author's order."""

    attempt: Attempt
    checks: tuple[CheckOutcome, ...]
    seconds: float = 0.0
    is_untouched: bool = False

    @property
    def is_whole(self) -> bool:
        """Whether every check has a verdict; nothing else is counted, kept or handed in."""
        return bool(self.checks) and all(check.judgement is not None for check in self.checks)

    @property
    def judgement(self) -> Judgement:
        """The verdict of the challenge, with the fault and the reason of the first check that has it."""
        verdict = challenge_verdict(self._check_results(), asked=len(self.checks))
        found = (check.judgement for check in self.checks if check.judgement is not None)
        unrun = Judgement(verdict=verdict, reason="not all checks were run")
        return next((judgement for judgement in found if judgement.verdict == verdict), unrun)

    @property
    def points(self) -> int:
        """Points of the checks that are solved."""
        return sum(check.check.points for check in self.checks if check.is_solved)

    @property
    def checks_ok(self) -> int:
        """How many checks are solved."""
        return sum(check.is_solved for check in self.checks)

    @property
    def stop(self) -> CaseOutcome | None:
        """The one text that stands for the whole file, if something stopped all of it."""
        shown = [check.shown for check in self.checks if check.shown is not None]
        return next((case for case in shown if case.stops_file), None)

    def result(self, solution: str | None) -> ChallengeResult:
        """For the result file; checks that were not run are left out."""
        challenge, judgement = self.attempt.challenge, self.judgement
        return ChallengeResult(
            pack=challenge.pack,
            pack_version=self.attempt.pack_version,
            challenge=challenge.slug,
            verdict=judgement.verdict,
            fault=judgement.fault,
            reason=judgement.reason,
            points=self.points,
            out_of=sum(check.check.points for check in self.checks),
            solution=solution,
            suite=self.attempt.suite.digest,
            seconds=round(self.seconds, 3),
            checks=self._check_results(),
        )

    def _check_results(self) -> tuple[CheckResult, ...]:
        return tuple(_check_result(check) for check in self.checks if check.judgement is not None)


@dataclass(slots=True)
class Tally:
    """The cases of a run as they come in."""

    _cases: dict[str, dict[str, list[CaseOutcome]]] = field(default_factory=dict)
    _seconds: dict[str, float] = field(default_factory=dict)

    def add(self, case: CaseOutcome) -> None:
        """Count `case` in."""
        self._cases.setdefault(case.path, {}).setdefault(case.check, []).append(case)

    def spend(self, path: str, seconds: float) -> None:
        """Add to the time that the checks at `path` took."""
        self._seconds[path] = self._seconds.get(path, 0.0) + seconds

    @property
    def paths(self) -> tuple[Path, ...]:
        """Where attempts were checked."""
        return tuple(Path(path) for path in self._cases)

    def outcome(self, attempt: Attempt) -> ChallengeOutcome:
        """What was found about one attempt."""
        ran = self._cases.get(str(attempt.path), {})
        known = {check.name: check for check in attempt.suite.checks}
        # A test that no syntax tree shows (made by a loop or a decorator) is a check at the end, by its name.
        extra = {name: _unlisted(name, cases) for name, cases in ran.items() if name not in known}
        checks = tuple(
            _check_outcome(check, number, ran.get(check.name, ()))
            for number, check in enumerate((known | extra).values(), start=1)
        )
        return ChallengeOutcome(
            attempt=attempt,
            checks=checks,
            seconds=self._seconds.get(str(attempt.path), 0.0),
            is_untouched=any(case.is_untouched for cases in ran.values() for case in cases),
        )

    @property
    def confinement(self) -> Confinement:
        """The weakest confinement that any case ran under."""
        cases = (case for checks in self._cases.values() for found in checks.values() for case in found)
        return min((case.confinement for case in cases), key=_CONFINEMENTS.index, default="none")


def _check_outcome(check: Check, number: int, cases: Iterable[CaseOutcome]) -> CheckOutcome:
    found = tuple(cases)
    ran = {case.node for case in found}
    if not found or len(ran) < max(case.cases for case in found):
        shown = next((case for case in found if case.verdict != "solved"), None)
        return CheckOutcome(check=check, number=number, judgement=None, shown=shown)
    judgement = folded(
        Judgement(verdict=case.verdict, fault=case.fault, reason=case.reason) for case in found
    )
    shown = next((case for case in found if case.verdict == judgement.verdict != "solved"), None)
    return CheckOutcome(check=check, number=number, judgement=judgement, shown=shown)


def _check_result(outcome: CheckOutcome) -> CheckResult:
    judgement, shown = outcome.judgement, outcome.shown
    assert judgement is not None
    return CheckResult(
        name=outcome.check.name,
        title=outcome.check.title,
        points=outcome.check.points if outcome.is_solved else 0,
        out_of=outcome.check.points,
        verdict=judgement.verdict,
        failed_on="usual" if judgement.verdict == "not yet" else None,
        message=shown.text or None if shown is not None and not shown.is_for_judges else None,
        call=shown.call if shown is not None else None,
    )


def _unlisted(name: str, cases: list[CaseOutcome]) -> Check:
    return Check(name=name, title=cases[0].title or name, points=cases[0].out_of, line=0)
