"""Copies right into left, then left (already changed) back into right: both hold the same thing.

The left locker is done; put its old bag somewhere safe first.

Loses: test_right_locker, test_nothing_lost, test_swap_twice.
"""

left = input()
right = input()
left = right
right = left
print("Left: " + left)
print("Right: " + right)
