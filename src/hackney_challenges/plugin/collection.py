"""A solution file as pytest sees it: a module whose tests are the suite's.

Node ids, fixtures, classes, parameters and markers are pytest's own; only
where the module comes from is ours. The solution itself is never imported
here, however it is named on the command line.
"""

from collections.abc import Callable, Iterable, Iterator
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest

from hackney_challenges.feedback.failure import whole_file
from hackney_challenges.isolation.calls import SolutionStopped, Stopped
from hackney_challenges.isolation.wall import FarSide
from hackney_challenges.packs.judges import Part
from hackney_challenges.packs.suite import Check
from hackney_challenges.plugin.attempts import Attempt
from hackney_challenges.plugin.importing import import_suite, only_real_modules, stood_in
from hackney_challenges.plugin.recording import Recorder
from hackney_challenges.plugin.usual_cases import is_machine, plant, seed_of, usual_cases
from hackney_challenges.plugin.verdicts import NotStarted, SuiteStopped
from hackney_challenges.printable import safe_line

CASES = pytest.StashKey[int]()
"""On each item: how many items were collected for its check before any was deselected."""

# Before, a fixture belonged to all modules of the same node id.
_TELLS_MODULES_APART = (9, 1)
_TOO_OLD = "Judge packs need pytest 9.1 or newer. Next: pip install -U pytest"


class _NamedAsUsual:
    """What is a check in a suite goes by pytest's usual names, whatever a team's settings say."""

    def funcnamefilter(self, name: str) -> bool:
        """Whether a function of this name is a check."""
        return name.startswith("test")

    def classnamefilter(self, name: str) -> bool:
        """Whether a class of this name may hold checks."""
        return name.startswith("Test")


class SuiteClass(_NamedAsUsual, pytest.Class):
    """A class of a suite."""


class ChallengeFile(_NamedAsUsual, pytest.Module):
    """The checks of one part of an attempt: of the challenge's own suite, or of a judge pack's.

    All parts of an attempt have its path and node id, so that a judge's check is
    named like any other.
    """

    attempt: Attempt
    part: Part
    far_side: FarSide
    recorder: Recorder
    hidden: Callable[[], frozenset[Path]]
    extra_seed: str
    _stop: BaseException | None = None
    _running: str | None = None

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self._stops: dict[str, BaseException] = {}
        self._far_check = ExitStack()

    @classmethod
    def of(cls, node: Any) -> "ChallengeFile | None":
        """The challenge file that `node` stands in, if it is one of ours."""
        found = node.getparent(cls)
        return found if isinstance(found, cls) else None

    def collect(self) -> Iterable[pytest.Item | pytest.Collector]:
        """The suite's tests; where the suite cannot be imported, one stand-in a check that says so."""
        try:
            if self.part.trouble is not None:
                raise SuiteStopped(self.part.trouble)
            if self.part.is_judges and pytest.version_tuple < _TELLS_MODULES_APART:
                raise SuiteStopped(_TOO_OLD)
            self.obj  # noqa: B018 - asking for it imports the suite
        except SuiteStopped as stopped:
            self._stop = stopped
            return [UncollectedCheck.of(self, check) for check in self.part.suite.checks]
        return super().collect()

    def _getobj(self) -> ModuleType:
        module = import_suite(self.part.challenge, self.far_side.module, self.hidden())
        for name, thing in list(vars(module).items()):
            if is_machine(thing):
                plant(self._seed(name), thing)
                self.recorder.watch_machine(thing)
        return module

    @contextmanager
    def checking(self, item: pytest.Item) -> Iterator[None]:
        """All of `item`: its check's far side, the module in place, our cases, its calls recorded."""
        check = check_name(item)
        with ExitStack() as stack:
            stack.enter_context(stood_in(self.attempt.challenge.slug, self.far_side.module))
            stack.enter_context(only_real_modules(self.hidden()))
            stack.enter_context(usual_cases())
            if self.stop(check) is None:
                self._begin(check)
            self.far_side.forget_calls()
            stack.enter_context(self.recorder.listening(self.far_side, check))
            yield
            if self.far_side.stopped is not None:
                self._stops[check] = SolutionStopped(self.far_side.stopped)

    def _begin(self, check: str) -> None:
        if self._running != check:
            self.end_check()
            self._far_check.enter_context(self.far_side.check())
            self._running = check

    def end_check(self) -> None:
        """End the far side of the check that ran last; the next case, of whatever check, gets a fresh one."""
        self._running = None
        self._far_check.close()

    @contextmanager
    def calling(self, item: pytest.Item) -> Iterator[None]:
        """The call of one check: its seed, and each example told apart."""
        test = getattr(item, "obj", None)
        plant(self._seed(check_name(item)), test)
        with self.recorder.each_example(test):
            yield

    def stop(self, check: str) -> BaseException | None:
        """What keeps the whole file or this check of it from running, as far as that is known by now.

        A check whose solution was stopped in one case is not asked for its other cases: its time is spent.
        """
        if self._stop is None:
            doubles = self.attempt.doubles
            if doubles:
                names = " and ".join(safe_line(name, 60) for name in (self.attempt.file.name, *doubles))
                alike = Stopped(kind="not a file", during="import", detail=f"two names alike: {names}")
                self._stop = SolutionStopped(alike)
            elif self.attempt.is_untouched:
                self._stop = NotStarted()
        return self._stop or self._stops.get(check)

    def stopped_by(self, problem: BaseException | None) -> None:
        """Remember a stop that concerns the whole file, so that its price is paid once."""
        if problem is not None and whole_file(problem):
            self._stop = problem.with_traceback(None)

    def _seed(self, name: str) -> int:
        challenge = self.part.challenge
        return seed_of(challenge.pack, challenge.slug, name, *([self.extra_seed] if self.extra_seed else []))


