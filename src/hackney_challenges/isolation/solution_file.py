"""The pupil's file on the far side: imported as a module, run as a program. Standard library only."""

import builtins
import linecache
import os
import sys
from collections.abc import Sequence
from contextlib import AbstractContextManager
from importlib.machinery import ModuleSpec
from pathlib import Path
from types import CodeType, ModuleType
from typing import TYPE_CHECKING, Any

from hackney_challenges.isolation.exceptions import SpotRow, spots_of
from hackney_challenges.isolation.own_modules import StandardFirst
from hackney_challenges.isolation.reading.compiled import Compiled, compiled
from hackney_challenges.isolation.streams import NothingTyped, Plugged, Prints, Typed, transcript

if TYPE_CHECKING:
    from hackney_challenges.isolation.reading.source import Unreadable


class SolutionFile:
    """One solution, in a folder of its own.

    What is read off its source is imported when it is asked for: most checks
    hold, and ask for nothing but the code.

    `prints` is what its functions print; `asked_at` is the line where the
    import stopped at an `input()` nobody answers, if it did.
    """

    def __init__(self, name: str, folder: str, data: bytes, prints: Prints) -> None:
        self.name = name
        self.folder = folder
        self.path = str(Path(folder, f"{name}.py"))
        self.prints = prints
        self.typed = Typed()
        self.asked_at: SpotRow | None = None
        self.module: ModuleType | None = None
        self.standard_first = StandardFirst(folder)
        self._data = data
        self._read: Compiled | Unreadable | None = None

    @property
    def read(self) -> "Compiled | Unreadable":
        """The file as Python reads it. Done when first asked for: it may take all of a worker's time."""
        if self._read is None:
            self._read = compiled(self._data, self.path)
        if self._read is None:
            from hackney_challenges.isolation.reading.source import read_source

            self._read = read_source(self._data, self.path)
        return self._read

    @property
    def unreadable(self) -> dict[str, Any] | None:
        """Facts about a file that cannot be compiled; None for one that can."""
        return None if isinstance(self.read, Compiled) else self.read.facts

    def names(self) -> list[tuple[str, int, str]]:
        """What the file defines at its top."""
        from hackney_challenges.isolation.reading.source import names

        return names(self.read.tree) if isinstance(self.read, Compiled) else []

    def uses(self, name: str) -> bool:
        """Whether the file uses a name or construct."""
        from hackney_challenges.isolation.reading.source_uses import uses

        return isinstance(self.read, Compiled) and uses(self.read.tree, name)

    def facts_of(self, error: BaseException, called: object, given: int | None) -> dict[str, Any]:
        """Facts about an exception: where it happened, and what the tree and the frame tell about it."""
        read = self.read
        if not isinstance(read, Compiled):
            return {}
        from hackney_challenges.isolation.reading.stop_facts import stop_facts

        return stop_facts(error, self.path, read.tree, read.lines, called=called, given=given)

    def loop_facts(self, line: int) -> dict[str, Any]:
        """What the tree tells of the loop round `line`."""
        from hackney_challenges.isolation.reading.loop_facts import loop_facts

        return loop_facts(self.read.tree, line) if isinstance(self.read, Compiled) else {}

    def plugged(self, prints: Prints, typed: Typed) -> AbstractContextManager[None]:
        """A context in which the solution prints and reads as it should."""
        return Plugged(prints, typed)

    def load(self) -> BaseException | None:
        """Import the file once; gives what it raised.

        What was defined before a `SystemExit` or an unanswered `input()` stays,
        and neither is given back: the file can be asked for its names.
        """
        if self.module is not None:
            return None
        error = self._load_once()
        if isinstance(error, (ImportError, AttributeError)) and self.standard_first.give_way():
            self.prints.taken()
            error = self._load_once()
        return error

    def _load_once(self) -> BaseException | None:
        self.module = module = self._fresh_module(self.name)
        try:
            with self.plugged(self.prints, self.typed):
                exec(self._code, module.__dict__)  # noqa: S102  # to run it is what this process is for
        except SystemExit:
            return None
        except NothingTyped as error:
            self.asked_at = (spots_of(error, self.folder) or [[f"{self.name}.py", 1, "<module>", ""]])[0]
            return None
        except BaseException as error:
            return error
        return None

    def run(self, typed: Sequence[str], argv: Sequence[str]) -> tuple[list[str], str, BaseException | None]:
        """Run the file as a program, afresh: its lines, the whole talk, and what ended it before its end."""
        prints = Prints()
        script = Typed(typed, prints)
        argv_before, path_before, folder_before = sys.argv, list(sys.path), Path.cwd()
        sys.argv = [f"{self.name}.py", *argv]
        main = self._fresh_module("__main__")
        ended: BaseException | None = None
        try:
            with self.plugged(prints, script):
                exec(self._code, main.__dict__)  # noqa: S102  # as above
        except SystemExit:
            pass
        except BaseException as error:
            ended = error
        finally:
            sys.argv, sys.path[:] = argv_before, path_before
            self._forget_own_modules()
            os.chdir(folder_before)
        lines, talk = transcript(prints.peek(), script.asked)
        return lines, talk, ended

    @property
    def _code(self) -> CodeType:
        assert isinstance(self.read, Compiled)
        return self.read.code

    def _fresh_module(self, name: str) -> ModuleType:
        module = ModuleType(name)
        module.__file__ = self.path
        module.__dict__["__builtins__"] = builtins
        if name != "__main__":
            module.__spec__ = ModuleSpec(name, None, origin=self.path)
        sys.modules[name] = module
        assert isinstance(self.read, Compiled)
        # The file on disk may be changed by the solution; its tracebacks show what ran.
        lines = [f"{line}\n" for line in self.read.lines]
        linecache.cache[self.path] = (sum(map(len, lines)), None, lines, self.path)
        return module

    def _forget_own_modules(self) -> None:
        """Let the next run import its helpers afresh."""
        for name, module in list(sys.modules.items()):
            file = getattr(module, "__file__", None)
            if module is not self.module and isinstance(file, str) and file.startswith(self.folder + os.sep):
                del sys.modules[name]


def inert_run_me() -> ModuleType:
    """`import run_me` in a footer finds this: a check that checks nothing, since one is running."""
    module = ModuleType("run_me", "Checks this file. Here it does nothing: the checks are running.")

    def check(*_args: object, **_kwargs: object) -> None:
        return None

    module.__dict__["check"] = check
    return module
