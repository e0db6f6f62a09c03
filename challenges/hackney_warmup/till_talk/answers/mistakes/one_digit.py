"""Shows one digit of pence (2.5) because str drops the last 0.

The value is right; a receipt shows two digits after the point.

Loses: test_as_price_easy, test_as_price_zeros, test_shape_of_price.
"""


def to_pence(pounds):
    return round(pounds * 100)


def as_price(pence):
    return "£" + str(pence / 100)
