"""What a worker has in place of pytest, and of a screen to clear."""

import subprocess
import sys

import pytest

from hackney_challenges.isolation import stand_ins


def test_own_tests_in_a_solution_are_in_nobodys_way(put):
    side = put(
        "import pytest\n"
        "from pytest import approx, mark, raises\n"
        "def fare(age):\n    return 0 if age < 11 else 90\n"
        "@pytest.mark.parametrize('age', [1, 2])\n"
        "def test_young(age):\n    assert fare(age) == approx(0)\n"
        "@pytest.fixture\n"
        "def ten():\n    return 10\n"
        "@mark.slow\n"
        "class TestAdult:\n    pass\n"
        "with raises(TypeError):\n    fare('x')\n"
        "pytest.main([__file__])\n"
    )
    with side.check():
        assert side.solution.fare(12) == 90
        assert side.solution.ten() == 10


@pytest.fixture
def usual():
    usual = subprocess.Popen
    yield usual
    subprocess.Popen = usual


@pytest.mark.parametrize(
    ("command", "options"),
    [
        ("clear", {"shell": True}),
        (["clear"], {}),
        (["cls"], {"shell": True}),
        ("cls||clear", {"shell": True}),
        (["cmd", "/c", "cls"], {}),
    ],
)
def test_clearing_the_screen_is_done_and_does_nothing(usual, command, options):
    stand_ins.let_screens_be_cleared()
    assert subprocess.run(command, **options, check=True, capture_output=True, text=True).stdout == ""
    assert subprocess.call(command, **options) == 0


def test_every_other_program_is_started_as_ever(usual):
    stand_ins.let_screens_be_cleared()
    done = subprocess.run([sys.executable, "-c", "print('clear')"], capture_output=True, text=True)
    assert done.stdout == "clear\n"
    with pytest.raises(FileNotFoundError):
        subprocess.run(["/nowhere/clear up"])
