"""Elsewhere the plugin is asleep: nothing of ours is loaded but its entry."""

import sys
from pathlib import Path

import pytest

import kit

_LOOK = """
import sys

def pytest_collection_finish():
    ours = sorted(name for name in sys.modules if name.startswith("hackney"))
    heavy = sorted(name for name in ("hypothesis", "click", "tomllib", "tomli") if name in sys.modules)
    print("LOADED", ours, heavy)
"""


def test_in_another_project_only_the_entry_is_loaded(tmp_path: Path) -> None:
    (tmp_path / "conftest.py").write_text(_LOOK)
    (tmp_path / "test_it.py").write_text("def test_it():\n    assert True\n")
    found = kit.run(tmp_path, "-s", "-p", "no:hypothesispytest", "-p", "no:randomly", "-W", "error")
    assert found.code == 0
    if sys.version_info >= (3, 11):  # on 3.10 pytest itself reads TOML with tomli
        assert (
            "LOADED ['hackney_challenges', 'hackney_challenges.plugin', 'hackney_challenges.plugin.entry'] []"
            in found.lines
        )
    assert "1 passed" in found.text


def test_in_another_project_nothing_is_said_or_written(tmp_path: Path) -> None:
    (tmp_path / "bus_fare.py").write_text("def fare(age):\n    return 0\n")
    found = kit.run(tmp_path, "--hackney-submit")
    assert found.code == pytest.ExitCode.NO_TESTS_COLLECTED
    assert "no tests ran" in found.text
    assert not (tmp_path / ".hackney").exists()


def test_strict_markers_and_warnings_as_errors_are_no_trouble(tmp_path: Path) -> None:
    kit.pack(tmp_path / "site", {"kit_fare": kit.FARE_SUITE})
    folder = kit.team_folder(tmp_path / "otters", {"kit_fare.py": kit.FARE_RIGHT})
    found = kit.run(folder, "--strict-markers", "-W", "error", site=tmp_path / "site")
    assert found.code == 0
    assert "2 of 2 checks OK. 10 points." in found.lines


def test_awake_it_takes_its_own_modules_as_they_are(tmp_path: Path) -> None:
    kit.pack(tmp_path / "site", {"kit_fare": kit.FARE_SUITE})
    own = """
        import sys

        def test_own():
            for name in ("hooks", "wording"):
                loader = sys.modules[f"hackney_challenges.plugin.{name}"].__loader__
                assert "Rewriting" not in type(loader).__name__
    """
    folder = kit.team_folder(tmp_path / "otters", {"kit_fare.py": kit.FARE_HALF, "test_own.py": own})
    found = kit.run(folder, "-p", "no:randomly", "kit_fare.py", "test_own.py", site=tmp_path / "site")
    assert "1 of 2 checks OK. 4 points." in found.lines
    assert "1 passed" in found.text
