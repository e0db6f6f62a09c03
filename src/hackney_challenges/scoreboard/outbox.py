"""Handing in: into the team's own outbox first, then to the scoreboard, as soon as it can be reached.

Nothing here stops a pupil's checks: a scoreboard that is away, full or closed is
a sentence, and what waits goes with the next run.
"""

import functools
import hashlib
import platform
from collections.abc import Iterable
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from hackney_challenges.distribution import kit_version
from hackney_challenges.errors import ChallengesError
from hackney_challenges.files import UnreadableFile
from hackney_challenges.printable import safe_line
from hackney_challenges.scoreboard.by_url import open_store
from hackney_challenges.scoreboard.entries import NAME_LIMIT, ClaimBody, NotAnEntry, tidy_name
from hackney_challenges.scoreboard.store import Obstacle, StoreTrouble, UnknownPlace
from hackney_challenges.scoreboard.waiting import SOURCE_LIMIT_BYTES, Item, Waiting


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


def hand_in(ours: Path, url: str | None, claims: Iterable[Claim]) -> Delivery:
    """Keep `claims` in the outbox under `ours` (a team folder's .hackney), then deliver all that waits there.

    A relative `url` is taken from the team folder. Never raises for a scoreboard
    that is away, full, closed to writing or not one at all, nor for a full disk here.
    """
    claims = tuple(claims)
    waiting = Waiting(ours)
    refused: list[str] = []
    try:
        with waiting.alone():
            items = waiting.items()
            asked = _keep(waiting, items, claims, refused)
    except (OSError, UnreadableFile) as error:
        reason = getattr(error, "strerror", None) or "it is not a folder"
        return Delivery(sent=0, waiting=0, refused=len(claims), sentence=_own_disk(str(reason)))
    sent, trouble = _deliver(waiting, items, url, ours.parent)
    left = items[len(sent) :]
    if sent or not left:  # nothing left: also what a killed run left half done goes
        with suppress(OSError, UnreadableFile), waiting.alone() as is_alone:
            waiting.take_out(sent, is_alone=is_alone)
    # Those of earlier runs were made to last then.
    waiting.make_last(item for item in left if item.entry.body in asked)
    return Delivery(
        sent=len(sent),
        waiting=len(left),
        refused=len(refused),
        sentence=_sentence(len(sent), len(left), refused, url, trouble),
    )


def _keep(waiting: Waiting, items: list[Item], claims: Iterable[Claim], refused: list[str]) -> set[ClaimBody]:
    """Add each claim to what waits (`items`), or a sentence about it to `refused`; gives the claims kept."""
    asked = set()
    known = {item.entry.body for item in items}
    for claim in claims:
        try:
            body = _body(claim)
            # One that waits already: asking again while the share is away adds nothing.
            if body not in known:
                items.append(waiting.put(body, claim.source, items, _tool()))
        except NotAnEntry as problem:
            refused.append(str(problem))
            continue
        known.add(body)
        asked.add(body)
    waiting.note_writer()
    return asked


def _deliver(
    waiting: Waiting, items: Iterable[Item], url: str | None, base: Path
) -> tuple[list[Item], UnknownPlace | StoreTrouble | None]:
    """Deliver in order until something is in the way; gives what arrived, and what was in the way."""
    sent: list[Item] = []
    if url is None:
        return sent, None
    try:
        store = open_store(url, base)
        for item in items:
            store.deliver(item.entry, item.data, waiting.source(item))
            sent.append(item)
    except (UnknownPlace, StoreTrouble) as trouble:
        return sent, trouble
    return sent, None


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


_REFUSED = "Not handed in: "

_STORE_WORDS: dict[Obstacle, str] = {
    "away": "The scoreboard cannot be reached just now.",
    "full": "The scoreboard has no room left. Tell your teacher.",
    "closed to writing": "The scoreboard lets nobody write. Tell your teacher.",
    "not a folder": "The scoreboard's place is not a folder. Tell your teacher.",
    "not ours": "The scoreboard's folder looks strange. Tell your teacher.",
}


@functools.cache
def _tool() -> str:
    return kit_version()[:40]


def _sentence(
    sent: int, waiting: int, refused: list[str], url: str | None, trouble: ChallengesError | None
) -> str:
    lines = [f"{_REFUSED}{safe_line(reason, 57)}" for reason in refused[:2]]
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
    said = f"{_REFUSED}nothing can be kept here ({safe_line(reason, 28)})."
    return f"{said}\nTell your teacher. Then: hackney submit"


def _results(count: int) -> str:
    return "1 result" if count == 1 else f"{count} results"
