"""The solution in this process, for debuggers."""

import os
import sys
import traceback
from pathlib import Path

import pytest

from hackney_challenges.isolation.calls import MissingName, SolutionStopped
from hackney_challenges.isolation.proxy import FarError
from hackney_challenges.isolation.wall import Limits, Wall

SOURCE = """
import helper_here
class Basket:
    def __init__(self):
        self.items = []
    def add(self, x):
        self.items.append(x)
        return self
def f(n):
    print("n is", n)
    return helper_here.half(n)
def sort_it(numbers):
    numbers.sort()
def apply(g, n):
    return g(n)
def ask():
    return input("Name? ")
def here():
    import os
    return os.getpid()
"""


@pytest.fixture
def side(tmp_path):
    (tmp_path / "solution_here.py").write_text(SOURCE)
    (tmp_path / "helper_here.py").write_text("def half(n):\n    return 10 // n\n")
    with Wall(in_process=True) as wall:
        yield wall.far_side(tmp_path / "solution_here.py", Limits())


def test_the_same_things_work_in_this_process(side, capsys):
    with side.check():
        assert side.solution.here() == os.getpid()
        assert side.solution.f(5) == 2
        basket = side.solution.Basket().add(1)
        assert basket.items == [1]
        numbers = [2, 1]
        side.solution.sort_it(numbers)
        assert numbers == [1, 2]
        assert side.solution.apply(lambda n: side.solution.f(n), 1) == 10
        with pytest.raises(MissingName):
            _ = side.solution.g
        with pytest.raises(EOFError):
            side.solution.ask()
    assert side.printed == "n is 5\nn is 1\n"
    assert capsys.readouterr().out == "n is 5\nn is 1\n"


def test_an_exception_has_the_pupils_own_frames(side):
    with side.check(), pytest.raises(ZeroDivisionError) as caught:
        side.solution.f(0)
    assert isinstance(caught.value, FarError)
    frames = traceback.extract_tb(caught.value.__traceback__)
    assert [frame.name for frame in frames][-2:] == ["f", "half"]


def test_this_process_is_left_as_it_was(side, tmp_path):
    before = set(sys.modules), list(sys.path), list(sys.meta_path), sys.stdout, sys.stdin, Path.cwd()
    with side.check():
        side.solution.f(1)
        assert side.solution.run().error is None
    assert (set(sys.modules), sys.path, sys.meta_path, sys.stdout, sys.stdin, Path.cwd()) == before


def test_a_file_that_cannot_be_read_stops_here_too(side):
    side.file.write_text("def f(:\n")
    with side.check(), pytest.raises(SolutionStopped) as caught:
        _ = side.solution.f
    assert caught.value.stopped.kind == "unreadable"
