"""Name and version read off an installed distribution."""

from importlib.metadata import Distribution, distributions, version
from pathlib import Path

import pytest

from hackney_challenges.distribution import header, kit_version


def test_every_installed_package_is_named_as_importlib_names_it():
    for found in distributions():
        assert header(found, "Name") == found.metadata["Name"]
        assert header(found, "Version") == found.metadata["Version"]


def test_the_kit_knows_its_own_version():
    assert kit_version() == version("hackney-challenges")


@pytest.mark.parametrize("text", ["", "\n", "Metadata-Version: 2.1\n\nVersion: 9\n", "no headers at all"])
def test_what_is_not_there_is_empty(tmp_path: Path, text: str):
    folder = tmp_path / "odd-1.dist-info"
    folder.mkdir()
    (folder / "METADATA").write_text(text)
    assert header(Distribution.at(folder), "Version") == ""
