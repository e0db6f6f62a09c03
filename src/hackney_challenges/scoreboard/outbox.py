"""Handing in: into the team's own outbox first, then to the scoreboard, as soon as it can be reached.

    .hackney/outbox/    entries not yet delivered, and the files they claim about
    .hackney/writer.json  this team folder's random name as a writer, and its last number

Nothing here stops a pupil's checks: a scoreboard that is away, full or closed is
a sentence, and what waits goes with the next run.
"""

import hashlib
import json
import platform
import secrets
import time
from collections.abc import Iterable, Iterator
from contextlib import contextmanager, suppress
from dataclasses import dataclass
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path

from hackney_challenges.errors import ChallengesError
from hackney_challenges.files import UnreadableFile, locked, make_last, read_bytes, write_for_now
from hackney_challenges.printable import safe_line
from hackney_challenges.scoreboard.by_url import open_store
from hackney_challenges.scoreboard.entries import (
    LIMIT_BYTES,
    NAME_LIMIT,
    ClaimBody,
    Entry,
    NewerEntry,
    NotAnEntry,
    can_go_on,
    encode,
    new_claim,
    parse,
    tidy_name,
)
from hackney_challenges.scoreboard.file_store import inbox_name
from hackney_challenges.scoreboard.store import Obstacle, Store, StoreTrouble, UnknownPlace

SOURCE_LIMIT_BYTES = 256 * 1024
"""The most a solution may take; the wall reads no longer one either."""

# Two runs that end together take turns; nobody waits longer for a lock than for a disk.
_PATIENCE_SECONDS = 10.0
_WRITER_FORMAT = 1


@dataclass(frozen=True, slots=True, kw_only=True)
class Claim:
    """A challenge's result on this machine, and the very bytes of the solution it was found for."""

    team_id: str
    team_name: str
    challenge: str
    pack: str
    pack_version: str
    points: int
    out_of: int
    passed: int
    total: int
    source: bytes


@dataclass(frozen=True, slots=True, kw_only=True)
class Delivery:
    """What became of the claims: `sent` now, `waiting` in the outbox, `refused` for good.

    Older ones from the outbox count too. `sentence` is for a pupil: one or more
    lines of at most 72 characters.
    """

    sent: int
    waiting: int
    refused: int
    sentence: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Writer:
    name: str
    seq: int
    prev: str


@dataclass(frozen=True, slots=True, kw_only=True)
class _Pending:
    path: Path
    entry: Entry
    data: bytes


def hand_in(ours: Path, url: str | None, claims: Iterable[Claim]) -> Delivery:
    """Keep `claims` in the outbox under `ours` (a team folder's .hackney), then deliver all that waits there.

    A relative `url` is taken from the team folder. Never raises for a scoreboard
    that is away, full, closed to writing or not one at all, nor for a full disk here.
    """
    outbox = ours / "outbox"
    claims = tuple(claims)
    made: set[str] = set()
    refused: list[str] = []
    trouble: UnknownPlace | StoreTrouble | None = None
    sent: list[_Pending] = []
    try:
        outbox.mkdir(parents=True, exist_ok=True)
        with _alone(ours):
            made, refused = _keep(ours, outbox, claims)
        pending = list(_pending(outbox))
    except (OSError, UnreadableFile) as error:
        reason = getattr(error, "strerror", None) or "it is not a folder"
        return Delivery(sent=0, waiting=0, refused=len(claims), sentence=_own_disk(str(reason)))
    if url is not None:
        try:
            store = open_store(url, ours.parent)
            for item in pending:
                _deliver(store, outbox, item)
                sent.append(item)
        except (UnknownPlace, StoreTrouble) as error:
            trouble = error
    with suppress(OSError, UnreadableFile), _alone(ours) as alone:
        _tidy(outbox, sent, alone=alone)
    waiting = [item for item in pending if item not in sent]
    # Those of earlier runs were made to last then.
    _outlast(outbox, [item for item in waiting if item.entry.id in made])
    return Delivery(
        sent=len(sent),
        waiting=len(waiting),
        refused=len(refused),
        sentence=_sentence(len(sent), len(waiting), refused, url, trouble),
    )


@contextmanager
def _alone(ours: Path) -> Iterator[bool]:
    """One process at a time, where this disk has locks; where not (False), ids still keep entries apart."""
    with locked(ours / "outbox.lock", _PATIENCE_SECONDS) as lock:
        yield lock == "held"


def _keep(ours: Path, outbox: Path, claims: Iterable[Claim]) -> tuple[set[str], list[str]]:
    """Put each claim into the outbox as an entry.

    Gives the ids of those made now, and a sentence for each claim that cannot be one.
    """
    made: set[str] = set()
    refused: list[str] = []
    before = list(_pending(outbox))
    known = {item.entry.body for item in before}
    writer = started = _writer(ours, before)
    for claim in claims:
        try:
            body = _body(claim)
            if body in known:
                # It waits already: asking again while the share is away adds nothing.
                continue
            entry = new_claim(
                body,
                writer=writer.name,
                seq=writer.seq + 1,
                prev=writer.prev,
                at=time.time_ns() // 1_000_000,
                tool=_tool(),
            )
        except NotAnEntry as problem:
            refused.append(str(problem))
            continue
        write_for_now(outbox / _source_name(body), claim.source)
        write_for_now(outbox / inbox_name(entry), encode(entry))
        known.add(body)
        made.add(entry.id)
        writer = _Writer(name=writer.name, seq=entry.seq, prev=entry.id)
    if writer != started or not (ours / "writer.json").exists():
        # After the entries: killed in between, the next run finds the number in the outbox.
        said = {"format": _WRITER_FORMAT, "writer": writer.name, "seq": writer.seq, "prev": writer.prev}
        write_for_now(ours / "writer.json", json.dumps(said, sort_keys=True).encode("ascii"))
    return made, refused


