"""Till talk: pounds into whole pence, pence into the text of a receipt, and there and back."""

import re

import pytest
from hypothesis import example, given

from hackney_challenges import case, exactly, points, strategies

PENCE = strategies.pence(0, 100_000)


@points(4)
@pytest.mark.parametrize(
    ("pounds", "pence"),
    [
        case("two and a half pounds", 2.5, 250),
        case("one pound", 1.0, 100),
        case("no money at all", 0.0, 0),
        case("three pounds 75", 3.75, 375),
        case("a thousand pounds", 1000.0, 100_000),
    ],
)
def test_to_pence_easy(solution, pounds, pence):
    """easy pounds to pence"""
    assert solution.to_pence(pounds) == exactly(pence)


@points(4)
@pytest.mark.parametrize(
    ("pounds", "pence"),
    [
        case("29 pence", 0.29, 29),
        case("a penny under twenty", 19.99, 1999),
        case("one pound 15", 1.15, 115),
        case("four pounds 35", 4.35, 435),
        case("eight pounds 20", 8.2, 820),
        case("57 pence", 0.57, 57),
    ],
)
def test_to_pence_tricky(solution, pounds, pence):
    """tricky pounds to pence"""
    assert solution.to_pence(pounds) == exactly(pence)


@points(4)
@pytest.mark.parametrize(
    ("pence", "receipt"),
    [
        case("two and a half pounds", 250, "£2.50"),
        case("a penny under twenty", 1999, "£19.99"),
        case("one pound 20", 120, "£1.20"),
    ],
)
def test_as_price_easy(solution, pence, receipt):
    """easy prices on the receipt"""
    assert solution.as_price(pence) == exactly(receipt)


@points(3)
@pytest.mark.parametrize(
    ("pence", "receipt"),
    [
        case("5 pence", 5, "£0.05"),
        case("50 pence", 50, "£0.50"),
        case("no money at all", 0, "£0.00"),
        case("one pound and 5 pence", 105, "£1.05"),
        case("three pounds", 300, "£3.00"),
        case("a thousand pounds", 100_000, "£1000.00"),
    ],
)
def test_as_price_zeros(solution, pence, receipt):
    """zeros on the receipt"""
    assert solution.as_price(pence) == exactly(receipt)


@points(3)
@given(pence=PENCE)
@example(pence=29)
@example(pence=5)
@example(pence=115)
@example(pence=1999)
def test_there_and_back(solution, pence):
    """to a receipt and back again"""
    receipt = solution.as_price(pence)
    assert re.sub("[0-9]+", "9", str(receipt)) == exactly("£9.9"), "Each 9 may be any number."
    assert solution.to_pence(float(receipt[1:])) == exactly(pence), f"as_price({pence}) wrote these pounds."


@points(2)
@given(pence=PENCE)
@example(pence=5)
@example(pence=50)
@example(pence=300)
def test_shape_of_price(solution, pence):
    """every receipt has the same shape"""
    assert solution.as_price(250) != exactly(solution.as_price(251))
    pounds = "9" * len(str(pence // 100))
    receipt = solution.as_price(pence)
    assert re.sub("[0-9]", "9", str(receipt)) == exactly(f"£{pounds}.99"), "Each 9 may be any digit."
