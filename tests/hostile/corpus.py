"""Runs every file of attacks/ and honest/ through a confined wall, and tells what became of them.

A file defines `fare`. Its first line says what is to come of it. The kit and
the standard library are all it needs, so that any Python can run it as any
user: `python corpus.py FOLDER`, where FOLDER holds the kit, prints one JSON object.
"""

import json
import os
import re
import shutil
import socket
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import asdict, dataclass, field
from pathlib import Path

if __name__ == "__main__":
    sys.path.insert(0, sys.argv[1])

from hackney_challenges.isolation.calls import SolutionStopped
from hackney_challenges.isolation.proxy import FarError
from hackney_challenges.isolation.wall import FarSide, Limits, Wall

HERE = Path(__file__).resolve().parent
LIMITS = Limits(call_seconds=0.4, check_seconds=3.0, import_seconds=5.0, memory_mb=1024, cpu_factor=2.0)
ROOMY = Limits(call_seconds=5.0, check_seconds=20.0, import_seconds=10.0, memory_mb=1024)
AGES = (5, 10, 11, 12, 15, 16, 40)
LONGEST = 20.0
"""Seconds in which any attack is over, on a machine that does much else."""
_LEFT = "hackney-left"
_FIRST_LINE = re.compile(r"# Rows? [\d, to]+: (?P<outcome>solved|not yet, \w+)$")


def wanted(age: int) -> int:
    return 0 if age < 11 else 90 if age < 16 else 175


@dataclass(kw_only=True)
class Case:
    name: str
    outcome: str
    files: dict[str, bytes]


@dataclass(kw_only=True)
class Report:
    outcome: str
    seconds: float
    trouble: list[str] = field(default_factory=list)


def attacks() -> list[Case]:
    cases = []
    for file in sorted((HERE / "attacks").glob("*.py")):
        data = file.read_bytes()
        first = data.decode().splitlines()[0]
        match = _FIRST_LINE.match(first)
        assert match is not None, f"{file.name}: {first}"
        cases.append(Case(name=file.stem, outcome=match["outcome"], files={"bus_fare.py": data}))
    return cases


def honest() -> list[Case]:
    cases = []
    for place in sorted((HERE / "honest").iterdir()):
        files = (
            [place]
            if place.is_file()
            else [file for file in place.rglob("*.*") if "__pycache__" not in str(file)]
        )
        named = {
            "bus_fare.py" if place.is_file() else file.relative_to(place).as_posix(): file.read_bytes()
            for file in files
        }
        cases.append(Case(name=place.stem, outcome="solved", files=named))
    return [*cases, *_saved_oddly()]


def _saved_oddly() -> Iterator[Case]:
    """Rows 1 to 9 and 66: one file, as different editors save it."""
    text = "def fare(age):\n    return 0 if age < 11 else 90 if age < 16 else 175  # \u00a31.75\n"
    for name, data in {
        "with a byte order mark": text.encode("utf-8-sig"),
        "with Windows line ends": text.replace("\n", "\r\n").encode(),
        "with old Mac line ends": text.replace("\n", "\r").encode(),
        "as cp1252, and says so": f"# coding: cp1252\n{text}".encode("cp1252"),
        "with tabs": text.replace("    ", "\t").encode(),
        "without a last line end": text.rstrip("\n").encode(),
        "with a form feed": text.replace("\n", "\n\f", 1).encode(),
    }.items():
        yield Case(name=name, outcome="solved", files={"bus_fare.py": data})


