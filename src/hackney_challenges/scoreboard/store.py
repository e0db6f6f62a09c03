"""What every place that keeps the scoreboard offers, and what it gives back or raises.

The drivers (a folder on a share first; others later) know this module, and
the rest of the room knows only this module and `by_url`.
"""

from dataclasses import dataclass
from typing import ClassVar, Literal, Protocol

from hackney_challenges.errors import ChallengesError, ExitCode
from hackney_challenges.scoreboard.entries import Entry

Obstacle = Literal["away", "full", "closed to writing", "not a folder", "not ours"]


class StoreTrouble(ChallengesError):
    """A scoreboard that cannot be reached or written just now; `obstacle` says which way.

    The text is for whoever looks after the scoreboard.
    """

    def __init__(self, obstacle: Obstacle, text: str) -> None:
        self.obstacle: Obstacle = obstacle
        super().__init__(text)


class UnknownPlace(ChallengesError):
    """A text that names no place where this kit can keep a scoreboard."""


class CollectorBusy(ChallengesError):
    """Another collector is at work on the same scoreboard."""

    exit_code: ClassVar[ExitCode] = ExitCode.COLLECTOR_BUSY


@dataclass(frozen=True, slots=True, kw_only=True)
class SetAside:
    """A line or file that is no entry this kit can read. `line` is 0 for a whole file."""

    file: str
    line: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Damage:
    """A place where the scoreboard file is not what the collector wrote."""

    file: str
    line: int
    reason: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Reading:
    """All a scoreboard holds, each entry once, in no order that means anything.

    `set_aside` names at most the first hundred of `set_aside_count`. `waiting`
    entries have not been to the collector; `not_yet` files could not be opened
    this time.
    """

    entries: tuple[Entry, ...]
    set_aside: tuple[SetAside, ...] = ()
    set_aside_count: int = 0
    damage: tuple[Damage, ...] = ()
    waiting: int = 0
    not_yet: int = 0


class Store(Protocol):
    """A place that keeps the scoreboard."""

    def deliver(self, entry: Entry, data: bytes, source: bytes | None) -> None:
        """Take in one entry, whole or not at all; the source it claims about first.

        `data` is the entry's line. To deliver twice is to deliver once. Raises
        `StoreTrouble`.
        """

    def read(self) -> Reading:
        """All entries. Raises `StoreTrouble`."""
