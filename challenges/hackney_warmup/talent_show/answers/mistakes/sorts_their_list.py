"""Sorts the given list itself.

The result is right; sort a copy, not the judges' list.

Loses: test_list_unchanged.
"""


def show_score(scores):
    if len(scores) < 3:
        return 0
    scores.sort()
    return sum(scores[1:-1])
