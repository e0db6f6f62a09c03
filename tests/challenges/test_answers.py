"""The bundled packs through the door: what models, starters, mistakes and other right answers earn."""

import ast
import json
import os
import re
import subprocess
import sys
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import pytest

from hackney_challenges.packs.manifest import Challenge, read_pack
from hackney_challenges.packs.suite import read_suite

PACKS = Path(__file__).parents[2] / "challenges"
OTHER_ANSWERS = Path(__file__).parent / "other_answers"
CHALLENGES = [
    challenge
    for name in ("hackney_first_steps", "hackney_warmup")
    for challenge in read_pack(PACKS / name).challenges
]
MISTAKES = [
    (challenge, mistake)
    for challenge in CHALLENGES
    for mistake in sorted((challenge.folder / "answers/mistakes").glob("*.py"))
]
FUNCTIONS = [one for one in CHALLENGES if not read_suite(one.suite_file).is_program]
ODD_ANSWERS = {
    "text": '"50"',
    "list": "[5, 0]",
    "nan": 'float("nan")',
    "object": "object()",
    "function": "print",
    "generator": "(number for number in [1, 2])",
}
Found = Mapping[str, Mapping[str, Any]]  # team → challenge → its part of the result file
pytestmark = pytest.mark.timeout(300)  # the first test of each kind pays for a run over all its teams
each_challenge = pytest.mark.parametrize("challenge", CHALLENGES, ids=lambda challenge: challenge.slug)


def lost_by(mistake: Path) -> set[str]:
    """The checks that its author says this mistake loses."""
    docstring = ast.get_docstring(ast.parse(mistake.read_text(encoding="utf-8"))) or ""
    return set(re.findall(r"test_\w+", docstring.rpartition("Loses:")[2]))


@pytest.fixture(scope="session")
def right_and_idle(tmp_path_factory: pytest.TempPathFactory) -> Found:
    """What one run found about four teams: the models, other right answers, the starters, empty files."""
    teams: dict[str, dict[str, bytes]] = {"model": {}, "other": {}, "starter": {}, "empty": {}}
    for challenge in CHALLENGES:
        teams["model"][challenge.slug] = (challenge.folder / "answers/model.py").read_bytes()
        teams["other"][challenge.slug] = (OTHER_ANSWERS / f"{challenge.slug}.py").read_bytes()
        teams["starter"][challenge.slug] = challenge.starter_file.read_bytes()
        teams["empty"][challenge.slug] = b""
    return found_by_pytest(tmp_path_factory.mktemp("right"), teams)


@pytest.fixture(scope="session")
def mistaken(tmp_path_factory: pytest.TempPathFactory) -> Found:
    """What one run found about the mistakes: all the first ones make a team, all the second ones another."""
    teams: dict[str, dict[str, bytes]] = {}
    for challenge, mistake in MISTAKES:
        teams.setdefault(team_of(mistake), {})[challenge.slug] = mistake.read_bytes()
    for kind, answer in ODD_ANSWERS.items():
        teams[kind] = {challenge.slug: always(answer, challenge) for challenge in FUNCTIONS}
    return found_by_pytest(tmp_path_factory.mktemp("mistaken"), teams, "-p", "few_cases")


def always(answer: str, challenge: Challenge) -> bytes:
    """The starter with another answer for everything."""
    starter = challenge.starter_file.read_text(encoding="utf-8")
    assert "return None" in starter
    return starter.replace("return None", f"return {answer}").encode()


def team_of(mistake: Path) -> str:
    return f"team-{sorted(mistake.parent.glob('*.py')).index(mistake)}"


def found_by_pytest(place: Path, teams: Mapping[str, Mapping[str, bytes]], *options: str) -> Found:
    """Run pytest once over a folder for each team."""
    for team, solutions in teams.items():
        (place / team).mkdir()
        (place / team / "hackney.toml").write_text(f'[team]\nformat = 1\nname = "{team}"\nid = "{team}"\n')
        for slug, source in solutions.items():
            (place / team / f"{slug}.py").write_bytes(source)
    command = [sys.executable, "-m", "pytest", "-q", *options, "--hackney-json", "found.json", *teams]
    environment = {**os.environ, "PYTHONPATH": str(Path(__file__).parent)}
    ran = subprocess.run(command, cwd=place, env=environment, stdin=subprocess.DEVNULL, capture_output=True)
    assert ran.returncode == 1, ran.stdout + ran.stderr
    return {team: parts_of(place / f"found.{team}.json") for team in teams}


def parts_of(result_file: Path) -> Mapping[str, Any]:
    result = json.loads(result_file.read_text(encoding="utf-8"))
    return {challenge["challenge"]: challenge for challenge in result["challenges"]}


def verdicts(challenge: Mapping[str, Any]) -> dict[str, str]:
    return {check["name"]: check["verdict"] for check in challenge["checks"]}


@each_challenge
@pytest.mark.parametrize("team", ["model", "other"])
def test_a_right_answer_of_any_kind_earns_everything(
    right_and_idle: Found, challenge: Challenge, team: str
) -> None:
    result = right_and_idle[team][challenge.slug]
    assert set(verdicts(result).values()) == {"solved"}
    assert (result["verdict"], result["points"]) == ("solved", result["out_of"])


@each_challenge
@pytest.mark.parametrize("team", ["starter", "empty"])
def test_a_starter_and_an_empty_file_earn_nothing(
    right_and_idle: Found, challenge: Challenge, team: str
) -> None:
    result = right_and_idle[team][challenge.slug]
    assert set(verdicts(result).values()) == {"not yet"}
    assert (result["verdict"], result["points"]) == ("not yet", 0)


@pytest.mark.parametrize(
    ("challenge", "mistake"),
    MISTAKES,
    ids=[f"{challenge.slug}-{mistake.stem}" for challenge, mistake in MISTAKES],
)
def test_a_mistake_loses_just_the_checks_it_names(
    mistaken: Found, challenge: Challenge, mistake: Path
) -> None:
    found = verdicts(mistaken[team_of(mistake)][challenge.slug])
    lost = {name: verdict for name, verdict in found.items() if verdict != "solved"}
    assert lost == dict.fromkeys(lost_by(mistake), "not yet")


@pytest.mark.parametrize("challenge", FUNCTIONS, ids=lambda challenge: challenge.slug)
@pytest.mark.parametrize("kind", ODD_ANSWERS)
def test_an_answer_of_an_odd_kind_earns_nothing_and_is_no_fault_of_the_pack(
    mistaken: Found, challenge: Challenge, kind: str
) -> None:
    result = mistaken[kind][challenge.slug]
    assert set(verdicts(result).values()) == {"not yet"}
    assert result["points"] == 0
