"""Runs on the far side, as `python -S child.py launch|work [folder]`. Standard library and siblings only.

`launch` is started once a session, never sees anything secret, loads what
solutions import, and forks a worker for each check. `work` is one
worker, started afresh, where there is no fork. With `folder`, in which all
workers' folders are, workers are confined.
"""

import json
import os
import signal
import struct
import sys
from collections.abc import Callable, Iterable
from contextlib import suppress
from pathlib import Path
from types import ModuleType
from typing import TYPE_CHECKING, Any, NoReturn

if TYPE_CHECKING:
    import socket

    from hackney_challenges.isolation.confinement import Fence

_LIBRARY = """
abc argparse array ast bisect calendar cmath collections contextlib copy csv ctypes dataclasses datetime
decimal doctest enum fractions functools hashlib heapq io itertools json keyword logging math numbers operator
pathlib pprint random re resource secrets shutil statistics string struct tempfile textwrap threading time
timeit traceback types typing unicodedata unittest uuid warnings
"""
_OF_THE_KIT = tuple(
    f"hackney_challenges.isolation.reading.{name}"
    for name in ("source", "source_uses", "stop_facts", "loop_facts")
)
_MAY_BE_LOADED = frozenset((*_LIBRARY.split(), "subprocess", *_OF_THE_KIT))
"""What may be loaded on request, once for every worker that is forked from then on."""


def _make_siblings_importable() -> None:
    """Give the package's names to the modules beside this file, and to nothing else.

    The kit's own folder is on no path here, so that a solution meets neither
    the suites nor whatever is installed beside the kit.
    """
    here = str(Path(__file__).resolve().parent)
    # Python before 3.11 puts a script's own folder on the path, whatever it is told.
    sys.path[:] = [place for place in sys.path if place != here]
    for name, places in (("hackney_challenges", []), ("hackney_challenges.isolation", [here])):
        package = ModuleType(name)
        package.__path__ = places
        sys.modules[name] = package


class PipeChannel:
    """The worker's end of two pipes. Blocking: the near side has the clock."""

    def __init__(self, requests: int, replies: int) -> None:
        self._requests = requests
        self._replies = replies
        self._nonce = b""

    def receive(self) -> tuple[int, bytes]:
        """The next frame. Raises EOFError when the near side is gone."""
        data: bytes | bytearray = b""
        while True:
            chunk = os.read(self._requests, 1 << 16)
            if not chunk:
                raise EOFError
            # Nearly always all of it comes at once.
            data = bytearray(data) + chunk if data else chunk
            found = wire.opened(data, wire.MAX_REQUEST)
            if found is not None:
                kind, self._nonce, payload = found
                return kind, payload

    def send(self, kind: int, payload: bytes) -> None:
        """Send a frame that answers the last one received."""
        rest: bytes | memoryview = wire.frame(kind, self._nonce, payload)
        try:
            while (sent := os.write(self._replies, rest)) < len(rest):
                rest = memoryview(rest)[sent:]
        except BrokenPipeError:
            raise EOFError from None


def launch() -> NoReturn:
    """Fork a worker for each request on the control socket, fd 0, until that closes.

    `F` with two descriptors, and so many bytes that name modules to load, asks
    for a worker, answered by its process id (0: none could be made). `R` and a
    process id waits for one that is dead or dying and answers its status: until
    then its number names nobody else.
    """
    import socket

    from hackney_challenges.isolation import privileges

    _rehearse()
    _load(["resource"])  # for each worker's limits
    control = socket.socket(fileno=os.dup(0))
    os.dup2(os.open(os.devnull, os.O_RDONLY), 0)
    alive: set[int] = set()
    privileges.adopt_orphans()
    fence = _fence()
    while True:
        message, descriptors, _flags, _address = socket.recv_fds(control, 5, 2)
        if len(message) < 5:
            break
        command, number = struct.unpack("<cI", message)
        if command == b"F":
            _load(control.recv(number, socket.MSG_WAITALL).decode("ascii", "replace").split())
            pid = _fork(control, descriptors, fence)
            if pid:
                alive.add(pid)
            control.sendall(struct.pack("<cI", b"P", pid))
        else:
            alive.discard(number)
            try:
                _pid, status = os.waitpid(number, 0)
            except ChildProcessError:
                status = 0
            _end_orphans(alive, privileges.children)
            control.sendall(struct.pack("<cI", b"S", status & 0xFFFF))
    for pid in alive:
        _kill(pid)
    _end_orphans(set(), privileges.children)
    os._exit(0)


def _rehearse() -> None:
    """Compile and call a file once: what Python sets up for that is set up for every worker."""
    solution = solution_file.SolutionFile("rehearsal", os.sep, b"def f(n):\n    return n\n", streams.Prints())
    desk = answering.Desk(PipeChannel(-1, -1), solution)
    for kind, payload in ((wire.IMPORT, b""), (wire.GET, b"f"), (wire.CALL_SCALARS, b"[0,1]")):
        desk.reply(kind, payload)
    del sys.modules["rehearsal"]
    linecache.clearcache()


def _load(names: Iterable[str]) -> None:
    for name in _MAY_BE_LOADED.intersection(names) - sys.modules.keys():
        with suppress(ImportError):
            __import__(name)
    # What is loaded by now is every worker's: not to be looked through again in each.
    gc.freeze()


