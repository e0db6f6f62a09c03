"""One entry of the scoreboard, and its line of canonical JSON (formats.md 7).

An entry never changes. Its id is a hash of what it says, so one that arrives
twice, by whatever way, is known again. One strict loader reads them all; what
it cannot vouch for is `NotAnEntry`, with the reason in a sentence. Pure; no I/O.
"""

import hashlib
import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any, NoReturn

from hackney_challenges.errors import ChallengesError
from hackney_challenges.printable import safe_line

FORMAT = 1
LIMIT_BYTES = 64 * 1024
"""The most one entry may take, as canonical JSON."""

NAME_LIMIT = 100
"""The most characters of a team's name."""

_BIGGEST = 2**53 - 1
"""The greatest whole number that every reader of JSON keeps exactly."""

_MOST_POINTS = 10_000
_DEEPEST = 8


class NotAnEntry(ChallengesError):
    """A line or file that is no entry; the text says why."""


class NewerEntry(NotAnEntry):
    """An entry in a format that a newer kit made."""

    def __init__(self) -> None:
        super().__init__("It was made by a newer kit. Next: pip install -U hackney-challenges")


@dataclass(frozen=True, slots=True, kw_only=True)
class ClaimBody:
    """What a team's machine says about its solution of one challenge: a claim, not a mark.

    `solution` is the "sha256:..." of the file handed in, `py` the Python it ran on.
    """

    team: str
    name: str
    challenge: str
    pack: str
    pack_version: str
    points: int
    out_of: int
    passed: int
    total: int
    solution: str
    py: str


@dataclass(frozen=True, slots=True, kw_only=True)
class UnknownBody:
    """An entry of a kind this kit does not know: kept, carried on, counted nowhere."""

    kind: str


@dataclass(frozen=True, slots=True, kw_only=True)
class Entry:
    """One line of the scoreboard.

    `writer` is random and says nothing about a machine or a person; `seq` and
    `prev` (an id, or "") put its entries in a row, so that a missing one shows.
    `at` is that machine's clock, in milliseconds UTC, and decides nothing. `n` and
    `seen` are the collector's number and time; None while it has not been there.
    """

    id: str
    writer: str
    seq: int
    prev: str
    at: int
    event: str
    tool: str
    body: ClaimBody | UnknownBody
    key: str = ""
    sig: str = ""
    n: int | None = None
    seen: int | None = None


def new_claim(
    body: ClaimBody, *, writer: str, seq: int, prev: str, at: int, tool: str, event: str = ""
) -> Entry:
    """A claim as an entry, its id worked out. Raises `NotAnEntry` for a body out of bounds."""
    draft = Entry(id="", writer=writer, seq=seq, prev=prev, at=at, event=event, tool=tool, body=body)
    fields = _fields(draft)
    fields["id"] = _id_of(fields)
    return _checked(fields, n=None, seen=None)


def encode(entry: Entry) -> bytes:
    """The canonical form of an entry this kit can make: sorted keys, UTF-8, no line end."""
    return canonical(_fields(entry))


def parse(data: bytes) -> Entry:
    """The entry that `data` holds. Raises `NotAnEntry`, and nothing else, for any other bytes."""
    return as_entry(load(data))


def load(data: bytes, limit_bytes: int = LIMIT_BYTES) -> dict[str, Any]:
    """A JSON object read strictly: UTF-8, each key once, no fractions. Raises `NotAnEntry`."""
    if len(data) > limit_bytes:
        raise NotAnEntry(f"It is longer than {limit_bytes} bytes.")
    try:
        loaded = _DECODER.decode(data.removeprefix(b"\xef\xbb\xbf").decode("utf-8"))
    except UnicodeDecodeError:
        raise NotAnEntry("It is not UTF-8 text.") from None
    except RecursionError:
        raise NotAnEntry("It is nested too deeply.") from None
    except ValueError:
        raise NotAnEntry("It is not whole JSON.") from None
    if not isinstance(loaded, dict):
        raise NotAnEntry("It is JSON, but not an entry.")
    return loaded


