"""Returns 250.0.

Times 100 is right; the till wants a whole number, no point.

Loses: test_to_pence_easy, test_to_pence_tricky, test_there_and_back.
"""


def to_pence(pounds):
    return pounds * 100


def as_price(pence):
    return f"£{pence / 100:.2f}"
