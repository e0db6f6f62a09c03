"""Keeps the lowest.

The highest is gone; one more score is left out.

Loses: test_different_scores, test_equal_scores, test_one_point_more_each.
"""


def show_score(scores):
    if len(scores) < 3:
        return 0
    return sum(scores) - max(scores)
