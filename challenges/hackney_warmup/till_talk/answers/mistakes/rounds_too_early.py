"""Rounds to whole pounds before multiplying.

Rounding is a fine idea; do it once the pence are there.

Loses: test_to_pence_easy, test_to_pence_tricky, test_there_and_back.
"""


def to_pence(pounds):
    return round(pounds) * 100


def as_price(pence):
    return f"£{pence / 100:.2f}"
