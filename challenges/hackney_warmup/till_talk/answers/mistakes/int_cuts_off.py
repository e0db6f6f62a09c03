"""Uses int, which cuts 28.999999999999996 down to 28.

Easy prices are right; print 0.29 * 100 and look closely.

Loses: test_to_pence_tricky, test_there_and_back.
"""


def to_pence(pounds):
    return int(pounds * 100)


def as_price(pence):
    return f"£{pence / 100:.2f}"
