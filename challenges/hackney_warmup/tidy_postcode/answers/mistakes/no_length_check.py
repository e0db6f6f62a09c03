"""Never checks the length.

Real postcodes are right; some texts are too short or too long.

Loses: test_too_short_or_long.
"""


def tidy_postcode(text):
    t = text.replace(" ", "").upper()
    return t[:-3] + " " + t[-3:]
