"""Changes the print lines instead: the pairs are right, but Right is printed first.

The pairs are right; print the Left line first.

Loses: test_left_locker, test_right_locker.
"""

left = input()
right = input()
print("Right: " + left)
print("Left: " + right)
