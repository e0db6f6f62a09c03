"""What is printed when a run of a team's folder ends: our sections in place of pytest's.

Lines are made here from outcomes; `Printer` alone touches the terminal.
"""

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

import pytest

from hackney_challenges.feedback.failure import Style
from hackney_challenges.feedback.layout import State, wrapped
from hackney_challenges.feedback.run_text import (
    check_line,
    hint_line,
    miss_it_too_text,
    next_line,
    not_started_line,
    pack_solved_line,
    score_line,
    solved_line,
    total_line,
    waiting_text,
)
from hackney_challenges.packs.manifest import Challenge, Pack
from hackney_challenges.plugin.tally import ChallengeOutcome, CheckOutcome
from hackney_challenges.printable import for_encoding, safe_line
from hackney_challenges.results import Verdict
from hackney_challenges.team.progress import Step

STATES: Mapping[Verdict, State] = {"solved": "OK", "not yet": "NOT YET", "could not check": "NO CHECK"}
_MARKED = ("OK ", "NOT YET ", "NO CHECK ")


@dataclass(frozen=True, slots=True, kw_only=True)
class Page:
    """How much is said. `short` is `-q`: one line a challenge."""

    style: Style
    short: bool = False


def challenge_lines(outcome: ChallengeOutcome, step: Step | None, page: Page) -> Iterator[str]:
    """The section of one challenge: its checks in the author's order, its score, an offer of a hint."""
    challenge, style = outcome.attempt.challenge, page.style
    title = safe_line(challenge.title)
    if outcome.is_untouched:
        yield not_started_line(title, outcome.attempt.file.name, style.width, plain=style.plain)
        return
    if page.short:
        yield f"{title}: {_score(outcome, step)}"
        return
    yield f"{title}." if style.plain else title
    yield from _check_lines(outcome, style)
    yield _score(outcome, step)
    if step is not None and step.is_first_solve:
        yield solved_line(title, step.told_before, style.width)
    if step is not None and step.same_as_last and outcome.judgement.verdict == "not yet":
        yield hint_line(challenge.slug)


def total_lines(outcomes: Sequence[ChallengeOutcome], page: Page) -> Iterator[str]:
    """The total of a run, and whose checks these were."""
    solved = [outcome for outcome in outcomes if outcome.judgement.verdict == "solved"]
    whole = [outcome for outcome in outcomes if outcome.is_whole]
    if len(outcomes) > 1:
        yield total_line(
            len(solved),
            len(outcomes),
            sum(outcome.points for outcome in whole),
            sum(outcome.result(None).out_of for outcome in whole),
        )
    if solved and not page.short:
        yield "These are the checks on this computer. Marking may add more."


def pack_lines(packs: Iterable[Pack], steps: Mapping[str, Step], solved: Collection[str]) -> Iterator[str]:
    """A line for each pack that this run ended; `solved` are the challenges that ever were."""
    for pack in packs:
        slugs = {challenge.slug for challenge in pack.challenges}
        was_solved_now = any(slug in slugs and step.is_first_solve for slug, step in steps.items())
        if was_solved_now and slugs <= set(solved):
            yield pack_solved_line(pack.title, len(slugs))


def last_line(outcomes: Sequence[ChallengeOutcome], others: Iterable[Challenge], page: Page) -> str:
    """The next step: go on with what is begun, else begin what is there, else get another."""
    return next_line(_next_command(outcomes, others), plain=page.style.plain)


def _check_lines(outcome: ChallengeOutcome, style: Style) -> Iterator[str]:
    stop = outcome.stop
    if stop is not None and not style.more:
        yield stop.text
        waiting = len(outcome.checks) - outcome.checks_ok
        if waiting > 1:
            yield waiting_text(waiting)
        return
    told = outcome.told
    missing = told.missing if told is not None and not style.more else ""
    same = [check for check in outcome.checks if missing and check.shown and check.shown.missing == missing]
    for check in outcome.checks:
        if check in same[1:]:
            continue
        shown = check.shown
        yield (
            shown.text if shown and shown.text and (style.more or shown is told) else _one_line(check, style)
        )
        if check in same and len(same) > 1:
            yield miss_it_too_text(len(same) - 1)


def _one_line(check: CheckOutcome, style: Style) -> str:
    state: State = "NOT RUN" if check.judgement is None else STATES[check.judgement.verdict]
    return check_line(state, check.number, check.check.title, style.width, plain=style.plain)


def _score(outcome: ChallengeOutcome, step: Step | None) -> str:
    more_points = more_checks = best_points = 0
    is_first_run = True
    if step is not None:
        more_points = max(step.points_now - step.points_before, 0)
        more_checks = max(step.checks_now - step.checks_before, 0)
        is_first_run, best_points = step.first, step.best_points
    return score_line(
        outcome.checks_ok,
        len(outcome.checks),
        outcome.points,
        more_points,
        more_checks,
        is_first_run=is_first_run,
        best_points=best_points,
    )


def _next_command(outcomes: Sequence[ChallengeOutcome], others: Iterable[Challenge]) -> str:
    started = [outcome for outcome in outcomes if not outcome.is_untouched]
    for outcome in started:
        if outcome.judgement.verdict != "solved":
            return f"hackney check {outcome.attempt.challenge.slug}"
    for outcome in outcomes:
        if outcome.is_untouched:
            return f"hackney brief {outcome.attempt.challenge.slug}"
    unopened = next(iter(others), None)
    return f"hackney get {unopened.slug}" if unopened is not None else "hackney map"


def note(sentence: str, page: Page) -> str:
    """A sentence about the run, in lines that fit."""
    return "\n".join(
        line for one in sentence.split("\n") for line in wrapped(one, page.style.width, indent="  ")
    )


def beside_own_tests(lines: Sequence[str]) -> tuple[str, ...]:
    """Our sections set apart from pytest's, which come before and after them."""
    return ("", *lines, "", "Your own tests, in pytest's words:")


class Printer:
    """Writes lines to pytest's terminal: whatever its encoding, colour on state words alone."""

    def __init__(self, terminal: pytest.TerminalReporter, config: pytest.Config) -> None:
        self._terminal = terminal
        self._encoding = _encoding(config)

    def write(self, lines: Iterable[str]) -> None:
        """Each of `lines`; a text of several lines is written as it stands."""
        for text in lines:
            for line in text.split("\n"):
                self._line(for_encoding(line, self._encoding))

    def _line(self, line: str) -> None:
        for word in _MARKED:
            if line.startswith(word):
                self._terminal.write(word, bold=True)
                self._terminal.write_line(line[len(word) :])
                return
        self._terminal.write_line(line)


def _encoding(config: pytest.Config) -> str | None:
    # pytest has no public way to ask where its terminal writes to.
    file = getattr(config.get_terminal_writer(), "_file", None)
    return getattr(file, "encoding", None)
