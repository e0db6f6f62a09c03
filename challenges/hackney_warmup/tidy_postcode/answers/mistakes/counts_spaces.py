"""Checks the length before taking the spaces out.

All the steps are there; try them in another order.

Loses: test_messy_spaces, test_too_short_or_long, test_tidy_twice, test_nothing_lost, test_shape.
"""


def tidy_postcode(text):
    if len(text) < 5 or len(text) > 7:
        return ""
    t = text.replace(" ", "").upper()
    return t[:-3] + " " + t[-3:]
