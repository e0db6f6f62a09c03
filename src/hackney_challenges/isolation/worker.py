"""Starts, feeds, times and kills the processes of the far side."""

import os
import select
import signal
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NoReturn, Protocol

from hackney_challenges.isolation import wire
from hackney_challenges.isolation.calls import Spot, Stopped
from hackney_challenges.isolation.line import WorkerStopped
from hackney_challenges.isolation.pipes import Gone, Pipes, PolledPipes, ThreadedPipes
from hackney_challenges.isolation.stacks import DUMP_LIMIT

WALL_FACTOR = 4
"""Wall time may be this many times the CPU time: on a busy machine a right solution is slow, not wrong."""

During = Literal["import", "call", "check"]

_START_SECONDS = 20.0  # a fresh interpreter on a slow, cold machine
_DUMP_SECONDS = 0.8  # longer than a worker that is not asked waits between two dumps
_END_SECONDS = 0.5
_CHILD = Path(__file__).with_name("child.py")


class MachineTrouble(Exception):
    """No process could be made."""


class Process(Protocol):
    """A worker's process."""

    pid: int

    def cpu_seconds(self) -> float | None:
        """CPU time it has used; None where the platform does not tell."""

    def ask_for_stack(self) -> None:
        """Have it write its stack, unless it does so by itself."""

    def kill(self) -> None:
        """End it and what it started, at once."""

    def await_end(self, seconds: float) -> None:
        """Wait until it ends by itself, so long and no longer."""

    def reap(self) -> int:
        """Wait for its end and give its status: an exit code, or minus a signal."""


def clean_environment() -> dict[str, str]:
    """What a far side gets of this process's environment: what Python needs to start, and nothing else."""
    kept = ("SYSTEMROOT", "SYSTEMDRIVE", "LD_LIBRARY_PATH", "DYLD_LIBRARY_PATH")
    environment = {name: os.environ[name] for name in kept if name in os.environ}
    environment["PATH"] = os.defpath
    environment["LC_ALL"] = "C.UTF-8"
    environment["PYTHONSAFEPATH"] = "1"
    # A set of texts has one order, here and on the marker: else the same file passes today and not tomorrow.
    environment["PYTHONHASHSEED"] = "0"
    # Each arena of glibc's takes 64 MiB of address space, one a thread: a dozen threads would meet the limit.
    environment["MALLOC_ARENA_MAX"] = "2"
    return environment


def _command(role: str) -> list[str]:
    # Not -I: it would have the hash seed ignored too. What else it does, the clean environment does.
    return [sys.executable, "-s", "-S", "-X", "utf8", str(_CHILD), role]


class ForkedProcess:
    """A worker forked by the launcher, which keeps its number from being given to another until the end."""

    def __init__(self, launcher: "Launcher", pid: int) -> None:
        self.pid = pid
        self._launcher = launcher
        self.ended: int | None = None
        with suppress(AttributeError, OSError):
            self.ended = os.pidfd_open(pid)

    def cpu_seconds(self) -> float | None:
        """CPU time it has used."""
        return _cpu_seconds(self.pid)

    def ask_for_stack(self) -> None:
        """Have it write its stack."""
        self._signal(signal.SIGUSR1)

    def _signal(self, number: int) -> None:
        with suppress(OSError):
            if self.ended is not None:
                signal.pidfd_send_signal(self.ended, number)
            else:
                os.kill(self.pid, number)

    def kill(self) -> None:
        """End it and what it started, at once."""
        self._signal(signal.SIGKILL)
        with suppress(OSError):
            os.killpg(self.pid, signal.SIGKILL)

    def await_end(self, seconds: float) -> None:
        """Wait until it ends by itself, so long and no longer."""
        if self.ended is not None:
            select.select([self.ended], [], [], seconds)

    def reap(self) -> int:
        """Wait for its end and give its status."""
        if self.ended is not None:
            os.close(self.ended)
            self.ended = None
        return self._launcher.reap(self.pid)


