"""A plugin for runs over many wrong answers: ten random cases a check, where a pupil's run has a hundred.

What an author promises about a mistake shows on the cases written out in the
suite, so that it is never found, or missed, by luck.
"""

import pytest
from hypothesis import HealthCheck, settings


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    few = settings(
        max_examples=10,
        database=None,
        deadline=None,
        derandomize=False,
        report_multiple_bugs=False,
        suppress_health_check=list(HealthCheck),
    )
    for check in {item.obj for item in items if isinstance(item, pytest.Function)}:
        if hasattr(check, "hypothesis"):
            few(check)
