"""How pytest's terminal is used in a team's run: hushed for our checks, itself for a team's own tests."""

import os
import shutil

import pytest

from hackney_challenges.feedback.failure import Style
from hackney_challenges.plugin.reporting import STATES, Page
from hackney_challenges.results import Verdict

_WIDEST = 72
_HUSHED = -2
_MARKUP: dict[Verdict, dict[str, bool]] = {"solved": {"bold": True}, "not yet": {"bold": True}}


class Screen:
    """One a session. It only ever changes pytest's own options for how much is said."""

    def __init__(self, config: pytest.Config) -> None:
        option = config.option
        self._config = config
        self._asked_verbosity: int = getattr(option, "verbose", 0)  # not there with -p no:terminal
        self._is_hushed = False
        self.style = Style(
            width=min(_told_width(config), _WIDEST),
            plain=bool(option.hackney_plain or os.environ.get("HACKNEY_PLAIN", "") not in ("", "0")),
            more=bool(option.hackney_more),
        )

    @property
    def page(self) -> Page:
        """How much our sections say."""
        return Page(style=self.style, short=self._asked_verbosity < 0)

    @property
    def is_verbose(self) -> bool:
        """Whether the run was started with `-v`: then pytest's own lines are wanted too."""
        return self._asked_verbosity > 0

    def hush(self) -> None:
        """No header, no dots, no closing line: our sections say it. Not where those were asked for."""
        option = self._config.option
        if not self.is_verbose and not option.collectonly and not hasattr(self._config, "workerinput"):
            option.verbose = min(self._asked_verbosity, _HUSHED)
            self._is_hushed = True

    def speak(self) -> None:
        """A team's own tests are in this run: pytest reports them as it always does."""
        if self._is_hushed:
            self._config.option.verbose = self._asked_verbosity
            self._is_hushed = False

    def status(self, verdict: Verdict) -> tuple[str, str, str | tuple[str, dict[str, bool]]]:
        """For `pytest_report_teststatus`: a category of our own, which no summary of pytest's repeats."""
        word = STATES[verdict]
        if self.is_verbose:
            return word, word[0], (word, _MARKUP.get(verdict, {}))
        return word, "", ""

    def settle(self, terminal: pytest.TerminalReporter) -> None:
        """Before pytest closes: it speaks if it has anything of its own to tell."""
        ours = set(STATES.values())
        if any(
            reports and category and category not in ours | {"warnings", "deselected"}
            for category, reports in terminal.stats.items()
        ):
            self.speak()
        elif self._is_hushed:
            # Warnings of suites and of packages are nothing a pupil could act on.
            terminal.stats.pop("warnings", None)


def _told_width(config: pytest.Config) -> int:
    given = getattr(config, "workerinput", {}).get("hackney_width")
    return given if isinstance(given, int) else max(shutil.get_terminal_size().columns, 20)
