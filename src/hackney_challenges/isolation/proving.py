"""Whether workers are confined here, and by what: found out by one that does what is forbidden. Near side.

Never by version numbers: a container, an old kernel or another system may lack
any layer, and only doing tells. See forbidden_acts.py for the doing.
"""

import os
import platform
import socket
import sys
import tempfile
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, ClassVar, Literal

from hackney_challenges.errors import ChallengesError, ExitCode
from hackney_challenges.isolation.confinement import CALLS, FILES, LAYERS, USER
from hackney_challenges.printable import safe_line

Level = Literal["full", "partial", "none"]

LEVELS: tuple[Level, ...] = ("none", "partial", "full")

ACTS: Mapping[str, str] = {
    "hold capabilities": USER,
    "read a suite": FILES,
    "read the kit": FILES,
    "list the suite's folder": FILES,
    "write to a suite": FILES,
    "read another worker's file": FILES,
    "read the launcher's environment": FILES,
    "read the list of users": FILES,
    "connect": CALLS,
    "make a socket": CALLS,
    "start a process": CALLS,
    "run a program": CALLS,
    "signal the launcher": CALLS,
    "look at the launcher's limits": CALLS,
    "change a suite's mode": CALLS,
    "make a file in memory": CALLS,
}
"""What a confined worker must not be able to do, and the layer that has to stop it."""

NEEDS = ("start a thread", "import from the library", "write in its folder")
"""What it must be able to do all the same."""

_SAYS = {
    USER: "Solutions run without privileges, and not as root where they can.",
    FILES: "Solutions read Python's library, and write in a folder of their own.",
    CALLS: "Solutions start no process and reach no network.",
}


@dataclass(frozen=True, slots=True, kw_only=True)
class Layer:
    """One layer of the fence. `lack` says why it is missing; None for one that is there."""

    name: str
    says: str
    lack: str | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class Confinement:
    """What confines the workers of a wall. `note` is what else a teacher should know, perhaps nothing."""

    level: Level
    layers: tuple[Layer, ...] = ()
    note: str = ""

    def lines(self) -> list[str]:
        """For a report or `hackney doctor`: one whole sentence or two a layer."""
        told = [f"Confinement: {self.level}."]
        told += [
            layer.says if layer.lack is None else f"Missing, {layer.name}: {layer.lack}."
            for layer in self.layers
        ]
        return [*told, self.note] if self.note else told


UNCONFINED = Confinement(
    level="none", note="Solutions may do what you may. Only their time and memory are limited."
)


class WeakConfinement(ChallengesError):
    """Confinement was asked for, and this machine does not give it."""

    exit_code: ClassVar[ExitCode] = ExitCode.NOT_CHECKED

    def __init__(self, asked: Level, found: Confinement) -> None:
        gaps = "; ".join(f"{layer.name} ({layer.lack})" for layer in found.layers if layer.lack is not None)
        super().__init__(
            f"Untrusted solutions cannot be run here: confinement {asked} was asked for, "
            f"{found.level} is what this computer gives. Missing: {gaps}. {found.note} "
            "Next: use a Linux computer (5.13 or newer) that allows Landlock and seccomp.".replace("  ", " ")
        )
        self.found = found


def of_other_systems(system: str) -> Confinement | None:
    """The confinement of a system that has none; None for Linux, where it is to be tried."""
    if system == "linux":
        return None
    name = {"darwin": "macOS", "win32": "Windows"}.get(system, system)
    layers = tuple(Layer(name=layer, says=_SAYS[layer], lack=f"not there on {name}") for layer in LAYERS)
    limited = "time" if system == "win32" else "time and the size of files"
    return Confinement(level="none", layers=layers, note=f"On {name} only {limited} can be limited.")


def judged(done: Mapping[str, bool], missing: Mapping[str, str]) -> Confinement:
    """The confinement that shows in what a worker could do, and what it said is `missing`. Pure.

    What is not in `done` counts as done where it is forbidden, and as not done where it is needed.
    """
    lacks = {layer: safe_line(why, 80) for layer, why in missing.items()}
    for act, layer in ACTS.items():
        if done.get(act) is not False:
            lacks.setdefault(layer, f"a solution could {act}")
    layers = tuple(Layer(name=layer, says=_SAYS[layer], lack=lacks.get(layer)) for layer in LAYERS)
    unable = [need for need in NEEDS if done.get(need) is not True]
    if unable:
        return Confinement(level="none", layers=layers, note=f"A confined Python could not {unable[0]}.")
    level: Level = "full" if not lacks else "none" if {FILES, CALLS} <= set(lacks) else "partial"
    note = "" if platform.machine() == "x86_64" else f"On {platform.machine()} this was never tried."
    return Confinement(level=level, layers=layers, note=note)


def nothing_works(why: str) -> Confinement:
    """The confinement where the trial itself came to nothing."""
    lack = safe_line(f"the trial stopped: {why}", 80)
    return Confinement(
        level="none", layers=tuple(Layer(name=layer, says=_SAYS[layer], lack=lack) for layer in LAYERS)
    )


def do_what_is_forbidden(
    run: Callable[[Path, str, tuple[Any, ...]], Any], neighbours_folder: Path
) -> dict[str, bool]:
    """What a worker could do, by name of the act.

    `run` calls a function of a solution's file in a fresh worker.
    """
    note = neighbours_folder / "note.txt"
    note.write_text("a neighbour's", encoding="utf-8")
    note.chmod(0o644)
    with tempfile.TemporaryDirectory(prefix="hackney-") as name, socket.socket() as listener:
        folder = Path(name).resolve()
        folder.chmod(0o755)  # what keeps a worker out is to be the fence, not a mode
        suite = folder / "test_canary.py"
        suite.write_text("wanted = 50\n", encoding="utf-8")
        suite.chmod(0o644)
        solution = folder / "solution" / "probe.py"
        solution.parent.mkdir()
        solution.write_bytes(Path(__file__).with_name("forbidden_acts.py").read_bytes())
        listener.bind(("127.0.0.1", 0))
        listener.listen()
        kit = str(Path(__file__).parent.with_name("errors.py"))
        port = listener.getsockname()[1]
        answer = run(solution, "findings", (str(suite), str(note), kit, port))
        done = {str(act): could for act, could in answer.items()} if isinstance(answer, dict) else {}
        done["change a suite's mode"] = suite.stat().st_mode & 0o777 != 0o644
    return done


def hide_this_process() -> None:
    """Keep the memory of this process, with all that suites want, from others of the same user."""
    if sys.platform == "linux" and os.geteuid() != 0:  # root's is kept from other users anyway
        from hackney_challenges.isolation import privileges

        privileges.hide()
