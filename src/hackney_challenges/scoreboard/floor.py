"""Where each team is, for the helpers in the room: `floor/<team id>.json` beside the scoreboard.

A note says how far a team's latest run of its checks came, and replaces the
note before. It holds no code, no case, no message, and nothing about a machine
or a person. Whoever makes the folder `floor` asks for notes; where there is
none, nothing is written.

Clocks of laptops lie. A laptop is believed about how long something took; when
a note came is the time that the share gave its file.
"""

import json
import os
import re
import secrets
import time
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Literal

from hackney_challenges.errors import ChallengesError
from hackney_challenges.fields import FieldError, Fields, read_object
from hackney_challenges.files import UnreadableFile, open_plain, write_for_now
from hackney_challenges.printable import safe_line
from hackney_challenges.scoreboard.file_store import FileStore

State = Literal["not yet", "could not check", "solved", "not started"]
Group = Literal["help", "quiet", "well", "away"]

FOLDER = "floor"
GROUPS: tuple[Group, ...] = ("help", "quiet", "well", "away")
"""In the order in which helpers read them."""

STUCK_RUNS = 2
STUCK_SECONDS = 5 * 60
QUIET_SECONDS = 10 * 60
AWAY_SECONDS = 3 * 60 * 60

_FORMAT = 1
_LIMIT_BYTES = 16 * 1024
_MOST_NOTES = 500
_MOST_ENTRIES = 5_000
_MOST_RUNS = 100_000
_MOST_SECONDS = 30 * 24 * 60 * 60
_MOST_CHECKS = 500
_TEAM = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*")
_TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}(?:\.[0-9]{3})?Z")
# Helpers may be another user of the share than the team.
_FOR_READERS = 0o044


class NoFloor(ChallengesError):
    """A scoreboard on whose share nobody has asked for notes."""


@dataclass(frozen=True, slots=True, kw_only=True)
class NotedCheck:
    """The first check that is not solved; `number` counts from 1 in the suite's order."""

    number: int
    name: str
    title: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Note:
    """Where a team is, by its latest run.

    `at` is the laptop's own clock, UTC, and decides nothing. `runs` counts the
    runs in a row that found just this, the latest one too; they took `seconds`.
    """

    team: str
    name: str
    at: str
    slug: str
    title: str
    state: State
    check: NotedCheck | None
    checks_ok: int
    checks: int
    runs: int = 1
    seconds: int = 0


@dataclass(frozen=True, slots=True, kw_only=True)
class Seen:
    """A note, and how long ago it came by the clock of the share."""

    note: Note
    quiet_seconds: int

    @property
    def still_seconds(self) -> int:
        """How long nothing has moved."""
        return self.quiet_seconds + self.note.seconds

    @property
    def is_quiet(self) -> bool:
        """Whether the team's last run is a while ago."""
        return self.quiet_seconds >= QUIET_SECONDS

    @property
    def group(self) -> Group:
        """Who could use a hand, who is quiet, who is on the way, and who has left."""
        if self.quiet_seconds >= AWAY_SECONDS:
            return "away"
        is_stuck = self.note.runs >= STUCK_RUNS and self.still_seconds >= STUCK_SECONDS
        if self.note.state == "could not check" or (self.note.state == "not yet" and is_stuck):
            return "help"
        return "quiet" if self.is_quiet else "well"


@dataclass(frozen=True, slots=True, kw_only=True)
class Floor:
    """All teams, whoever could use a hand first, the longest standing first.

    `unread` files held no note that this kit can read; `left_out` were too many.
    """

    teams: tuple[Seen, ...]
    unread: int = 0
    left_out: int = 0

    def of(self, group: Group) -> tuple[Seen, ...]:
        """The teams of one group."""
        return tuple(seen for seen in self.teams if seen.group == group)


def leave(store: FileStore, note: Note) -> bool:
    """Put `note` in the place of the team's last one; False where nothing was written.

    Nothing is written where nobody asked for it. Never raises: a note that is
    lost is replaced by the next.
    """
    folder = store.folder / FOLDER
    try:
        if not _TEAM.fullmatch(note.team) or folder.is_symlink() or not folder.is_dir():
            return False
        write_for_now(folder / f"{note.team}.json", encode(note), readers=_FOR_READERS)
    except (OSError, ValueError):
        return False
    return True


def open_floor(store: FileStore) -> bool:
    """Ask for notes; True if nobody had. Raises `StoreTrouble` where the folder cannot be made."""
    store.look()
    if _is_open(store.folder / FOLDER):
        return False
    try:
        store.make(store.folder / FOLDER)
    except OSError as error:
        raise store.trouble(error) from None
    return True


