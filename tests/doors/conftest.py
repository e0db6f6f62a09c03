"""The command's door, with a small pack installed, and a team's folder made by the command itself."""

from pathlib import Path

import pytest

import club_pack
from command_door import Door


@pytest.fixture(scope="session")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    club_pack.install(folder)
    return folder


@pytest.fixture
def hackney(site: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Door:
    monkeypatch.syspath_prepend(site)
    monkeypatch.setenv("PYTHONPATH", str(site))
    return Door(monkeypatch, tmp_path)


@pytest.fixture
def otters(hackney: Door) -> Door:
    hackney("start", "otters", "--team", "Canal Otters", "--pack", "club_night")
    hackney.enter("otters")
    return hackney