class Launcher:
    """The one process of a session that forks workers. POSIX only."""

    def __init__(self) -> None:
        self._control: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def fork(self) -> tuple[ForkedProcess, Pipes]:
        """A new worker. Raises `MachineTrouble`."""
        control = self._running()
        request_end, requests = os.pipe()
        replies, reply_end = os.pipe()
        try:
            socket.send_fds(control, [struct.pack("<cI", b"F", 0)], [request_end, reply_end])
            pid = self._answer(b"P")
        except OSError as error:
            os.close(requests)
            os.close(replies)
            self.close()
            raise MachineTrouble("the launcher does not answer") from error
        finally:
            os.close(request_end)
            os.close(reply_end)
        if not pid:
            os.close(requests)
            os.close(replies)
            raise MachineTrouble("no more processes")
        process = ForkedProcess(self, pid)
        return process, PolledPipes(requests, replies, process.ended)

    def reap(self, pid: int) -> int:
        """The status of a worker that is dead or dying."""
        if self._control is None:
            return 0
        try:
            self._control.sendall(struct.pack("<cI", b"R", pid))
            status = self._answer(b"S")
        except OSError:
            self.close()
            return 0
        return os.waitstatus_to_exitcode(status)

    def close(self) -> None:
        """End the launcher, which ends what workers are left."""
        if self._control is not None:
            self._control.close()
            self._control = None
        if self._process is not None:
            try:
                self._process.wait(5)
            except subprocess.TimeoutExpired:
                self._process.kill()
                self._process.wait()
            self._process = None

    def _running(self) -> socket.socket:
        if self._control is None:
            ours, theirs = socket.socketpair()
            with theirs:
                try:
                    self._process = subprocess.Popen(  # noqa: S603  # our own child.py, by this Python
                        _command("launch"),
                        stdin=theirs.fileno(),
                        stdout=subprocess.DEVNULL,
                        stderr=subprocess.DEVNULL,
                        env=clean_environment(),
                        start_new_session=True,
                        cwd=os.sep,
                    )
                except OSError as error:
                    ours.close()
                    raise MachineTrouble("no more processes") from error
            ours.settimeout(_START_SECONDS)
            self._control = ours
        return self._control

    def _answer(self, wanted: bytes) -> int:
        assert self._control is not None
        data = b""
        while len(data) < 5:
            chunk = self._control.recv(5 - len(data))
            if not chunk:
                raise ConnectionError
            data += chunk
        kind, number = struct.unpack("<cI", data)
        if kind != wanted:
            raise ConnectionError
        return int(number)


class SpawnedProcess:
    """A worker that is an interpreter of its own."""

    def __init__(self, process: "subprocess.Popen[bytes]", *, by_signal: bool) -> None:
        self.pid = process.pid
        self._process = process
        self._by_signal = by_signal

    def cpu_seconds(self) -> float | None:
        """CPU time it has used."""
        return _cpu_seconds(self.pid, getattr(self._process, "_handle", None))

    def ask_for_stack(self) -> None:
        """Have it write its stack, unless it does so by itself."""
        if self._by_signal:
            with suppress(OSError):
                self._process.send_signal(signal.SIGUSR1)

    def kill(self) -> None:
        """End it, and where groups of processes are known what it started."""
        if sys.platform != "win32":
            with suppress(OSError):
                os.killpg(self.pid, signal.SIGKILL)
        with suppress(OSError):
            self._process.kill()

    def await_end(self, seconds: float) -> None:
        """Wait until it ends by itself, so long and no longer."""
        with suppress(subprocess.TimeoutExpired):
            self._process.wait(seconds)

    def reap(self) -> int:
        """Wait for its end and give its status."""
        return self._process.wait()


if sys.platform == "win32":
    # No console of its own to flash up, and no Ctrl-C meant for the checker.
    _CREATION_FLAGS = subprocess.CREATE_NEW_PROCESS_GROUP | subprocess.CREATE_NO_WINDOW
else:
    _CREATION_FLAGS = 0


