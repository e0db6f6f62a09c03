"""Feeds, times and kills a worker; tells why it stopped, and on which line."""

import os
import signal
import time
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal, NoReturn, Protocol

from hackney_challenges.isolation import wire
from hackney_challenges.isolation.calls import Spot, Stopped
from hackney_challenges.isolation.line import WorkerStopped
from hackney_challenges.isolation.pipes import Gone, Pipes
from hackney_challenges.isolation.processes import Process
from hackney_challenges.isolation.scratch import EVERY_SECONDS, ScratchWatch
from hackney_challenges.isolation.stacks import DUMP_LIMIT

WALL_FACTOR = 4
"""Wall time may be this many times the CPU time: on a busy machine a right solution is slow, not wrong."""

During = Literal["import", "call", "check"]

_DUMP_SECONDS = 0.8  # longer than a worker that is not asked waits between two dumps
_END_SECONDS = 0.5


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


class _TooFull(Exception):
    pass


@dataclass(slots=True, kw_only=True)
class Worker:
    """One worker and the clock it is held against. What stopped it first is what is told ever after."""

    process: Process
    pipes: Pipes
    stack_file: Path
    find_spot: "SpotFinder"
    facts_of: "FactFinder"
    scratch: ScratchWatch | None = None
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
            if self.scratch is not None:
                wait = self._watching(self.scratch, wait)
                wait()
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
        except _TooFull:
            self._stop("disk", budget, None)
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
                if budget.cpu_seconds <= 0:
                    # The calls before used all of it; and to wait less than nothing is to wait for ever.
                    raise _Late
                return min(wall, budget.cpu_seconds)
            used = self.process.cpu_seconds()
            if used is None:
                return wall
            left = budget.cpu_until - used
            if left <= 0:
                raise _Late
            return min(wall, max(left, 0.01))

        return wait

    def _watching(self, scratch: ScratchWatch, wait: "Waiting") -> "Waiting":
        def watching() -> float:
            if scratch.is_overfull():
                raise _TooFull
            return min(wait(), EVERY_SECONDS)

        return watching

    def broken(self, budget: Budget, detail: str) -> NoReturn:
        """End the worker for a reply that no honest worker sends. Raises `WorkerStopped`."""
        self._stop("protocol", budget, None, detail)

    def _stop(
        self,
        kind: Literal["time", "ended", "protocol", "disk"],
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
