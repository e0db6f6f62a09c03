"""The whole gate, one step after the other: `tox -e full` runs this file.

Every CPython from 3.10 that this machine has runs the tests; none may be
skipped. Where this is root, the doors are tried as an ordinary user too.
Standard library only. Ends with a table of steps; the exit status is 0 only
if every step passed.
"""

import os
import re
import shutil
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).resolve().parent.parent
OLDEST = (3, 10)
NOBODY = 65534
DOORS = ("tests/doors", "tests/ground", "tests/hostile", "tests/isolation", "tests/scoreboard", "tests/team")
"""What an ordinary user tries: the doors, and the rooms that meet rights of files."""


def main() -> int:
    """Run every step, tell how each went."""
    pythons = interpreters()
    print(
        "CPythons found:", ", ".join(f"{major}.{minor} ({path})" for (major, minor), path in pythons.items())
    )
    if OLDEST not in pythons:
        print(f"CPython {OLDEST[0]}.{OLDEST[1]}, the oldest supported, is not on this machine.")
        return 1
    discover = [str(path) for path in pythons.values()]
    steps = {"gate": tox(discover, "lint,floors")}
    for major, minor in pythons:
        steps[f"CPython {major}.{minor}"] = tox(discover, f"py{major}{minor}")
    steps["lowest versions"] = tox(discover, "lowest")
    steps["the wheel alone"] = tox(discover, "wheel")
    if hasattr(os, "geteuid") and os.geteuid() == 0:
        steps["ordinary user"] = lambda: as_ordinary_user(list(pythons.values()))
    outcomes = {name: timed(name, step) for name, step in steps.items()}
    print(
        "\n"
        + "\n".join(
            f"{'ok ' if ok else 'NOT'}  {seconds:6.0f} s  {name}" for name, (ok, seconds) in outcomes.items()
        )
    )
    return 0 if all(ok for ok, _ in outcomes.values()) else 1


def timed(name, step):
    """Run one step; (whether it passed, its seconds)."""
    print(f"\n=== {name}", flush=True)
    start = time.monotonic()
    return step() == 0, time.monotonic() - start


def tox(discover, environments):
    """A step: these tox environments, a missing interpreter being a failure."""
    command = [sys.executable, "-m", "tox", "run", "--skip-missing-interpreters", "false", "-e", environments]
    # Tests that compare Pythons find them all on the path.
    path = os.pathsep.join([os.environ.get("PATH", ""), *(str(Path(python).parent) for python in discover)])
    return lambda: subprocess.call(
        [*command, "--discover", *discover], cwd=ROOT, env=os.environ | {"PATH": path}
    )


def interpreters():
    """The newest CPython of each version from 3.10 up that this machine has: {(3, 10): path}."""
    folders = [Path(folder) for folder in os.environ.get("PATH", "").split(os.pathsep) if folder]
    pyenv = Path(os.environ.get("PYENV_ROOT", Path.home() / ".pyenv")) / "versions"
    folders += sorted(pyenv.glob("*/bin")) if pyenv.is_dir() else []
    folders += [Path("/usr/local/bin"), Path("/usr/bin")]
    found = {}
    for folder in folders:
        for path in sorted(folder.glob("python3*")) if folder.is_dir() else []:
            if re.fullmatch(r"python3(\.\d+)?", path.name) and (seen := cpython(path)):
                found.setdefault(seen[:2], []).append((seen, path))
    newest = {version: max(paths, key=lambda each: each[0])[1] for version, paths in found.items()}
    return dict(sorted((version, path) for version, path in newest.items() if version >= OLDEST))


def cpython(path):
    """(major, minor, micro) of a final CPython with venv, outside any virtual environment; else None."""
    asked = (
        "import sys, ensurepip, venv; v = sys.version_info; "
        "print(sys.implementation.name, v[3], sys.prefix == sys.base_prefix, *v[:3])"
    )
    try:
        answer = subprocess.run(
            [str(path), "-c", asked], capture_output=True, text=True, timeout=20
        ).stdout.split()
    except (OSError, subprocess.TimeoutExpired):
        return None
    return tuple(map(int, answer[3:])) if answer[:3] == ["cpython", "final", "True"] else None


def as_ordinary_user(pythons):
    """The tests as a user who is not root, in a folder of that user's, from the built wheel."""
    python = next((path for path in [Path("/usr/bin/python3"), *pythons] if usable_by_nobody(path)), None)
    if python is None:
        print("No CPython from 3.10 on this machine can be run by an ordinary user.")
        return 1
    room = Path(tempfile.mkdtemp(prefix="hackney-user-"))
    try:
        room.chmod(0o755)
        checkout = room / "checkout"
        shutil.copytree(
            ROOT, checkout, ignore=shutil.ignore_patterns(".tox", ".venv", ".git", "dist", "*_cache")
        )
        environment = {
            "PATH": f"{room / 'venv' / 'bin'}{os.pathsep}/usr/bin{os.pathsep}/bin",
            "HOME": str(room / "home"),
            "TMPDIR": str(room / "tmp"),
            "LANG": "C.UTF-8",
            "CI": "true",
        }
        for folder in ("home", "tmp"):
            (room / folder).mkdir()
        inside = str(room / "venv" / "bin" / "python")
        for command in (
            [str(python), "-m", "venv", str(room / "venv")],
            [inside, "-m", "pip", "install", "--quiet", "--upgrade", "pip"],
            [inside, "-m", "pip", "install", "--quiet", "--group", "test", "."],
        ):
            if code := subprocess.call(command, cwd=checkout):
                return code
        for path in [room, *room.rglob("*")]:
            os.chown(path, NOBODY, NOBODY, follow_symlinks=False)
        tests = [inside, "-m", "pytest", "-n", "2", "-p", "no:cacheprovider", *DOORS]
        return subprocess.call(
            tests, cwd=checkout, env=environment, user=NOBODY, group=NOBODY, extra_groups=[]
        )
    finally:
        shutil.rmtree(room, ignore_errors=True)


def usable_by_nobody(path):
    """Whether this CPython is 3.10 or newer and starts for the user nobody."""
    if (cpython(path) or (0,))[:2] < OLDEST:
        return False
    try:
        return (
            subprocess.call(
                [str(path), "-c", "import ssl, venv"], user=NOBODY, group=NOBODY, extra_groups=[], cwd="/"
            )
            == 0
        )
    except OSError:
        return False


if __name__ == "__main__":
    sys.exit(main())
