"""The wall as the rest of the kit sees it: one `Wall` a session, a `FarSide` a solution, a fresh worker a check."""

import json
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import ModuleType, TracebackType
from typing import Literal, NoReturn

from hackney_challenges.files import UnreadableFile, read_bytes
from hackney_challenges.isolation import staging, wire
from hackney_challenges.isolation.calls import Recorded, SolutionStopped, Spot, Stopped
from hackney_challenges.isolation.conversation import Conversation, Record
from hackney_challenges.isolation.late_names import LateModule
from hackney_challenges.isolation.pipes import Pipes, can_poll
from hackney_challenges.isolation.proxy import OutsideCheck, Solution, Standins
from hackney_challenges.isolation.stacks import spot_in
from hackney_challenges.isolation.worker import (
    WALL_FACTOR,
    Budget,
    During,
    Launcher,
    MachineTrouble,
    Process,
    Worker,
    WorkerStopped,
    spawn,
)

Method = Literal["fork", "spawn"]

_START_SECONDS = 20.0


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one check may cost. Seconds of CPU; on the wall four times as many may pass."""

    call_seconds: float = 2.0
    check_seconds: float = 20.0
    import_seconds: float = 5.0
    memory_mb: int = 1024
    cpu_factor: float = WALL_FACTOR


def usual_method() -> Method:
    """Fork where a fork of a small process is safe. On macOS system libraries may not outlive one."""
    return "fork" if sys.platform == "linux" else "spawn"


class Wall:
    """Makes far sides, and ends every process of theirs at `close`. One a session; a context manager."""

    def __init__(
        self, method: Method | None = None, in_process: bool = False, *, polling: bool | None = None
    ) -> None:
        self.method: Method = method or usual_method()
        self.in_process = in_process
        self._polling = can_poll() if polling is None else polling
        self._launcher = Launcher()
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._workers = 0

    def far_side(self, file: Path, limits: Limits, *, name: str | None = None) -> "FarSide":
        """The far side of one solution. `file` is looked at when a check first needs it."""
        return FarSide(self, file, limits, name or file.stem)

    def worker_process(self) -> tuple[Process, Pipes]:
        """A process for one check. Raises `MachineTrouble`."""
        if self.method == "fork":
            return self._launcher.fork()
        return spawn(polling=self._polling)

    @property
    def asks_by_signal(self) -> bool:
        """Whether a worker writes its stack when a signal asks; else it writes it all the time."""
        return self.method == "fork" or self._polling

    def worker_folder(self) -> Path:
        """A new, private, empty folder."""
        if self._folder is None:
            # Short and neutral: the pupil's code sees its name, and dumps of the stack cut long ones.
            self._folder = tempfile.TemporaryDirectory(prefix="hackney-", ignore_cleanup_errors=True)
        self._workers += 1
        # Resolved, as the frames of the code in it will have it.
        folder = Path(self._folder.name).resolve() / str(self._workers)
        folder.mkdir(mode=0o700)
        return folder

    def close(self) -> None:
        """End what is left."""
        self._launcher.close()
        if self._folder is not None:
            staging.remove(Path(self._folder.name))
            self._folder.cleanup()
            self._folder = None

    def __enter__(self) -> "Wall":
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self.close()


class FarSide:
    """One solution behind the wall.

    `solution` and `module` are what suites hold; they can be asked only while
    a `check()` runs. `calls` and `printed` are of the present check, or of the
    last one.
    """

    def __init__(self, wall: Wall, file: Path, limits: Limits, name: str) -> None:
        self.file = file
        self.name = name
        self.limits = limits
        self._wall = wall
        self._record = Record()
        self._files: staging.Snapshot | None = None
        self._check: _Check | None = None
        self.solution = Solution(self)
        self.module: ModuleType = LateModule(self)

    @contextmanager
    def check(self) -> Iterator[None]:
        """A check: a fresh worker, started when it is first needed and ended with the check."""
        if self._check is not None:
            raise RuntimeError("a check of this solution is running")
        self._record = Record()
        self._check = _Check(self)
        try:
            yield
        finally:
            check, self._check = self._check, None
            check.close()

    def conversation(self) -> Conversation:
        """The conversation of the check that runs. Raises `OutsideCheck`."""
        if self._check is None:
            raise OutsideCheck(f"{self.name} can be used only inside a check")
        return self._check.conversation()

    @property
    def calls(self) -> tuple[Recorded, ...]:
        """Calls of the present check, or of the last one; inputs as they were handed over."""
        return tuple(self._record.calls())

    def forget_calls(self) -> None:
        """Begin a new list of calls: hypothesis starts another example."""
        self._record.forget_calls()

    @property
    def printed(self) -> str:
        """All that was printed in this check, up to 65,536 characters."""
        return "".join(self._record.prints)

    @property
    def record(self) -> Record:
        """Where the present check writes its calls."""
        return self._record

    def start(self, folder: Path) -> "_WorkerLine":
        """Start a worker with `folder` for its own. Raises `SolutionStopped`."""
        source = self._source()
        if self._files is None:
            self._files = staging.snapshot(self.file.parent)
        self._files.files[f"{self.name}.py"] = source
        scratch = folder / "work"
        scratch.mkdir(mode=0o700)
        self._files.lay_out(scratch)
        start = {
            "name": self.name,
            "folder": str(scratch),
            "stack_file": str(folder / "stack.txt"),
            "asks_by_signal": self._wall.asks_by_signal,
            "memory_mb": self.limits.memory_mb,
            "cpu_seconds": self.limits.import_seconds + self.limits.check_seconds,
        }
        header = json.dumps(start).encode("ascii")
        payload = len(header).to_bytes(4, "little") + header + source
        try:
            process, pipes = self._wall.worker_process()
        except MachineTrouble as trouble:
            raise SolutionStopped(Stopped(kind="machine", during="import", detail=str(trouble))) from None
        worker = Worker(process=process, pipes=pipes, stack_file=folder / "stack.txt", find_spot=self._spot)
        line = _WorkerLine(worker, self.limits)
        try:
            line.start(payload)
        except WorkerStopped as stop:
            raise SolutionStopped(
                Stopped(kind="machine", during="import", detail=stop.stopped.detail)
            ) from None
        return line

    def _source(self) -> bytes:
        try:
            return read_bytes(self.file, wire.MAX_SOURCE)
        except UnreadableFile as trouble:
            kind: Literal["missing", "not a file"] = (
                "missing" if trouble.obstacle == "missing" else "not a file"
            )
            raise SolutionStopped(Stopped(kind=kind, during="import", detail=trouble.obstacle)) from None

    def _spot(self, dump: bytes) -> Spot | None:
        return spot_in(dump, self._files.lines_of) if self._files is not None else None


class _Check:
    """One check's worker, started late; what stopped the start is told each time."""

    def __init__(self, side: FarSide) -> None:
        self._side = side
        self._conversation: Conversation | None = None
        self._line: _WorkerLine | None = None
        self._folder: Path | None = None
        self._stopped: Stopped | None = None

    def conversation(self) -> Conversation:
        if self._stopped is not None:
            raise SolutionStopped(self._stopped)
        if self._conversation is None:
            self._folder = self._side._wall.worker_folder()
            try:
                self._line = self._side.start(self._folder)
            except SolutionStopped as stop:
                self._stopped = stop.stopped
                raise
            self._conversation = Conversation(self._line, self._side.record, Standins())
        return self._conversation

    def close(self) -> None:
        if self._conversation is not None:
            self._conversation.is_over = True
        if self._line is not None:
            self._line.worker.close()
        if self._folder is not None:
            staging.remove(self._folder)


