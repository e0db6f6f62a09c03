"""Returns the run at the end, not the longest.

New runs begin after rain; also remember the longest so far.

Loses: test_run_in_the_middle, test_run_at_the_edge, test_only_zero_is_dry, test_backwards,
test_rainy_day_between.
"""


def longest_dry(rain):
    run = 0
    for mm in rain:
        if mm == 0:
            run = run + 1
        else:
            run = 0
    return run
