"""What tests of the scoreboard begin with: claims and entries that differ only where a test says so."""

import hashlib
import json
from pathlib import Path
from typing import Any

from hackney_challenges.scoreboard.entries import ClaimBody, Entry, canonical, new_claim
from hackney_challenges.scoreboard.file_store import FileStore
from hackney_challenges.scoreboard.outbox import Claim

SOURCE = b"def fare(age):\n    return 0\n"


def claim(**changes: Any) -> Claim:
    """A claim as the checks make it."""
    fields: dict[str, Any] = {
        "team_id": "canal-otters",
        "team_name": "Canal Otters",
        "challenge": "bus_fare",
        "pack": "hackney_warmup",
        "pack_version": "0.1.0",
        "points": 8,
        "out_of": 10,
        "passed": 2,
        "total": 5,
        "source": SOURCE,
    }
    return Claim(**fields | changes)


def entry(seq: int = 1, *, writer: str = "0a1b2c3d", at: int = 1_795_600_000_000, **changes: Any) -> Entry:
    """A claim as an entry."""
    fields: dict[str, Any] = {
        "team": "canal-otters",
        "name": "Canal Otters",
        "challenge": "bus_fare",
        "pack": "hackney_warmup",
        "pack_version": "0.1.0",
        "points": 8,
        "out_of": 10,
        "passed": 2,
        "total": 5,
        "solution": f"sha256:{hashlib.sha256(SOURCE).hexdigest()}",
        "py": "3.13.0",
    }
    body = ClaimBody(**fields | changes)
    return new_claim(body, writer=writer, seq=seq, prev="", at=at, tool="0.1.0")


def loose(**changes: Any) -> dict[str, Any]:
    """An entry's fields as JSON gives them, changed at will, the id made to fit."""
    fields = json.loads(
        '{"at":1795600000000,"challenge":"bus_fare","event":"","kind":"claim",'
        '"name":"Canal Otters","out_of":10,'
        '"pack":"hackney_warmup","pack_version":"0.1.0","passed":2,"points":8,"prev":"","py":"3.13.0","seq":1,'
        '"team":"canal-otters","tool":"0.1.0","total":5,"v":1,"writer":"0a1b2c3d"}'
    )
    fields["solution"] = "sha256:" + "0" * 64
    fields |= changes
    hashed = {key: value for key, value in fields.items() if key not in ("id", "sig")}
    return fields | {"id": hashlib.sha256(canonical(hashed)).hexdigest()[:32]}


def share(folder: Path) -> FileStore:
    """A scoreboard in a new folder."""
    folder.mkdir(parents=True, exist_ok=True)
    return FileStore(folder)
