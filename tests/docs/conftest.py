"""A shell for the commands of a page."""

from pathlib import Path

import pytest

from doc_pages import Shell


@pytest.fixture
def shell(pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Shell:
    return Shell(pytester, monkeypatch, tmp_path)
