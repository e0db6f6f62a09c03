"""How much of the machine a worker may use. Far side; standard library only.

Limits on memory, files, core dumps and, as a last resort, time, where the
platform has them. They are no fence against files, network and processes: that
is confinement.py's.

Windows has none of these limits: a solution there may use what the user may.
macOS takes RLIMIT_AS and does not keep it.
"""

import sys

FILE_BYTES = 16 << 20
"""Size of any one file a solution writes."""
CONFINED_FILE_BYTES = 4 << 20
"""The same for a confined one: what it holds open and has deleted is seen by no watch."""
_OPEN_FILES = 64
_CPU_SPARE = 10


def limit(memory_mb: int, cpu_seconds: float, *, confined: bool = False) -> None:
    """Limit this process, once and for all. `cpu_seconds` is what a check may use at the very most."""
    if sys.platform == "win32":
        return
    import resource

    at_most = int(cpu_seconds) + _CPU_SPARE
    _limit(resource.RLIMIT_CORE, 0)
    _limit(resource.RLIMIT_FSIZE, CONFINED_FILE_BYTES if confined else FILE_BYTES)
    _limit(resource.RLIMIT_NOFILE, _OPEN_FILES)
    # Only for a worker nobody watches any more; the near side is far sooner.
    _limit(resource.RLIMIT_CPU, at_most)
    # Address space, since a limit on data alone is passed by shared memory. Threads' arenas count
    # too: MALLOC_ARENA_MAX, set where the process is started, keeps them to two.
    _limit(resource.RLIMIT_AS, memory_mb << 20)
    if confined and sys.platform == "linux":
        _limit(resource.RLIMIT_MSGQUEUE, 0)
        _limit(resource.RLIMIT_MEMLOCK, 0)


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
