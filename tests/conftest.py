"""The whole test suite: pytest's own test door, and an environment nobody's shell leaks into."""

import pytest

pytest_plugins = ["pytester"]


@pytest.fixture(autouse=True)
def _clean_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    for name in ("PYTEST_ADDOPTS", "HACKNEY_PLAIN", "NO_COLOR", "FORCE_COLOR", "PYTHONSAFEPATH"):
        monkeypatch.delenv(name, raising=False)
