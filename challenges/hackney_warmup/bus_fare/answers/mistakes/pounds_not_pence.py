"""Returns pounds (0.5) instead of pence (50).

The bands are right; the driver counts in whole pence.

Loses: test_one_age_in_each_band, test_birthdays, test_only_prices_on_the_board.
"""


def fare(age):
    if age < 0 or age > 120:
        return -1
    if age <= 10 or age >= 65:
        return 0
    if age <= 15:
        return 0.5
    if age <= 17:
        return 0.9
    return 1.8
