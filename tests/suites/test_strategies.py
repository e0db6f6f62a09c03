import random
from collections.abc import Callable
from typing import TypeVar

import pytest
from hypothesis import find, given, settings
from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

from hackney_challenges.suites import strategies

T = TypeVar("T")


def comes_up(strategy: SearchStrategy[T], is_wanted: Callable[[T], bool]) -> bool:
    """Whether ordinary trying meets such a value; `find` raises where it does not."""
    find(strategy, is_wanted, settings=settings(max_examples=300, database=None), random=random.Random(7))
    return True


@given(strategies.whole_numbers(-1000, 1000, edges=[0, 11, 65]))
def test_whole_numbers_stay_between_their_ends(age: int) -> None:
    assert type(age) is int
    assert -1000 <= age <= 1000


@pytest.mark.parametrize("age", [-1000, -1, 0, 1, 10, 11, 12, 64, 65, 66, 1000])
def test_every_edge_and_its_neighbours_come_up(age: int) -> None:
    assert comes_up(strategies.whole_numbers(-1000, 1000, edges=[0, 11, 65]), lambda n: n == age)


def test_neighbours_outside_the_ends_never_come_up() -> None:
    @given(strategies.whole_numbers(0, 3, edges=[0, 3]))
    def check(n: int) -> None:
        assert 0 <= n <= 3

    check()


@pytest.mark.parametrize(("low", "high", "edges"), [(3, 1, []), (0, 3, [4])])
def test_ends_the_wrong_way_round_and_edges_outside_are_refused(
    low: int, high: int, edges: list[int]
) -> None:
    with pytest.raises(ValueError, match="edges lie between low and high"):
        strategies.whole_numbers(low, high, edges=edges)


@given(strategies.visitor_names())
def test_visitor_names_keep_the_rules(name: str) -> None:
    assert 1 <= len(name) <= 20
    assert name == name.strip(" ")
    assert all(letter.isalpha() or letter in " -'" for letter in name)


def test_visitor_names_have_hyphens_apostrophes_spaces_and_accents() -> None:
    for is_met in (
        lambda name: "-" in name,
        lambda name: "'" in name,
        lambda name: " " in name,
        lambda name: not name.isascii(),
        lambda name: len(name) == 1,
    ):
        assert comes_up(strategies.visitor_names(), is_met)


@given(strategies.phrases())
def test_phrases_are_small_letters_with_spaces_inside(phrase: str) -> None:
    assert 1 <= len(phrase) <= 20
    assert phrase == phrase.strip()
    assert set(phrase) <= set("abcdefghijklmnopqrstuvwxyz ")


@given(strategies.postcodes())
def test_postcodes_are_tidy(postcode: str) -> None:
    first, second = postcode.split(" ")
    assert postcode.isupper()
    assert (2 <= len(first) <= 4, len(second)) == (True, 3)


@given(st.data())
def test_spaces_anywhere_change_nothing_but_spaces(data: st.DataObject) -> None:
    text = data.draw(strategies.letters_and_digits(5, 7))
    typed = data.draw(strategies.with_spaces_anywhere(st.just(text)))
    assert typed.replace(" ", "") == text


def test_spaces_come_up_at_the_front_at_the_end_and_in_between() -> None:
    typed = strategies.with_spaces_anywhere(st.just("e81ea"))
    assert comes_up(typed, lambda text: text.startswith(" "))
    assert comes_up(typed, lambda text: text.endswith("   "))
    assert comes_up(typed, lambda text: "8 1" in text)
    assert comes_up(typed, lambda text: text == "e81ea")


@given(strategies.rainfall())
def test_rainfall_is_at_most_61_days_of_0_to_100_millimetres(rain: list[int]) -> None:
    assert len(rain) <= 61
    assert all(type(mm) is int and 0 <= mm <= 100 for mm in rain)


def test_rainfall_has_months_without_days_dry_runs_and_drizzle() -> None:
    assert comes_up(strategies.rainfall(), lambda rain: rain == [])
    assert comes_up(strategies.rainfall(), lambda rain: [0, 0, 0] in (rain[-3:], rain[:3]) and len(rain) > 3)
    assert comes_up(strategies.rainfall(), lambda rain: 1 in rain)


@given(strategies.pence(), strategies.temperatures())
def test_pence_and_degrees_stay_between_their_ends(amount: int, degrees: int) -> None:
    assert 0 <= amount <= 100_000
    assert -10 <= degrees <= 38


def test_pennies_round_a_pound_and_degrees_round_freezing_come_up() -> None:
    assert comes_up(strategies.pence(), lambda amount: amount == 99)
    assert comes_up(strategies.temperatures(), lambda degrees: degrees == -1)


def test_every_letter_comes_from_an_alphabet_written_out() -> None:
    # Unicode tables differ between Pythons; a table asked at run time would give each its own cases.
    letters = {*strategies.SMALL_LETTERS, *strategies.CAPITAL_LETTERS, *strategies.DIGITS, *" -'"}
    names = {*"".join(strategies.FIRST_NAMES), *"".join(strategies.ACCENTED_NAMES)}

    @given(
        strategies.names() | strategies.visitor_names() | strategies.words() | strategies.phrases()
        | strategies.with_spaces_anywhere(strategies.postcodes()) | strategies.letters_and_digits(0, 9)
    )  # fmt: skip
    def check(text: str) -> None:
        assert set(text) <= letters | names

    check()
