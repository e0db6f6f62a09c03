"""A stranger meets the built wheel: alone with what it asks for, in another folder, as the docs say.

Nothing is downloaded: the wheel is built and laid out here as pip would, and
what it depends on is taken from the Python that runs the tests, as far as its
metadata names it and no further. Where the gate runs as an ordinary user, so
does all of this.
"""

import configparser
import os
import re
import shlex
import shutil
import subprocess
import sys
import venv
import zipfile
from collections.abc import Iterator
from dataclasses import dataclass
from email import message_from_string
from importlib.metadata import distribution
from pathlib import Path

import pytest
from packaging.requirements import Requirement

ROOT = Path(__file__).parents[2]
README = (ROOT / "README.md").read_text(encoding="utf-8")
TUTORIAL = (ROOT / "docs/tutorial/first-afternoon.md").read_text(encoding="utf-8")
MODELS = ROOT / "challenges/hackney_warmup"


@dataclass(kw_only=True)
class Stranger:
    """Somebody at a terminal: types lines, one after the other; `cd` goes along."""

    folder: Path
    programs: Path
    python: Path

    def types(self, line: str) -> tuple[int, str]:
        """The exit status of `line` and all it showed."""
        words = shlex.split(line)
        if words[0] == "cd":
            self.folder = self.folder / words[1]
            return (0, "") if self.folder.is_dir() else (1, f"no folder {words[1]}")
        if words[:2] == ["pip", "install"]:
            return 0, ""  # done: that is what the fixture is
        done = subprocess.run(
            [self.python, self.programs / f"{words[0]}.py", *words[1:]] if os.name == "nt" else words,
            cwd=self.folder,
            env=self.environment,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            encoding="utf-8",
            timeout=100,
            check=False,
        )
        return done.returncode, done.stdout

    @property
    def environment(self) -> dict[str, str]:
        """Nothing but what a new terminal has."""
        kept = {name: os.environ[name] for name in ("SYSTEMROOT", "TEMP", "TMPDIR") if name in os.environ}
        path = os.pathsep.join([str(self.programs), os.environ.get("PATH", "")])
        return kept | {"PATH": path, "HOME": str(self.folder), "LANG": "C.UTF-8", "COLUMNS": "80"}


@pytest.fixture(scope="module")
def wheel(tmp_path_factory: pytest.TempPathFactory) -> Path:
    out = tmp_path_factory.mktemp("dist")
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(out)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True, timeout=100)
    (built,) = out.glob("*.whl")
    return built


