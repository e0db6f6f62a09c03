"""Checks of apps that remember, through the door: mistakes of their own kind, and the steps a pupil reads."""

from pathlib import Path

import pytest

import kit

BOX_SUITE = '''
    """Lost things."""

    import pytest
    from hypothesis import strategies as st

    from hackney_challenges import exactly, points, story


    @points(2)
    def test_two_boxes(solution):
        """two boxes know nothing of each other"""
        box, other = solution.Box(), solution.Box()
        assert box.hand_in("scarf") == exactly(1)
        assert other.hand_in("glove") == exactly(1)


    @points(6)
    @story
    def test_things_come_back(solution, steps):
        """things come back to their owners"""
        box = solution.Box()
        inside = {}
        given_out = []

        def hand_in(thing=st.sampled_from(["umbrella", "scarf"])):
            ticket = box.hand_in(thing)
            assert ticket == exactly(len(given_out) + 1)
            given_out.append(ticket)
            inside[ticket] = thing

        def collect(ticket=st.integers(1, 5)):
            if ticket in inside:
                assert box.collect(ticket) == exactly(inside.pop(ticket))
            else:
                with pytest.raises(ValueError):
                    box.collect(ticket)

        for step in steps(hand_in, collect, most=8):
            step()
            assert len(box) == len(inside)
            assert box.things() == exactly(sorted(inside.values()))
'''
BOX = """
    class Box:
        def __init__(self):
            self.kept = {}
            self.last = 0

        def hand_in(self, thing):
            self.last += 1
            self.kept[self.last] = thing
            return self.last

        def collect(self, ticket):
            if ticket not in self.kept:
                raise ValueError("no such ticket")
            return self.kept.pop(ticket)

        def things(self):
            return sorted(self.kept.values())

        def __len__(self):
            return len(self.kept)
"""
MISTAKES = {
    "uses tickets again": ("self.last += 1", "self.last = len(self.kept) + 1"),
    "keeps what was collected": ("self.kept.pop(ticket)", "self.kept[ticket]"),
    "gives any ticket": (
        'if ticket not in self.kept:\n                raise ValueError("no such ticket")',
        "if ticket not in self.kept:\n                return None",
    ),
    "does not sort": ("sorted(self.kept.values())", "list(self.kept.values())"),
    "loses the third": ("return self.last", "return self.last if len(self.kept) < 3 else None"),
    "stops": ("if ticket not in self.kept:", "if self.kept[ticket] == '':"),
    "one box for all": ("self.kept = {}\n            self.last = 0", "pass"),
    "no list of things": ("def things(self)", "def thing(self)"),
    "no self": ("def things(self)", "def things()"),
    "never ends": ("return self.kept.pop(ticket)", "while ticket:\n                pass"),
}


def spoilt(name: str) -> str:
    right, wrong = MISTAKES[name]
    assert right in BOX
    source = BOX.replace(right, wrong)
    return (
        source.replace("class Box:", "class Box:\n        kept = {}\n        last = 0\n")
        if wrong == "pass"
        else source
    )


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    kit.pack(folder, {"kit_box": BOX_SUITE}, limits="[limits]\ncall_seconds = 0.3\n")
    return folder


def told(pytester: pytest.Pytester, site: Path, folder: Path, source: str, *arguments: str) -> list[str]:
    """What a pupil reads about the story, from its state line on."""
    kit.team_folder(folder, {"kit_box.py": source})
    outcome = kit.run_here(pytester, folder, "kit_box.py::test_things_come_back", *arguments, site=site)
    lines = outcome.lines
    start = next(place for place, line in enumerate(lines) if "Check 2" in line)
    end = next(place for place, line in enumerate(lines[start:], start) if line.startswith(("0 of", "1 of")))
    return lines[start:end]


def test_a_right_app_earns_its_points(pytester: pytest.Pytester, site: Path, tmp_path: Path) -> None:
    folder = kit.team_folder(tmp_path / "otters", {"kit_box.py": BOX})
    outcome = kit.run_here(pytester, folder, site=site)
    assert "2 of 2 checks OK. 8 points." in outcome.lines
    assert outcome.code == 0


