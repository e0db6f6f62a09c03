"""Canteen order: add up a tray, pay doubles twice, pass over what has run out, and touch nothing."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hackney_challenges import case, exactly, points, strategies

PRICES = {"jollof": 280, "salad": 190, "water": 60, "wrap": 315}
MENUS = st.dictionaries(strategies.words(), strategies.pence(1, 1000), min_size=1, max_size=6)


@st.composite
def menu_and_two_trays(draw):
    """A menu, and two trays of 1 to 6 dishes that stand on it."""
    menu = draw(MENUS)
    tray = st.lists(st.sampled_from(list(menu)), min_size=1, max_size=6)
    return menu, draw(tray), draw(tray)


@points(5)
@pytest.mark.parametrize(
    ("tray", "pence"),
    [
        case("a tray with one dish", ["salad"], 190),
        case("a tray with two dishes", ["jollof", "water"], 340),
        case("a tray with the whole menu", ["wrap", "water", "salad", "jollof"], 845),
    ],
)
def test_simple_trays(solution, tray, pence):
    """simple trays"""
    assert cost(solution, tray) == exactly(pence)


@points(4)
@pytest.mark.parametrize(
    ("tray", "pence"),
    [
        case("a tray with two waters", ["water", "water"], 120),
        case("a wrap before and after", ["wrap", "water", "wrap"], 690),
        case("three jollof and two salads", ["jollof", "salad", "jollof", "salad", "jollof"], 1220),
    ],
)
def test_same_dish_twice(solution, tray, pence):
    """the same dish twice"""
    assert cost(solution, tray) == exactly(pence)


@points(4)
@pytest.mark.parametrize(
    ("prices", "tray", "pence"),
    [
        case("the first dish has run out", PRICES, ["pizza", "salad"], 190),
        case("the last dish has run out", PRICES, ["salad", "pizza"], 190),
        case("the dish in between has run out", PRICES, ["water", "pizza", "wrap"], 375),
        case("the only dish has run out", PRICES, ["pizza"], 0),
        case("a price list with no dish", {}, ["salad"], 0),
    ],
)
def test_sold_out(solution, prices, tray, pence):
    """a dish has run out"""
    assert cost(solution, tray, prices) == exactly(pence)


@points(2)
@pytest.mark.parametrize("prices", [case("an empty tray", PRICES), case("an empty tray and no prices", {})])
def test_empty_tray(solution, prices):
    """an empty tray"""
    assert cost(solution, ["jollof"]) != exactly(cost(solution, ["water"]))
    assert cost(solution, [], prices) == exactly(0)


@points(3)
@given(menu_and_trays=menu_and_two_trays())
@example(menu_and_trays=({"tea": 41, "rice": 331}, ["tea", "rice"], ["rice"]))
def test_two_trays(solution, menu_and_trays):
    """two trays together cost what they cost alone"""
    prices, one, other = menu_and_trays
    assert cost(solution, ["jollof"]) != exactly(cost(solution, ["water"]))
    alone = [cost(solution, one, prices), cost(solution, other, prices)]
    assert {type(pence) for pence in alone} == {int}, "A tray costs a whole number of pence."
    assert cost(solution, one + other, prices) == exactly(sum(alone))


@points(2)
@given(menu_and_trays=menu_and_two_trays())
@example(menu_and_trays=({"tea": 252, "rice": 302}, ["rice", "tea"], ["tea"]))
def test_order_does_not_matter(solution, menu_and_trays):
    """read backwards, left as it was"""
    prices, tray, _ = menu_and_trays
    assert cost(solution, ["jollof"]) != exactly(cost(solution, ["water"]))
    given_prices, given_tray = dict(prices), list(tray)
    forwards = solution.order_cost(given_prices, given_tray)
    assert given_tray == tray, "The dishes stay on the tray."
    assert given_prices == prices, "The price list stays as it was."
    assert cost(solution, tray[::-1], prices) == exactly(forwards)


def cost(solution, tray, prices=PRICES):
    """What the tray costs, asked with copies: a tray that is emptied spoils no other case."""
    return solution.order_cost(dict(prices), list(tray))
