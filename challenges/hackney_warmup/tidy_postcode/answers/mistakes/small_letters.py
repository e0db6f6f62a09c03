"""Forgets capital letters.

The space sits right; now turn the letters into capitals.

Loses: test_no_spaces_typed, test_messy_spaces, test_shape.
"""


def tidy_postcode(text):
    t = text.replace(" ", "")
    if len(t) < 5 or len(t) > 7:
        return ""
    return t[:-3] + " " + t[-3:]
