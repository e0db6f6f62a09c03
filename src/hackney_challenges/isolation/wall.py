"""The wall as the kit sees it: one `Wall` a session, a `FarSide` a solution, a fresh worker a check."""

import json
import os
import re
import sys
import tempfile
from collections.abc import Callable, Iterable, Iterator, Mapping
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Any, Literal

from hackney_challenges.files import UnreadableFile, read_bytes
from hackney_challenges.isolation import replies, staging, wire
from hackney_challenges.isolation.calls import ProgramRun, Recorded, SolutionStopped, Spot, Stopped
from hackney_challenges.isolation.conversation import Conversation, OutsideCheck
from hackney_challenges.isolation.late_names import LateModule
from hackney_challenges.isolation.line import WorkerStopped
from hackney_challenges.isolation.pipes import Pipes, can_poll
from hackney_challenges.isolation.processes import Launcher, MachineTrouble, Process, spawn
from hackney_challenges.isolation.proxy import FarError, Solution, Standins
from hackney_challenges.isolation.records import Record, Row, calls_in
from hackney_challenges.isolation.scratch import ScratchWatch
from hackney_challenges.isolation.stacks import spot_in
from hackney_challenges.isolation.timed_line import Limits, TimedLine
from hackney_challenges.isolation.worker import Worker
from hackney_challenges.printable import safe_line

if TYPE_CHECKING:
    from hackney_challenges.isolation import proving
    from hackney_challenges.isolation.in_process import LineHere

_READING = "hackney_challenges.isolation.reading.source"
_IMPORTS = re.compile(rb"^[ \t]*(?:from|import)[ \t]+([\w., \t]+)", re.MULTILINE)

Method = Literal["fork", "spawn"]

__all__ = ["FarSide", "Limits", "Wall", "usual_method"]


def usual_method() -> Method:
    """Fork where a fork of a small process is safe. On macOS, system libraries may not outlive one."""
    return "fork" if sys.platform == "linux" else "spawn"


