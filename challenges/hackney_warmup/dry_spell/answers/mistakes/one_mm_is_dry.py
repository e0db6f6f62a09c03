"""Takes 1 mm as dry.

Runs are counted right; look again at what a dry day is.

Loses: test_only_zero_is_dry, test_backwards.
"""


def longest_dry(rain):
    best = 0
    run = 0
    for mm in rain:
        if mm <= 1:
            run = run + 1
        else:
            run = 0
        best = max(best, run)
    return best