class UncollectedCheck(pytest.Item):
    """A check of a suite that could not be imported."""

    @classmethod
    def of(cls, file: ChallengeFile, check: Check) -> "UncollectedCheck":
        """The stand-in for `check` in `file`."""
        item: UncollectedCheck = cls.from_parent(file, name=check.name)
        item.stash[CASES] = 1
        return item

    def runtest(self) -> None:
        """Never reached: the stop of the whole file is raised before."""

    def reportinfo(self) -> tuple[Path, int, str]:
        """Where it stands: the solution's file."""
        return self.path, 0, self.name


class TeamDirectory(pytest.Directory):
    """A team's folder. Unlike a package's, its `__init__.py` never runs; nothing in it is overlooked."""

    def collect(self) -> Iterable[pytest.Item | pytest.Collector]:
        """Files and folders in the order of their names."""
        for path in sorted(self.path.iterdir(), key=lambda path: path.name):
            if not self.session.isinitpath(path, with_parents=path.is_dir()) and (
                self.ihook.pytest_ignore_collect(collection_path=path, config=self.config)
            ):
                continue
            if path.is_dir() and path.suffix != ".py":
                found = self.ihook.pytest_collect_directory(path=path, parent=self)
                if found is not None:
                    yield found
            else:
                # Folders, dangling links and pipes too: one may have a solution's name, and is told then.
                yield from self.ihook.pytest_collect_file(file_path=path, parent=self)


def check_name(item: pytest.Item) -> str:
    """The check's name of formats.md 2: the node id without its file and parameters."""
    file = item.getparent(ChallengeFile)
    names = [node.name for node in item.listchain()]
    below = names[item.listchain().index(file) + 1 :] if file is not None else names[-1:]
    if below:
        below[-1] = getattr(item, "originalname", None) or below[-1]
    return "::".join(below)


def check_of(item: pytest.Item | None) -> object:
    """What is equal for the cases of one check of one file, and for nothing else."""
    file = ChallengeFile.of(item) if item is not None else None
    return (file, check_name(item)) if item is not None and file is not None else item


def case_name(item: pytest.Item) -> str | None:
    """The words of a parameter set, as its author wrote them; None for a check of one case."""
    callspec = getattr(item, "callspec", None)
    return callspec.id if callspec is not None else None
