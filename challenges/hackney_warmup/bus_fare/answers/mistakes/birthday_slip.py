"""Uses < with the last age of each band, so 10, 15, 17 and 64 fall into the next band.

Nearly every age is right; now try both ends of each band.

Loses: test_birthdays.
"""


def fare(age):
    if age < 0 or age > 120:
        return -1
    if age < 10:
        return 0
    if age < 15:
        return 50
    if age < 17:
        return 90
    if age < 64:
        return 180
    return 0