def _fence() -> "Fence | None":
    """Confinement, if it is asked for. Not imported otherwise: a spawned worker starts the sooner."""
    if not sys.argv[2:]:
        return None
    _load(_MAY_BE_LOADED)  # out of reach behind the fence
    from hackney_challenges.isolation import confinement

    return confinement.prepare(sys.argv[2])


def _end_orphans(alive: set[int], children: Callable[[], list[int]]) -> None:
    """End what dead workers started and left: it is ours now, in whatever group it has put itself."""
    for _attempt in range(20):  # what forks for ever is met again at the next check
        orphans = [pid for pid in children() if pid not in alive]
        if not orphans:
            return
        for pid in orphans:
            _kill(pid)
            with suppress(ChildProcessError):
                os.waitpid(pid, 0)


def _kill(pid: int) -> None:
    for kill in (os.killpg, os.kill):
        with suppress(OSError):
            kill(pid, signal.SIGKILL)


def _fork(control: "socket.socket", descriptors: list[int], fence: "Fence | None") -> int:
    try:
        pid = os.fork()
    except OSError:
        pid = -1
    if pid == 0:
        try:
            os.setsid()
            requests, replies = descriptors
            control.close()
            work(requests, replies, fence)
        finally:
            os._exit(70)
    for descriptor in descriptors:
        os.close(descriptor)
    return max(pid, 0)


def work(requests: int, replies: int, fence: "Fence | None") -> NoReturn:
    """Be the worker of one check: settle in, load nothing yet, answer until the near side goes away."""
    channel = PipeChannel(requests, replies)
    _kind, payload = channel.receive()
    size = int.from_bytes(payload[:4], "little")
    start: dict[str, Any] = json.loads(payload[4 : 4 + size])
    low, high = sorted((requests, replies))
    for first, end in ((3, low), (low + 1, high), (high + 1, 64)):
        os.closerange(first, end)
    _watch(start["stack_file"], start["asks_by_signal"])
    os.chdir(start["folder"])
    for name in ("HOME", "USERPROFILE", "TMPDIR", "TEMP", "TMP"):
        os.environ[name] = start["folder"]
    prints = streams.Prints()
    sys.stdin = sys.__stdin__ = streams.Typed()  # type: ignore[assignment, misc]  # a text stream, as far as a solution can tell
    sys.stdout = sys.__stdout__ = prints.stream  # type: ignore[misc]  # typeshed calls the original final
    sys.stderr = sys.__stderr__ = streams.Prints().stream  # type: ignore[misc]  # as above
    sys.argv = [start["name"] + ".py"]
    sys.dont_write_bytecode = True
    sys.modules["run_me"] = solution_file.inert_run_me()
    site.setquit()
    limits.limit(start["memory_mb"], start["cpu_seconds"], confined=fence is not None)
    missing = _confine(fence, start["folder"])
    solution = solution_file.SolutionFile(start["name"], start["folder"], payload[4 + size :], prints)
    sys.path.insert(0, start["folder"])
    sys.meta_path.insert(0, solution.standard_first)
    sys.meta_path.append(stand_ins.NoPytest())
    channel.send(wire.READY, json.dumps(missing).encode("ascii"))
    answering.Desk(channel, solution).serve()
    os._exit(0)


def _confine(fence: "Fence | None", folder: str) -> dict[str, str]:
    """Put the fence up, where there is one; the near side is told what of it is missing."""
    if fence is None:
        return {}
    from hackney_challenges.isolation import confinement

    stand_ins.let_screens_be_cleared()
    # Who asks for its user's name gets one: the list of users is out of reach.
    os.environ["LOGNAME"] = os.environ["USER"] = "pupil"
    return confinement.confine(fence, folder)


def _watch(stack_file: str, asks_by_signal: bool) -> None:
    """Have the stack written where the near side can read it: when asked, at a crash, and at `os._exit`."""
    file = Path(stack_file).open("w", encoding="utf-8")  # noqa: SIM115  # open as long as the worker lives
    faulthandler.enable(file, all_threads=True)
    if asks_by_signal:
        faulthandler.register(signal.SIGUSR1, file, all_threads=True)
    else:
        faulthandler.dump_traceback_later(0.5, repeat=True, file=file)
    really_exit = os._exit

    def told_exit(status: int) -> NoReturn:
        faulthandler.dump_traceback(file, all_threads=False)
        really_exit(status)

    os._exit = told_exit


if __name__ == "__main__":
    _make_siblings_importable()

import faulthandler  # noqa: E402
import gc  # noqa: E402
import linecache  # noqa: E402
import site  # noqa: E402

from hackney_challenges.isolation import answering, limits, solution_file, stand_ins, streams, wire  # noqa: E402

if __name__ == "__main__":
    if sys.argv[1] == "launch":
        launch()
    if sys.platform == "win32":
        import msvcrt

        for descriptor in (0, 1):
            msvcrt.setmode(descriptor, os.O_BINARY)
    replies, requests = os.dup(1), os.dup(0)
    nothing = os.open(os.devnull, os.O_RDWR)
    for descriptor in (0, 1, 2):
        os.dup2(nothing, descriptor)
    work(requests, replies, _fence())
