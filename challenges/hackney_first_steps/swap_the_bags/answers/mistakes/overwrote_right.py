"""The same slip the other way round: copies left into right, then right back into left.

The right locker is done; put its old bag somewhere safe first.

Loses: test_left_locker, test_nothing_lost, test_swap_twice.
"""

left = input()
right = input()
right = left
left = right
print("Left: " + left)
print("Right: " + right)
