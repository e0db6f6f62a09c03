"""Never puts the one space back.

Clean and capital; one space goes before the last three.

Loses: test_no_spaces_typed, test_messy_spaces, test_tidy_twice, test_shape.
"""


def tidy_postcode(text):
    t = text.replace(" ", "").upper()
    if len(t) < 5 or len(t) > 7:
        return ""
    return t
