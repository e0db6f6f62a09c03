"""Who a worker is to the kernel: nobody, without privileges, out of others' sight. Linux; far side."""

import os
import signal
import struct
from contextlib import suppress
from pathlib import Path

from hackney_challenges.isolation import kernel

NOBODY = 65534

_PR_SET_PDEATHSIG = 1
_PR_SET_DUMPABLE = 4
_PR_SET_CHILD_SUBREAPER = 36
_PR_SET_NO_NEW_PRIVS = 38
_PR_CAP_AMBIENT = 47
_AMBIENT_CLEAR_ALL = 4
_CAPSET = {"x86_64": 126, "aarch64": 91}
_CAPABILITY_VERSION = 0x20080522


def hide() -> None:
    """Keep this process's memory from others of the same user; no core dumps either. Raises OSError."""
    kernel.set_of_process(_PR_SET_DUMPABLE, 0)


def give_up_new_privileges() -> None:
    """Let no program that is run from here have more than this one. Raises OSError."""
    kernel.set_of_process(_PR_SET_NO_NEW_PRIVS, 1)


def adopt_orphans() -> None:
    """Become the parent of what a dead worker leaves behind, so that it can be ended."""
    with suppress(OSError):
        kernel.set_of_process(_PR_SET_CHILD_SUBREAPER, 1)


def children() -> list[int]:
    """The processes whose parent is this one; none where the platform does not tell."""
    try:
        return [int(pid) for pid in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()]
    except OSError:
        return []


def die_with(parent: int) -> None:
    """End this process when `parent`, which made it, ends. Raises OSError."""
    kernel.set_of_process(_PR_SET_PDEATHSIG, signal.SIGKILL)
    if os.getppid() != parent:
        os._exit(71)


def user_to_be(library_file: str, folder: str) -> int | None:
    """The user a worker of root's can be and still use a library and what is in `folder`; None for this one.

    Found out by being it, in a process of its own: a Python below root's home,
    or a container that knows no other user, is met with here.
    """
    if os.geteuid() != 0:
        return None
    trial = os.fork()
    if trial == 0:
        try:
            _become(NOBODY)
            Path(library_file).read_bytes()
            list(Path(library_file).parent.iterdir())
            os.stat(f"{folder}/.")  # noqa: PTH116  # Path would take the dot away
            os._exit(0)
        finally:
            os._exit(1)
    _pid, status = os.waitpid(trial, 0)
    return NOBODY if status == 0 else None


def become(user: int | None, folder: str) -> None:
    """Be `user`, who owns `folder` from now on, or stay who one is; hold no capabilities. Raises OSError."""
    if user is not None:
        _give(folder, user)
        _become(user)
    with suppress(OSError):  # what has none left may not even say so
        kernel.set_of_process(_PR_CAP_AMBIENT, _AMBIENT_CLEAR_ALL)
    number = _CAPSET.get(os.uname().machine)
    if number is None:
        if user is None and os.geteuid() == 0:
            raise OSError(f"capabilities of {os.uname().machine} are not known")
        return
    kernel.call(number, struct.pack("=Ii", _CAPABILITY_VERSION, 0), bytes(24))


def _become(user: int) -> None:
    # Other groups first: the right to change them goes with the user.
    os.setgroups([])
    os.setresgid(user, user, user)
    os.setresuid(user, user, user)


def _give(folder: str, user: int) -> None:
    os.chown(folder, user, user)
    for here, folders, files in os.walk(folder):
        for name in (*folders, *files):
            os.chown(f"{here}/{name}", user, user, follow_symlinks=False)
