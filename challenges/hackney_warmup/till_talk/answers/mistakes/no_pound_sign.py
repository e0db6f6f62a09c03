"""Forgets the pound sign.

The digits are right; the pound sign goes in front of them.

Loses: test_as_price_easy, test_as_price_zeros, test_there_and_back, test_shape_of_price.
"""


def to_pence(pounds):
    return round(pounds * 100)


def as_price(pence):
    return f"{pence / 100:.2f}"
