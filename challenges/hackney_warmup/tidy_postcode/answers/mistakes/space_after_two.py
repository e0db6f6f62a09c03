"""Counts two characters from the front instead of three from the back.

Short postcodes are right; try counting from the other end.

Loses: test_no_spaces_typed, test_messy_spaces, test_shape.
"""


def tidy_postcode(text):
    t = text.replace(" ", "").upper()
    if len(t) < 5 or len(t) > 7:
        return ""
    return t[:2] + " " + t[2:]
