"""Attacks and honest oddities through a confined wall: what became of each, and nothing else touched."""

import json
import os
import shutil
import signal
import subprocess
import sys
import textwrap
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from hackney_challenges.isolation.proving import WeakConfinement

from . import corpus

NOBODY = 65534
SOURCE = Path(sys.modules[WeakConfinement.__module__].__file__).parents[1]  # type: ignore[arg-type]

pytestmark = pytest.mark.skipif(sys.platform != "linux", reason="workers are confined on Linux only")


@pytest.fixture(scope="module")
def world() -> Iterator[corpus.World]:
    try:
        with corpus.world() as world:
            yield world
    except WeakConfinement as weak:
        pytest.skip(str(weak))


@pytest.mark.parametrize("case", corpus.attacks(), ids=lambda case: case.name)
def test_an_attack_costs_its_author_the_check_and_nobody_anything_else(world, case):
    report = world.run(case, corpus.LIMITS)
    assert (report.outcome, report.trouble) == (case.outcome, [])


@pytest.mark.parametrize("case", corpus.honest(), ids=lambda case: case.name)
def test_an_honest_file_keeps_its_points_however_odd(world, case):
    report = world.run(case, corpus.ROOMY)
    assert (report.outcome, report.trouble) == ("solved", [])


@pytest.fixture
def for_anyone(tmp_path_factory) -> Iterator[Path]:
    """The kit and the corpus where any user can read them."""
    folder = Path("/tmp") / f"hackney-corpus-{os.getpid()}"
    ignored = shutil.ignore_patterns("__pycache__")
    shutil.copytree(SOURCE, folder / "hackney_challenges", ignore=ignored)
    shutil.copytree(corpus.HERE, folder / "hostile", ignore=ignored)
    subprocess.run(["chmod", "-R", "a+rX", folder], check=True)
    yield folder
    shutil.rmtree(folder)


def python_for_all() -> str | None:
    """A Python that an ordinary user can run: one below root's home is not."""
    for python in ("/usr/bin/python3", "/usr/local/bin/python3", sys.executable):
        command = [python, "-c", "import sys; sys.exit(sys.version_info < (3, 10))"]
        try:
            if subprocess.run(command, user=NOBODY, group=NOBODY, extra_groups=[], cwd="/").returncode == 0:
                return python
        except OSError:
            continue
    return None


def whole_corpus(command: list[str], folder: Path, **options: object) -> dict[str, object]:
    script = [*command, "-B", str(folder / "hostile" / "corpus.py"), str(folder)]
    done = subprocess.run(script, capture_output=True, text=True, cwd="/", timeout=110, **options)  # type: ignore[call-overload]
    if "WeakConfinement" in done.stderr:
        pytest.skip(done.stderr.splitlines()[-1])
    assert done.returncode == 0, done.stderr
    found: dict[str, object] = json.loads(done.stdout)
    return found


@pytest.mark.skipif(os.geteuid() != 0, reason="only root can be somebody else; as it is, all runs as a user")
def test_the_same_for_an_ordinary_user(for_anyone):
    python = python_for_all()
    if python is None:
        pytest.skip("no Python of 3.10 or newer that an ordinary user can run")
    found = whole_corpus([python], for_anyone, user=NOBODY, group=NOBODY, extra_groups=[])
    assert (found["wrong"], found["user"]) == ({}, NOBODY)


@pytest.mark.skipif(os.geteuid() != 0, reason="not root")
def test_root_has_solutions_run_as_nobody(for_anyone):
    python = python_for_all()
    if python is None:
        pytest.skip("no Python of 3.10 or newer that an ordinary user can run")
    found = whole_corpus([python], for_anyone)
    assert (found["wrong"], found["user"]) == ({}, NOBODY)


def test_in_a_container_that_knows_one_user_only(for_anyone):
    unshare = ["unshare", "-Ur", sys.executable]
    try:
        works = subprocess.run([*unshare, "-c", ""], capture_output=True).returncode == 0
    except OSError:
        works = False
    if not works:
        pytest.skip("no user namespaces here")
    assert whole_corpus(unshare, for_anyone)["wrong"] == {}


def test_a_checker_that_is_killed_leaves_no_process(tmp_path):
    (tmp_path / "bus_fare.py").write_text(
        "import os\ndef pids():\n    return [os.getpid(), os.getppid()]\ndef spin():\n    while True: pass\n"
    )
    script = textwrap.dedent(
        """
        import sys
        from pathlib import Path
        from hackney_challenges.isolation.wall import Limits, Wall
        wall = Wall(confinement="full")
        side = wall.far_side(Path(sys.argv[1]), Limits(call_seconds=60.0))
        with side.check():
            print(*side.solution.pids(), flush=True)
            side.solution.spin()
        """
    )
    command = [sys.executable, "-c", script, str(tmp_path / "bus_fare.py")]
    environment = {**os.environ, "PYTHONPATH": str(SOURCE.parent), "TMPDIR": str(tmp_path)}
    with subprocess.Popen(
        command, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, env=environment
    ) as checker:
        assert checker.stdout is not None
        first = checker.stdout.readline()
        checker.kill()
        _out, errors = checker.communicate()
    if "WeakConfinement" in errors:
        pytest.skip(errors.splitlines()[-1])
    assert checker.returncode == -signal.SIGKILL
    until = time.monotonic() + 10
    while any(is_running(int(pid)) for pid in first.split()):
        assert time.monotonic() < until
    assert len(first.split()) == 2


def is_running(pid: int) -> bool:
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False