MADE = "  1. box = Box()"
UMBRELLA = 'box.hand_in("umbrella")'
MESSAGES = {
    "uses tickets again": [
        MADE,
        f"  2. {UMBRELLA}",
        "  3. box.collect(1)",
        f"  4. {UMBRELLA}",
        "  It gave:  1",
        "  It needs: 2",
    ],
    "keeps what was collected": [
        MADE,
        f"  2. {UMBRELLA}",
        "  3. box.collect(1)",
        "  4. len(box)",
        "  It gave:  1",
        "  It needs: 0",
    ],
    "gives any ticket": [
        MADE,
        "  2. box.collect(1)",
        "  It gave:  nothing (None)",
        "  It needs: to stop with ValueError",
    ],
    "does not sort": [
        MADE,
        f"  2. {UMBRELLA}",
        '  3. box.hand_in("scarf")',
        "  4. box.things()",
        '  It gave:  ["umbrella", "scarf"]',
        '  It needs: ["scarf", "umbrella"]',
        "  Maybe:    the items are right. The order is back to front.",
    ],
    "loses the third": [
        MADE,
        f"  2. {UMBRELLA}",
        f"  3. {UMBRELLA}",
        f"  4. {UMBRELLA}",
        "  It gave:  nothing (None)",
        "  It needs: 3",
    ],
    "stops": [
        MADE,
        "  2. box.collect(1)",
        "  Line 12:         if self.kept[ticket] == '':",
        "  Maybe:   the dict has no 1.",
    ],
    "no list of things": [
        MADE,
        f"  2. {UMBRELLA}",
        "  3. box.things",
        "  It needs: the name things in its class",
    ],
    "no self": [
        MADE,
        f"  2. {UMBRELLA}",
        "  3. box.things()",
        "  Because: a method has self as its first input. things has not.",
        "  Next:    def things(self, ...):",
    ],
}


@pytest.mark.parametrize("mistake", MESSAGES)
def test_a_mistake_is_told_by_the_shortest_story(
    mistake: str, pytester: pytest.Pytester, site: Path, tmp_path: Path
) -> None:
    lines = told(pytester, site, tmp_path / "otters", spoilt(mistake))
    assert lines[1:] == MESSAGES[mistake]


@pytest.mark.parametrize("seed", ["1", "2", "3"])
def test_other_stories_come_down_to_the_same_one(
    seed: str, pytester: pytest.Pytester, site: Path, tmp_path: Path
) -> None:
    source = spoilt("uses tickets again")
    lines = told(pytester, site, tmp_path / "otters", source, f"--hackney-seed={seed}")
    assert lines[1:] == MESSAGES["uses tickets again"]


def test_a_story_reads_as_whole_sentences(pytester: pytest.Pytester, site: Path, tmp_path: Path) -> None:
    lines = told(pytester, site, tmp_path / "otters", spoilt("uses tickets again"), "--hackney-plain")
    assert lines == [
        "Not yet. Check 2: things come back to their owners.",
        "Step 1: I ran Box() and named it box.",
        'Step 2: I ran box.hand_in("umbrella").',
        "Step 3: I ran box.collect(1).",
        'Step 4: I ran box.hand_in("umbrella").',
        "It gave back the number 1.",
        "It needs to give back the number 2.",
    ]


def test_objects_that_share_their_notes_are_told_as_such(
    pytester: pytest.Pytester, site: Path, tmp_path: Path
) -> None:
    lines = told(pytester, site, tmp_path / "otters", spoilt("one box for all"))
    assert lines[1] == MADE
    assert lines[-2:] == [
        "  Maybe:    these steps gave something else before. Do all Box objects",
        "            share something?",
    ]


def test_a_step_that_never_ends_is_told_with_those_before_it(
    pytester: pytest.Pytester, site: Path, tmp_path: Path
) -> None:
    lines = told(pytester, site, tmp_path / "otters", spoilt("never ends"))
    assert "did not finish in 0.3 seconds" in lines[0]
    assert lines[1] == MADE
    assert any(line.endswith("box.collect(1)") or ". box.collect(" in line for line in lines)


