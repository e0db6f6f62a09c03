"""What a worker may use of the machine. Far side; standard library only.

Now: limits on memory, files, core dumps and, as a last resort, time, where the
platform has them. This is no fence against files, network and processes; the
place for one is `confine`, which runs before any line of the pupil's.

Windows has none of these limits: a solution there may use what the user may.
macOS takes RLIMIT_AS and does not keep it.
"""

import os
import sys
from pathlib import Path

FILE_BYTES = 16 << 20
"""Size of any one file a solution writes."""
_OPEN_FILES = 64
_CPU_SPARE = 10


def confine(memory_mb: int, cpu_seconds: float) -> None:
    """Limit this process, once and for all. `cpu_seconds` is what a check may use at the very most."""
    if sys.platform == "win32":
        return
    import resource

    at_most = int(cpu_seconds) + _CPU_SPARE
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, FILE_BYTES)
    _limit(resource.RLIMIT_NOFILE, _OPEN_FILES)
    # Only for a worker nobody watches any more; the near side is far sooner.
    _limit(resource.RLIMIT_CPU, at_most)
    # Address space, since a limit on data alone is passed by shared memory. Threads' arenas count
    # too: MALLOC_ARENA_MAX, set where the process is started, keeps them to two.
    _limit(resource.RLIMIT_AS, memory_mb << 20)


def adopt_orphans() -> None:
    """Become the parent of what a dead worker leaves behind, so that it can be ended. Linux only."""
    if sys.platform != "linux":
        return
    import ctypes

    set_child_subreaper = 36
    ctypes.CDLL(None).prctl(set_child_subreaper, 1, 0, 0, 0)


def children() -> list[int]:
    """The processes whose parent is this one; none where the platform does not tell."""
    try:
        return [int(pid) for pid in Path(f"/proc/self/task/{os.getpid()}/children").read_text().split()]
    except OSError:
        return []


def _limit(which: int, value: int) -> None:
    if sys.platform == "win32":
        return
    import resource

    try:
        _soft, hard = resource.getrlimit(which)
        if hard != resource.RLIM_INFINITY:
            value = min(value, hard)
        resource.setrlimit(which, (value, value))
    except (OSError, ValueError):
        # macOS refuses RLIMIT_AS below what is mapped already.
        return
