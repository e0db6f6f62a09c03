"""The plugin awake: which part answers which of pytest's hooks.

Everything that a run needs is imported here, before anything is collected: a
file of the team named like a module would otherwise be taken for it later.
"""

import os
from collections.abc import Generator
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest

from hackney_challenges.errors import ChallengesError
from hackney_challenges.plugin import ending, reports
from hackney_challenges.plugin.attempts import Attempt
from hackney_challenges.plugin.collection import (
    CASES,
    ChallengeFile,
    SuiteClass,
    TeamDirectory,
    check_name,
    check_of,
)
from hackney_challenges.plugin.reporting import Printer
from hackney_challenges.plugin.screen import Screen
from hackney_challenges.plugin.session import CheckSession
from hackney_challenges.plugin.tally import CaseOutcome
from hackney_challenges.plugin.usual_cases import register_profile

_SESSION = pytest.StashKey[CheckSession]()
_SCREEN = pytest.StashKey[Screen]()
_CASE = pytest.StashKey[CaseOutcome | None]()
_STORAGE = "HYPOTHESIS_STORAGE_DIRECTORY"
_STORAGE_SET = pytest.StashKey[bool]()


@pytest.fixture(scope="module")
def solution(request: pytest.FixtureRequest) -> Any:
    """The pupil's code behind the wall: `solution.fare(10)`, `solution.run(...)`, `solution.uses(...)`."""
    file = ChallengeFile.of(request.node)
    if file is None:
        pytest.fail("The fixture `solution` is for the suites of packs. In your own tests, import the file.")
    return file.far_side.solution


def pytest_configure(config: pytest.Config) -> None:
    """Begin: markers, settings, the folders of this run; a broken `hackney.toml` ends it with a sentence."""
    config.addinivalue_line("markers", "points(number): what a check is worth (hackney-challenges)")
    register_profile()
    screen = Screen(config)
    session = CheckSession(config, screen.style)
    config.stash[_SESSION], config.stash[_SCREEN] = session, screen
    config.pluginmanager.register(Incoming(session), "hackney-challenges-incoming")
    try:
        session.begin()
    except ChallengesError as error:
        raise pytest.UsageError(str(error)) from None
    teams = session.attempts.teams
    if teams:
        screen.hush()
        config.stash[_STORAGE_SET] = _STORAGE not in os.environ
        os.environ.setdefault(_STORAGE, str(teams[0].ours / "hypothesis"))


def pytest_unconfigure(config: pytest.Config) -> None:
    """Leave the process as it was found."""
    if _SESSION in config.stash:
        config.stash[_SESSION].close()
    if config.stash.get(_STORAGE_SET, False):
        os.environ.pop(_STORAGE, None)


@pytest.hookimpl(optionalhook=True)
def pytest_configure_node(node: Any) -> None:
    """Tell a worker of xdist how wide the screen is: its texts are made there."""
    node.workerinput["hackney_width"] = node.config.stash[_SCREEN].style.width


@pytest.hookimpl(tryfirst=True)
def pytest_collect_directory(path: Path, parent: pytest.Collector) -> pytest.Collector | None:
    """A team's folder is never a package: its `__init__.py` would run in this process."""
    session = parent.config.stash[_SESSION]
    if session.attempts.quietly_at(path) is not None:
        folder: TeamDirectory = TeamDirectory.from_parent(parent, path=path)
        return folder
    attempt = _attempt_at(session, path)
    # A folder in the place of a solution is asked nothing, by the judges neither.
    return session.challenge_files(attempt, parent)[0] if attempt is not None else None


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_collect_file(
    file_path: Path, parent: pytest.Collector
) -> Generator[None, list[pytest.Collector], list[pytest.Collector]]:
    """A challenge's file is collected by us alone, however it is named, so that nobody imports it."""
    found = yield
    session = parent.config.stash[_SESSION]
    attempt = _attempt_at(session, file_path)
    if attempt is not None:
        return [*session.challenge_files(attempt, parent)]
    if session.attempts.is_nobodys(file_path) or _is_a_packs(session, file_path):
        return []
    return found


def _attempt_at(session: CheckSession, path: Path) -> Attempt | None:
    try:
        return session.attempts.at(path)
    except ChallengesError as error:
        # A pack that cannot be read, in its author's own folder: pytest shows the sentence alone.
        raise pytest.Collector.CollectError(str(error)) from None


def _is_a_packs(session: CheckSession, path: Path) -> bool:
    try:
        return session.attempts.is_in_a_pack(path)
    except ChallengesError as error:
        raise pytest.Collector.CollectError(str(error)) from None


@pytest.hookimpl(wrapper=True)
def pytest_pycollect_makeitem(collector: Any) -> Generator[None, Any, Any]:
    """Count the cases of each check before any is chosen or left out; a class of a suite is ours."""
    made = yield
    if ChallengeFile.of(collector) is None:
        return made
    if isinstance(made, list):
        for item in made:
            item.stash[CASES] = len(made)
    elif type(made) is pytest.Class:
        return SuiteClass.from_parent(collector, name=made.name, obj=made.obj)
    return made


