"""Returns the first run.

The first run is found; a longer one may come later.

Loses: test_run_in_the_middle, test_run_at_the_edge, test_backwards, test_rainy_day_between.
"""


def longest_dry(rain):
    run = 0
    for mm in rain:
        if mm == 0:
            run = run + 1
        elif run > 0:
            return run
    return run
