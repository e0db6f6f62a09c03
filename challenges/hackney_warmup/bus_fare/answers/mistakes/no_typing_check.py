"""Forgets impossible ages.

Real ages are right; next, think of ages nobody can have.

Loses: test_impossible_ages.
"""


def fare(age):
    if age <= 10:
        return 0
    if age <= 15:
        return 50
    if age <= 17:
        return 90
    if age <= 64:
        return 180
    return 0
