"""Writes nothing, so the lockers stay as they were.

The bags have not moved yet; write your lines at the comment.

Loses: test_left_locker, test_right_locker, test_nothing_lost, test_swap_twice.
"""

left = input("What is in the left locker? ")
right = input("What is in the right locker? ")

# write your lines here: swap what left and right hold

print("Left: " + left)
print("Right: " + right)
