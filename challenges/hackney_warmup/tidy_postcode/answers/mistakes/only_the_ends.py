"""Uses strip(), which leaves spaces in the middle.

The ends are tidy; spaces can hide in the middle too.

Loses: test_messy_spaces, test_tidy_twice, test_nothing_lost, test_shape.
"""


def tidy_postcode(text):
    t = text.strip().upper()
    if len(t) < 5 or len(t) > 7:
        return ""
    return t[:-3] + " " + t[-3:]
