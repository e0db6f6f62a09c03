"""A solution that does what none may: the proof of the fence (proving.py). Runs in a worker.

Each act gives True where it could be done. Nothing here does harm where there
is no fence: files get the mode they have, signals are number 0.
"""

import os
import socket
import struct
import sys
import threading
from collections.abc import Callable  # noqa: TC003  # a pupil would not know
from contextlib import closing
from pathlib import Path


def findings(suite: str, neighbour: str, kit: str, port: int) -> dict[str, bool]:
    """What could be done, by name of the act (proving.ACTS and proving.NEEDS)."""
    launcher = os.getppid()
    acts: dict[str, Callable[[], object]] = {
        "read a suite": lambda: Path(suite).read_bytes(),
        "read the kit": lambda: Path(kit).read_bytes(),
        "list the suite's folder": lambda: os.listdir(os.path.dirname(suite)),  # noqa: PTH120, PTH208  # as pupils do
        "write to a suite": lambda: open(suite, "ab").close(),  # noqa: PTH123  # as above
        "read another worker's file": lambda: Path(neighbour).read_bytes(),
        "read the launcher's environment": lambda: Path(f"/proc/{os.getppid()}/environ").read_bytes(),
        "read the list of users": lambda: Path("/etc/passwd").read_bytes(),
        "connect": lambda: socket.create_connection(("127.0.0.1", port), 0.5).close(),
        "make a socket": lambda: socket.socket(socket.AF_UNIX).close(),
        "signal the launcher": lambda: os.kill(launcher, 0),
        "look at the launcher's limits": lambda: _limits_of(launcher),
        "make a file in memory": lambda: os.close(os.memfd_create("probe")),
        "start a process": _fork,
        "run a program": _run,
        "hold capabilities": _has_capabilities,
        "start a thread": _thread,
        "import from the library": _import,
        "write in its folder": _write,
    }
    os.chmod(suite, 0o600)  # noqa: PTH101  # told as done, and looked at from the near side
    found: dict[str, bool] = {}
    for name, act in acts.items():
        try:
            found[name] = act() is not False
        except Exception:
            found[name] = False
    return found


def _limits_of(process: int) -> object:
    import resource

    return resource.prlimit(process, resource.RLIMIT_NOFILE)


def _fork() -> None:
    child = os.fork()
    if child == 0:
        os._exit(0)
    os.waitpid(child, 0)


def _run() -> None:
    child = os.posix_spawn(sys.executable, [sys.executable, "-S", "-c", ""], {})
    os.waitpid(child, 0)


def _has_capabilities() -> bool:
    import ctypes

    found = ctypes.create_string_buffer(24)
    head = struct.pack("=Ii", 0x20080522, 0)
    if ctypes.CDLL(None).capget(head, found) != 0:
        return True
    return any(found.raw[:4] + found.raw[12:16])


def _thread() -> bool:
    ran: list[int] = []
    threads = [threading.Thread(target=ran.append, args=(number,)) for number in range(4)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    return len(ran) == len(threads)


def _import() -> None:
    import asyncio
    import zoneinfo

    del zoneinfo
    with closing(asyncio.new_event_loop()):
        pass


def _write() -> bool:
    folder = Path("probe folder")
    folder.mkdir()
    Path("probe.txt").write_text("here", encoding="utf-8")
    text = Path("probe.txt").read_text(encoding="utf-8")
    Path("probe.txt").unlink()
    folder.rmdir()
    return text == "here"
