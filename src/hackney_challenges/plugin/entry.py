"""The pytest11 entry point: options, and a look for a team folder; asleep everywhere else.

Every pytest run of every project on this machine loads this module, so it
imports nothing of ours, and no file is opened: only names are looked for.
"""

import os
import sys
from collections.abc import Iterator

import pytest

_MARKERS = ("hackney.toml", "pack.toml")


def pytest_addoption(parser: pytest.Parser) -> None:
    """The options of formats.md 4; they act only where a team folder or a pack is found."""
    group = parser.getgroup("hackney", "coding challenges (hackney-challenges)")
    group.addoption("--hackney-submit", action="store_true", help="hand in what got better, after the run")
    group.addoption("--hackney-json", metavar="FILE", help="write the result to FILE")
    group.addoption("--hackney-plain", action="store_true", help="text for screen readers")
    group.addoption("--hackney-more", action="store_true", help="everything: prints, each check in full")
    group.addoption("--hackney-seed", metavar="N", type=int, help="other cases than the usual ones")
    group.addoption(
        "--hackney-in-process",
        action="store_true",
        help="run solutions in this process, for debuggers; never handed in",
    )


def pytest_configure(config: pytest.Config) -> None:
    """Wake the plugin where a team folder, or for authors a pack, is found."""
    seen: set[str] = set()
    marked = {folder for start in _starts(config) for folder in _marked(start, seen)}
    if not marked:
        return
    path = sys.path[:]
    # A conftest.py puts its folder first: there, random.py or a pack's name would hide the real one.
    sys.path[:] = [place for place in path if os.path.abspath(place) not in marked]  # noqa: PTH100
    try:
        from hackney_challenges.plugin.unrewritten import as_they_are

        with as_they_are(config):
            from hackney_challenges.plugin import hooks

        config.pluginmanager.register(hooks, "hackney-challenges")
    finally:
        sys.path[:] = path


def _starts(config: pytest.Config) -> Iterator[str]:
    invoked_from = str(config.invocation_params.dir)
    yield invoked_from
    for argument in config.args:
        yield os.path.join(invoked_from, argument.split("::", 1)[0])  # noqa: PTH118 - pathlib is slower


def _marked(start: str, seen: set[str]) -> Iterator[str]:
    folder = os.path.abspath(start)  # noqa: PTH100 - a mapped drive must not turn into its share
    while folder not in seen:
        seen.add(folder)
        if any(os.path.isfile(os.path.join(folder, marker)) for marker in _MARKERS):  # noqa: PTH113, PTH118
            yield folder
        folder = os.path.dirname(folder)  # noqa: PTH120
