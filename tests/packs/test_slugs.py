import keyword
import sys

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackney_challenges.packs.slugs import nearest, slug_refusal

KNOWN = ("bus_fare", "tidy_postcode", "till_talk")


@pytest.mark.parametrize("name", ["bus_fare", "a", "sums2", "x" * 40])
def test_a_slug_is_a_lower_case_identifier(name: str) -> None:
    assert slug_refusal(name) is None


@pytest.mark.parametrize(
    "name", ["", "Bus", "bus-fare", "2fast", "_x", "caf\u00e9", "x" * 41, "a b", "a\n", "a.b"]
)
def test_anything_else_is_refused_with_an_example(name: str) -> None:
    assert "such as bus_fare." in (slug_refusal(name) or "")


@pytest.mark.parametrize("name", ["con", "com1", "aux"])
def test_a_name_that_windows_keeps_is_refused_everywhere(name: str) -> None:
    assert slug_refusal(name) == f'"{name}" cannot be the name of a file on Windows. Choose another name.'


@pytest.mark.parametrize("name", ["cgi", "distutils", "imp", "tomllib", "compression", "random"])
def test_a_module_of_any_supported_python_is_refused_on_all(name: str) -> None:
    assert "is a module of Python" in (slug_refusal(name) or "")


@given(st.sampled_from(sorted([*sys.stdlib_module_names, *keyword.kwlist])))
def test_no_slug_hides_python_itself(name: str) -> None:
    assert slug_refusal(name) is not None


@pytest.mark.parametrize(
    "name",
    [
        "bus_fare",
        "bus_fare.py",
        "bus_fare (1)",
        "bus_fare (1).py",
        "bus_fare(2).py",
        "Bus_Fare",
        "BUS_FARE.PY",
        "bus-fare",
        "bus fare.py",
        "busFare.py",
        "bus_fare.py.txt",
        "bus_fare - Copy.py",
        "bus_fare - Copy (2).py",
        "bus_fare copy.py",
        "bus_fare copy 3.py",
        "Copy of bus_fare.py",
        "bus_fares.py",
        "bus_fair.py",
        "bus_fare2.py",
    ],
)
def test_a_file_with_nearly_the_name_of_a_challenge_is_known(name: str) -> None:
    assert nearest(name, KNOWN) == "bus_fare"


@pytest.mark.parametrize(
    "name", ["", "helpers.py", "test_bus_fare.py", "run_me.py", "our_tests.py", "fare.py"]
)
def test_a_file_of_the_teams_own_is_left_alone(name: str) -> None:
    assert nearest(name, KNOWN) is None


@given(st.text(max_size=300))
def test_any_name_has_one_nearest_or_none(name: str) -> None:
    assert nearest(name, KNOWN) in (*KNOWN, None)


def test_nothing_is_near_where_nothing_is_known() -> None:
    assert nearest("bus_fare", ()) is None
