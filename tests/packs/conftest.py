"""Packs on disk: `sound` has nothing amiss; each folder of `broken` holds the files of one fault."""

import shutil
from collections.abc import Callable
from pathlib import Path

import pytest

HERE = Path(__file__).parent

collect_ignore = ["sound", "broken"]


@pytest.fixture
def pack_with(tmp_path: Path) -> Callable[[str], Path]:
    """A copy of the sound pack with one fault laid over it; NAME.gone takes NAME away."""

    def make(fault: str) -> Path:
        folder = tmp_path / "sound"
        shutil.copytree(HERE / "sound", folder)
        shutil.copytree(HERE / "broken" / fault, folder, dirs_exist_ok=True)
        for gone in folder.rglob("*.gone"):
            gone.unlink()
            gone.with_suffix("").unlink()
        return folder

    return make
