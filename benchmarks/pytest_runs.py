"""Whole pytest runs: a challenge against the same suite in process; an unrelated project."""

import shutil
import sys
import tempfile
from pathlib import Path

from pairs import Row, children_seconds, paired

CHALLENGES = Path(__file__).resolve().parent.parent / "challenges"
PYTEST = [sys.executable, "-m", "pytest", "-q", "-p", "no:cacheprovider"]

# What an author without this kit would write: the suite as it is, the solution imported beside it.
PLAIN_CONFTEST = """\
import hypothesis, importlib.util, pathlib, pytest
quiet = list(hypothesis.HealthCheck)
hypothesis.settings.register_profile("plain", database=None, deadline=None, suppress_health_check=quiet)
hypothesis.settings.load_profile("plain")
@pytest.fixture(scope="module")
def solution():
    spec = importlib.util.spec_from_file_location("bus_fare", pathlib.Path(__file__).parent / "bus_fare.py")
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module
def pytest_configure(config):
    config.addinivalue_line("markers", "points(n): points")
"""


def one_challenge(pairs: int) -> Row:
    """`pytest` over a right solution of bus_fare, against plain pytest on the same suite."""
    with tempfile.TemporaryDirectory() as room:
        ours, plain = Path(room, "ours"), Path(room, "plain")
        challenge = CHALLENGES / "hackney_warmup" / "bus_fare"
        for folder in (ours, plain):
            folder.mkdir()
            shutil.copy(challenge / "answers" / "model.py", folder / "bus_fare.py")
        (ours / "hackney.toml").write_text('[team]\nformat = 1\nname = "Bench"\nid = "bench"\n')
        shutil.copy(challenge / "test_bus_fare.py", plain)
        (plain / "conftest.py").write_text(PLAIN_CONFTEST)
        ratios = paired(
            lambda: children_seconds(PYTEST, ours),
            lambda: children_seconds([*PYTEST, "-p", "no:hackney"], plain),
            pairs=pairs,
        )
    return Row(
        what="pytest on one challenge",
        against="plain pytest, same suite, in process",
        ratios=ratios,
        goal="1.15",
    )


def unrelated_project(pairs: int) -> Row:
    """`pytest` in a project that has nothing to do with us, against the same with the plugin off."""
    with tempfile.TemporaryDirectory() as room:
        folder = Path(room)
        (folder / "test_sum.py").write_text("def test_sum():\n    assert 1 + 1 == 2\n")
        ratios = paired(
            lambda: children_seconds(PYTEST, folder),
            lambda: children_seconds([*PYTEST, "-p", "no:hackney"], folder),
            pairs=pairs,
        )
    return Row(what="pytest in an unrelated project", against="-p no:hackney", ratios=ratios, goal="1.01")
