"""Asks age >= 11 first, so every older person pays 50.

Python takes the first question that is true; mind their order.

Loses: test_one_age_in_each_band, test_birthdays.
"""


def fare(age):
    if age < 0 or age > 120:
        return -1
    if age < 11:
        return 0
    elif age >= 11:
        return 50
    elif age >= 16:
        return 90
    elif age >= 18:
        return 180
    else:
        return 0
