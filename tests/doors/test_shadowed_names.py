"""Files of a team that are named like a module: Python's own, the checks' own, a pack's.

A conftest.py puts its folder first on the path, and so makes every one of
them the module that is found. What may be hidden must be, and told.
"""

from pathlib import Path

import pytest

import kit

_PYTHONS_OWN = ["calendar", "copy", "csv", "decimal", "difflib", "fractions", "getpass", "hashlib", "html"]
_PYTHONS_OWN += ["json", "math", "queue", "random", "secrets", "select", "statistics", "string", "time"]
_PYTHONS_OWN += ["tempfile", "tomllib", "types", "typing", "uuid"]
_OF_THE_CHECKS = ["click", "hackney_challenges", "hypothesis", "pluggy", "pytest", "sortedcontainers"]


@pytest.fixture
def site(tmp_path: Path) -> Path:
    folder = tmp_path / "site"
    kit.pack(folder, {"kit_fare": kit.FARE_SUITE})
    return folder


@pytest.mark.parametrize(
    ("names", "told"),
    [
        pytest.param(
            _PYTHONS_OWN,
            "random.py has the name of a part of Python. Next: rename it, such as my_random.py.",
            id="Python",
        ),
        pytest.param(
            _OF_THE_CHECKS,
            "pytest.py has the name of a part of the checks. Next: rename it.",
            id="the checks",
        ),
        pytest.param(
            [kit.PACK], "kit_pack.py has the name of a part of the checks. Next: rename it.", id="a pack"
        ),
    ],
)
def test_names_beside_a_conftest_change_no_verdict_and_are_told(
    site: Path, tmp_path: Path, names: list[str], told: str
) -> None:
    beside = {f"{name}.py": f"raise SystemExit('the {name} of a team')\n" for name in names}
    folder = kit.team_folder(
        tmp_path / "otters", {"kit_fare.py": kit.FARE_HALF, "conftest.py": "CLUB = 1\n", **beside}
    )
    found = kit.run(folder, "-p", "no:randomly", site=site)
    assert found.code == 1
    assert "  I ran:    fare(30)" in found.lines
    assert "1 of 2 checks OK. 4 points." in found.lines
    assert "Traceback" not in found.text
    assert told in found.unwrapped
