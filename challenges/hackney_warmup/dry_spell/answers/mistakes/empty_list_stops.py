"""Looks at the first day before knowing there is one (IndexError).

Real months are right; what about a list with no days?

Loses: test_no_dry_day, test_backwards, test_rainy_day_between.
"""


def longest_dry(rain):
    best = 0
    run = 0
    if rain[0] == 0:
        best = 1
    for mm in rain:
        if mm == 0:
            run = run + 1
        else:
            run = 0
        best = max(best, run)
    return best
