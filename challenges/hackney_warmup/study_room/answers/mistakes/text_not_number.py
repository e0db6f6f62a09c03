"""Compares text with numbers, so Python stops at once with TypeError.

The plan is right; input gives text, so make it a number.

Loses: test_small_group, test_large_group, test_edges, test_numbers_out_of_range,
test_words_and_nothing, test_as_often_as_it_takes.
"""

answer = input()
while answer < 1 or answer > 8:
    print("Please type a number from 1 to 8.")
    answer = input()
if answer <= 4:
    print("Room: Oak")
else:
    print("Room: Elm")
