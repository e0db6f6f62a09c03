"""`from bus_fare import fare` and `import bus_fare` in a suite."""

import inspect
import operator
import sys

import pytest

from hackney_challenges.isolation.calls import MissingName
from hackney_challenges.isolation.conversation import OutsideCheck

SOURCE = """
raise_at_import = print("imported")
LIMIT = 16
NAMES = ["Ada", "Leyla"]
class TooYoung(ValueError):
    pass
class Basket:
    def __init__(self, n=0):
        self.n = n
def fare(age):
    if age < 0:
        raise TooYoung("too young")
    return 0 if age < 11 else 50
def same(x):
    return x
"""


@pytest.fixture
def side(behind, monkeypatch):
    side = behind(SOURCE, name="late_bus_fare")
    monkeypatch.setitem(sys.modules, "late_bus_fare", side.module)
    return side


def test_nothing_is_imported_until_a_name_is_used(side):
    from late_bus_fare import fare

    with side.check():
        assert side.printed == ""
        assert fare(10) == 0
        assert side.printed == "imported\n"


def test_functions_classes_and_numbers_are_what_they_are_in_the_solution(side):
    import late_bus_fare
    from late_bus_fare import LIMIT, NAMES, Basket, fare, same

    with side.check():
        assert fare(12) == 50
        assert late_bus_fare.fare(10) == 0
        assert LIMIT == 16
        assert operator.eq(16, LIMIT) is True
        assert fare(12) > LIMIT
        assert (LIMIT + 1, 1 + LIMIT, LIMIT // 5, -LIMIT) == (17, 17, 3, -16)
        assert f"{LIMIT:03d} {LIMIT}" == "016 16"
        assert NAMES == ["Ada", "Leyla"]
        assert (len(NAMES), NAMES[1], list(NAMES), "Ada" in NAMES) == (2, "Leyla", ["Ada", "Leyla"], True)
        assert isinstance(Basket(), Basket)
        assert Basket(3).n == 3
        assert same(LIMIT) == 16
        assert same([NAMES]) == [["Ada", "Leyla"]]
        assert range(20)[LIMIT] == 16
        assert {LIMIT: 1} == {16: 1}


def test_exceptions_are_caught_by_their_imported_names(side):
    from late_bus_fare import TooYoung, fare

    with side.check():
        with pytest.raises(TooYoung, match="too young"):
            fare(-1)
        with pytest.raises((KeyError, TooYoung)):
            fare(-1)
        with pytest.raises(ValueError, match="too young"):
            fare(-1)
        assert is_caught(fare, -1, by=TooYoung)
        with pytest.raises(ZeroDivisionError):
            is_caught(lambda n: 1 // n, 0, by=TooYoung)


def is_caught(function, argument, *, by):
    """By a plain `except`, which asks no metaclass."""
    try:
        function(argument)
    except by:
        return True
    return False


def test_a_name_serves_in_every_check(side):
    from late_bus_fare import TooYoung, fare

    for _ in range(2):
        with side.check(), pytest.raises(TooYoung):
            fare(-1)


def test_a_name_that_is_not_there_shows_when_it_is_used(side):
    from late_bus_fare import fair

    with side.check(), pytest.raises(MissingName) as caught:
        fair(10)
    assert ("fare", 10, "function") in caught.value.found


def test_pytest_may_look_at_everything_while_it_collects(side):
    from late_bus_fare import LIMIT, fare

    for late in (fare, LIMIT):
        assert not getattr(late, "__test__", False)
        assert not hasattr(late, "pytestmark")
        assert not hasattr(late, "__wrapped__")
        assert inspect.unwrap(late) is late
        assert {late: 1}[late] == 1
        assert late != 3
        assert not issubclass(late, unittest_case())
        assert repr(late).startswith("<")
    with pytest.raises(OutsideCheck):
        fare(1)
    with pytest.raises(OutsideCheck):
        _ = LIMIT + 1


def unittest_case():
    import unittest

    return unittest.TestCase


def test_the_module_cannot_be_written_to(side):
    with pytest.raises(AttributeError):
        side.module.fare = 3
