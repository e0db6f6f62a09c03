"""The floor as text for helpers: a line a team, whoever could use a hand first. Pure.

Narrow, 7-bit in our own words, and kind: whoever stands beside the helper reads it too.
"""

import textwrap
from collections.abc import Iterable, Iterator
from datetime import datetime, timedelta

from hackney_challenges.printable import safe_line
from hackney_challenges.scoreboard.board_text import Look
from hackney_challenges.scoreboard.floor import AWAY_SECONDS, Floor, Group, Note, Seen

_NARROWEST = 24
_HEADS: dict[Group, str] = {
    "help": "Could use a hand",
    "quiet": "Quiet",
    "well": "On the way",
    "away": f"No check for {AWAY_SECONDS // 3600} hours or more",
}
_EMPTY = (
    "No team has left a note here yet. A team is shown after its next check, "
    "where its hackney.toml names this scoreboard."
)


def floor_text(floor: Floor, *, now: datetime, next_step: str, look: Look) -> str:
    """The floor at `now`, by the clock of whoever reads it."""
    lines = []
    for group, head in _HEADS.items():
        teams = floor.of(group)
        if not teams:
            continue
        lines.append(f"{head}:")
        if group == "away":
            lines.append(f"  {', '.join(_name(seen.note) for seen in teams)}.")
        for seen in teams if group != "away" else ():
            lines += _lines(seen, now)
        lines.append("")
    if not floor.teams:
        lines += [_EMPTY, ""]
    lines += _remarks(floor)
    lines.append(f"Next: {next_step}")
    return "\n".join(_wrapped(lines, look))


def _lines(seen: Seen, now: datetime) -> Iterator[str]:
    note, group = seen.note, seen.group
    since = f"{now - timedelta(seconds=seen.quiet_seconds):%H:%M}"
    where = f"{_name(note)}: {_at(note)}"
    if group == "help" and note.state == "not yet":
        yield f"  {where}, {_runs(note)}, {spoken(seen.still_seconds)}"
        yield f"    {_detail(note)}{f' Quiet since {since}.' if seen.is_quiet else ''}"
    elif group == "help":
        yield f"  {where}, {spoken(seen.quiet_seconds)}"
        yield "    Please look at their screen."
    elif group == "quiet":
        yield f"  {where}, quiet since {since}, {spoken(seen.quiet_seconds)}"
    elif note.state == "not yet":
        yield f"  {where}, {note.checks_ok} of {note.checks} checks OK"
    else:
        yield f"  {where}"


def _at(note: Note) -> str:
    title = safe_line(note.title, 60)
    if note.state == "could not check":
        return f"{title} could not be checked"
    if note.check is None or note.state != "not yet":
        return f"{title}, {note.state}"
    return f"{title}, check {note.check.number}"


def _detail(note: Note) -> str:
    check = note.check
    title = f"Check {check.number}: {safe_line(check.title, 60)}. " if check is not None else ""
    return f"{title}{note.checks_ok} of {note.checks} checks OK."


def _runs(note: Note) -> str:
    return "1 run" if note.runs == 1 else f"{note.runs} runs the same"


def spoken(seconds: int) -> str:
    """`12 minutes`, `1 hour 5 minutes`; seconds are nobody's business."""
    minutes = seconds // 60
    if not minutes:
        return "less than a minute"
    hours, rest = divmod(minutes, 60)
    parts = [_counted(hours, "hour")] if hours else []
    if rest:
        parts.append(_counted(rest, "minute"))
    return " ".join(parts)


def _remarks(floor: Floor) -> Iterator[str]:
    if floor.unread:
        verb = "was" if floor.unread == 1 else "were"
        yield f"{_counted(floor.unread, 'note')} {verb} passed over: damaged, copied, or of a newer kit."
    if floor.left_out:
        yield f"There are more notes than this view shows. Left out: {floor.left_out}."


def _name(note: Note) -> str:
    return safe_line(note.name, 40)


def _counted(count: int, noun: str) -> str:
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"


def _wrapped(lines: Iterable[str], look: Look) -> Iterator[str]:
    for line in lines:
        text = line.strip()
        indent = "" if look.is_plain else " " * (len(line) - len(line.lstrip()))
        if look.is_plain and line.startswith("  ") and not text.endswith("."):
            text += "."
        yield from textwrap.wrap(
            text,
            max(look.width, _NARROWEST),
            initial_indent=indent,
            subsequent_indent=indent if look.is_plain or not indent else f"{indent}  ",
            break_on_hyphens=False,
            break_long_words=False,
        ) or [""]
