"""The standings as text for a terminal: few lines, narrow, 7-bit in our own words. Pure.

Every number says what it is: so far all are claims. The first places are
ranked, the other teams are named in the order of the alphabet, and nobody is last.
"""

import textwrap
from dataclasses import dataclass

from hackney_challenges.printable import safe_line
from hackney_challenges.scoreboard.standings import Row, Standings
from hackney_challenges.scoreboard.store import Reading

PUBLIC_ROWS = 5
"""How many places are shown in order."""

_NARROWEST = 24


@dataclass(frozen=True, slots=True, kw_only=True)
class Look:
    """How to show a board: columns, and whole sentences for screen readers instead of a table."""

    width: int = 72
    is_plain: bool = False


def board_text(
    table: Standings, reading: Reading, *, team: str | None, newest: str | None, next_step: str, look: Look
) -> str:
    """The board, and what a reader should know about it.

    `team` is the id of the team that looks: its row alone says its place even
    beyond the first ones. `newest` says when the last claim was made.
    """
    width = max(look.width, _NARROWEST)
    parts: list[str] = ["Scoreboard: claims, not yet marked." if not look.is_plain else _PLAIN_HEAD]
    ranked = table.ranked(PUBLIC_ROWS)
    if ranked:
        parts += ["", *(_plain_rows(ranked) if look.is_plain else _rows(ranked, width))]
    else:
        parts += ["", "No points are claimed yet."]
    others = table.others(PUBLIC_ROWS)
    if others:
        head = "Also scoring" if any(row.points for row in others) else "Also here"
        parts += ["", f"{head}: {', '.join(safe_line(row.name, 40) for row in others)}."]
    own = table.row_of(team) if team else None
    if own is not None:
        parts += ["", f"Your team: {_points(own.points)}{_place(own)}."]
    elif team:
        parts += ["", "Your team has handed in nothing yet."]
    parts += ["", *_remarks(reading, newest), f"Next: {next_step}"]
    return "\n".join(line for part in parts for line in _wrapped(part, width, look))


_PLAIN_HEAD = "This is the scoreboard. The points are claims. They are not yet marked."


def _rows(rows: tuple[Row, ...], width: int) -> list[str]:
    ranks = [f"{row.rank}{'=' if row.is_shared else ''}" for row in rows]
    points = [_points(row.points) for row in rows]
    rank_width, points_width = max(map(len, ranks)), max(map(len, points))
    room = max(min(width - rank_width - points_width - 4, 40), 8)
    return [
        f"{rank:<{rank_width}}  {safe_line(row.name, room):<{room}}  {score:>{points_width}}"
        for rank, row, score in zip(ranks, rows, points, strict=True)
    ]


def _plain_rows(rows: tuple[Row, ...]) -> list[str]:
    return [
        f"{_place(row).removeprefix(', ').capitalize()}: {safe_line(row.name, 40)}, {_points(row.points)}."
        for row in rows
    ]


def _remarks(reading: Reading, newest: str | None) -> list[str]:
    remarks = []
    if newest is not None:
        count = len(reading.entries)
        remarks.append(f"{count} {'entry' if count == 1 else 'entries'}. The newest is of {newest}.")
    if reading.not_yet:
        remarks.append(f"{_files(reading.not_yet)} in the inbox cannot be read just now.")
    if reading.set_aside_count:
        count = reading.set_aside_count
        verb = "was" if count == 1 else "were"
        remarks.append(f"{count} {'line' if count == 1 else 'lines'} could not be read and {verb} set aside:")
        remarks += [
            f"  {safe_line(aside.file, 60)}{f', line {aside.line}' if aside.line else ''}: {aside.reason}"
            for aside in reading.set_aside[:3]
        ]
        if count > 3:
            remarks.append("  All of them: hackney board --json")
    if reading.damage:
        first = reading.damage[0]
        remarks.append(
            f"Somebody changed {safe_line(first.file, 60)}. {first.reason} Show this to the organiser."
        )
    return remarks


def _place(row: Row) -> str:
    if not row.rank:
        return ""
    return f", place {row.rank}{', shared' if row.is_shared else ''}"


def _points(points: int) -> str:
    return "1 point" if points == 1 else f"{points} points"


def _files(count: int) -> str:
    return "1 file" if count == 1 else f"{count} files"


def _wrapped(line: str, width: int, look: Look) -> list[str]:
    if len(line) <= width:
        return [line.strip() if look.is_plain else line]
    indent = "" if look.is_plain else "  "
    return textwrap.wrap(line, width, subsequent_indent=indent, break_on_hyphens=False)