class _WorkerLine:
    """A worker's line, each request within what its call and its check have left (`conversation.Line`)."""

    def __init__(self, worker: Worker, limits: Limits) -> None:
        self.worker = worker
        self._limits = limits
        self._check_wall = limits.check_seconds * limits.cpu_factor
        self._check_cpu: float | None = None
        self._budgets: list[Budget] = []

    def start(self, payload: bytes) -> None:
        """Have the worker settle in. This is the machine's time, not the solution's."""
        budget = Budget(
            during="check",
            seconds=_START_SECONDS,
            cpu_seconds=_START_SECONDS,
            cpu_until=None,
            wall_seconds=_START_SECONDS,
        )
        kind, _payload = self.worker.ask(wire.START, payload, budget)
        if kind != wire.READY:
            self.worker.broken(budget, "not ready")

    def ask(self, kind: int, payload: bytes) -> tuple[int, bytes]:
        """The reply to a request that begins."""
        self._budgets.append(self._import_budget() if kind == wire.IMPORT else self._call_budget())
        return self.go_on(kind, payload)

    def go_on(self, kind: int, payload: bytes) -> tuple[int, bytes]:
        """The reply that a request in progress gives to an answer of ours."""
        budget = self._budgets[-1]
        before = budget.wall_seconds
        reply = self.worker.ask(kind, payload, budget)
        if budget.during != "import":
            self._check_wall -= before - budget.wall_seconds
        if reply[0] != wire.LENT:
            self._budgets.pop()
            if budget.during == "import":
                # What the import cost is not the check's.
                self._check_cpu = None
        return reply

    def _import_budget(self) -> Budget:
        seconds = self._limits.import_seconds
        used = self.worker.process.cpu_seconds()
        return Budget(
            during="import",
            seconds=seconds,
            cpu_seconds=seconds,
            cpu_until=None if used is None else used + seconds,
            wall_seconds=seconds * self._limits.cpu_factor,
        )

    def _call_budget(self) -> Budget:
        limits = self._limits
        seconds = limits.call_seconds
        wall = seconds * limits.cpu_factor
        used = self.worker.process.cpu_seconds()
        during: During = "call"
        left = seconds
        if used is not None:
            if self._check_cpu is None:
                self._check_cpu = used + limits.check_seconds
            if self._check_cpu - used < left:
                during, left = "check", self._check_cpu - used
        if self._check_wall < wall:
            during, wall = "check", self._check_wall
        return Budget(
            during=during,
            seconds=seconds if during == "call" else limits.check_seconds,
            cpu_seconds=left,
            cpu_until=None if used is None else used + left,
            wall_seconds=wall,
        )

    def broken(self, detail: str) -> NoReturn:
        """End the worker for what it sent. Raises `WorkerStopped`."""
        self.worker.broken(self._call_budget(), detail)
