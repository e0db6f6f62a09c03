"""Returns text such as 50p.

The bands are right; the till adds plain numbers, not text.

Loses: test_one_age_in_each_band, test_birthdays, test_impossible_ages,
test_only_prices_on_the_board, test_growing_up_is_never_cheaper.
"""


def fare(age):
    if age < 0 or age > 120:
        return "-1"
    if age <= 10 or age >= 65:
        return "0p"
    if age <= 15:
        return "50p"
    if age <= 17:
        return "90p"
    return "180p"