class Wall:
    """Makes far sides, and ends every process of theirs at `close`. One a session; a context manager.

    With `in_process` there is no far side: the pupil's code runs here, for
    debuggers, without limits; see `in_process.py`. `confinement` is the least
    that is asked for: with "none" solutions may do what their user may, with
    "partial" and "full" workers get all there is, and none is made where that
    is too little. `polling` is for tests: how pipes are waited for on a
    platform that knows both ways.
    """

    def __init__(
        self,
        method: Method | None = None,
        in_process: bool = False,
        *,
        confinement: "proving.Level" = "none",
        polling: bool | None = None,
    ) -> None:
        if in_process and confinement != "none":
            raise ValueError("what runs in this process cannot be confined")
        self.method: Method = method or usual_method()
        self.in_process = in_process
        self._asked = confinement
        self._found: proving.Confinement | None = None
        self._confined_to: str | None = None
        self._lacks: Mapping[str, str] = {}
        self._is_trying = False
        self._polling = can_poll() if polling is None else polling
        self._launcher = Launcher()
        self._folder: tempfile.TemporaryDirectory[str] | None = None
        self._workers = 0
        self.loaded_late: set[str] = set()
        """What workers had to load for themselves: the next are made with it."""

    def far_side(self, file: Path, limits: Limits, *, name: str | None = None) -> "FarSide":
        """The far side of one solution. `file` is looked at when a check first needs it."""
        return FarSide(self, file, limits, name or file.stem)

    @property
    def confinement(self) -> "proving.Confinement":
        """What workers are confined by, tried by doing when it is first asked. Raises `WeakConfinement`."""
        from hackney_challenges.isolation import proving

        if self._found is None:
            self._found = (
                proving.UNCONFINED
                if self._asked == "none"
                else proving.of_other_systems(sys.platform) or self._tried()
            )
        if proving.LEVELS.index(self._found.level) < proving.LEVELS.index(self._asked):
            raise proving.WeakConfinement(self._asked, self._found)
        return self._found

    def make_sure(self) -> None:
        """Let no worker be made with less confinement than was asked for. Raises `WeakConfinement`."""
        if self._asked != "none" and not self._is_trying:
            _ = self.confinement

    def _tried(self) -> "proving.Confinement":
        from hackney_challenges.isolation import proving

        proving.hide_this_process()
        self._confined_to = self._launcher.workers_folder = str(self._all_folders())

        def run(file: Path, function: str, arguments: tuple[Any, ...]) -> Any:
            side = self.far_side(file, Limits())
            with side.check():
                return getattr(side.solution, function)(*arguments)

        self._is_trying = True
        try:
            done = proving.do_what_is_forbidden(run, self.worker_folder())
        except (SolutionStopped, FarError) as trouble:
            return proving.nothing_works(str(trouble))
        finally:
            self._is_trying = False
        return proving.judged(done, self._lacks)

    def watch(self, scratch: Path) -> ScratchWatch | None:
        """Who watches what a confined worker writes in its folder; nobody, where that is no stranger's."""
        return None if self._asked == "none" else ScratchWatch(scratch)

    def settled(self, report: bytes) -> None:
        """Take note of what a new worker said is missing of its fence. Raises `MachineTrouble`.

        Nothing of the pupil's has run in it, so that it tells the truth.
        """
        if self._asked == "none":
            return
        lacks = {str(layer): str(why) for layer, why in json.loads(report).items()}
        if self._is_trying:
            self._lacks = lacks
        elif set(lacks) - set(self._lacks):
            raise MachineTrouble(f"confinement failed: {safe_line(', '.join(lacks.values()), 80)}")

    def worker_process(self, modules: Iterable[str]) -> tuple[Process, Pipes]:
        """A process for one check, with `modules` loaded where that saves time. Raises `MachineTrouble`."""
        if self.method == "fork":
            return self._launcher.fork(modules)
        return spawn(polling=self._polling, workers_folder=self._confined_to)

    @property
    def asks_by_signal(self) -> bool:
        """Whether a worker writes its stack when a signal asks; else it does so all the time."""
        return self.method == "fork" or self._polling

    def worker_folder(self) -> Path:
        """A new, private, empty folder."""
        self._workers += 1
        folder = self._all_folders() / str(self._workers)
        folder.mkdir(mode=0o700)
        self._open_a_way_to(folder)
        return folder

    def _all_folders(self) -> Path:
        if self._folder is None:
            # Short and neutral: the pupil's code sees its name, and dumps of the stack cut long ones.
            self._folder = tempfile.TemporaryDirectory(prefix="hackney-", ignore_cleanup_errors=True)
            self._open_a_way_to(Path(self._folder.name))
        # Resolved, as the frames of the code in it will have it.
        return Path(self._folder.name).resolve()

    def _open_a_way_to(self, folder: Path) -> None:
        """Let workers of another user through to what is theirs in `folder`, not see what else is there."""
        if self._asked != "none" and os.name == "posix":
            folder.chmod(0o711)

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
        self.solution = Solution(self)
        self.module = LateModule(self)
        self._wall = wall
        self._record = Record()
        self._files: staging.Snapshot | None = None
        self._check: _Check | None = None

    @contextmanager
    def check(self) -> Iterator[None]:
        """A check: a fresh worker, started when it is first needed and ended with the check."""
        if self._check is not None:
            raise RuntimeError("a check of this solution is running")
        self._record = Record()
        self._check = check = _Check(self._here if self._wall.in_process else self._behind_the_wall)
        try:
            yield
        finally:
            self._check = None
            check.close()

    def conversation(self) -> Conversation:
        """The conversation of the check that runs. Raises `OutsideCheck`."""
        if self._check is None:
            raise OutsideCheck(f"{self.name} can be used only inside a check")
        return self._check.conversation()

    @property
    def stopped(self) -> Stopped | None:
        """What ended the solution's part in the check that runs; None while it can still be asked."""
        return self._check.stopped if self._check is not None else None

    @property
    def calls(self) -> tuple[Recorded, ...]:
        """Calls of the present check, or of the last one; inputs as they were handed over."""
        return tuple(calls_in(self._record.rows))

    @property
    def rows(self) -> tuple[Row | ProgramRun, ...]:
        """What `calls` are made of (`records.calls_in`): quick to keep, where few are ever looked at."""
        return tuple(self._record.rows)

    @property
    def calls_made(self) -> int:
        """How many `calls` there are; cheaper than to ask for them."""
        return len(self._record.rows)

    @property
    def plain_names(self) -> Mapping[str, Any]:
        """Names asked for since then that hold plain values: no functions, no classes."""
        return self._record.plain_names

    def forget_calls(self) -> None:
        """Begin a new list of calls: hypothesis starts another example."""
        self._record.forget_calls()

    @property
    def printed(self) -> str:
        """All that was printed in this check, up to 65,536 characters."""
        return self._record.printed

    def _behind_the_wall(self) -> "_Opened":
        folder = self._wall.worker_folder()
        try:
            line = self._started(folder, self._loop_facts)
        except BaseException:
            staging.remove(folder)
            raise

        conversation = Conversation(line, self._record, Standins(self.module.late_name))

        def close() -> None:
            line.close()
            staging.remove(folder)
            if conversation.is_source_read:
                self._wall.loaded_late.add(_READING)

        return conversation, close

    def _here(self) -> "_Opened":
        # The far side's half, which no other run needs on this side.
        from hackney_challenges.isolation.in_process import LineHere

        line = LineHere(self.name, str(self.file.parent.resolve()), self._source())
        line.open()
        conversation = Conversation(line, self._record, _StandinsHere(self.module.late_name, line))
        line.answer_lent = conversation.answer_lent
        return conversation, line.close

    def _started(self, folder: Path, facts_of: Callable[[Spot], Mapping[str, Any]]) -> TimedLine:
        """A worker with `folder` for its own. Raises `SolutionStopped`, `WeakConfinement`."""
        self._wall.make_sure()
        source = self._source()
        if self._files is None:
            self._files = staging.snapshot(self.file.parent)
        self._files.files[f"{self.name}.py"] = source
        scratch = folder / "work"
        scratch.mkdir(mode=0o700)
        self._files.lay_out(scratch)
        stack_file = folder / "stack.txt"
        start = {
            "name": self.name,
            "folder": str(scratch),
            "stack_file": str(stack_file),
            "asks_by_signal": self._wall.asks_by_signal,
            "memory_mb": self.limits.memory_mb,
            "cpu_seconds": self.limits.import_seconds + self.limits.check_seconds,
        }
        header = json.dumps(start).encode("ascii")
        try:
            process, pipes = self._wall.worker_process(_imported_in(source) | self._wall.loaded_late)
        except MachineTrouble as trouble:
            raise SolutionStopped(Stopped(kind="machine", during="import", detail=str(trouble))) from None
        worker = Worker(
            process=process,
            pipes=pipes,
            stack_file=stack_file,
            find_spot=self._spot,
            facts_of=facts_of,
            scratch=self._wall.watch(scratch),
        )
        line = TimedLine(worker, self.limits)
        try:
            self._wall.settled(line.start(len(header).to_bytes(4, "little") + header + source))
        except MachineTrouble as trouble:
            line.close()
            raise SolutionStopped(Stopped(kind="machine", during="import", detail=str(trouble))) from None
        except WorkerStopped as stop:
            # Nothing of the pupil's has run yet.
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

    def _loop_facts(self, spot: Spot) -> Mapping[str, Any]:
        """Ask another worker about the loop the first was stopped in: source is never parsed on this side."""
        if spot.file != f"{self.name}.py":
            return {}
        folder = self._wall.worker_folder()
        try:
            line = self._started(folder, lambda _spot: {})
            try:
                _kind, payload = line.ask(wire.LOOP, str(spot.line).encode("ascii"))
                return replies.facts(payload)
            finally:
                line.close()
        except (SolutionStopped, WorkerStopped, wire.WireBroken):
            return {}
        finally:
            staging.remove(folder)


