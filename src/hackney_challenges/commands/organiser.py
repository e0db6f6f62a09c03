"""What an organiser and the helpers in the room type; a team reads the board too."""

import json
import time
from collections.abc import Iterable
from datetime import datetime
from pathlib import Path
from typing import Any

import click

from hackney_challenges.commands.screen import Screen, plain_option, say_aside, screen, show
from hackney_challenges.errors import ChallengesError, ExitCode
from hackney_challenges.printable import safe_line
from hackney_challenges.scoreboard.board_text import Look, board_text
from hackney_challenges.scoreboard.by_url import open_store
from hackney_challenges.scoreboard.collector import Collected, collect, collecting
from hackney_challenges.scoreboard.entries import Entry
from hackney_challenges.scoreboard.file_store import FileStore
from hackney_challenges.scoreboard.floor import FOLDER, Floor, open_floor, read_floor
from hackney_challenges.scoreboard.floor_text import floor_text
from hackney_challenges.scoreboard.standings import Standings, standings
from hackney_challenges.scoreboard.store import Reading, StoreTrouble
from hackney_challenges.team.folder import CONFIGURATION, TeamFolder, find_folder, read_folder

_FOLLOW_SECONDS = 2.0


class NoScoreboardError(ChallengesError):
    """Nothing says which scoreboard is meant."""


@click.command("board")
@click.argument("place", required=False)
@click.option("--collect", "collects", is_flag=True, help="Organiser: gather the inbox into one file first.")
@click.option("--follow", "follows", is_flag=True, help="With --collect: go on until Ctrl-C.")
@click.option("--json", "as_json", is_flag=True, help="For a program to read.")
@plain_option
def board(place: str | None, collects: bool, follows: bool, as_json: bool, plain: bool) -> int:
    """Show the scoreboard.

    PLACE is the scoreboard's folder. In a team's folder it is known already.

    \b
    Examples:
      hackney board
      hackney board //server/share/hackney --collect --follow
    """
    if follows and (not collects or as_json):
        raise click.UsageError("--follow goes with --collect, and not with --json.")
    team = None if place else _team()
    store = _store("board", place, team)
    if follows:
        _follow(store)
    collected = collect(store) if collects else None
    reading = store.read()
    table = standings(reading.entries)
    out = screen(plain)
    if as_json:
        show(_as_json(table, reading, collected))
    else:
        _show(out, table, reading, collected, team)
    damage = reading.damage or (collected.damage if collected else ())
    return ExitCode.DAMAGED if damage else ExitCode.DONE


def _team() -> TeamFolder | None:
    path = find_folder(Path.cwd())
    return read_folder(path) if path is not None else None


def _store(word: str, place: str | None, team: TeamFolder | None) -> FileStore:
    """The scoreboard that the command `word` is about. Raises `NoScoreboardError`, `UnknownPlace`."""
    here = Path.cwd()
    if place is not None:
        return open_store(place, here)
    if team is not None and team.scoreboard is not None:
        return open_store(team.scoreboard, team.path)
    if team is not None:
        raise NoScoreboardError(
            "This team has no scoreboard yet. Ask where it is, then add two lines at the end of "
            f'{CONFIGURATION}: [scoreboard] and url = "//server/share/hackney" (with your own place in it).'
        )
    if (here / "scoreboard.jsonl").is_file() or any((here / name).is_dir() for name in ("inbox", FOLDER)):
        return FileStore(here)
    raise NoScoreboardError(
        "There is no scoreboard here. Go to a team's folder, or say where it is: "
        f"hackney {word} //server/share/hackney"
    )


def _show(
    out: Screen, table: Standings, reading: Reading, collected: Collected | None, team: TeamFolder | None
) -> None:
    if collected is not None:
        out.say(_collected(collected))
        out.say()
    show(
        board_text(
            table,
            reading,
            team=team.id if team else None,
            newest=_newest(reading.entries),
            next_step=_next_step(table, team, is_collected=collected is not None),
            look=Look(width=out.width, is_plain=out.plain),
        )
    )


def _next_step(table: Standings, team: TeamFolder | None, *, is_collected: bool) -> str:
    if team is not None and not is_collected:
        return "hackney next" if table.row_of(team.id) else "hackney submit"
    if not table.rows:
        return "in a team's folder, hackney submit"
    return "hackney board --collect --follow" if is_collected else "hackney board --collect"


