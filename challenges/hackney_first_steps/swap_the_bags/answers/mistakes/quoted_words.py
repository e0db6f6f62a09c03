"""Puts quotes round the variable names, so it prints the words right and left.

Good idea; without quote marks Python looks inside the locker.

Loses: test_left_locker, test_right_locker, test_nothing_lost, test_swap_twice.
"""

left = input()
right = input()
left = "right"
right = "left"
print("Left: " + left)
print("Right: " + right)