def _imported_in(source: bytes) -> set[str]:
    """Words that stand where a file names what it imports; to save time, and trusted in nothing."""
    places = b" ".join(_IMPORTS.findall(source)).decode("ascii")
    return set(places.replace(",", " ").replace(".", " ").split())


_Opened = tuple[Conversation, Callable[[], None]]


class _Check:
    """One check's conversation, opened late; what stopped the opening is told each time."""

    def __init__(self, open_it: Callable[[], _Opened]) -> None:
        self._open = open_it
        self._opened: _Opened | None = None
        self._stopped: Stopped | None = None

    def conversation(self) -> Conversation:
        if self._stopped is not None:
            raise SolutionStopped(self._stopped)
        if self._opened is None:
            try:
                self._opened = self._open()
            except SolutionStopped as stop:
                self._stopped = stop.stopped
                raise
        return self._opened[0]

    @property
    def stopped(self) -> Stopped | None:
        return self._opened[0].stopped if self._opened is not None else self._stopped

    def close(self) -> None:
        if self._opened is not None:
            conversation, close = self._opened
            conversation.is_over = True
            close()


class _StandinsHere(Standins):
    """Gives exceptions the frames of the solution, for a debugger to look into."""

    def __init__(self, late_name: Callable[[str], type | None], line: "LineHere") -> None:
        super().__init__(late_name)
        self._line = line

    def raised(self, conversation: Conversation, error: replies.FarRaised) -> BaseException:
        """An exception for the near side."""
        return super().raised(conversation, error).with_traceback(self._line.trace_of_last_error())
