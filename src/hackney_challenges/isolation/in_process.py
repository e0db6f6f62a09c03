"""The far side in this very process, for debuggers: breakpoints and `pdb` meet the pupil's own frames.

There is no wall here. The same desk answers the same frames, so values, copies
and handles are as ever; but nothing is limited, and `os._exit` ends us all.
"""

import os
import sys
from collections.abc import Callable
from contextlib import AbstractContextManager
from types import ModuleType, TracebackType
from typing import Any, NoReturn, TextIO

from hackney_challenges.isolation import wire
from hackney_challenges.isolation.answering import Desk
from hackney_challenges.isolation.calls import Stopped
from hackney_challenges.isolation.line import WorkerStopped
from hackney_challenges.isolation.solution_file import SolutionFile, inert_run_me
from hackney_challenges.isolation.streams import Prints, Typed

AnswerLent = Callable[[bytes], tuple[int, bytes]]


class _Tee:
    """Standard output while the solution runs: kept as on the far side, and shown where it would be anyhow.

    A debugger talks on the same stream, so nothing may be held back.
    """

    def __init__(self, kept: TextIO, shown: TextIO) -> None:
        self._kept = kept
        self._shown = shown

    def write(self, text: str) -> int:
        """Print."""
        self._kept.write(text)
        return self._shown.write(text)

    def __getattr__(self, name: str) -> Any:
        return getattr(self._shown, name)


class _Teed:
    """A context in which prints are kept as well as shown. `input` and `sys.stdin` stay a debugger's."""

    def __init__(self, prints: Prints) -> None:
        self._prints = prints
        self._before: TextIO = sys.stdout

    def __enter__(self) -> None:
        self._before = sys.stdout
        self._prints.renew()
        if not isinstance(sys.stdout, _Tee):
            # Else a lent function has called the solution again.
            sys.stdout = _Tee(self._prints.stream, sys.stdout)

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        sys.stdout = self._before


class _SolutionHere(SolutionFile):
    """A solution whose `input` is its own and nobody else's."""

    _script: Typed | None = None

    def plugged(self, prints: Prints, typed: Typed) -> AbstractContextManager[None]:
        """A context in which prints are kept as well as shown."""
        self._script = typed
        return _Teed(prints)

    def _fresh_module(self, name: str) -> ModuleType:
        module = super()._fresh_module(name)
        module.__dict__["input"] = self._input
        return module

    def _input(self, prompt: object = "", /) -> str:
        return (self._script or self.typed).input(prompt)


class _DeskHere(Desk):
    """A desk that remembers the last exception itself, frames and all."""

    last_error: BaseException | None = None

    def _raised(self, error: BaseException, *args: Any, **kwargs: Any) -> tuple[int, bytes]:
        self.last_error = error
        return super()._raised(error, *args, **kwargs)


class LineHere:
    """A line to a desk in this process (`line.Line`). From `open` to `close` it has a place on `sys.path`."""

    def __init__(self, name: str, folder: str, source: bytes) -> None:
        self._solution = _SolutionHere(name, folder, source, Prints())
        self._desk = _DeskHere(self, self._solution)
        self._folder = folder
        self._lent_payload = b""
        self._modules_before: dict[str, ModuleType] = {}
        self.answer_lent: AnswerLent = _nothing_lent

    def open(self) -> None:
        """Let the solution find the files beside it."""
        self._modules_before = dict(sys.modules)
        sys.path.insert(0, self._folder)
        sys.meta_path.insert(0, self._solution.standard_first)
        sys.modules["run_me"] = inert_run_me()

    def close(self) -> None:
        """Forget the solution and its helpers, and put back what their names meant before."""
        if self._folder in sys.path:
            sys.path.remove(self._folder)
        sys.meta_path.remove(self._solution.standard_first)
        for name, module in list(sys.modules.items()):
            file = getattr(module, "__file__", None) or ""
            if name in ("run_me", self._solution.name) or file.startswith(self._folder + os.sep):
                before = self._modules_before.get(name)
                if before is None:
                    del sys.modules[name]
                else:
                    sys.modules[name] = before

    def ask(self, kind: int, payload: bytes) -> tuple[int, bytes]:
        """The reply to a request."""
        main = sys.modules["__main__"]
        try:
            return self._desk.reply(kind, payload)
        finally:
            sys.modules["__main__"] = main

    def go_on(self, kind: int, payload: bytes) -> tuple[int, bytes]:
        """Never needed: lent functions are called straight away."""
        raise AssertionError(kind, payload)

    def broken(self, detail: str) -> NoReturn:
        """The desk here is our own, so this is our own fault."""
        raise WorkerStopped(Stopped(kind="protocol", detail=detail))

    def receive(self) -> tuple[int, bytes]:
        """The desk waits for the answer to a lent function (`answering.Channel`)."""
        return self.answer_lent(self._lent_payload)

    def send(self, kind: int, payload: bytes) -> None:
        """The desk asks for a lent function (`answering.Channel`)."""
        assert kind == wire.LENT
        self._lent_payload = payload

    def trace_of_last_error(self) -> TracebackType | None:
        """The frames of the last exception, the pupil's included."""
        error = self._desk.last_error
        return None if error is None else error.__traceback__


def _nothing_lent(_payload: bytes) -> NoReturn:
    raise AssertionError("nothing was lent")