def canonical(fields: Mapping[str, Any]) -> bytes:
    """`fields` in the one form that is hashed. Raises `NotAnEntry` for half characters."""
    try:
        return _CANONICAL.encode(fields).encode("utf-8")
    except (UnicodeEncodeError, RecursionError):
        raise NotAnEntry("It holds text that is no text.") from None


def as_entry(fields: Mapping[str, Any], *, n: int | None = None, seen: int | None = None) -> Entry:
    """The entry that loaded JSON is, its id worked out again. Raises `NotAnEntry`."""
    entry = _checked(fields, n=n, seen=seen)
    if _id_of(fields) != entry.id:
        raise NotAnEntry("Its id does not fit what it says.")
    return entry


def tidy_name(name: str) -> str:
    """A team's name in the one form in which names are compared and stored (NFC, no doubled spaces)."""
    return " ".join(unicodedata.normalize("NFC", name).split())


def can_go_on(writer: object, seq: object, prev: object) -> bool:
    """Whether a writer that says this of itself and its last entry (seq 0: none yet) can make the next."""
    return (
        _ENVELOPE["writer"].holds(writer)
        and (seq == 0 or _ENVELOPE["seq"].holds(seq))
        and seq != _BIGGEST
        and _ENVELOPE["prev"].holds(prev)
    )


def _checked(fields: Mapping[str, Any], *, n: int | None, seen: int | None) -> Entry:
    version = fields.get("v")
    if type(version) is int and version > FORMAT:
        raise NewerEntry
    if type(version) is not int or version != FORMAT:
        raise NotAnEntry("It is JSON, but not an entry.")
    for key, allowed in _ENVELOPE.items():
        _check(fields, key, allowed)
    for key in _OPTIONAL & fields.keys():
        _check(fields, key, _OPTIONAL_RULE)
    body = _claim(fields) if fields["kind"] == "claim" else _unknown(fields)
    return Entry(
        id=fields["id"],
        writer=fields["writer"],
        seq=fields["seq"],
        prev=fields["prev"],
        at=fields["at"],
        event=fields["event"],
        tool=fields["tool"],
        body=body,
        key=fields.get("key", ""),
        sig=fields.get("sig", ""),
        n=n,
        seen=seen,
    )


def _claim(fields: Mapping[str, Any]) -> ClaimBody:
    for key in fields:
        if key not in _CLAIM and key not in _ENVELOPE and key not in _OPTIONAL and key != "v":
            raise NotAnEntry(f'There is no key "{safe_line(key, 60)}" in a claim.')
    for key, allowed in _CLAIM.items():
        _check(fields, key, allowed)
    body = ClaimBody(**{key: fields[key] for key in _CLAIM})
    if body.points > body.out_of or body.passed > body.total:
        raise NotAnEntry("It claims more than there is to have.")
    return body


def _unknown(fields: Mapping[str, Any]) -> UnknownBody:
    _check_plain(fields, _DEEPEST)
    return UnknownBody(kind=fields["kind"])


def _check_plain(value: object, depth: int) -> None:
    if isinstance(value, Mapping):
        parts = list(value.values())
    elif isinstance(value, list):
        parts = value
    elif isinstance(value, str) or (type(value) is int and abs(value) <= _BIGGEST):
        return
    else:
        raise NotAnEntry("An entry holds whole numbers and texts only.")
    if depth == 0:
        raise NotAnEntry("It is nested too deeply.")
    for part in parts:
        _check_plain(part, depth - 1)


def _id_of(fields: Mapping[str, Any]) -> str:
    hashed = {key: value for key, value in fields.items() if key not in _NOT_HASHED}
    return hashlib.sha256(canonical(hashed)).hexdigest()[:32]


def _fields(entry: Entry) -> dict[str, Any]:
    body = entry.body
    if not isinstance(body, ClaimBody):
        raise TypeError(f"this kit writes no entry of kind {body.kind}")
    fields: dict[str, Any] = {key: getattr(entry, key) for key in _ENVELOPE if key != "kind"}
    fields |= {"v": FORMAT, "kind": "claim"}
    fields |= {key: getattr(entry, key) for key in _OPTIONAL if getattr(entry, key)}
    return fields | {key: getattr(body, key) for key in _CLAIM}


