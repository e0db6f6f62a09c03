"""What tests of the floor begin with: notes that differ only where a test says so."""

from typing import Any

from hackney_challenges.scoreboard.floor import Note, NotedCheck, Seen


def note(**changes: Any) -> Note:
    """Canal Otters, at check 2 of Bus fare."""
    fields: dict[str, Any] = {
        "team": "canal-otters",
        "name": "Canal Otters",
        "at": "2026-10-27T10:12:03.123Z",
        "slug": "bus_fare",
        "title": "Bus fare",
        "state": "not yet",
        "check": NotedCheck(number=2, name="test_birthdays", title="birthdays"),
        "checks_ok": 1,
        "checks": 5,
    }
    return Note(**fields | changes)


def solved(**changes: Any) -> Note:
    """The same team, done with Bus fare."""
    return note(**{"state": "solved", "check": None, "checks_ok": 5} | changes)


def seen(quiet_minutes: int = 0, **changes: Any) -> Seen:
    """A note that came so long ago."""
    return Seen(note=note(**changes), quiet_seconds=60 * quiet_minutes)
