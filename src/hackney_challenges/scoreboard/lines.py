"""The lines of a scoreboard file: numbered, stamped and chained by its one writer, the collector.

    {"n":412,"seen":1795603389757,"chain":"32 digits","ev":{...}}

`chain` hashes the chain before, n, seen and the entry, so a line that was
taken out, put in or changed shows at the next one. A bare entry is read too:
people join files by hand. Pure; no I/O.
"""

import hashlib
from collections.abc import Iterable
from dataclasses import dataclass, field

from hackney_challenges.printable import safe_line
from hackney_challenges.scoreboard.entries import (
    LIMIT_BYTES,
    Entry,
    NotAnEntry,
    UnknownBody,
    as_entry,
    canonical,
    load,
)
from hackney_challenges.scoreboard.store import Damage, SetAside

LINE_LIMIT_BYTES = LIMIT_BYTES + 256
"""An entry and what the collector adds to it."""

NAMED_ASIDE = 100
"""How many of the lines set aside are named; all are counted."""

_BIGGEST = 2**53 - 1


@dataclass(slots=True, kw_only=True)
class Lines:
    """What the lines of one file came to.

    `n` is the greatest number in it; `last` and `chain` are those of the last
    numbered line, which the next one must follow.
    """

    entries: dict[str, Entry] = field(default_factory=dict)
    set_aside: list[SetAside] = field(default_factory=list)
    set_aside_count: int = 0
    damage: list[Damage] = field(default_factory=list)
    n: int = 0
    last: int = 0
    chain: str = ""


def next_chain(chain: str, n: int, seen: int, entry: bytes) -> str:
    """The chain of a line, from the chain of the line before it ("" for the first)."""
    return hashlib.sha256(b"%s\n%d\n%d\n%s" % (chain.encode("ascii"), n, seen, entry)).hexdigest()[:32]


def numbered_line(chain: str, n: int, seen: int, entry: bytes) -> bytes:
    """One whole line, its line end included. `chain` is its own, from `next_chain`."""
    return b'{"n":%d,"seen":%d,"chain":"%s","ev":%s}\n' % (n, seen, chain.encode("ascii"), entry)


def read_lines(file: str, lines: Iterable[bytes]) -> Lines:
    """What `lines` of the file named `file` hold. Never raises for what stands in them.

    Torn, foreign and unknown lines are set aside, with their number, and the
    rest is read.
    """
    found = Lines()
    for number, line in enumerate(lines, start=1):
        if not line.strip():
            continue
        try:
            _read_line(found, file, number, line)
        except NotAnEntry as refused:
            set_aside(found, file, number, str(refused))
    return found


def set_aside(found: Lines, file: str, number: int, reason: str) -> None:
    """Count a line or file (`number` 0) that is no entry, and name the first of them."""
    found.set_aside_count += 1
    if len(found.set_aside) < NAMED_ASIDE:
        found.set_aside.append(SetAside(file=safe_line(file), line=number, reason=reason))


def take(found: Lines, entry: Entry) -> None:
    """Add an entry; of two with the same id, the one that the collector numbered first stays."""
    known = found.entries.get(entry.id)
    if known is None or (entry.n is not None and (known.n is None or entry.n < known.n)):
        found.entries[entry.id] = entry


def _read_line(found: Lines, file: str, number: int, line: bytes) -> None:
    fields = load(line, LINE_LIMIT_BYTES)
    if "ev" not in fields:
        _take_known(found, file, number, as_entry(fields))
        return
    inner, n, seen, chain = (fields.get(key) for key in ("ev", "n", "seen", "chain"))
    if not (
        isinstance(inner, dict)
        and isinstance(chain, str)
        and chain.isascii()
        and type(n) is int
        and type(seen) is int
        and 0 < n <= _BIGGEST
        and 0 <= seen <= _BIGGEST
    ):
        raise NotAnEntry("It is JSON, but not an entry.")
    entry = as_entry(inner, n=n, seen=seen)
    follows = n > found.last and chain == next_chain(found.chain, n, seen, canonical(inner))
    if not follows and entry.id in found.entries:
        return
    if not follows and len(found.damage) < NAMED_ASIDE:
        reason = f"Line {number} does not follow from the line before."
        found.damage.append(Damage(file=safe_line(file), line=number, reason=reason))
    found.n, found.last, found.chain = max(n, found.n), n, chain
    _take_known(found, file, number, entry)


def _take_known(found: Lines, file: str, number: int, entry: Entry) -> None:
    take(found, entry)
    if isinstance(entry.body, UnknownBody):
        set_aside(found, file, number, f'It is of a kind this kit does not know: "{entry.body.kind}".')