@pytest.fixture(scope="module")
def environment(wheel: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A virtual environment that holds the wheel and what it asks for; nothing else of this machine's."""
    place = tmp_path_factory.mktemp("environment")
    venv.create(place, with_pip=False, symlinks=os.name != "nt")
    (packages,) = [place / "Lib/site-packages"] if os.name == "nt" else place.glob("lib/*/site-packages")
    with zipfile.ZipFile(wheel) as opened:
        opened.extractall(packages)
        (metadata,) = [name for name in opened.namelist() if name.endswith(".dist-info/METADATA")]
        asked = message_from_string(opened.read(metadata).decode()).get_all("Requires-Dist") or []
        scripts = {**console_scripts(opened.read(metadata.replace("METADATA", "entry_points.txt")).decode())}
    for name in needed(asked):
        lay_out(name, packages)
    scripts |= {"pytest": "pytest:console_main"}
    for name, target in scripts.items():
        write_program(place, name, target)
    return place


def needed(asked: list[str]) -> list[str]:
    """The names of the distributions that `asked` needs here, and those that they need."""
    names: dict[str, None] = {}
    waiting = list(asked)
    while waiting:
        requirement = Requirement(waiting.pop())
        if requirement.marker is not None and not requirement.marker.evaluate({"extra": ""}):
            continue
        if requirement.name not in names:
            names.setdefault(requirement.name)
            waiting += distribution(requirement.name).requires or []
    return list(names)


def lay_out(name: str, packages: Path) -> None:
    """Put an installed distribution into `packages` too, but for its programs."""
    found = distribution(name)
    for top in {file.parts[0] for file in found.files or ()} - {"..", "__pycache__"}:
        source, target = Path(str(found.locate_file(top))), packages / top
        if target.exists():
            continue
        if os.name != "nt":
            target.symlink_to(source)
        elif source.is_dir():
            shutil.copytree(source, target)
        else:
            shutil.copyfile(source, target)


def console_scripts(text: str) -> dict[str, str]:
    parser = configparser.ConfigParser(delimiters="=")
    parser.read_string(text)
    return dict(parser["console_scripts"])


def write_program(place: Path, name: str, target: str) -> None:
    """What pip makes of an entry point."""
    module, _, function = target.partition(":")
    start = f"import sys\nfrom {module} import {function}\nsys.exit({function}())\n"
    if name == "pytest":
        start = "import runpy\nrunpy.run_module('pytest', None, '__main__', True)\n"
    if os.name == "nt":
        (place / "Scripts" / f"{name}.py").write_text(start, encoding="utf-8")
        return
    program = place / "bin" / name
    program.write_text(f"#!{place / 'bin/python'}\n{start}", encoding="utf-8")
    program.chmod(0o755)


@pytest.fixture
def stranger(environment: Path, tmp_path: Path) -> Stranger:
    programs = environment / ("Scripts" if os.name == "nt" else "bin")
    python = programs / ("python.exe" if os.name == "nt" else "python")
    return Stranger(folder=tmp_path, programs=programs, python=python)


def fenced(page: str) -> Iterator[str]:
    """The lines of a page's fenced blocks that are typed at a terminal."""
    for block in re.findall(r"^```[^\n]*\n(.*?)^```$", page, re.DOTALL | re.MULTILINE):
        yield from (line for line in block.splitlines() if re.match(r"(pip|hackney|cd|pytest) ?(?!:)", line))


def test_the_four_lines_of_the_readme_work_as_written(stranger: Stranger) -> None:
    lines = list(fenced(README.partition("## Take part")[2]))
    assert lines == [
        "pip install hackney-challenges",
        'hackney start otters --team "Canal Otters"',
        "cd otters",
        "pytest",
    ]
    *before, (code, shown) = [stranger.types(line) for line in lines]
    assert [code for code, _ in before] == [0, 0, 0]
    # Untouched starters earn nothing, without a wall of red: a line each, the total, what to do now.
    assert code == 1
    said = shown.strip().splitlines()
    assert len(said) == 12
    assert all(": not started (" in line for line in said[:9])
    assert said[10:] == ["0 of 9 challenges solved. 0 of 180 points.", "Next: hackney brief hello_hackney"]


def test_every_command_of_the_tutorial_does_what_it_is_there_for(stranger: Stranger) -> None:
    (stranger.folder / "board").mkdir()
    asked = list(fenced(TUTORIAL))
    assert len(asked) > 10
    for line in asked:
        if line.startswith("hackney submit"):
            with (stranger.folder / "hackney.toml").open("a", encoding="utf-8") as file:
                file.write('\n[scoreboard]\nurl = "../board"\n')
        code, shown = stranger.types(line)
        # Nothing is written between the lines here, so that no check is right yet.
        assert (line, code) == (line, int(line.startswith(("pytest", "hackney check")))), shown
        assert "Traceback" not in shown


def test_a_model_typed_in_earns_its_points_and_a_place_on_the_board(stranger: Stranger) -> None:
    (stranger.folder / "board").mkdir()
    stranger.types('hackney start "our otters" --team Otters')
    stranger.folder /= "our otters"
    with (stranger.folder / "hackney.toml").open("a", encoding="utf-8") as file:
        file.write('\n[scoreboard]\nurl = "../board"\n')
    shutil.copy(MODELS / "bus_fare/answers/model.py", stranger.folder / "bus_fare.py")
    code, shown = stranger.types("pytest bus_fare.py --hackney-submit")
    assert (code, "5 of 5 checks OK. 20 points." in shown, "Handed in: 1 result." in shown) == (0, True, True)
    assert "Otters                                    20 points" in stranger.types("hackney board")[1]
    code, shown = stranger.types("hackney doctor")
    assert (code, "LOOK" in shown) == (0, False), shown


def test_the_wheel_holds_no_answers_and_asks_for_all_that_it_imports(environment: Path) -> None:
    assert not list(environment.rglob("answers"))
    # Everything of the kit is imported with nothing beside but what its metadata asks for.
    code = (
        "import importlib, pkgutil, hackney_challenges as kit\n"
        "for found in pkgutil.walk_packages(kit.__path__, 'hackney_challenges.'):\n"
        "    if not found.name.endswith(('__main__', 'run_me', 'isolation.child')):\n"
        "        importlib.import_module(found.name)\n"
    )
    python = environment / ("Scripts/python.exe" if os.name == "nt" else "bin/python")
    done = subprocess.run([python, "-I", "-c", code], capture_output=True, text=True, check=False)
    assert (done.returncode, done.stderr) == (0, "")
