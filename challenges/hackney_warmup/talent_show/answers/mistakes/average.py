"""Divides by the number of judges left and returns a float.

The right scores are kept; the board shows their sum.

Loses: test_different_scores, test_equal_scores, test_one_point_more_each.
"""


def show_score(scores):
    if len(scores) < 3:
        return 0
    return (sum(scores) - max(scores) - min(scores)) / (len(scores) - 2)