OTHER_SUITES = '''
    """The same without `story`: a plain check, a state machine, a TestCase."""

    import unittest

    from hypothesis import strategies as st
    from hypothesis.stateful import RuleBasedStateMachine, rule

    from kit_box import Box


    def test_by_hand():
        """by hand"""
        mine = Box()
        for number in range(9):
            mine.hand_in("scarf")
        assert mine.collect(3) == "scarf"
        assert mine.hand_in("glove") == 10


    class Story(RuleBasedStateMachine):
        """any order"""

        def __init__(self):
            super().__init__()
            self.chest = Box()
            self.count = 0

        @rule()
        def hand_in(self):
            self.count += 1
            assert self.chest.hand_in("hat") == self.count

        @rule(ticket=st.integers(1, 5))
        def collect(self, ticket):
            try:
                self.chest.collect(ticket)
            except ValueError:
                pass


    TestStory = Story.TestCase


    class TestBox(unittest.TestCase):
        def setUp(self):
            self.shelf = Box()

        def test_again(self):
            """again"""
            self.shelf.hand_in("hat")
            self.shelf.collect(1)
            self.assertEqual(self.shelf.hand_in("hat"), 2)
'''


@pytest.mark.parametrize(
    ("check", "message"),
    [
        (
            "test_by_hand",
            [
                "  ... 5 steps before",
                *(f'  {number:>2}. mine.hand_in("scarf")' for number in range(6, 11)),
                "  11. mine.collect(3)",
                '  12. mine.hand_in("glove")',
                "  It gave:  9",
                "  It needs: 10",
            ],
        ),
        (
            "TestStory",
            [
                "  1. chest = Box()",
                '  2. chest.hand_in("hat")',
                "  3. chest.collect(1)",
                '  4. chest.hand_in("hat")',
                "  It gave:  1",
                "  It needs: 2",
            ],
        ),
        (
            "TestBox",
            [
                "  1. shelf = Box()",
                '  2. shelf.hand_in("hat")',
                "  3. shelf.collect(1)",
                '  4. shelf.hand_in("hat")',
                "  It gave:  1",
                "  It needs: 2",
            ],
        ),
    ],
)
def test_checks_without_story_are_told_in_steps_too(
    check: str, message: list[str], pytester: pytest.Pytester, tmp_path: Path
) -> None:
    kit.pack(tmp_path / "site", {"kit_box": OTHER_SUITES})
    folder = kit.team_folder(tmp_path / "otters", {"kit_box.py": spoilt("uses tickets again")})
    outcome = kit.run_here(pytester, folder, f"kit_box.py::{check}", site=tmp_path / "site")
    start = next(place for place, line in enumerate(outcome.lines) if line.startswith("NOT YET"))
    assert outcome.lines[start + 1 : start + 1 + len(message)] == message


def test_a_story_told_wrongly_is_the_packs_fault(pytester: pytest.Pytester, tmp_path: Path) -> None:
    suite = BOX_SUITE.replace("            step()\n", "")
    kit.pack(tmp_path / "site", {"kit_box": suite})
    folder = kit.team_folder(tmp_path / "otters", {"kit_box.py": BOX})
    outcome = kit.run_here(pytester, folder, "kit_box.py::test_things_come_back", site=tmp_path / "site")
    assert "NO CHECK Check 2: things come back to their owners" in outcome.lines
    assert "A step does nothing until it is called: write step() in the loop." in outcome.unwrapped


def test_a_story_without_steps_is_told_where_it_stands(pytester: pytest.Pytester, tmp_path: Path) -> None:
    suite = BOX_SUITE.replace("(solution, steps)", "(solution)")
    kit.pack(tmp_path / "site", {"kit_box": suite})
    folder = kit.team_folder(tmp_path / "otters", {"kit_box.py": BOX})
    outcome = kit.run_here(pytester, folder, site=tmp_path / "site")
    assert "a story takes steps, as in def test_things_come_back(solution, steps):" in outcome.unwrapped


def test_a_story_is_one_check_of_the_suite(site: Path) -> None:
    from hackney_challenges.packs.suite import read_suite

    suite = read_suite(site / kit.PACK / "kit_box" / "test_kit_box.py")
    assert [(check.name, check.title, check.points) for check in suite.checks] == [
        ("test_two_boxes", "two boxes know nothing of each other", 2),
        ("test_things_come_back", "things come back to their owners", 6),
    ]
