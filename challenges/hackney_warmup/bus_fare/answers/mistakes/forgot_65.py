"""Has no band for 65 and over.

Young people pay right; older people have a band of their own.

Loses: test_one_age_in_each_band, test_birthdays.
"""


def fare(age):
    if age < 0 or age > 120:
        return -1
    if age <= 10:
        return 0
    if age <= 15:
        return 50
    if age <= 17:
        return 90
    return 180
