"""What a solution raises, met by a suite."""

import unittest

import pytest

from hackney_challenges.isolation.calls import Raised, Spot
from hackney_challenges.isolation.proxy import FarError

OWN = """class TooYoung(ValueError):
    def __init__(self, age):
        super().__init__(f"{age} is too young")
        self.age = age

class MuchTooYoung(TooYoung):
    pass

def fare(age):
    if age < 5:
        raise MuchTooYoung(age)
    if age < 10:
        raise TooYoung(age)
    return 1 // (age - 10)
"""


@pytest.fixture
def fares(behind):
    side = behind(OWN)
    with side.check():
        yield side


def test_a_built_in_exception_is_one_here_and_a_far_error(fares):
    with pytest.raises(ZeroDivisionError) as caught:
        fares.solution.fare(10)
    assert isinstance(caught.value, FarError)
    raised = caught.value.raised
    assert (raised.kind, raised.bases[:2]) == ("ZeroDivisionError", ("ArithmeticError", "Exception"))
    assert raised.spots == (
        Spot(file="solution.py", line=14, text="    return 1 // (age - 10)", function="fare"),
    )
    assert fares.calls[-1].outcome == raised


def test_the_pupils_own_exceptions_are_caught_by_their_classes(fares):
    solution = fares.solution
    with pytest.raises(solution.TooYoung, match="7 is too young") as caught:
        solution.fare(7)
    assert caught.value.age == 7
    assert caught.value.args == ("7 is too young",)
    with pytest.raises(solution.TooYoung):
        solution.fare(3)
    with pytest.raises(ValueError, match="3 is too young"):
        solution.fare(3)
    with pytest.raises(solution.TooYoung) as caught:
        solution.fare(7)
    assert not isinstance(caught.value, solution.MuchTooYoung)


def test_unittest_catches_them_too(fares):
    unittest.TestCase().assertRaises(fares.solution.TooYoung, fares.solution.fare, 7)  # noqa: PT027  # the point


def test_an_exception_class_can_be_called_and_handed_over(put):
    side = put(
        OWN + "def text_of(problem):\n    return str(problem)\ndef name_of(kind):\n    return kind.__name__\n"
    )
    with side.check():
        assert side.solution.text_of(side.solution.TooYoung(3)) == "3 is too young"
        assert side.solution.name_of(side.solution.TooYoung) == "TooYoung"


@pytest.mark.parametrize(
    ("statement", "kind"),
    [
        ("raise SystemExit(3)", "SystemExit"),
        ("raise KeyboardInterrupt", "KeyboardInterrupt"),
        ("raise GeneratorExit", "GeneratorExit"),
        ("quit()", "SystemExit"),
        ("import sys; sys.exit('bye')", "SystemExit"),
        ("import unittest; raise unittest.SkipTest('x')", "SkipTest"),
        (
            "class UnsatisfiedAssumption(BaseException): pass\n    raise UnsatisfiedAssumption",
            "UnsatisfiedAssumption",
        ),
    ],
)
def test_what_would_end_a_test_run_is_data(behind, statement, kind):
    side = behind(f"def f():\n    {statement}\n")
    with side.check(), pytest.raises(FarError) as caught:
        side.solution.f()
    assert caught.value.raised.kind == kind
    assert isinstance(caught.value, Exception)
    assert type(caught.value).__mro__[-3:] == (Exception, BaseException, object)


def test_a_module_that_is_not_there_on_the_far_side_is_an_import_error(put):
    side = put("def f():\n    import hypothesis\n    hypothesis.assume(False)\n")
    with side.check(), pytest.raises(ModuleNotFoundError):
        side.solution.f()


def test_an_exception_that_cannot_even_be_shown_is_told(put):
    side = put(
        "class Nasty(Exception):\n"
        "    args = property(lambda self: 1 / 0)\n"
        "    __traceback__ = property(lambda self: 1 / 0)\n"
        "    def __str__(self): raise SystemExit\n"
        "class Meta(type):\n"
        "    __name__ = property(lambda self: 1 / 0)\n"
        "class Nastier(Exception, metaclass=Meta): pass\n"
        "def f(): raise Nasty\n"
        "def g(): raise Nastier\n"
    )
    with side.check():
        for function, kind in ((side.solution.f, "Nasty"), (side.solution.g, "Nastier")):
            with pytest.raises(FarError) as caught:
                function()
            assert caught.value.raised.kind == kind
            assert [spot.function for spot in caught.value.raised.spots] == [function._card.name]


def test_several_parents_are_kept(put):
    side = put(
        "class A(Exception): pass\n"
        "class B(LookupError): pass\n"
        "class Both(A, B): pass\n"
        "def f(): raise Both('x')\n"
    )
    with side.check():
        for parent in (side.solution.A, side.solution.B, side.solution.Both, LookupError):
            with pytest.raises(parent):
                side.solution.f()


def test_deep_recursion_shows_both_ends(put):
    side = put("def f(n):\n    return f(n + 1)\n")
    with side.check(), pytest.raises(RecursionError) as caught:
        side.solution.f(0)
    assert {spot.line for spot in caught.value.raised.spots} == {2}
    assert len(caught.value.raised.spots) < 20


def test_an_exception_in_a_generator_comes_with_the_call(put):
    side = put("def f():\n    yield 1\n    raise ValueError('half way')\n")
    with side.check(), pytest.raises(ValueError, match="half way"):
        side.solution.f()


def test_changes_made_before_an_exception_are_seen(put):
    side = put("def f(x):\n    x.append(2)\n    raise ValueError\n")
    with side.check():
        numbers = [1]
        with pytest.raises(ValueError, match=r"^$"):
            side.solution.f(numbers)
        assert numbers == [1, 2]
    assert isinstance(side.calls[0].outcome, Raised)
    assert side.calls[0].changed == ((0, [1, 2]),)
