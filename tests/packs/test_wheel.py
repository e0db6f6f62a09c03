import configparser
import subprocess
import sys
import tarfile
import zipfile
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

import pytest

ROOT = Path(__file__).parents[2]
PACKS = sorted(init.parent for init in (ROOT / "challenges").glob("*/__init__.py"))


def build(source: Path, target: str, out: Path) -> Path:
    command = [sys.executable, "-m", "hatchling", "build", "--target", target, "--directory", str(out)]
    subprocess.run(command, cwd=source, check=True, capture_output=True, timeout=120)
    (built,) = out.iterdir()
    return built


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Iterator[zipfile.ZipFile]:
    with zipfile.ZipFile(build(ROOT, "wheel", tmp_path_factory.mktemp("wheel"))) as opened:
        yield opened


@pytest.fixture(scope="module")
def sdist(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The source distribution, unpacked."""
    folder = tmp_path_factory.mktemp("unpacked")
    with tarfile.open(build(ROOT, "sdist", tmp_path_factory.mktemp("sdist"))) as archive:
        for member in archive.getmembers():
            if member.isfile():
                target = folder.joinpath(*PurePosixPath(member.name).parts[1:])
                target.parent.mkdir(parents=True, exist_ok=True)
                content = archive.extractfile(member)
                assert content is not None
                target.write_bytes(content.read())
    return folder


def shipped(pack: Path) -> set[str]:
    """What a pack has on disk, but for answers and what Python leaves behind."""
    return {
        file.relative_to(pack.parent).as_posix()
        for file in pack.rglob("*")
        if file.is_file() and not {"answers", "__pycache__"} & set(file.parts)
    }


def test_there_are_packs_to_ship() -> None:
    assert {"hackney_first_steps", "hackney_warmup"} <= {pack.name for pack in PACKS}


@pytest.mark.parametrize("pack", PACKS, ids=lambda pack: pack.name)
def test_a_bundled_pack_is_a_package_of_its_own_in_the_wheel(wheel: zipfile.ZipFile, pack: Path) -> None:
    in_wheel = {name for name in wheel.namelist() if name.startswith(f"{pack.name}/")}

    assert in_wheel == shipped(pack)


def test_no_answer_is_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    parts = {part for name in wheel.namelist() for part in PurePosixPath(name).parts}

    assert not {"answers", "mistakes", "model.py", "tests", "challenges"} & parts


def test_every_answer_is_in_the_source_distribution(sdist: Path) -> None:
    def answers(root: Path) -> set[Path]:
        return {file.relative_to(root) for file in root.glob("challenges/*/*/answers/**/*.py")}

    assert answers(sdist) == answers(ROOT)


def test_the_wheel_names_the_plugin_the_command_and_each_pack(wheel: zipfile.ZipFile) -> None:
    (file,) = (name for name in wheel.namelist() if name.endswith(".dist-info/entry_points.txt"))
    entries = configparser.ConfigParser()
    entries.read_string(wheel.read(file).decode())

    assert dict(entries["pytest11"]) == {"hackney": "hackney_challenges.plugin.entry"}
    assert dict(entries["console_scripts"]) == {"hackney": "hackney_challenges.commands.main:run"}
    assert dict(entries["hackney_challenges"]) == {pack.name: pack.name for pack in PACKS}


def test_the_data_files_of_the_kit_are_in_the_wheel(wheel: zipfile.ZipFile) -> None:
    assert {"hackney_challenges/packs/curriculum.toml", "hackney_challenges/py.typed"} <= set(
        wheel.namelist()
    )


def test_the_wheel_from_the_source_distribution_is_the_same(
    wheel: zipfile.ZipFile, sdist: Path, tmp_path: Path
) -> None:
    with zipfile.ZipFile(build(sdist, "wheel", tmp_path / "again")) as again:
        assert sorted(again.namelist()) == sorted(wheel.namelist())