@dataclass(frozen=True, slots=True)
class _Rule:
    """What a field may hold, as a test and in words."""

    words: str
    holds: Callable[[object], bool]


def _check(fields: Mapping[str, Any], key: str, rule: _Rule) -> None:
    if key not in fields:
        raise NotAnEntry(f'The key "{key}" is missing.')
    value = fields[key]
    if not rule.holds(value):
        raise NotAnEntry(f"{key} = {safe_line(_shown(value), 60)}. {key} is {rule.words}.")


def _shown(value: object) -> str:
    if isinstance(value, str):
        return f'"{value}"'
    return str(value) if isinstance(value, int) else f"a {type(value).__name__}"


def _number(most: int, least: int = 0) -> _Rule:
    def holds(value: object) -> bool:
        return type(value) is int and least <= value <= most

    return _Rule(f"a whole number from {least} to {most}", holds)


def _text(longest: int, shortest: int = 1) -> _Rule:
    def holds(value: object) -> bool:
        return isinstance(value, str) and shortest <= len(value) <= longest and not _CONTROL.search(value)

    return _Rule(f"a text of {shortest} to {longest} characters, without control characters", holds)


def _like(pattern: str, words: str) -> _Rule:
    compiled = re.compile(pattern)

    def holds(value: object) -> bool:
        return isinstance(value, str) and compiled.fullmatch(value) is not None

    return _Rule(words, holds)


def _once_each(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    loaded = dict(pairs)
    if len(loaded) != len(pairs):
        raise NotAnEntry("It says something twice.")
    return loaded


def _no_fraction(_text: str) -> NoReturn:
    raise NotAnEntry("An entry holds whole numbers and texts only.")


_UNSEEN = "\x00-\x1f\x7f-\x9f\u2028\u2029\ud800-\udfff"
_CONTROL = re.compile(f"[{_UNSEEN}]")
_ID = _like("[0-9a-f]{32}", "32 digits from 0 to f")
_ENVELOPE = {
    "kind": _like("[a-z]{1,20}", "a word of small letters"),
    "id": _ID,
    "writer": _like("[0-9a-f]{8}", "8 digits from 0 to f"),
    "seq": _number(_BIGGEST, least=1),
    "prev": _like("([0-9a-f]{32})?", "32 digits from 0 to f, or nothing"),
    "at": _number(_BIGGEST),
    "event": _text(64, shortest=0),
    "tool": _text(40),
}
_OPTIONAL_RULE = _text(1000)
# The signature is made over the same bytes as the id, so neither is part of them.
_OPTIONAL = frozenset({"key", "sig"})
_NOT_HASHED = frozenset({"id", "sig"})
_CLAIM = {
    "team": _like(f"[^\\s{_UNSEEN}]{{1,64}}", "a team's id, such as canal-otters"),
    "name": _text(NAME_LIMIT),
    "challenge": _like(r"[a-z][a-z0-9_]{0,63}", "a slug such as bus_fare"),
    "pack": _like(r"[A-Za-z_][A-Za-z0-9_.]{0,99}", "the name of a pack"),
    "pack_version": _text(40, shortest=0),
    "points": _number(_MOST_POINTS),
    "out_of": _number(_MOST_POINTS),
    "passed": _number(_MOST_POINTS),
    "total": _number(_MOST_POINTS),
    "solution": _like("sha256:[0-9a-f]{64}", 'the hash of a file, "sha256:" and 64 digits'),
    "py": _text(20),
}
_DECODER = json.JSONDecoder(
    object_pairs_hook=_once_each, parse_float=_no_fraction, parse_constant=_no_fraction
)
_CANONICAL = json.JSONEncoder(sort_keys=True, separators=(",", ":"), ensure_ascii=False, allow_nan=False)
