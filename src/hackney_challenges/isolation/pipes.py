"""The near side's end of a worker's pipes: bytes sent and received against a deadline.

Two ways: polled descriptors, where `poll` works on pipes, and a thread on each
pipe, where it does not (Windows). The threads work everywhere, so that the
tests of one platform run both.
"""

import os
import queue
import select
import sys
import threading
from collections.abc import Callable
from contextlib import suppress
from typing import Protocol

_CHUNK = 1 << 16

Wait = Callable[[], float]
"""Seconds that may still pass; raises when there are none left."""


class Gone(Exception):
    """The other end of the pipe is closed."""


class Pipes(Protocol):
    """Sends whole frames, receives what there is."""

    def send(self, data: bytes, wait: Wait) -> None:
        """Send all of `data`. Raises `Gone`, and what `wait` raises."""

    def receive(self, wait: Wait) -> bytes:
        """Some bytes, at least one. Raises `Gone`, and what `wait` raises."""

    def close(self) -> None:
        """Let go of the descriptors."""


class PolledPipes:
    """Pipes of POSIX. `ended`, if there is one, is a descriptor that turns readable when the worker dies."""

    def __init__(self, requests: int, replies: int, ended: int | None = None) -> None:
        self._requests = requests
        self._replies = replies
        self._ended = ended
        os.set_blocking(requests, False)
        os.set_blocking(replies, False)
        self._incoming = select.poll()
        self._incoming.register(replies, select.POLLIN)
        self._outgoing = select.poll()
        self._outgoing.register(requests, select.POLLOUT)
        if ended is not None:
            # A grandchild may hold the pipe open: the end of it would never be seen.
            self._incoming.register(ended, select.POLLIN)
            self._outgoing.register(ended, select.POLLIN)

    def send(self, data: bytes, wait: Wait) -> None:
        """Send all of `data`. Raises `Gone`, and what `wait` raises."""
        rest: bytes | memoryview = data
        while True:
            try:
                sent = os.write(self._requests, rest)
            except BlockingIOError:
                sent = 0
            except OSError:
                raise Gone from None
            if sent == len(rest):
                return
            rest = memoryview(rest)[sent:]
            ready = self._outgoing.poll(wait() * 1000)
            if any(descriptor == self._ended for descriptor, _events in ready):
                raise Gone

    def receive(self, wait: Wait) -> bytes:
        """Some bytes, at least one. Raises `Gone`, and what `wait` raises."""
        while True:
            if not self._incoming.poll(wait() * 1000):
                continue
            try:
                data = os.read(self._replies, _CHUNK)
            except BlockingIOError:
                # Only the worker's end was seen, and it left nothing to read.
                raise Gone from None
            except OSError:
                raise Gone from None
            if not data:
                raise Gone
            return data

    def close(self) -> None:
        """Let go of the descriptors."""
        for descriptor in (self._requests, self._replies):
            with suppress(OSError):
                os.close(descriptor)


class ThreadedPipes:
    """Pipes read and written by a thread each, for platforms that cannot wait for a pipe with a deadline."""

    def __init__(self, requests: int, replies: int) -> None:
        self._requests = requests
        self._replies = replies
        # Few chunks are kept, so that a worker which floods the pipe fills nothing but the pipe.
        self._received: queue.Queue[bytes] = queue.Queue(maxsize=4)
        self._to_send: queue.SimpleQueue[bytes | None] = queue.SimpleQueue()
        self._sent: queue.SimpleQueue[bool] = queue.SimpleQueue()
        self._closing = threading.Event()
        for work in (self._read, self._write):
            threading.Thread(target=work, daemon=True).start()

    def _read(self) -> None:
        data = b"-"
        while data:
            try:
                data = os.read(self._replies, _CHUNK)
            except OSError:
                data = b""
            while not self._closing.is_set():
                try:
                    self._received.put(data, timeout=0.2)
                    break
                except queue.Full:
                    continue
            if self._closing.is_set():
                break
        with suppress(OSError):
            os.close(self._replies)

    def _write(self) -> None:
        while (data := self._to_send.get()) is not None:
            rest = memoryview(data)
            try:
                while rest:
                    rest = rest[os.write(self._requests, rest) :]
            except OSError:
                self._sent.put(False)
                break
            self._sent.put(True)
        with suppress(OSError):
            os.close(self._requests)

    def send(self, data: bytes, wait: Wait) -> None:
        """Send all of `data`. Raises `Gone`, and what `wait` raises."""
        self._to_send.put(data)
        while True:
            try:
                if not self._sent.get(timeout=wait()):
                    raise Gone
            except queue.Empty:
                continue
            return

    def receive(self, wait: Wait) -> bytes:
        """Some bytes, at least one. Raises `Gone`, and what `wait` raises."""
        while True:
            try:
                data = self._received.get(timeout=wait())
            except queue.Empty:
                continue
            if not data:
                raise Gone
            return data

    def close(self) -> None:
        """Let the threads end, and the descriptors go. The worker is dead by then, so neither waits."""
        self._closing.set()
        self._to_send.put(None)


def can_poll() -> bool:
    """Whether this platform waits for pipes with a deadline."""
    return sys.platform != "win32"
