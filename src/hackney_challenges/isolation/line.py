"""What a conversation needs of a far side, wherever that is: requests carried, replies brought."""

from typing import NoReturn, Protocol

from hackney_challenges.isolation.calls import Stopped


class WorkerStopped(Exception):
    """The far side is gone; `stopped` says why."""

    def __init__(self, stopped: Stopped) -> None:
        super().__init__(stopped.kind)
        self.stopped = stopped


class Line(Protocol):
    """Carries requests to a far side and brings each one's reply. Raises `WorkerStopped`."""

    def ask(self, kind: int, payload: bytes) -> tuple[int, bytes]:
        """The reply to a request that begins."""

    def go_on(self, kind: int, payload: bytes) -> tuple[int, bytes]:
        """The reply that a request in progress gives to an answer of ours."""

    def broken(self, detail: str) -> NoReturn:
        """End the far side for what it sent. Raises `WorkerStopped`."""
