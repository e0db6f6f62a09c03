"""A pupil's file that Python can read, and how that is found out. Far side; standard library only.

Every worker needs this, so that it imports nothing that takes time; the rest
of this room is for files and calls that stop.
"""

import warnings
from types import CodeType
from typing import TYPE_CHECKING

from hackney_challenges.isolation.reading.source_text import source_text

if TYPE_CHECKING:
    import ast


class Compiled:
    """A file that Python can read. `file_name` is that of its frames."""

    __slots__ = ("_lines", "_tree", "code", "data", "file_name")

    def __init__(self, *, code: CodeType, file_name: str, data: bytes) -> None:
        self.code = code
        self.file_name = file_name
        self.data = data
        self._lines: list[str] | None = None
        self._tree: ast.Module | None = None

    @property
    def lines(self) -> list[str]:
        """The lines as Python counts them, without line ends."""
        if self._lines is None:
            self._lines = source_text(self.data).lines
        return self._lines

    @property
    def tree(self) -> "ast.Module":
        """The syntax tree; an empty one where the file compiles but is too deep to be looked through."""
        if self._tree is None:
            import ast

            try:
                with warnings.catch_warnings():
                    warnings.simplefilter("ignore")
                    self._tree = ast.parse(self.data)
            except (SyntaxError, ValueError, MemoryError, RecursionError):
                self._tree = ast.Module(body=[], type_ignores=[])
        return self._tree


def compiled(data: bytes, file_name: str) -> Compiled | None:
    """`data` as CPython compiles it, from bytes; None where it does not. Raises nothing."""
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            code = compile(data, file_name, "exec", dont_inherit=True)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return None
    return Compiled(code=code, file_name=file_name, data=data)
