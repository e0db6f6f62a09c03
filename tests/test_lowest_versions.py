"""The oldest versions that the tests are run over are the oldest that we say we allow."""

import re
from pathlib import Path

ROOT = Path(__file__).parent.parent


def test_the_oldest_versions_that_are_tried_are_those_that_are_promised() -> None:
    project = (ROOT / "pyproject.toml").read_text(encoding="utf-8")
    needed = project.partition("dependencies = [")[2].partition("]")[0]
    promised = dict(re.findall(r'"(\w+)>=([\d.]+)', needed))
    lowest = (
        (ROOT / "tox.ini")
        .read_text(encoding="utf-8")
        .partition("[testenv:lowest]")[2]
        .partition("[testenv:")[0]
    )
    tried = dict(re.findall(r"(\w+)==([\d.]+)", lowest))
    assert {name: version.removesuffix(".0") for name, version in tried.items()} == promised