def read_floor(store: FileStore) -> Floor:
    """All notes. Raises `NoFloor` where nobody asked for any, `StoreTrouble` for a share that is away."""
    store.look()
    folder = store.folder / FOLDER
    if not _is_open(folder):
        where = safe_line(str(store.folder))
        typed = f'"{where}"' if " " in where else where
        raise NoFloor(
            f"The floor view is not turned on here: there is no folder {FOLDER} in {where}. "
            f"To turn it on: hackney floor --open {typed}"
        )
    try:
        names = _names(folder)
    except OSError as error:
        raise store.trouble(error) from None
    found: list[tuple[Note, int]] = []
    unread = 0
    for name in names[:_MOST_NOTES]:
        try:
            found.append(_read(folder, name))
        except FieldError:
            unread += 1
        except UnreadableFile as unreadable:
            unread += unreadable.obstacle != "missing"
    now = _now(folder)
    seen = (Seen(note=note, quiet_seconds=max(now - when, 0) // 10**9) for note, when in found)
    return Floor(
        teams=tuple(sorted(seen, key=_turn)), unread=unread, left_out=max(len(names) - _MOST_NOTES, 0)
    )


def encode(note: Note) -> bytes:
    """`note` as the bytes of its file."""
    check = note.check
    body = {
        "format": _FORMAT,
        "team": {"id": note.team, "name": safe_line(note.name)},
        "at": note.at,
        "state": note.state,
        "challenge": {"slug": note.slug, "title": safe_line(note.title)},
        "check": None
        if check is None
        else {"number": check.number, "name": safe_line(check.name), "title": safe_line(check.title)},
        "runs": min(note.runs, _MOST_RUNS),
        "seconds": min(note.seconds, _MOST_SECONDS),
        "checks_ok": note.checks_ok,
        "checks": note.checks,
    }
    return json.dumps(body, sort_keys=True).encode("ascii")


def decode(data: bytes, where: str = "The note") -> Note:
    """The note that `data` holds. Raises `FieldError`."""
    fields = read_object(data, where, limit_bytes=_LIMIT_BYTES, next_step="The next run makes a new one.")
    fields.whole_number("format", _FORMAT, _FORMAT)
    team, challenge = fields.inside("team"), fields.inside("challenge")
    checks = fields.whole_number("checks", 0, _MOST_CHECKS)
    note = Note(
        team=team.take("id", "an id such as canal-otters", _is_team),
        name=team.line("name"),
        at=fields.take("at", "a time such as 2026-10-27T10:12:03.123Z", _is_time),
        slug=challenge.line("slug"),
        title=challenge.line("title"),
        state=fields.choice("state", State),
        check=_check(fields, checks),
        checks_ok=fields.whole_number("checks_ok", 0, checks),
        checks=checks,
        runs=fields.whole_number("runs", 1, _MOST_RUNS),
        seconds=fields.whole_number("seconds", 0, _MOST_SECONDS),
    )
    for each in (team, challenge, fields):
        each.done()
    return note


def _check(fields: Fields, checks: int) -> NotedCheck | None:
    allowed = "null, or an object in curly brackets"
    if fields.take("check", allowed, lambda value: value is None or isinstance(value, dict)) is None:
        return None
    inside = fields.inside("check")
    check = NotedCheck(
        number=inside.whole_number("number", 1, max(checks, 1)),
        name=inside.line("name"),
        title=inside.line("title"),
    )
    inside.done()
    return check


def _is_team(value: object) -> bool:
    return isinstance(value, str) and len(value) <= 60 and _TEAM.fullmatch(value) is not None


def _is_time(value: object) -> bool:
    return isinstance(value, str) and _TIME.fullmatch(value) is not None


def _is_open(folder: Path) -> bool:
    # A link could lead the notes of a whole room to anywhere.
    return os.path.isdir(folder) and not os.path.islink(folder)  # noqa: PTH112, PTH114 - raises for nothing


def _names(folder: Path) -> list[str]:
    with os.scandir(folder) as entries:
        names = [entry.name for entry, _ in zip(entries, range(_MOST_ENTRIES), strict=False)]
    return sorted(name for name in names if name.endswith(".json") and not name.startswith("."))


def _read(folder: Path, name: str) -> tuple[Note, int]:
    """The note in a file, and the file's time in nanoseconds."""
    path = folder / name
    with open_plain(path) as file:
        try:
            when = os.fstat(file.fileno()).st_mtime_ns
            data = file.read(_LIMIT_BYTES + 1)
        except OSError:
            raise UnreadableFile(path, "not readable") from None
    note = decode(data, name)
    if name != f"{note.team}.json":
        raise FieldError(f"{safe_line(name)} is a copy, or was renamed.")
    return note, when


def _now(folder: Path) -> int:
    """The time of the share, in nanoseconds: that of a file made now and taken away again.

    Where none can be made it is this machine's own.
    """
    probe = folder / f".now.{secrets.token_hex(8)}.part"
    try:
        with probe.open("xb") as file:
            file.write(b"\n")  # some servers note a time only when something is written
        return probe.stat().st_mtime_ns
    except OSError:
        return time.time_ns()
    finally:
        with suppress(OSError):
            probe.unlink()


def _turn(seen: Seen) -> tuple[int, int, str]:
    """Teams by need, and of those the longest standing first; who is on the way, by name."""
    still = 0 if seen.group == "well" else -seen.still_seconds
    return GROUPS.index(seen.group), still, seen.note.team
