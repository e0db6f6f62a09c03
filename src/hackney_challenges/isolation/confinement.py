"""The fence round a worker: what a hostile solution can reach of the machine. Far side; standard library.

Only Linux has one. Its layers, each closing holes of another:

- *user*: nobody's user where root does the marking, and in any case no capabilities;
- *files*: Landlock leaves Python's library to read and the worker's own folder to write;
- *calls*: seccomp leaves what one process without a network does.

Limits on memory and time are limits.py's, fence or not. What is on is told to
the near side, which tries it by doing (proving.py): nothing here decides
whether it is enough.
"""

import os
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

from hackney_challenges.isolation import landlock, privileges, readable, seccomp

USER, FILES, CALLS = "user", "files", "calls"
LAYERS = (USER, FILES, CALLS)


@dataclass(frozen=True, slots=True, kw_only=True)
class Fence:
    """What a launcher, or a worker without one, found out once for all workers it makes.

    `made_by` is its process. `user` is whose process a worker is to be, None for its maker's. `landlock_abi`
    is the kernel's, 0 where files cannot be fenced off for the reason `no_landlock`.
    `filter_code` is empty where there is no table of the processor's system calls.
    """

    made_by: int
    user: int | None
    landlock_abi: int
    no_landlock: str
    readable: tuple[landlock.Rule, ...]
    filter_code: bytes


def prepare(workers_folder: str) -> Fence:
    """Get ready to make confined workers, whose folders are in `workers_folder`.

    This process is fenced as well: from now on it reads Python's library, and
    reaches nothing but that folder.
    """
    privileges.hide()
    privileges.give_up_new_privileges()
    user = privileges.user_to_be(os.__file__, workers_folder)
    # Looked for now: afterwards there is less to be seen.
    rules = readable.in_detail()
    rough = tuple(rule for rule in readable.roughly() if Path(rule.path).exists())
    version, no_landlock = 0, ""
    try:
        if any(Path(workers_folder).is_relative_to(rule.path) for rule in rough):
            raise OSError(f"workers' folders are inside a folder of Python's: {workers_folder}")
        version = landlock.abi()
        own = [
            landlock.Rule(workers_folder, landlock.WORK),
            landlock.Rule("/proc", landlock.READ),  # whom dead workers leave behind
        ]
        landlock.restrict([*rules, *own], version)
    except OSError as error:
        version, no_landlock = 0, error.strerror or str(error)
    machine = os.uname().machine
    return Fence(
        made_by=os.getpid(),
        user=user,
        landlock_abi=version,
        no_landlock=no_landlock,
        readable=rough,
        filter_code=seccomp.packed(machine) if seccomp.is_known(machine) else b"",
    )


def confine(fence: Fence, folder: str) -> dict[str, str]:
    """Confine this process to `folder` for good; gives what is missing, by layer, and why.

    Runs before any line of the pupil's. Limits are set already: seccomp would
    allow them, but a process may only lower its own.
    """
    missing: dict[str, str] = {}

    def put_on(layer: str, step: Callable[[], None]) -> None:
        try:
            step()
        except OSError as error:
            missing[layer] = error.strerror or str(error)

    def be_somebody_else() -> None:
        privileges.become(fence.user, folder)
        if os.getpid() != fence.made_by:
            privileges.die_with(fence.made_by)  # a change of user undoes it, so it comes after

    put_on(USER, be_somebody_else)
    if fence.landlock_abi:
        rules = [*fence.readable, landlock.Rule(folder, landlock.WORK)]
        put_on(FILES, lambda: landlock.restrict(rules, fence.landlock_abi))
    else:
        missing[FILES] = fence.no_landlock
    if fence.filter_code:
        put_on(CALLS, lambda: seccomp.install(fence.filter_code))
    else:
        missing[CALLS] = f"no table of system calls for {os.uname().machine}"
    return missing