def spawn(*, polling: bool) -> tuple[SpawnedProcess, Pipes]:
    """A new worker without a launcher. Raises `MachineTrouble`."""
    windows = sys.platform == "win32"
    try:
        process = subprocess.Popen(  # noqa: S603  # our own child.py, by this Python
            _command("work"),
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=clean_environment(),
            start_new_session=not windows,
            creationflags=_CREATION_FLAGS,
            cwd=None if windows else os.sep,
            bufsize=0,
        )
    except OSError as error:
        raise MachineTrouble("no more processes") from error
    assert process.stdin is not None
    assert process.stdout is not None
    requests, replies = os.dup(process.stdin.fileno()), os.dup(process.stdout.fileno())
    process.stdin.close()
    process.stdout.close()
    pipes: Pipes = PolledPipes(requests, replies) if polling else ThreadedPipes(requests, replies)
    return SpawnedProcess(process, by_signal=polling), pipes


if sys.platform == "linux":

    def _cpu_seconds(pid: int, _handle: int | None = None) -> float | None:
        try:
            # The CPU clock of a process, numbered as clock_getcpuclockid(3) does.
            return time.clock_gettime((~pid << 3) | 2)
        except OSError:
            return None

elif sys.platform == "win32":
    # Never run: there was no Windows to try it on. Where it tells nothing, only wall time counts.

    def _cpu_seconds(_pid: int, handle: int | None = None) -> float | None:
        if handle is None:
            return None
        import ctypes

        times = [ctypes.c_ulonglong() for _ in range(4)]
        if not ctypes.windll.kernel32.GetProcessTimes(int(handle), *(ctypes.byref(one) for one in times)):
            return None
        _created, _ended, kernel, user = times
        return (kernel.value + user.value) / 10_000_000

else:

    def _cpu_seconds(_pid: int, _handle: int | None = None) -> float | None:
        return None


@dataclass(slots=True, kw_only=True)
class Budget:
    """What one request may cost.

    `seconds` is the limit as a person knows it, `cpu_seconds` what is left of
    it, `cpu_until` when that is used up on the worker's own CPU clock, where
    it has one; `wall_seconds` is what is left of the time on the wall.
    """

    during: During
    seconds: float
    cpu_seconds: float
    cpu_until: float | None
    wall_seconds: float


class _Late(Exception):
    pass


