"""Leaves out the first and last in the list.

Two scores go, good; the highest can sit anywhere in the list.

Loses: test_different_scores, test_equal_scores, test_any_order.
"""


def show_score(scores):
    return sum(scores[1:-1])
