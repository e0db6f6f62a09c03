"""A worker's line with the clock on it: each request within what its call and its check have left."""

from dataclasses import dataclass
from typing import NoReturn

from hackney_challenges.isolation import wire
from hackney_challenges.isolation.worker import WALL_FACTOR, Budget, During, Worker

_START_SECONDS = 20.0  # a fresh interpreter on a slow, cold machine


@dataclass(frozen=True, slots=True, kw_only=True)
class Limits:
    """What one check may cost. Seconds are of CPU; on the wall `cpu_factor` times as many may pass."""

    call_seconds: float = 2.0
    check_seconds: float = 20.0
    import_seconds: float = 5.0
    memory_mb: int = 1024
    cpu_factor: float = WALL_FACTOR


class TimedLine:
    """A line to a worker (`line.Line`). Only time the near side spends waiting counts on the wall."""

    def __init__(self, worker: Worker, limits: Limits) -> None:
        self._worker = worker
        self._limits = limits
        self._check_wall = limits.check_seconds * limits.cpu_factor
        self._check_cpu: float | None = None
        self._budgets: list[Budget] = []

    def start(self, payload: bytes) -> bytes:
        """Have the worker settle in, on the machine's time, not the solution's; gives what it reports.

        Raises `WorkerStopped`.
        """
        budget = Budget(
            during="check",
            seconds=_START_SECONDS,
            cpu_seconds=_START_SECONDS,
            cpu_until=None,
            wall_seconds=_START_SECONDS,
        )
        kind, report = self._worker.ask(wire.START, payload, budget)
        if kind != wire.READY:
            self._worker.broken(budget, "not ready")
        return report

    def ask(self, kind: int, payload: bytes) -> tuple[int, bytes]:
        """The reply to a request that begins."""
        self._budgets.append(self._import_budget() if kind == wire.IMPORT else self._call_budget())
        return self.go_on(kind, payload)

    def go_on(self, kind: int, payload: bytes) -> tuple[int, bytes]:
        """The reply that a request in progress gives to an answer of ours."""
        budget = self._budgets[-1]
        before = budget.wall_seconds
        reply = self._worker.ask(kind, payload, budget)
        if budget.during != "import":
            self._check_wall -= before - budget.wall_seconds
        if reply[0] != wire.LENT:
            self._budgets.pop()
            if budget.during == "import":
                # What the import cost is not the check's.
                self._check_cpu = None
        return reply

    def broken(self, detail: str) -> NoReturn:
        """End the worker for what it sent. Raises `WorkerStopped`."""
        self._worker.broken(self._call_budget(), detail)

    def close(self) -> None:
        """End the worker; the check is over."""
        self._worker.close()

    def _import_budget(self) -> Budget:
        seconds = self._limits.import_seconds
        used = self._worker.process.cpu_seconds()
        return Budget(
            during="import",
            seconds=seconds,
            cpu_seconds=seconds,
            cpu_until=None if used is None else used + seconds,
            wall_seconds=seconds * self._limits.cpu_factor,
        )

    def _call_budget(self) -> Budget:
        limits = self._limits
        during: During = "call"
        seconds = left = limits.call_seconds
        wall = seconds * limits.cpu_factor
        used = self._worker.process.cpu_seconds()
        if used is not None:
            if self._check_cpu is None:
                self._check_cpu = used + limits.check_seconds
            if self._check_cpu - used < left:
                during, left = "check", self._check_cpu - used
        if self._check_wall < wall:
            during, wall = "check", self._check_wall
        return Budget(
            during=during,
            seconds=seconds if during == "call" else limits.check_seconds,
            cpu_seconds=left,
            cpu_until=None if used is None else used + left,
            wall_seconds=wall,
        )