def _body(claim: Claim) -> ClaimBody:
    name = tidy_name(claim.team_name)
    if len(name) > NAME_LIMIT:
        raise NotAnEntry("The team's name is too long.")
    if len(claim.source) > SOURCE_LIMIT_BYTES:
        raise NotAnEntry(f"{claim.challenge}.py is too big to hand in.")
    return ClaimBody(
        team=claim.team_id,
        name=name,
        challenge=claim.challenge,
        pack=claim.pack,
        pack_version=claim.pack_version,
        points=claim.points,
        out_of=claim.out_of,
        passed=claim.passed,
        total=claim.total,
        solution=f"sha256:{hashlib.sha256(claim.source).hexdigest()}",
        py=platform.python_version(),
    )


def _deliver(store: Store, outbox: Path, item: _Pending) -> None:
    source: bytes | None = None
    if isinstance(item.entry.body, ClaimBody):
        # Gone only where another run of this team has just delivered the same file.
        with suppress(UnreadableFile):
            source = read_bytes(outbox / _source_name(item.entry.body), SOURCE_LIMIT_BYTES)
    store.deliver(item.entry, item.data, source)


def _pending(outbox: Path) -> Iterator[_Pending]:
    """What waits, in the order it was made. A file that a broken disk spoilt is put by."""
    found = []
    for path in outbox.glob("*.json"):
        try:
            data = read_bytes(path, LIMIT_BYTES)
            found.append(_Pending(path=path, entry=parse(data), data=data))
        except NewerEntry:
            continue
        except NotAnEntry:
            with suppress(OSError):
                path.rename(path.with_suffix(".spoilt"))
        except UnreadableFile:
            continue
    yield from sorted(found, key=lambda item: (item.entry.writer, item.entry.seq, item.entry.id))


def _tidy(outbox: Path, sent: Iterable[_Pending], *, alone: bool) -> None:
    """Take the delivered out of the outbox, and then what nobody needs: only if nobody can be writing."""
    for item in sent:
        with suppress(OSError):
            item.path.unlink()
    if not alone:
        return
    needed = {
        _source_name(item.entry.body) for item in _pending(outbox) if isinstance(item.entry.body, ClaimBody)
    }
    for path in (*outbox.glob("*.py"), *outbox.glob(".*.part")):
        # Half-written files are those of killed runs: whoever writes here holds the lock we hold now.
        if path.name not in needed:
            with suppress(OSError):
                path.unlink()


def _outlast(outbox: Path, waiting: Iterable[_Pending]) -> None:
    """Only what stays needs to outlast a power cut; what was delivered is on the share's disk."""
    for item in waiting:
        # One that is gone by now was delivered by another run.
        with suppress(OSError):
            make_last(item.path)
            if isinstance(item.entry.body, ClaimBody):
                make_last(outbox / _source_name(item.entry.body))


def _writer(ours: Path, waiting: Iterable[_Pending]) -> _Writer:
    """Who this team folder is as a writer; a new one where that cannot be read."""
    path = ours / "writer.json"
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
    mine = [
        item.entry for item in waiting if item.entry.writer == writer.name and item.entry.seq > writer.seq
    ]
    if mine:
        return _Writer(name=writer.name, seq=mine[-1].seq, prev=mine[-1].id)
    return writer


def _source_name(body: ClaimBody) -> str:
    return f"{body.solution.removeprefix('sha256:')}.py"


def _tool() -> str:
    try:
        return version("hackney-challenges")[:40]
    except PackageNotFoundError:
        return "unknown"


_STORE_WORDS: dict[Obstacle, str] = {
    "away": "The scoreboard cannot be reached just now.",
    "full": "The scoreboard has no room left. Tell your teacher.",
    "closed to writing": "The scoreboard lets nobody write. Tell your teacher.",
    "not a folder": "The scoreboard's place is not a folder. Tell your teacher.",
    "not ours": "The scoreboard's folder looks strange. Tell your teacher.",
}


def _sentence(
    sent: int, waiting: int, refused: list[str], url: str | None, trouble: ChallengesError | None
) -> str:
    lines = [f"Not handed in: {safe_line(reason, 57)}" for reason in refused[:2]]
    if sent:
        lines.append(f"Handed in: {_results(sent)}.")
    if waiting:
        if isinstance(trouble, StoreTrouble):
            lines.append(_STORE_WORDS[trouble.obstacle])
        elif trouble is not None:
            lines += ["hackney.toml names no place for a scoreboard:", f"  {safe_line(url or '', 68)}"]
        else:
            lines.append("This team has no scoreboard yet.")
        waits = "waits here, safe. It goes" if waiting == 1 else "wait here, safe. They go"
        lines.append(f"{_results(waiting)} {waits} with the next run.")
    return "\n".join(lines or ["There is nothing new to hand in."])


def _own_disk(reason: str) -> str:
    return f"Nothing could be kept here ({safe_line(reason, 40)}).\nTell your teacher. Then: hackney submit"


def _results(count: int) -> str:
    return "1 result" if count == 1 else f"{count} results"
