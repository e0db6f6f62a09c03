"""What a team reads while it works: `map`, `brief`, `next`, `hint`."""

import json
from collections.abc import Sequence
from contextlib import suppress

import click

from hackney_challenges.commands import journey
from hackney_challenges.commands.journey import Stage
from hackney_challenges.commands.places import Place, here
from hackney_challenges.commands.screen import Screen, plain_option, screen, show, show_markdown
from hackney_challenges.commands.slugs import slug_argument
from hackney_challenges.errors import ExitCode
from hackney_challenges.packs.brief import read_brief, read_hints
from hackney_challenges.printable import safe_line
from hackney_challenges.team.folder import FolderError
from hackney_challenges.team.hints import hints_seen, remember_hint
from hackney_challenges.team.progress import Progress, read_progress

_WORDS = {"solved": "SOLVED", "started": "STARTED", "to do": "TO DO", "not here": "NOT HERE"}


@click.command("map")
@click.option("--json", "as_json", is_flag=True, help="For a program to read.")
@plain_option
def map(plain: bool, as_json: bool) -> int:  # noqa: A001 # the command's name
    """Show all challenges and your points.

    \b
    Example:
      hackney map
    """
    place = here()
    progress = read_progress(place.folder)
    rows = journey.stages(place.folder, place.challenges, progress, place.installed)
    if as_json:
        show(_map_json(place, rows))
        return ExitCode.DONE
    out = screen(plain)
    out.notes(progress.notes)
    _show_map(out, place, rows)
    present = journey.now(rows, progress)
    if present is None:
        out.next("hackney packs")
    elif present.state == "solved":
        out.next("hackney next")
    else:
        out.next(_towards(present))
    return ExitCode.DONE


def _show_map(out: Screen, place: Place, rows: Sequence[Stage]) -> None:
    points, out_of = sum(row.points for row in rows), sum(row.out_of for row in rows)
    out.say(f"{safe_line(place.folder.name, 80)}: {points} of {out_of} points")
    longest = max((len(row.slug) for row in rows), default=0)
    elsewhere = []
    for pack in place.packs:
        mine = [row for row in rows if row.challenge.pack == pack.name]
        if place.folder.packs is None and all(row.state == "not here" for row in mine):
            elsewhere += [pack] if mine else []
            continue
        out.say()
        out.say(safe_line(pack.title))
        for row in mine:
            _show_row(out, row, longest)
    if elsewhere:
        out.say()
        titles = ", ".join(safe_line(pack.title, 40) for pack in elsewhere)
        out.say(f"More packs on this computer: {titles}. To see them: hackney packs")
    out.say()


def _show_row(out: Screen, row: Stage, longest: int) -> None:
    title = safe_line(row.challenge.title, 60)
    if out.plain:
        out.say(f"{row.slug}: {row.state}. {row.points} of {row.out_of} points. {title}.")
        return
    points = f"{row.points} of {row.out_of}"
    start = f"  {_WORDS[row.state]:<8}  {row.slug:<{longest}}  {points:>8}"
    if len(start) + 2 + len(title) <= out.width:
        start += f"  {title}"
    elif len(start) > out.width:
        start = f"  {_WORDS[row.state]} {row.slug} {points}"
    show(start)


def _map_json(place: Place, rows: Sequence[Stage]) -> str:
    body = {
        "format": "hackney-map/1",
        "team": {"id": place.folder.id, "name": place.folder.name},
        "points": sum(row.points for row in rows),
        "out_of": sum(row.out_of for row in rows),
        "challenges": [
            {
                "pack": row.challenge.pack,
                "challenge": row.slug,
                "title": row.challenge.title,
                "level": row.challenge.level,
                "state": row.state,
                "points": row.points,
                "out_of": row.out_of,
                "checks_ok": row.checks_ok,
                "checks": row.checks,
            }
            for row in rows
        ],
    }
    return json.dumps(body, indent=1)


