"""Compares with the best only when rain comes, so a run that lasts to the end is lost.

A fine loop; what if the month ends while it is dry?

Loses: test_run_at_the_edge, test_backwards, test_rainy_day_between.
"""


def longest_dry(rain):
    best = 0
    run = 0
    for mm in rain:
        if mm == 0:
            run = run + 1
        else:
            if run > best:
                best = run
            run = 0
    return best