@dataclass(slots=True, kw_only=True)
class Worker:
    """One worker and the clock it is held against. What stopped it first is what is told ever after."""

    process: Process
    pipes: Pipes
    stack_file: Path
    find_spot: "SpotFinder"
    facts_of: "FactFinder"
    _nonces: bytes = b""
    stopped: Stopped | None = None
    _closed: bool = field(default=False)

    def ask(self, kind: int, payload: bytes, budget: Budget) -> tuple[int, bytes]:
        """Send a request and wait for the one reply, as long as `budget` goes. Raises `WorkerStopped`."""
        if self.stopped is not None:
            raise WorkerStopped(self.stopped)
        assert not self._closed  # its descriptors' numbers may be somebody else's by now
        nonce = self._nonces[:8]
        self._nonces = self._nonces[8:]
        if len(nonce) < wire.NONCE_SIZE:
            fresh = os.urandom(2048)
            nonce, self._nonces = fresh[:8], fresh[8:]
        started = time.monotonic()
        late_at = started + budget.wall_seconds
        wait = self._waiting(budget, late_at)
        try:
            self.pipes.send(wire.frame(kind, nonce, payload), wait)
            data = self.pipes.receive(wait)
            found = wire.opened(data)
            if found is None:
                found = self._rest(bytearray(data), wait)
            reply, echoed, body = found
            if echoed != nonce:
                raise wire.WireBroken("an answer to another request")
        except _Late:
            self._stop("time", budget, budget.seconds)
        except Gone:
            self._stop("ended", budget, None)
        except wire.WireBroken as error:
            self._stop("protocol", budget, None, str(error))
        budget.wall_seconds = late_at - time.monotonic()
        return reply, body

    def _rest(self, data: bytearray, wait: "Waiting") -> tuple[int, bytes, bytes]:
        while True:
            data += self.pipes.receive(wait)
            found = wire.opened(data)
            if found is not None:
                return found

    def _waiting(self, budget: Budget, late_at: float) -> "Waiting":
        first = True

        def wait() -> float:
            nonlocal first
            wall = late_at - time.monotonic()
            if wall <= 0:
                raise _Late
            if budget.cpu_until is None:
                return wall
            if first:
                # Nobody uses more CPU than there is time, so the clock need not be asked yet.
                first = False
                return min(wall, budget.cpu_seconds)
            used = self.process.cpu_seconds()
            if used is None:
                return wall
            left = budget.cpu_until - used
            if left <= 0:
                raise _Late
            return min(wall, max(left, 0.01))

        return wait

    def broken(self, budget: Budget, detail: str) -> NoReturn:
        """End the worker for a reply that no honest worker sends. Raises `WorkerStopped`."""
        self._stop("protocol", budget, None, detail)

    def _stop(
        self,
        kind: Literal["time", "ended", "protocol"],
        budget: Budget,
        seconds: float | None,
        detail: str = "",
    ) -> NoReturn:
        if kind == "time":
            before = self._dump_size()
            self.process.ask_for_stack()
            self._await_dump(before)
        if kind == "ended":
            # Its pipes close a moment before it is dead; killed now, its own status would be lost.
            self.process.await_end(_END_SECONDS)
        status = self._end()
        if kind == "ended":
            detail = _how_it_ended(status)
        spot = None if kind == "protocol" else self.find_spot(self._dump())
        facts = self.facts_of(spot) if kind == "time" and spot is not None else {}
        self.stopped = Stopped(
            kind=kind, during=budget.during, seconds=seconds, spot=spot, facts=facts, detail=detail
        )
        raise WorkerStopped(self.stopped) from None

    def _await_dump(self, before: int) -> None:
        """Wait until the stack is written: the file has grown, and grows no more."""
        until = time.monotonic() + _DUMP_SECONDS
        size = before
        while time.monotonic() < until:
            time.sleep(0.005)
            now = self._dump_size()
            if now != before and now == size:
                return
            size = now

    def _dump_size(self) -> int:
        with suppress(OSError):
            return self.stack_file.lstat().st_size
        return 0

    def _dump(self) -> bytes:
        """The last part of the stack file, if it is still a plain file."""
        flags = (
            os.O_RDONLY
            | getattr(os, "O_NOFOLLOW", 0)
            | getattr(os, "O_NONBLOCK", 0)
            | getattr(os, "O_BINARY", 0)
        )
        try:
            descriptor = os.open(self.stack_file, flags)
        except OSError:
            return b""
        with suppress(OSError), os.fdopen(descriptor, "rb") as file:
            file.seek(max(os.fstat(descriptor).st_size - DUMP_LIMIT, 0))
            return file.read(DUMP_LIMIT)
        return b""

    def _end(self) -> int:
        if self._closed:
            return 0
        self._closed = True
        self.process.kill()
        self.pipes.close()
        return self.process.reap()

    def close(self) -> None:
        """End the worker; the check is over."""
        self._end()


class SpotFinder(Protocol):
    """Reads a dump."""

    def __call__(self, dump: bytes, /) -> Spot | None:
        """The line of the solution in it."""


class FactFinder(Protocol):
    """Finds out about the loop a worker was in."""

    def __call__(self, spot: Spot, /) -> Mapping[str, Any]:
        """Facts about it (`loop_facts.py`)."""


class Waiting(Protocol):
    """Seconds that may still pass; raises when there are none left."""

    def __call__(self) -> float:
        """Seconds left."""


def _how_it_ended(status: int) -> str:
    if status < 0:
        with suppress(ValueError):
            return signal.Signals(-status).name
    return f"exit status {status}"
