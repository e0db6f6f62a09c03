"""Adds two prints of its own and moves nothing, so four lines come out.

The first two lines are right; now move bags, not prints.

Loses: test_right_locker, test_nothing_lost, test_swap_twice.
"""

left = input()
right = input()
print("Left: " + right)
print("Right: " + left)
print("Left: " + left)
print("Right: " + right)
