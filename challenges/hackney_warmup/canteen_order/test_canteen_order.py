"""Canteen order: add up a tray, pay doubles twice, pass over what has run out, and touch nothing."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from hackney_challenges import case, exactly, points, strategies

PRICES = {"dal": 280, "tea": 60}
DISHES = st.tuples(strategies.words(), strategies.pence(1, 1000))
MENUS = st.lists(DISHES, min_size=1, max_size=6).map(dict)


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
        case("a tray with one dish", ["dal"], 280),
        case("a tray with two dishes", ["dal", "tea"], 340),
        case("the dishes in another order", ["tea", "dal"], 340),
    ],
)
def test_simple_trays(solution, tray, pence):
    """simple trays"""
    assert cost(solution, tray) == exactly(pence)


@points(4)
@pytest.mark.parametrize(
    ("tray", "pence"),
    [
        case("a tray with two teas", ["tea", "tea"], 120),
        case("tea before and after", ["tea", "dal", "tea"], 400),
        case("three times dal", ["dal", "dal", "dal"], 840),
    ],
)
def test_same_dish_twice(solution, tray, pence):
    """the same dish twice"""
    assert cost(solution, tray) == exactly(pence)


@points(4)
@pytest.mark.parametrize(
    ("prices", "tray", "pence"),
    [
        case("the first dish has run out", PRICES, ["pie", "dal"], 280),
        case("the last dish has run out", PRICES, ["dal", "pie"], 280),
        case("the dish in between has run out", PRICES, ["tea", "pie", "dal"], 340),
        case("the only dish has run out", PRICES, ["pie"], 0),
        case("a price list with no dish", {}, ["tea"], 0),
    ],
)
def test_sold_out(solution, prices, tray, pence):
    """a dish has run out"""
    assert cost(solution, tray, prices) == exactly(pence)


@points(2)
@pytest.mark.parametrize("prices", [case("an empty tray", PRICES), case("an empty tray and no prices", {})])
def test_empty_tray(solution, prices):
    """an empty tray"""
    dishes_have_prices(solution)
    assert cost(solution, [], prices) == exactly(0)


@points(3)
@given(menu_and_trays=menu_and_two_trays())
@example(menu_and_trays=({"tea": 41, "dal": 331}, ["tea", "dal"], ["dal"]))
def test_two_trays(solution, menu_and_trays):
    """two trays together cost what they cost alone"""
    prices, one, other = menu_and_trays
    dishes_have_prices(solution)
    alone = pence_for(solution, one, prices) + pence_for(solution, other, prices)
    assert cost(solution, one + other, prices) == exactly(alone), "Together they cost what each one costs."


@points(2)
@given(menu_and_trays=menu_and_two_trays())
@example(menu_and_trays=({"tea": 252, "dal": 302}, ["dal", "tea"], ["tea"]))
def test_order_does_not_matter(solution, menu_and_trays):
    """any order will do, and nothing is changed"""
    prices, tray, _ = menu_and_trays
    dishes_have_prices(solution)
    given_prices, given_tray = dict(prices), list(tray)
    forwards = solution.order_cost(given_prices, given_tray)
    assert given_tray == tray, "The dishes stay on the tray."
    assert given_prices == prices, "The price list stays as it was."
    assert forwards == cost(solution, tray[::-1], prices)


def cost(solution, tray, prices=PRICES):
    """What the tray costs, asked with copies: a tray that is emptied spoils no other case."""
    return solution.order_cost(dict(prices), list(tray))


def pence_for(solution, tray, prices=PRICES):
    """The cost, once it is known to be a number that can be added up."""
    total = cost(solution, tray, prices)
    assert isinstance(total, int), "A tray costs a whole number of pence."
    return total


def dishes_have_prices(solution):
    """No lazy answer, such as 0 for every tray, passes by luck."""
    assert pence_for(solution, ["dal"]) != pence_for(solution, ["tea"])
