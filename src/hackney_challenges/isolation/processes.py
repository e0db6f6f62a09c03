"""Starts and ends the processes of the far side: forked by a launcher, or each an interpreter of its own."""

import os
import select
import signal
import socket
import struct
import subprocess
import sys
import time
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from typing import Protocol

from hackney_challenges.isolation.pipes import Pipes, PolledPipes, ThreadedPipes

_NAMES_LIMIT = 4096
_START_SECONDS = 20.0  # a fresh interpreter on a slow, cold machine
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


def _command(role: str, workers_folder: str | None) -> list[str]:
    """`workers_folder` is given where workers are to be confined."""
    # Not -I: it would have the hash seed ignored too. What else it does, the clean environment does.
    return [
        sys.executable,
        "-s",
        "-S",
        "-X",
        "utf8",
        str(_CHILD),
        role,
        *([workers_folder] if workers_folder else []),
    ]


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
    """The one process of a session that forks workers. POSIX only.

    With a `workers_folder`, set before the first worker, it confines them.
    """

    def __init__(self) -> None:
        self.workers_folder: str | None = None
        self._control: socket.socket | None = None
        self._process: subprocess.Popen[bytes] | None = None

    def fork(self, modules: Iterable[str] = ()) -> tuple[ForkedProcess, Pipes]:
        """A new worker, with those of `modules` loaded that the launcher knows. Raises `MachineTrouble`."""
        names = " ".join(modules).encode("ascii", "replace")[:_NAMES_LIMIT]
        control = self._running()
        request_end, requests = os.pipe()
        replies, reply_end = os.pipe()
        try:
            socket.send_fds(control, [struct.pack("<cI", b"F", len(names)) + names], [request_end, reply_end])
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
                        _command("launch", self.workers_folder),
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


def spawn(*, polling: bool, workers_folder: str | None = None) -> tuple[SpawnedProcess, Pipes]:
    """A new worker without a launcher. Raises `MachineTrouble`."""
    windows = sys.platform == "win32"
    try:
        process = subprocess.Popen(  # noqa: S603  # our own child.py, by this Python
            _command("work", workers_folder),
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
