"""One collector at a time, as far as a share can promise that.

On one machine the operating system's lock decides, and dies with its holder.
Some shares have no locks that work between machines: there a lease, renewed
while its holder works, decides by the share's own clock. Should both fail, two
collectors overlap: no entry is lost or doubled, and the chain shows it.
"""

import hashlib
import json
import platform
import secrets
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

from hackney_challenges.files import UnreadableFile, locked, read_bytes, write_for_now
from hackney_challenges.scoreboard.store import CollectorBusy

STALE_SECONDS = 30.0
"""After this long without renewal a lease of another machine is nobody's."""

_RENEW_SECONDS = 5.0
_LOCK = "collector.lock"
_LEASE = "collector.json"
_PROBE = "collector.now"


class Lease:
    """The right to write the scoreboard file, held by this process."""

    def __init__(self, folder: Path) -> None:
        self._path = folder / _LEASE
        self._token = secrets.token_hex(8)
        self._renewed = 0.0

    def renew(self) -> None:
        """Say that this collector is still at work. Raises `CollectorBusy` if another took over."""
        if self._renewed and _holder(self._path).get("token") != self._token:
            raise CollectorBusy("Another collector has taken over this scoreboard. This one stops.")
        if self._renewed and time.monotonic() - self._renewed < _RENEW_SECONDS:
            return
        # A salted hash: who works where is nobody's business on a share.
        lease = {"machine": _machine(self._token), "token": self._token}
        write_for_now(self._path, json.dumps(lease).encode("ascii"))
        self._renewed = time.monotonic()

    def release(self) -> None:
        """Give the right back, unless another has it by now."""
        if _holder(self._path).get("token") == self._token:
            with suppress(OSError):
                self._path.unlink()


@contextmanager
def lease(folder: Path) -> Iterator[Lease]:
    """Be the one collector of the scoreboard in `folder`.

    Raises `CollectorBusy` where another is at work, and OSError where the
    folder cannot be written.
    """
    with locked(folder / _LOCK, patience_seconds=0) as lock:
        holder = _holder(folder / _LEASE)
        died_here = lock == "held" and holder.get("machine") == _machine(holder.get("token", ""))
        if lock == "busy" or (holder and not died_here and not _is_stale(folder)):
            raise CollectorBusy(
                "Another collector is at work on this scoreboard; one is enough. "
                f"If it is not: its place is free {STALE_SECONDS:.0f} seconds after its last sign of life."
            )
        ours = Lease(folder)
        ours.renew()
        try:
            yield ours
        finally:
            ours.release()


def _holder(path: Path) -> dict[str, str]:
    try:
        loaded = json.loads(read_bytes(path, 1000))
    except (UnreadableFile, ValueError, RecursionError):
        return {}
    if not isinstance(loaded, dict):
        return {}
    return {key: value for key, value in loaded.items() if isinstance(value, str)}


def _is_stale(folder: Path) -> bool:
    """By the share's clock: the time it gives to a file written now, against that of the lease."""
    probe = folder / _PROBE
    write_for_now(probe, b"")
    try:
        return probe.stat().st_mtime - (folder / _LEASE).stat().st_mtime > STALE_SECONDS
    except FileNotFoundError:
        return True
    finally:
        with suppress(OSError):
            probe.unlink()


def _machine(token: str) -> str:
    return hashlib.sha256(f"{token}:{platform.node()}".encode("utf-8", "replace")).hexdigest()[:16]
