"""Leaves out every copy of the highest and lowest.

Different scores are right; only one of two top marks goes.

Loses: test_equal_scores, test_one_point_more_each.
"""


def show_score(scores):
    if len(scores) < 3:
        return 0
    high = max(scores)
    low = min(scores)
    total = 0
    for s in scores:
        if s != high and s != low:
            total = total + s
    return total
