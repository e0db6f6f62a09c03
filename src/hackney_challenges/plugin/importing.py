"""A suite, imported afresh for one solution: the pupil's module is played by the far side.

Each solution file gets a module object of its own, since pytest and hypothesis
both remember which object they met first.
"""

import importlib
import sys
import traceback
from collections.abc import Collection, Iterator
from contextlib import contextmanager
from pathlib import Path
from types import ModuleType

import pytest

from hackney_challenges.packs.manifest import Challenge
from hackney_challenges.plugin.usual_cases import usual_cases
from hackney_challenges.plugin.verdicts import SuiteStopped, innermost
from hackney_challenges.printable import safe_line


def import_suite(challenge: Challenge, stand_in: ModuleType, hidden: Collection[Path]) -> ModuleType:
    """The suite of `challenge`, fresh, with assertions rewritten; `hidden` folders are not looked into.

    Raises `SuiteStopped` for anything that stops it.
    """
    name = challenge.suite_module
    package = name.rpartition(".")[0]
    root = challenge.folder.parent.parent
    loaded = sys.modules.get(name.partition(".")[0])
    if loaded is not None and not _is_in(loaded, root):
        _forget(name.partition(".")[0])
    _forget(package)
    pytest.register_assert_rewrite(name)
    try:
        with usual_cases(), stood_in(challenge.slug, stand_in), only_real_modules(hidden, first=root):
            module = importlib.import_module(name)
    except KeyboardInterrupt:
        raise
    except BaseException as problem:
        raise SuiteStopped(_told(challenge, problem)) from problem
    if not _is_in(module, root):
        raise SuiteStopped(f"Another package named {name.partition('.')[0]} hides the pack {challenge.pack}.")
    return module


@contextmanager
def stood_in(slug: str, stand_in: ModuleType) -> Iterator[None]:
    """`import bus_fare` gives `stand_in`: while a suite is imported, and while one of its checks runs."""
    real = sys.modules.get(slug)
    sys.modules[slug] = stand_in
    try:
        yield
    finally:
        if real is None:
            sys.modules.pop(slug, None)
        else:
            sys.modules[slug] = real


@contextmanager
def only_real_modules(hidden: Collection[Path], *, first: Path | None = None) -> Iterator[None]:
    """Without the `hidden` folders on the path, so that a pupil's `random.py` is nobody's `random`."""
    before = list(sys.path)
    here = Path.cwd()
    kept = [entry for entry in before if (Path(entry) if entry else here).absolute() not in hidden]
    if first is not None and str(first) not in kept:
        kept.insert(0, str(first))
    sys.path[:] = kept
    try:
        yield
    finally:
        sys.path[:] = before


def _forget(package: str) -> None:
    for name in [name for name in sys.modules if name == package or name.startswith(f"{package}.")]:
        del sys.modules[name]


def _is_in(module: ModuleType, root: Path) -> bool:
    places = [getattr(module, "__file__", None), *getattr(module, "__path__", ())]
    return any(place is not None and Path(place).is_relative_to(root) for place in places)


def _told(challenge: Challenge, problem: BaseException) -> str:
    trace = innermost(problem)
    where = challenge.suite_file.name
    if isinstance(problem, SyntaxError):
        where = f"{Path(problem.filename or where).name} line {problem.lineno}"
    elif trace is not None:
        lines = [
            frame.lineno
            for frame in traceback.extract_tb(problem.__traceback__)
            if Path(frame.filename) == challenge.suite_file
        ]
        where = f"{where} line {lines[-1]}" if lines else where
    words = safe_line(f"{type(problem).__name__}: {problem}", 120)
    return f"The suite of {challenge.slug} ({challenge.pack}) stopped at {where}: {words}"
