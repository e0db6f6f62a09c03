"""The kit for tests that go through the door: a pack, a team's folder, and a run that gives text and code.

Packs are written as they are installed: an importable package and the metadata
of a distribution beside it, in a folder that the run has on its path.
"""

import os
import signal
import subprocess
import sys
import textwrap
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

import hypothesis.stateful  # noqa: F401 - what a run imports late must outlast its clean-up
import pytest

import hackney_challenges.isolation.in_process
import hackney_challenges.plugin.hooks
import hackney_challenges.plugin.wording  # noqa: F401 - as above

PACK = "kit_pack"

_ALONE = "import sys; del sys.path[0]; import runpy; runpy.run_module('pytest', None, '__main__', True)"
_PYTEST = ["-P", "-m", "pytest"] if sys.version_info >= (3, 11) else ["-c", _ALONE]
"""As the command `pytest` begins: without the team's folder on the path."""

FARE_SUITE = '''
    """Fares on the 38."""

    from hackney_challenges import points


    @points(4)
    def test_child(solution):
        """A child of 10 rides free."""
        assert solution.fare(10) == 0


    @points(6)
    def test_adult(solution):
        """An adult pays 175."""
        assert solution.fare(30) == 175
'''
FARE_STARTER = "def fare(age):\n    pass\n"
FARE_RIGHT = "def fare(age):\n    return 0 if age < 11 else 175\n"
FARE_HALF = "def fare(age):\n    return 0\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Outcome:
    """How a run ended: what it printed on either stream, and its exit status."""

    text: str
    code: int

    @property
    def lines(self) -> list[str]:
        """The lines printed, without blanks at their ends."""
        return [line.rstrip() for line in self.text.splitlines()]

    @property
    def unwrapped(self) -> str:
        """The text with every run of blanks and line ends as one blank, for sentences that may be wrapped."""
        return " ".join(self.text.split())


def pack(
    site: Path,
    suites: Mapping[str, str],
    *,
    name: str = PACK,
    starters: Mapping[str, str] | None = None,
    models: Mapping[str, str] | None = None,
    limits: str = "",
) -> Path:
    """A pack called `name`, installed in the folder `site`: a suite for each slug. Its folder."""
    folder = site / name
    for slug, suite in suites.items():
        challenge = folder / slug
        (challenge / "answers").mkdir(parents=True)
        _write(challenge / "challenge.toml", f'[challenge]\nlevel = "easy"\ncurriculum = ["SEL"]\n{limits}')
        title = slug.replace("_", " ").capitalize()
        _write(challenge / "brief.md", f"# {title}\n\nA task.\n")
        _write(challenge / "hints.md", "## Hint 1\n\nOne.\n\n## Hint 2\n\nTwo.\n\n## Hint 3\n\nThree.\n")
        _write(challenge / "starter.py", (starters or {}).get(slug, FARE_STARTER))
        _write(challenge / f"test_{slug}.py", suite)
        _write(challenge / "answers" / "model.py", (models or {}).get(slug, FARE_RIGHT))
    _install(site, name, '[pack]\nformat = 1\ntitle = "Kit"\nsummary = "For tests."\n')
    return folder


def judge_pack(
    site: Path, suites: Mapping[str, str], *, name: str = "kit_judges", extends: str = PACK, limits: str = ""
) -> Path:
    """A judge pack called `name`, installed in the folder `site`: a further suite for each slug."""
    for slug, suite in suites.items():
        (site / name / slug).mkdir(parents=True)
        _write(site / name / slug / f"test_{slug}.py", suite)
        if limits:
            _write(site / name / slug / "challenge.toml", limits)
    about = f'[pack]\nformat = 1\ntitle = "Judges"\nsummary = "For judges."\nextends = "{extends}"\n'
    _install(site, name, about)
    return site / name


def _install(site: Path, name: str, pack_toml: str) -> None:
    folder = site / name
    _write(folder / "__init__.py", '"""A pack for tests."""\n')
    _write(folder / "pack.toml", pack_toml)
    information = site / f"{name}-1.0.dist-info"
    information.mkdir()
    _write(information / "METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: 1.0\n")
    _write(information / "entry_points.txt", f"[hackney_challenges]\n{name} = {name}\n")


def team_folder(
    path: Path,
    files: Mapping[str, str | bytes] | None = None,
    *,
    name: str = "Canal Otters",
    team: str = "canal-otters",
    more: str = f'[checks]\npacks = ["{PACK}"]\n',
) -> Path:
    """A team's folder with `files` in it; `more` is the rest of its `hackney.toml`."""
    path.mkdir(parents=True, exist_ok=True)
    _write(path / "hackney.toml", f'[team]\nformat = 1\nname = "{name}"\nid = "{team}"\n{more}')
    for file, content in (files or {}).items():
        (path / file).parent.mkdir(parents=True, exist_ok=True)
        if isinstance(content, bytes):
            (path / file).write_bytes(content)
        else:
            _write(path / file, content)
    return path


def run(
    folder: Path,
    *arguments: str,
    site: Path | None = None,
    environment: Mapping[str, str] | None = None,
    limit_seconds: float = 90,
) -> Outcome:
    """`pytest` in `folder`, in a process of its own, as a pupil types it; `site` holds the packs."""
    process = subprocess.run(
        [sys.executable, *_PYTEST, *arguments],
        cwd=folder,
        env=_environment(site) | dict(environment or {}),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="backslashreplace",
        timeout=limit_seconds,
        check=False,
    )
    return Outcome(text=process.stdout, code=process.returncode)


def run_here(
    pytester: pytest.Pytester, folder: Path, *arguments: str, site: Path | None = None, **environment: str
) -> Outcome:
    """As `run`, in this process: quicker, where nothing global is asked about."""
    with pytest.MonkeyPatch.context() as patch:
        patch.chdir(folder)
        patch.setenv("COLUMNS", environment.pop("COLUMNS", "80"))
        for name, value in environment.items():
            patch.setenv(name, value)
        if site is not None:
            patch.syspath_prepend(str(site))
        result = pytester.runpytest_inprocess("-p", "no:randomly", *arguments)
    return Outcome(text=f"{result.stdout.str()}\n{result.stderr.str()}", code=int(result.ret))


def _environment(site: Path | None) -> dict[str, str]:
    left_out = ("PYTEST_", "HACKNEY_", "HYPOTHESIS_", "COV_", "COLUMNS", "CI")
    environment = {name: value for name, value in os.environ.items() if not name.startswith(left_out)}
    environment |= {"PYTHONUTF8": "1", "COLUMNS": "80", "PYTEST_DISABLE_PLUGIN_AUTOLOAD": ""}
    del environment["PYTEST_DISABLE_PLUGIN_AUTOLOAD"]
    if site is not None:
        environment["PYTHONPATH"] = os.pathsep.join([str(site), environment.get("PYTHONPATH", "")]).rstrip(
            os.pathsep
        )
    return environment


def _write(file: Path, text: str) -> None:
    file.write_bytes(textwrap.dedent(text).lstrip("\n").encode())


def hear_ctrl_c() -> None:
    """In a child before it begins: what was started in the background of a script is deaf to Ctrl-C."""
    signal.signal(signal.SIGINT, signal.SIG_DFL)