@click.command()
@slug_argument(required=False)
@plain_option
def brief(slug: str | None, plain: bool) -> int:
    """Read a task: yours, or the one you name.

    \b
    Examples:
      hackney brief
      hackney brief bus_fare
    """
    place, out = here(), screen(plain)
    progress = read_progress(place.folder)
    out.notes(progress.notes)
    stage = _chosen(place, progress, slug)
    out.say(_headline(stage))
    out.say()
    show_markdown(out, read_brief(stage.challenge).text)
    out.say()
    if stage.state == "not here":
        out.next(f"hackney get {stage.slug}")
    else:
        out.next(f"write your code in {stage.slug}.py. Save.", f"hackney check {stage.slug}")
    return ExitCode.DONE


@click.command()
@plain_option
def next(plain: bool) -> int:  # noqa: A001 # the command's name
    """Show where you are, and what to do now.

    \b
    Example:
      hackney next
    """
    place, out = here(), screen(plain)
    progress = read_progress(place.folder)
    out.notes(progress.notes)
    rows = journey.stages(place.folder, place.challenges, progress, place.installed)
    present = journey.now(rows, progress)
    following = journey.after(rows, present)
    if present is None or (present.state == "solved" and following is None):
        points = sum(row.points for row in rows)
        out.say(f"All challenges are solved: {points} points.")
        out.next("hackney packs")
        return ExitCode.DONE
    if present.state == "solved":
        assert following is not None
        out.say(f"{_title(present)} is solved: {present.points} of {present.out_of} points.")
        out.say(f"Now: {_headline(following)}")
        out.next(_towards(following))
        return ExitCode.DONE
    if present.state == "started":
        out.say(f"You are at: {_headline(present)}")
        if present.checks_ok:
            out.say(f"{present.checks_ok} of {present.checks} checks are OK.")
        out.next(f"hackney check {present.slug}")
    else:
        out.say(f"Now: {_headline(present)}")
        out.next(_towards(present))
    if following is not None:
        out.say_command("Or go on with another:", f"hackney brief {following.slug}")
    return ExitCode.DONE


@click.command()
@slug_argument(required=False)
@plain_option
def hint(slug: str | None, plain: bool) -> int:
    """Get the next hint. Hints are free: they cost no points.

    \b
    Examples:
      hackney hint
      hackney hint bus_fare
    """
    place, out = here(), screen(plain)
    progress = read_progress(place.folder)
    out.notes(progress.notes)
    stage = _chosen(place, progress, slug)
    hints = read_hints(stage.challenge)
    if not hints:
        out.say(f"{_title(stage)} has no hints. Ask the team beside you.")
        out.next(f"hackney brief {stage.slug}")
        return ExitCode.DONE
    seen = min(hints_seen(place.folder, stage.slug), len(hints))
    if seen == len(hints):
        out.say(f"You have all {len(hints)} hints of {_title(stage)}. Here they are again.")
    shown = range(1, seen + 1) if seen == len(hints) else (seen + 1,)
    for number in shown:
        out.say(f"Hint {number} of {len(hints)} for {stage.slug}.")
        show_markdown(out, hints[number - 1])
    with suppress(OSError):  # a hint that cannot be remembered is shown again
        remember_hint(place.folder, stage.slug, max(shown))
    out.say()
    out.next(f"hackney check {stage.slug}")
    if max(shown) < len(hints):
        out.say_command("One more hint:", f"hackney hint {stage.slug}")
    return ExitCode.DONE


def _chosen(place: Place, progress: Progress, slug: str | None) -> Stage:
    if slug is not None:
        return journey.stages(place.folder, [place.challenge(slug)], progress, place.installed)[0]
    rows = journey.stages(place.folder, place.challenges, progress, place.installed)
    present = journey.now(rows, progress)
    if present is None:
        if not rows:
            raise FolderError("No challenges are installed for this folder. Next: hackney doctor")
        raise FolderError("All challenges are solved. Name one to see it again: hackney brief SLUG")
    return present


def _title(stage: Stage) -> str:
    return safe_line(stage.challenge.title, 60)


def _headline(stage: Stage) -> str:
    return (
        f"{_title(stage)} ({stage.slug}.py, {stage.challenge.level}, {stage.points} of {stage.out_of} points)"
    )


def _towards(stage: Stage) -> str:
    if stage.state == "not here":
        return f"hackney get {stage.slug}"
    return f"hackney check {stage.slug}" if stage.state == "started" else f"hackney brief {stage.slug}"
