"""For people who write packs, and who choose among them: `packs`."""

import json
from collections.abc import Iterator, Sequence

import click

from hackney_challenges.commands.screen import Screen, plain_option, screen, show
from hackney_challenges.errors import ChallengesError, ExitCode
from hackney_challenges.feedback.run_text import counted
from hackney_challenges.packs import curriculum
from hackney_challenges.packs.discovery import Installed, Problem, installed
from hackney_challenges.packs.judges import parts_of
from hackney_challenges.packs.manifest import Challenge, Pack
from hackney_challenges.packs.suite import read_suite
from hackney_challenges.printable import safe_line


@click.command()
@click.option("--json", "as_json", is_flag=True, help="For a program to read.")
@click.option("--curriculum", "by_curriculum", is_flag=True, help="For teachers: which task is about what.")
@plain_option
def packs(plain: bool, as_json: bool, by_curriculum: bool) -> int:
    """List the packs on this computer, and what is wrong with any.

    \b
    Examples:
      hackney packs
      hackney packs --curriculum
    """
    found = installed()
    if by_curriculum and not as_json:
        _show_curriculum(screen(plain), found.packs)
        return ExitCode.DONE
    problems = (*found.problems, *_problems_in_suites(found))
    if as_json:
        show(_as_json(found.packs, problems))
    else:
        _show(screen(plain), found.packs, problems)
    return ExitCode.NOT_YET if problems else ExitCode.DONE


def _problems_in_suites(found: Installed) -> Iterator[Problem]:
    """The suites that cannot be used, and the checks of judge packs whose names are taken."""
    distributions = {pack.name: f"{pack.distribution} {pack.version}".strip() for pack in found.packs}
    challenges = [challenge for pack in found.packs if pack.extends is None for challenge in pack.challenges]
    for challenge in challenges:
        for part in parts_of(challenge, found.further(challenge)):
            if part.trouble is not None:
                yield Problem(
                    distribution=distributions[part.challenge.pack],
                    file=str(part.challenge.suite_file),
                    sentence=part.trouble,
                )


def _show(out: Screen, packs: Sequence[Pack], problems: Sequence[Problem]) -> None:
    for pack in packs:
        out.say(f"{pack.name} {safe_line(pack.version, 30)}: {safe_line(pack.title)}")
        out.say(safe_line(pack.summary, 300), indent="  ")
        points = sum(_points(challenge) for challenge in pack.challenges)
        if pack.extends:
            out.say("A judge pack: for the organiser's computer, not for teams.", indent="  ")
            out.say(
                f"More checks for {len(pack.challenges)} of {pack.extends}, {counted(points, 'point')}:",
                indent="  ",
            )
        else:
            out.say(f"{counted(len(pack.challenges), 'challenge')}, {counted(points, 'point')}:", indent="  ")
        out.say(", ".join(challenge.slug for challenge in pack.challenges), indent="  ")
        out.say()
    if not packs:
        out.say("No packs are installed.")
    for problem in problems:
        out.say(f"LOOK: {problem.sentence}")
    out.next("hackney start otters --pack NAME", "in a team's folder: hackney get SLUG")


def _show_curriculum(out: Screen, packs: Sequence[Pack]) -> None:
    """Each code of the curriculum that a challenge is about, with its sentence and those challenges."""
    challenges = [challenge for pack in packs for challenge in pack.challenges]
    for code, sentence in curriculum.sentences().items():
        about = [challenge.slug for challenge in challenges if code in challenge.curriculum]
        if about:
            out.say(f"{code}: {sentence}")
            out.say(", ".join(about), indent="  ")
    out.say()
    out.next("hackney packs")


def _points(challenge: Challenge) -> int:
    try:
        return read_suite(challenge.suite_file).points
    except ChallengesError:
        return 0


def _as_json(packs: Sequence[Pack], problems: Sequence[Problem]) -> str:
    body = {
        "format": "hackney-packs/1",
        "packs": [
            {
                "name": pack.name,
                "distribution": pack.distribution,
                "version": pack.version,
                "title": pack.title,
                "summary": pack.summary,
                "extends": pack.extends,
                "challenges": [
                    {
                        "challenge": challenge.slug,
                        "title": challenge.title,
                        "level": challenge.level,
                        "curriculum": list(challenge.curriculum),
                        "needs": list(challenge.needs),
                        "out_of": _points(challenge),
                    }
                    for challenge in pack.challenges
                ],
            }
            for pack in packs
        ],
        "problems": [
            {"distribution": problem.distribution, "file": str(problem.file), "sentence": problem.sentence}
            for problem in problems
        ],
    }
    return json.dumps(body, indent=1)