class World:
    """Everything an attack could harm: a suite, a neighbour's work, open ports; and the wall it is behind."""

    def __init__(self, wall: Wall) -> None:
        self.wall = wall
        self._ends = ExitStack()
        self._folder = Path(self._ends.enter_context(tempfile.TemporaryDirectory(prefix="world-"))).resolve()
        self._folder.chmod(0o755)
        self._suite = self._folder / "test_bus_fare.py"
        self._suite.write_text("def wanted(age):\n    return 0 if age < 11 else 90 if age < 16 else 175\n")
        self._suite.chmod(0o644)
        self._suite_was = self._state_of_suite()
        self._listeners = [self._listener(family, kind) for family, kind in _LISTENERS]
        neighbour = self._put({"bus_fare.py": _NEIGHBOUR}, "neighbour")
        self._neighbour = wall.far_side(neighbour, ROOMY)
        self._ends.enter_context(self._neighbour.check())
        self._neighbours_pid, neighbours_folder = self._neighbour.solution.settle()
        names = [listener.getsockname() for listener in self._listeners]
        self._targets = {
            "suite": str(self._suite),
            "folder": str(self._folder),
            "kit": sys.modules[Wall.__module__].__file__,
            "checker": os.getpid(),
            "neighbour": neighbours_folder,
            "neighbour_pid": self._neighbours_pid,
            "tcp": names[0][1],
            "udp": names[1][1],
            "unix": names[2],
            "unix_datagram": names[3],
        }
        self._processes = _descendants()

    def _listener(self, family: int, kind: int) -> socket.socket:
        listener = self._ends.enter_context(socket.socket(family, kind))
        is_unix = family == socket.AF_UNIX
        place = str(self._folder / f"socket{int(kind)}")
        listener.bind(place if is_unix else ("127.0.0.1", 0))
        if is_unix:
            Path(place).chmod(0o666)
        if kind == socket.SOCK_STREAM:
            listener.listen()
        listener.setblocking(False)
        return listener

    def _put(self, files: dict[str, bytes], name: str) -> Path:
        folder = self._folder / "teams" / name.replace(" ", "-")
        for path, data in files.items():
            (folder / path).parent.mkdir(parents=True, exist_ok=True)
            (folder / path).write_bytes(data)
        return folder / "bus_fare.py"

    def run(self, case: Case, limits: Limits) -> Report:
        """Check `case` twice, as two checks of a suite would, and look round afterwards."""
        targets = {"targets.json": json.dumps(self._targets).encode()}
        file = self._put({**targets, **case.files}, case.name)
        side = self.wall.far_side(file, limits)
        started = time.monotonic()
        outcomes = [self._check(side) for _ in range(2 if case.outcome == "solved" else 1)]
        seconds = time.monotonic() - started
        shutil.rmtree(file.parent)
        return Report(outcome=max(outcomes, key=len), seconds=seconds, trouble=list(self._trouble(seconds)))

    def _check(self, side: FarSide) -> str:
        with side.check():
            try:
                answers = [side.solution.fare(age) for age in AGES]
                if side.solution.uses("leave"):
                    side.solution.leave()
            except SolutionStopped as stop:
                return f"not yet, {stop.stopped.kind}"
            except FarError:
                return "not yet, raised"
        is_right = [(type(answer), answer) for answer in answers] == [(int, wanted(age)) for age in AGES]
        return "solved" if is_right else "not yet, answers"

    def _trouble(self, seconds: float) -> Iterator[str]:
        if seconds > LONGEST:
            yield f"it took {seconds:.1f} seconds"
        if self._state_of_suite() != self._suite_was:
            yield "the suite is changed"
        if _descendants() != self._processes:
            yield "processes are left"
        if (self._neighbour.solution.fare(12), self._neighbour.solution.note()) != (90, "mine"):
            yield "the neighbour is harmed"
        for place in (self._folder, Path("/"), Path("/tmp"), Path("/var/tmp"), Path("/dev/shm")):
            yield from (f"{path} is left" for path in place.glob(f"{_LEFT}*"))
        folders = Path(self._targets["neighbour"]).parents[1]
        if len(list(folders.iterdir())) > 2:  # the prover's note, and the neighbour
            yield "a worker's folder is left"
        for listener in self._listeners:
            with suppress(BlockingIOError):
                listener.accept() if listener.type == socket.SOCK_STREAM else listener.recv(10)
                yield "something got out"

    def _state_of_suite(self) -> tuple[object, ...]:
        status = self._suite.stat()
        return (
            self._suite.read_bytes(),
            status.st_mode,
            status.st_uid,
            status.st_mtime_ns,
            os.listxattr(self._suite),
        )

    def users(self) -> int:
        """The user id a solution runs as."""
        return int(self._neighbour.solution.user())

    def close(self) -> None:
        self._ends.close()


_LISTENERS = (
    (socket.AF_INET, socket.SOCK_STREAM),
    (socket.AF_INET, socket.SOCK_DGRAM),
    (socket.AF_UNIX, socket.SOCK_STREAM),
    (socket.AF_UNIX, socket.SOCK_DGRAM),
)
_NEIGHBOUR = b"""
import os
def settle():
    open("note.txt", "w").write("mine")
    return [os.getpid(), os.getcwd()]
def note():
    return open("note.txt").read()
def user():
    return os.getuid()
def fare(age):
    return 90
"""


@contextmanager
def world() -> Iterator[World]:
    """A world behind a wall of the full level. Raises `WeakConfinement`."""
    with Wall(confinement="full") as wall:
        _ = wall.confinement
        made = World(wall)
        try:
            yield made
        finally:
            made.close()


def _descendants() -> set[int]:
    """All processes that come from this one, those that have ended and wait for their parent too."""
    parents = {}
    for place in Path("/proc").glob("[0-9]*/stat"):
        with suppress(OSError):
            parents[int(place.parent.name)] = int(place.read_text().rpartition(")")[2].split()[1])
    found = {os.getpid()}
    while more := {pid for pid, parent in parents.items() if parent in found} - found:
        found |= more
    return found


_LONG = frozenset({"spins_in_c", "slow_drip", "takes_much_memory", "deep_list"})
"""What takes seconds, and is the same for every user."""


def main() -> None:
    started = time.process_time()
    cases = [(case, LIMITS) for case in attacks()] + [(case, ROOMY) for case in honest()]
    cases = [(case, limits) for case, limits in cases if case.name not in _LONG]
    with world() as here:
        reports = [(case, here.run(case, limits)) for case, limits in cases]
        user = here.users()
    wrong = {
        case.name: asdict(report)
        for case, report in reports
        if report.outcome != case.outcome or report.trouble
    }
    print(
        json.dumps(
            {"cases": len(reports), "user": user, "wrong": wrong, "cpu": time.process_time() - started}
        )
    )


if __name__ == "__main__":
    main()
