"""What passed through the wall: calls, what came back, and where the pupil's code stopped.

Plain facts that feedback turns into words. Everything textual here came from
the far side and is to be shown only through `printable`.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any, Literal


@dataclass(frozen=True, slots=True, kw_only=True)
class Spot:
    """A line of the pupil's code. `text` is the line as written, without its line end."""

    file: str
    line: int
    text: str
    function: str = "<module>"


@dataclass(frozen=True, slots=True, kw_only=True)
class Returned:
    """The call came back with `value`: plain data, or a handle (`isolation.proxy.Handle`).

    `cut` is True where an iterator was read for its first 10,000 items only.
    """

    value: Any
    cut: bool = False


@dataclass(frozen=True, slots=True, kw_only=True)
class Raised:
    """The pupil's code let an exception out.

    `kind` is the class's name, `bases` the names of its built-in ancestors,
    nearest first. `spots` are the lines of the pupil's files it came through,
    outermost first. `facts` (isolation/reading/source.py) are what the far side read
    off the exception, the tree and the frame; plain data.
    """

    kind: str
    bases: tuple[str, ...] = ()
    text: str = ""
    spots: tuple[Spot, ...] = ()
    facts: Mapping[str, Any] = field(default_factory=dict)


StopKind = Literal[
    "time",  # a call, a check, or the file's import ran over its limit
    "ended",  # os._exit, a crash of Python, killed for memory
    "disk",  # a confined worker wrote too many files, or too much
    "protocol",  # the far side sent what no honest worker sends
    "unreadable",  # the file cannot be compiled: syntax, NUL, not UTF-8, UTF-16
    "not a file",  # a link, folder, pipe, device, unreadable, too big: fault solution, could not check
    "import",  # an exception while the file was imported; `raised` has it
    "asks",  # input() while the file was imported
    "missing",  # there is no file
    "machine",  # no process or memory of our own
]


@dataclass(frozen=True, slots=True, kw_only=True)
class Stopped:
    """The far side could not answer any more, or never could.

    `during` is "import", "call" or "check". `seconds` is the limit that was
    reached. `spot` is the line it was on, if that is known.
    """

    kind: StopKind
    during: Literal["import", "call", "check"] = "call"
    seconds: float | None = None
    spot: Spot | None = None
    raised: Raised | None = None
    facts: Mapping[str, Any] = field(default_factory=dict)
    detail: str = ""


Outcome = Returned | Raised | Stopped


@dataclass(frozen=True, slots=True, kw_only=True)
class Call:
    """One call of the pupil's code, inputs as they were handed over.

    `target` is what stands before the brackets, as a pupil would write it:
    `fare`, `Basket`, `basket.add`. `changed` holds (position or keyword, value
    after) of the arguments that the call changed. `printed` is capped.
    """

    target: str
    args: tuple[Any, ...] = ()
    kwargs: Mapping[str, Any] = field(default_factory=dict)
    outcome: Outcome
    changed: tuple[tuple[int | str, Any], ...] = ()
    printed: str = ""


@dataclass(frozen=True, slots=True, kw_only=True)
class ProgramRun:
    """One run of the file as a program (`solution.run`). `lines` is what `print` wrote.

    Blanks at line ends and blank last lines are removed from `lines`;
    `transcript` has prompts and answers too. `error` is None, or what ended it.
    """

    typed: tuple[str, ...] = ()
    argv: tuple[str, ...] = ()
    lines: list[str]
    transcript: str = ""
    error: Raised | Stopped | None = None


Recorded = Call | ProgramRun


class SolutionStopped(BaseException):
    """The far side cannot answer. Not an `Exception`, so that hypothesis does not shrink through it."""

    def __init__(self, stopped: Stopped) -> None:
        super().__init__(stopped.kind)
        self.stopped = stopped


class MissingName(AttributeError):
    """The solution defines no such name. `found` are its own top names: (name, line, kind)."""

    def __init__(self, name: str, found: tuple[tuple[str, int, str], ...]) -> None:
        super().__init__(f"the solution has no name {name!r}")
        self.missing = name
        self.found = found
