"""What school machines are like: the facts `doctor` looks at, and what it says about them.

`this_machine` reads the facts; everything else decides over plain values, so
that a Windows laptop can be told of on any machine.
"""

import os
import shutil
import sys
import sysconfig
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath

from hackney_challenges.printable import safe_line

OLDEST_PYTHON = (3, 10)
_LEAST_FREE_BYTES = 50 * 1024 * 1024
_KIT_MODULES = frozenset({"pytest", "_pytest", "hypothesis", "pluggy", "click", "hackney_challenges"})
_SYNCED = ("onedrive", "dropbox", "google drive", "googledrive", "icloud drive", "iclouddrive")
_MEDDLING = ("PYTHONHOME", "PYTHONPATH", "PYTHONSAFEPATH", "PYTEST_ADDOPTS", "PYTEST_DISABLE_PLUGIN_AUTOLOAD")


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One thing that was looked at. Without `mend` all is well; with it, that is what to do."""

    says: str
    mend: str = ""

    @property
    def is_ok(self) -> bool:
        """Whether there is nothing to do."""
        return not self.mend


@dataclass(frozen=True, slots=True, kw_only=True)
class Machine:
    """The facts of one machine. `found` is what the words `python` and `pytest` start in this window."""

    version: tuple[int, int, int]
    executable: str
    scripts: tuple[str, ...]
    found: Mapping[str, str | None]
    encoding: str
    environment: Mapping[str, str]
    free_bytes: int
    windows: bool


def this_machine(folder: Path) -> Machine:
    """The facts of the machine that this runs on; free space is that of `folder`'s disk."""
    try:
        free = shutil.disk_usage(folder).free
    except OSError:
        free = _LEAST_FREE_BYTES
    return Machine(
        version=sys.version_info[:3],
        executable=sys.executable or "",
        scripts=tuple({str(Path(sys.executable).parent), sysconfig.get_path("scripts"), *_user_scripts()}),
        found={word: shutil.which(word) for word in ("python", "pytest")},
        encoding=getattr(sys.stdout, "encoding", None) or "ascii",
        environment={name: os.environ[name] for name in _MEDDLING if os.environ.get(name)},
        free_bytes=free,
        windows=sys.platform == "win32",
    )


def _user_scripts() -> tuple[str, ...]:
    scheme = "nt_user" if sys.platform == "win32" else "posix_user"
    return (sysconfig.get_path("scripts", scheme),)


def machine_findings(machine: Machine) -> Iterable[Finding]:
    """What there is to say about the machine itself."""
    yield _python(machine)
    if machine.windows:
        yield _shop_stub(machine.found.get("python"))
    yield _pytest(machine)
    yield _letters(machine.encoding)
    yield _space(machine.free_bytes)
    for name in _MEDDLING:
        if name in machine.environment:
            yield Finding(
                says=f"{name} is set: {safe_line(machine.environment[name], 60)}",
                mend="It changes how Python starts. Take it away if nobody needs it.",
            )


def _python(machine: Machine) -> Finding:
    version = ".".join(map(str, machine.version))
    says = f"Python {version}: {safe_line(machine.executable)}"
    if machine.version[:2] < OLDEST_PYTHON:
        return Finding(says=says, mend="The kit needs Python 3.10 or newer. See python.org.")
    return Finding(says=says)


def _shop_stub(python: str | None) -> Finding:
    if python is not None and "windowsapps" in python.lower():
        return Finding(
            says="The word python opens the Microsoft Store.",
            mend="Install Python from python.org, or turn python.exe off under App execution aliases.",
        )
    return Finding(says="The word python does not open the Microsoft Store.")


def _pytest(machine: Machine) -> Finding:
    found = machine.found.get("pytest")
    if found is None:
        return Finding(
            says="The word pytest is not known in this window.", mend="Type hackney check. It does the same."
        )
    kind: type[PurePath] = PureWindowsPath if machine.windows else PurePosixPath
    if kind(found).parent not in {kind(folder) for folder in machine.scripts}:
        return Finding(
            says=f"The word pytest starts another Python's: {safe_line(found)}",
            mend="Type hackney check. It uses the right one.",
        )
    return Finding(says="The word pytest starts this Python's.")


def _letters(encoding: str) -> Finding:
    try:
        "\u00a3\u2026\u017b\u4e2d".encode(encoding)
    except (UnicodeError, LookupError):
        return Finding(
            says=f"This window does not know all letters ({safe_line(encoding, 20)}).",
            mend="Nothing is lost: they are spelt out. Thonny, IDLE and VS Code show them all.",
        )
    return Finding(says="This window knows all letters.")


def _space(free_bytes: int) -> Finding:
    if free_bytes < _LEAST_FREE_BYTES:
        return Finding(says="The disk is nearly full.", mend="Make some room, then go on.")
    return Finding(says="There is room on the disk.")


def place_findings(path: str) -> Iterable[Finding]:
    """What the path of a folder gives away: zip files, synced folders, shares."""
    lower = path.lower().replace("\\", "/")
    parts = lower.split("/")
    if any(part.endswith(".zip") or ".zip." in part for part in parts):
        yield Finding(
            says="This folder is inside a zip file. What you save is lost.",
            mend="Take the folder out of the zip first: right-click it, Extract All.",
        )
    for service in _SYNCED:
        if any(part.startswith(service) for part in parts):
            yield Finding(
                says="This folder is copied to the cloud while you work.",
                mend="Two laptops must not use it at the same time. A folder outside it is safer.",
            )
            break
    if lower.startswith("//"):
        yield Finding(
            says="This folder is on a share.",
            mend="Work in a folder of this computer, such as Documents. Only the scoreboard is on the share.",
        )


def name_findings(names: Iterable[str]) -> Iterable[Finding]:
    """What the names in a folder give away; a folder's name ends with `/`."""
    for name in sorted(names):
        stem = name.removesuffix("/").removesuffix(".py")
        if name.endswith((".py", "/")) and (stem in sys.stdlib_module_names or stem in _KIT_MODULES):
            shown = safe_line(name, 60)
            yield Finding(says=f"{shown} hides Python's own {stem}.", mend=f"Rename {shown}.")
        elif name.endswith((".py.txt", ".toml.txt")):
            shown = safe_line(name, 60)
            yield Finding(says=f"{shown} has one ending too many.", mend=f"Rename it to {shown[:-4]}.")
