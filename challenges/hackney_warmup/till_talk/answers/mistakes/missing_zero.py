"""Shows 1.5 for 105 pence.

Pounds and rest is a fine idea; 5 pence is written 05.

Loses: test_as_price_zeros, test_there_and_back, test_shape_of_price.
"""


def to_pence(pounds):
    return round(pounds * 100)


def as_price(pence):
    return "£" + str(pence // 100) + "." + str(pence % 100)