def pytest_itemcollected(item: pytest.Item) -> None:
    """Test explorers and reports point at the pupil's file, not into an installed pack."""
    file = ChallengeFile.of(item)
    if file is not None and file.attempt.team is not None:
        with suppress(ValueError):  # on Windows, another drive than pytest's root
            item.location = (os.path.relpath(file.path, item.config.rootpath), 0, item.location[2])


@pytest.hookimpl(trylast=True)
def pytest_collection_modifyitems(config: pytest.Config, items: list[pytest.Item]) -> None:
    """A team's own tests keep pytest's usual report; a check's cases stand together, whoever shuffled them.

    They share one far side and its time, so that apart they would be checked more kindly.
    """
    if any(ChallengeFile.of(item) is None for item in items):
        config.stash[_SCREEN].speak()
    first: dict[object, int] = {}
    places = {item: first.setdefault(check_of(item), place) for place, item in enumerate(items)}
    items.sort(key=places.__getitem__)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_protocol(
    item: pytest.Item, nextitem: pytest.Item | None
) -> Generator[None, object, object]:
    """Each check of ours has a far side of its own, for all its cases."""
    file = ChallengeFile.of(item)
    if file is None:
        return (yield)
    with item.config.stash[_SESSION].checking(file, item, nextitem):
        return (yield)


@pytest.hookimpl(tryfirst=True)
def pytest_runtest_setup(item: pytest.Item) -> None:
    """What keeps a check from running is told in its place."""
    file = ChallengeFile.of(item)
    if file is None:
        return
    stop = item.config.stash[_SESSION].unready or file.stop(check_name(item))
    if stop is not None:
        raise stop.with_traceback(None)


@pytest.hookimpl(wrapper=True)
def pytest_runtest_call(item: pytest.Item) -> Generator[None, object, object]:
    """The check itself, its examples told apart."""
    file = ChallengeFile.of(item)
    if file is None:
        return (yield)
    with file.calling(item):
        return (yield)


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_makereport(item: pytest.Item) -> Generator[None, pytest.TestReport, pytest.TestReport]:
    """The report of a check of ours carries its verdict and, as its text, our words."""
    item.stash[_CASE] = None
    report = yield
    if ChallengeFile.of(item) is not None:
        reports.in_our_words(report, item.stash[_CASE], item.config)
    return report


def pytest_assertrepr_compare(
    config: pytest.Config, op: str, left: object, right: object
) -> list[str] | None:
    """Keep both sides; pytest's own explanation of them, which may be long in the making, is not needed."""
    recorder = config.stash[_SESSION].recorder
    if not recorder.is_listening:
        return None
    recorder.compared(op, left, right)
    return [f"the two sides of {op}"]


class Incoming:
    """Judges each case, and takes in what was reported; the latter on the controller of xdist too."""

    def __init__(self, session: CheckSession) -> None:
        self._session = session

    def pytest_runtest_makereport(self, item: pytest.Item, call: pytest.CallInfo[None]) -> None:
        """Judge before the report is made: after that, JUnit would not see what is added.

        Not a wrapper, since only by now has pytest's unittest part said what was raised.
        """
        file = ChallengeFile.of(item)
        if file is not None:
            case = reports.case_outcome(self._session, file, item, call)
            item.stash[_CASE] = case
            item.user_properties += reports.properties(case) if case is not None else []

    def pytest_runtest_logreport(self, report: pytest.TestReport) -> None:
        """Count the case in. pytest hands no configuration to this hook, so it needs an object of its own."""
        case = reports.case_of(report)
        if case is not None:
            self._session.tally.add(case)
            self._session.tally.spend(case.path, report.duration)


@pytest.hookimpl(tryfirst=True)
def pytest_report_teststatus(
    report: pytest.CollectReport | pytest.TestReport, config: pytest.Config
) -> tuple[str, str, str | tuple[str, dict[str, bool]]] | None:
    """Our words in place of dots and of FAILED; a report's outcome stays pytest's."""
    case = reports.case_of(report)
    if case is None or not config.stash[_SESSION].attempts.teams:
        return None
    return config.stash[_SCREEN].status(case.verdict)


@pytest.hookimpl(trylast=True)
def pytest_sessionfinish(session: pytest.Session, exitstatus: int) -> None:
    """Count, keep, tell, hand in; on the controller alone."""
    config = session.config
    ours = config.stash[_SESSION]
    ours.close()
    if hasattr(config, "workerinput") or config.option.collectonly or not ours.attempts.teams:
        return
    terminal = config.pluginmanager.get_plugin("terminalreporter")
    if exitstatus == pytest.ExitCode.USAGE_ERROR:
        return
    lines = ending.finish(ours, config.stash[_SCREEN].page)
    if terminal is not None:
        config.stash[_SCREEN].settle(terminal)
        Printer(terminal, config).write(lines)
    if ours.floor is not None:
        ours.floor.wait()
