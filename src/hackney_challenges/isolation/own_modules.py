"""Which file an `import` in a solution finds: Python's own module before one so named in the team's folder.

A pupil's `random.py`, written to try something out, would otherwise break every
solution beside it, and this process as well. Far side; standard library only.
"""

import sys
from collections.abc import Sequence
from importlib.machinery import ModuleSpec, PathFinder
from pathlib import Path
from types import ModuleType


class StandardFirst:
    """A finder for `sys.meta_path`: the standard library's names are looked for without the team's folder."""

    def __init__(self, folder: str) -> None:
        self._folder = folder
        self._given_way: frozenset[str] = frozenset()

    def find_spec(
        self, name: str, path: Sequence[str] | None = None, target: ModuleType | None = None
    ) -> ModuleSpec | None:
        """The standard library's module `name`; None leaves it to the next finder."""
        if path is not None or name not in sys.stdlib_module_names or name in self._given_way:
            return None
        places = [place for place in sys.path if place not in (self._folder, "", ".")]
        return PathFinder.find_spec(name, places, target)

    def give_way(self) -> bool:
        """From now on the folder's own modules come first, as plain Python has it; False if there are none.

        For a helper module that was named like one of the standard library's
        and is meant. What is loaded already keeps what it has.
        """
        names = {path.stem for path in Path(self._folder).glob("*.py")} & sys.stdlib_module_names
        self._given_way = frozenset(names - {"sys", "builtins", "io", "os"})
        for name in self._given_way:
            sys.modules.pop(name, None)
        return bool(self._given_way)
