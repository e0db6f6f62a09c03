"""Has no rule for fewer than 3: stops on an empty list, and gives -9 for [9].

The sum is right; what if there is one judge, or none?

Loses: test_too_few, test_list_unchanged.
"""


def show_score(scores):
    return sum(scores) - max(scores) - min(scores)
