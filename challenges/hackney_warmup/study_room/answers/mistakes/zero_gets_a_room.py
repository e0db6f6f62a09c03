"""Checks only the upper end, so 0 people get Oak.

Big groups are turned away; look at a group of 0 too.

Loses: test_numbers_out_of_range, test_as_often_as_it_takes.
"""

while True:
    answer = input()
    if answer.isdigit() and int(answer) <= 8:
        break
    print("Please type a number from 1 to 8.")
if int(answer) <= 4:
    print("Room: Oak")
else:
    print("Room: Elm")
