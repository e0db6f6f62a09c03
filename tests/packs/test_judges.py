"""All the checks of a challenge: its own first, then the judges'; no name twice."""

from pathlib import Path

import pytest

from hackney_challenges.packs.judges import joined, parts_of
from hackney_challenges.packs.manifest import Challenge

OWN = '''
from hackney_challenges import points

@points(4)
def test_child(solution):
    """a child"""
    assert solution.fare(10) == 0
'''
JUDGES = OWN.replace("test_child", "test_secret").replace("(4)", "(6)")


def challenge(folder: Path, pack: str, suite: str) -> Challenge:
    made = Challenge(slug="bus_fare", pack=pack, folder=folder / pack, title="Bus fare", level="easy")
    made.folder.mkdir()
    made.suite_file.write_text(suite)
    return made


@pytest.fixture
def own(tmp_path: Path) -> Challenge:
    return challenge(tmp_path, "own_pack", OWN)


def test_a_challenge_without_judges_is_its_suite(own: Challenge) -> None:
    (part,) = parts_of(own, [])
    assert joined((part,)) == part.suite
    assert (part.challenge, part.is_judges, part.trouble) == (own, False, None)


def test_the_judges_checks_and_points_are_appended(own: Challenge, tmp_path: Path) -> None:
    parts = parts_of(own, [challenge(tmp_path, "judges", JUDGES)])
    whole = joined(parts)
    assert [check.name for check in whole.checks] == ["test_child", "test_secret"]
    assert whole.points == 10
    assert [part.is_judges for part in parts] == [False, True]


def test_another_judges_suite_is_another_digest(own: Challenge, tmp_path: Path) -> None:
    alone = joined(parts_of(own, []))
    judged = joined(parts_of(own, [challenge(tmp_path, "judges", JUDGES)]))
    changed = joined(parts_of(own, [challenge(tmp_path, "others", JUDGES.replace("10", "11"))]))
    assert len({alone.digest, judged.digest, changed.digest}) == 3
    assert all(suite.digest.startswith("sha256:") for suite in (alone, judged, changed))


@pytest.mark.parametrize(
    ("suite", "words"),
    [
        (OWN, "line 5: test_child is the name of a check of own_pack too. Next: give this one a name"),
        ("def test_half(solution", "line 1 is not Python"),
        ("", "holds no check"),
    ],
    ids=["a taken name", "torn", "empty"],
)
def test_a_judges_suite_that_cannot_be_used_is_one_check_and_a_sentence(
    own: Challenge, tmp_path: Path, suite: str, words: str
) -> None:
    own_part, judges_part = parts_of(own, [challenge(tmp_path, "judges", suite)])
    assert own_part.trouble is None
    assert judges_part.trouble is not None
    assert words in judges_part.trouble
    assert [check.name for check in judges_part.suite.checks] == ["checks_of_judges"]
    assert joined((own_part, judges_part)).digest == ""


def test_an_own_suite_that_cannot_be_used_leaves_the_judges_theirs(tmp_path: Path) -> None:
    own = challenge(tmp_path, "own_pack", "def test_half(solution")
    own_part, judges_part = parts_of(own, [challenge(tmp_path, "judges", JUDGES)])
    assert own_part.trouble is not None
    assert judges_part.trouble is None
    assert [check.name for check in joined((own_part, judges_part)).checks] == ["checks", "test_secret"]