def _follow(store: FileStore) -> None:
    """Collect until stopped. A share that goes away in between is waited for."""
    total = -1
    away = ""
    while True:
        try:
            with collecting(store) as collector:
                while True:
                    collected = collector.one_pass()
                    away = ""
                    if collected.added or collected.aside or collected.total != total:
                        show(f"{datetime.now():%H:%M:%S}  {_collected(collected)}")
                    if collected.damage and total < 0:
                        say_aside(f"{collected.damage[0].file}: {collected.damage[0].reason}")
                    total = collected.total
                    time.sleep(_FOLLOW_SECONDS)
        except StoreTrouble as trouble:
            if total < 0:
                raise
            if str(trouble) != away:
                away = str(trouble)
                say_aside(f"{away}. Trying again; nothing is lost. Ctrl-C stops.")
            time.sleep(_FOLLOW_SECONDS)


def _collected(collected: Collected) -> str:
    said = f"{collected.added} new, {collected.total} in the scoreboard file."
    if collected.aside:
        said += f" {collected.aside} could not be read: see set-aside."
    if collected.left:
        said += f" {collected.left} left in the inbox: not readable yet, or made by a newer kit."
    return said


def _newest(entries: Iterable[Entry]) -> str | None:
    """When the newest entry was made. No laptop's clock is believed beyond now."""
    now = time.time_ns() // 1_000_000
    newest = max(
        (min(entry.at if entry.seen is None else entry.seen, now) for entry in entries), default=None
    )
    return None if newest is None else f"{datetime.fromtimestamp(newest / 1000):%d %b %H:%M}"


def _as_json(table: Standings, reading: Reading, collected: Collected | None) -> str:
    shown: dict[str, Any] = {
        "format": "hackney-board/1",
        "says": "claims",
        "teams": [
            {
                "team": row.team,
                "name": row.name,
                "points": row.points,
                "rank": row.rank or None,
                "shared": row.is_shared,
                "challenges": [
                    {
                        "challenge": cell.challenge,
                        "points": cell.points,
                        "out_of": cell.out_of,
                        "says": cell.says,
                    }
                    for cell in row.cells
                ],
            }
            for row in table.rows
        ],
        "entries": len(reading.entries),
        "waiting": reading.waiting,
        "not_yet": reading.not_yet,
        "set_aside_count": reading.set_aside_count,
        "set_aside": [
            {"file": aside.file, "line": aside.line, "reason": aside.reason} for aside in reading.set_aside
        ],
        "damage": [{"file": spot.file, "line": spot.line, "reason": spot.reason} for spot in reading.damage],
    }
    if collected is not None:
        shown["collected"] = {
            "added": collected.added,
            "total": collected.total,
            "aside": collected.aside,
            "left": collected.left,
        }
    return json.dumps(shown, indent=2)


@click.command("floor")
@click.argument("place", required=False)
@click.option("--open", "opens", is_flag=True, help="Turn it on: from now on, teams leave notes here.")
@click.option("--json", "as_json", is_flag=True, help="For a program to read.")
@plain_option
def floor(place: str | None, opens: bool, as_json: bool, plain: bool) -> int:
    """For helpers: which team could use a hand, and who is quiet.

    PLACE is the scoreboard's folder. In a team's folder it is known already.

    \b
    Examples:
      hackney floor
      hackney floor --open //server/share/hackney
    """
    store = _store("floor", place, None if place else _team())
    is_new = open_floor(store) if opens else False
    seen = read_floor(store)
    if as_json:
        show(_floor_as_json(seen))
        return ExitCode.DONE
    out = screen(plain)
    if opens:
        out.say("The floor view is on." if is_new else "The floor view was on already.")
        out.say(f"To turn it off, delete the folder {FOLDER} beside the scoreboard.")
        out.say()
    look = Look(width=out.width, is_plain=out.plain)
    again = f"hackney floor {safe_line(place)}" if place else "hackney floor"
    show(floor_text(seen, now=datetime.now(), next_step=again, look=look))
    return ExitCode.DONE


def _floor_as_json(floor: Floor) -> str:
    shown = {
        "format": "hackney-floor/1",
        "teams": [
            {
                "team": seen.note.team,
                "name": seen.note.name,
                "group": seen.group,
                "at": seen.note.at,
                "challenge": seen.note.slug,
                "title": seen.note.title,
                "state": seen.note.state,
                "check": None
                if seen.note.check is None
                else {
                    "number": seen.note.check.number,
                    "name": seen.note.check.name,
                    "title": seen.note.check.title,
                },
                "checks_ok": seen.note.checks_ok,
                "checks": seen.note.checks,
                "runs": seen.note.runs,
                "still_seconds": seen.still_seconds,
                "quiet_seconds": seen.quiet_seconds,
            }
            for seen in floor.teams
        ],
        "unread": floor.unread,
        "left_out": floor.left_out,
    }
    return json.dumps(shown, indent=1)
