"""What makes and mends a team's files: `start`, `get`, `reset`, `restore`."""

from collections.abc import Sequence
from pathlib import Path

import click

from hackney_challenges.commands.places import DEFAULT_PACKS, here, packs_named
from hackney_challenges.commands.screen import Screen, plain_option, screen
from hackney_challenges.commands.slugs import slug_argument
from hackney_challenges.errors import ExitCode
from hackney_challenges.packs.discovery import Installed, installed
from hackney_challenges.packs.manifest import Challenge, Pack
from hackney_challenges.printable import safe_line
from hackney_challenges.team import starters
from hackney_challenges.team.folder import FolderError
from hackney_challenges.team.starting import Started, start_folder


@click.command()
@click.argument("directory", metavar="DIR", type=click.Path(path_type=Path))
@click.option("--team", metavar="NAME", help="Your team's name. No real names.")
@click.option("--pack", "packs", metavar="NAME", multiple=True, help="Only these packs. May be given again.")
@plain_option
def start(directory: Path, team: str | None, packs: tuple[str, ...], plain: bool) -> int:
    """Make your team's folder. What is there already stays as it is.

    \b
    Examples:
      hackney start otters --team "Canal Otters"
      hackney start otters --pack hackney_warmup
    """
    out, found = screen(plain), installed()
    chosen = _packs_to_start_with(packs, found)
    challenges = [challenge for pack in chosen for challenge in pack.challenges]
    started = start_folder(directory, name=team, challenges=challenges, packs=packs or None)
    _tell(out, started, directory, team, challenges)
    return ExitCode.DONE


def _packs_to_start_with(names: Sequence[str], found: Installed) -> tuple[Pack, ...]:
    if names:
        chosen = packs_named(tuple(dict.fromkeys(names)), found, where="You named")
    else:
        by_name = {pack.name: pack for pack in found.packs if pack.extends is None}
        chosen = tuple(by_name[name] for name in DEFAULT_PACKS if name in by_name) or tuple(by_name.values())
    if not any(pack.challenges for pack in chosen):
        raise FolderError("No challenges are installed on this computer. Next: hackney doctor")
    return chosen


def _tell(
    out: Screen, started: Started, directory: Path, team: str | None, challenges: Sequence[Challenge]
) -> None:
    folder, where = started.folder, safe_line(str(directory))
    if started.is_new:
        out.say(f"Your folder is ready: {where}")
        out.say(f"Team: {safe_line(folder.name, 80)}")
    else:
        out.say(f"{where} is the folder of {safe_line(folder.name, 80)} already.")
        if team is not None and team.strip() != folder.name:
            out.say("The name stays. To change it, edit hackney.toml.")
    if started.kept:
        out.say(f"{_counted(started.kept)} there already. Your work stays as it is.")
    if started.given:
        out.say(f"{_counted(started.given)} new in it, a file each.")
    out.say()
    step_in = [] if Path.cwd() == folder.path else [f"cd {_quoted(where)}"]
    if started.is_new and challenges:
        out.next(*step_in, f"hackney brief {challenges[0].slug}")
        out.say("No terminal? Open run_me.py in Thonny or IDLE and press F5.")
    else:
        out.next(*step_in, "hackney map")


def _counted(files: Sequence[str]) -> str:
    return f"{len(files)} challenge is" if len(files) == 1 else f"{len(files)} challenges are"


def _quoted(path: str) -> str:
    return f'"{path}"' if " " in path else path


@click.command()
@slug_argument(required=True)
@plain_option
def get(slug: str, plain: bool) -> int:
    """Put one more challenge in your folder.

    \b
    Example:
      hackney get bus_fare
    """
    place, out = here(), screen(plain)
    challenge = place.challenge(slug)
    if starters.give_starter(place.folder, challenge):
        out.say(f"{challenge.slug}.py is in your folder now.")
    else:
        out.say(f"{challenge.slug}.py is there already. It stays as it is.")
    out.next(f"hackney brief {challenge.slug}")
    return ExitCode.DONE


@click.command()
@slug_argument(required=True)
@plain_option
def reset(slug: str, plain: bool) -> int:
    """Get a fresh file. Your old one is kept, and your points stay.

    \b
    Example:
      hackney reset bus_fare
    """
    place, out = here(), screen(plain)
    challenge = place.challenge(slug)
    kept = starters.reset(place.folder, challenge)
    out.say(f"{challenge.slug}.py is as it was on the first day.")
    if kept is not None:
        out.say(f"Your old file is kept: .hackney/old/{safe_line(kept.name)}")
        out.say_command("To bring it back:", f"hackney restore {challenge.slug}")
    out.next(f"hackney brief {challenge.slug}")
    return ExitCode.DONE


@click.command()
@slug_argument(required=True)
@plain_option
def restore(slug: str, plain: bool) -> int:
    """Bring your old file back. The present one is kept.

    \b
    Example:
      hackney restore bus_fare
    """
    place, out = here(), screen(plain)
    challenge = place.challenge(slug)
    done = starters.restore(place.folder, challenge)
    if done is None:
        out.say(f"No other file of {challenge.slug} is kept here.")
        out.next(f"hackney brief {challenge.slug}")
        return ExitCode.NOT_YET
    old, kept = done
    out.say(f"{challenge.slug}.py is back, from {safe_line(old.name)}")
    if kept is not None:
        out.say(f"The other one is kept. To change back: hackney restore {challenge.slug}")
    out.next(f"hackney check {challenge.slug}")
    return ExitCode.DONE
