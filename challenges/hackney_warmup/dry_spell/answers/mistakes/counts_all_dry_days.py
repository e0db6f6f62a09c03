"""Counts all dry days and never starts again after rain.

Dry days are counted; after rain a new run begins.

Loses: test_run_in_the_middle, test_run_at_the_edge, test_only_zero_is_dry,
test_rainy_day_between.
"""


def longest_dry(rain):
    dry = 0
    for mm in rain:
        if mm == 0:
            dry = dry + 1
    return dry
