"""What a team has to hand in and has not delivered yet: the folder .hackney/outbox.

    outbox/NAME.json      one entry, under the name it will have in the inbox
    outbox/<sha256>.py    the solution an entry claims about
    writer.json           this team folder as a writer: a random name, its last number and entry

Whatever a run is killed at, the next one finds whole files here. Two runs take
turns by a lock; on a disk without locks, ids still keep their entries apart.
"""

import json
import os
import secrets
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from pathlib import Path

from hackney_challenges.files import UnreadableFile, locked, make_last, read_bytes, write_for_now
from hackney_challenges.scoreboard.entries import (
    LIMIT_BYTES,
    ClaimBody,
    Entry,
    NewerEntry,
    NotAnEntry,
    can_go_on,
    encode,
    new_claim,
    parse,
)
from hackney_challenges.scoreboard.file_store import inbox_name

SOURCE_LIMIT_BYTES = 256 * 1024
"""The most a solution may take; the wall reads no longer one either."""

_PATIENCE_SECONDS = 10.0
_WRITER_FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Item:
    """One entry that waits, its line, and the file it waits in."""

    path: Path
    entry: Entry
    data: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class _Writer:
    name: str
    seq: int
    prev: str


class Waiting:
    """The outbox of one team folder; `ours` is its .hackney. Only what `alone` holds may be changed."""

    def __init__(self, ours: Path) -> None:
        self._ours = ours
        self._folder = ours / "outbox"
        self._writer: _Writer | None = None

    @contextmanager
    def alone(self) -> Iterator[bool]:
        """Take a turn with other runs; False where this disk has no locks, or a turn never came.

        Raises OSError or `UnreadableFile` where nothing can be kept here.
        """
        self._folder.mkdir(parents=True, exist_ok=True)
        with locked(self._ours / "outbox.lock", _PATIENCE_SECONDS) as lock:
            yield lock == "held"

    def items(self) -> list[Item]:
        """What waits, in the order it was made. A file that a broken disk spoilt is put by."""
        found = []
        for name in self._names(".json"):
            path = self._folder / name
            try:
                data = read_bytes(path, LIMIT_BYTES)
                found.append(Item(path=path, entry=parse(data), data=data))
            except (NewerEntry, UnreadableFile):
                continue
            except NotAnEntry:
                with suppress(OSError):
                    path.replace(path.with_suffix(".spoilt"))
        return sorted(found, key=lambda item: (item.entry.writer, item.entry.seq, item.entry.id))

    def put(self, body: ClaimBody, source: bytes, before: Iterable[Item], tool: str) -> Item:
        """Keep one claim, over a killed process; `before` is what waits already.

        Raises `NotAnEntry` for a claim out of bounds, OSError where it cannot be kept.
        """
        writer = self._writer or self._read_writer(before)
        entry = new_claim(
            body,
            writer=writer.name,
            seq=writer.seq + 1,
            prev=writer.prev,
            at=max(time.time_ns() // 1_000_000, 0),  # a clock may stand before 1970
            tool=tool,
        )
        item = Item(path=self._folder / inbox_name(entry), entry=entry, data=encode(entry))
        write_for_now(self._source_path(body), source)
        write_for_now(item.path, item.data)
        self._writer = _Writer(name=writer.name, seq=entry.seq, prev=entry.id)
        return item

    def note_writer(self) -> None:
        """Note the last number. After its entry: killed in between, the next run finds it in the outbox."""
        if self._writer is not None:
            said = {
                "format": _WRITER_FORMAT,
                "prev": self._writer.prev,
                "seq": self._writer.seq,
                "writer": self._writer.name,
            }
            write_for_now(self._ours / "writer.json", json.dumps(said).encode("ascii"))

    def source(self, item: Item) -> bytes | None:
        """The solution an entry claims about; None where another run has just delivered it."""
        if isinstance(item.entry.body, ClaimBody):
            with suppress(UnreadableFile):
                return read_bytes(self._source_path(item.entry.body), SOURCE_LIMIT_BYTES)
        return None

    def make_last(self, items: Iterable[Item]) -> None:
        """Let entries outlast a power cut. What was delivered lasts on the share's disk instead."""
        for item in items:
            # One that is gone by now was delivered by another run.
            with suppress(OSError):
                make_last(item.path)
                if isinstance(item.entry.body, ClaimBody):
                    make_last(self._source_path(item.entry.body))

    def take_out(self, sent: Iterable[Item], *, is_alone: bool) -> None:
        """Remove what was delivered; and if no other run can be writing, all that nobody needs any more."""
        for item in sent:
            with suppress(OSError):
                item.path.unlink()
        if not is_alone:
            return
        bodies = (item.entry.body for item in self.items())
        needed = {self._source_path(body).name for body in bodies if isinstance(body, ClaimBody)}
        for name in self._names((".py", ".part")):
            if name not in needed:
                with suppress(OSError):
                    (self._folder / name).unlink()

    def _names(self, ending: str | tuple[str, ...]) -> list[str]:
        return [name for name in os.listdir(self._folder) if name.endswith(ending)]  # noqa: PTH208 # names only

    def _source_path(self, body: ClaimBody) -> Path:
        return self._folder / f"{body.solution.removeprefix('sha256:')}.py"

    def _read_writer(self, before: Iterable[Item]) -> _Writer:
        """Who this folder is as a writer; somebody new where that cannot be read."""
        path = self._ours / "writer.json"
        try:
            said = json.loads(read_bytes(path, 10_000))
            writer = _Writer(name=said["writer"], seq=said["seq"], prev=said["prev"])
            fits = said["format"] == _WRITER_FORMAT and can_go_on(writer.name, writer.seq, writer.prev)
        except (UnreadableFile, ValueError, KeyError, TypeError, RecursionError):
            fits = False
        if not fits:
            with suppress(OSError):
                path.replace(path.with_name("writer.spoilt"))
            return _Writer(name=secrets.token_hex(4), seq=0, prev="")
        for item in before:
            if item.entry.writer == writer.name and item.entry.seq > writer.seq:
                writer = _Writer(name=writer.name, seq=item.entry.seq, prev=item.entry.id)
        return writer
