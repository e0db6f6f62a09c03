"""Uses if where a loop is needed: the second answer is taken whatever it is.

It asks again, good; some visitors need more than two tries.

Loses: test_numbers_out_of_range, test_words_and_nothing, test_as_often_as_it_takes.
"""

answer = input()
if not (answer.isdigit() and 1 <= int(answer) <= 8):
    print("Please type a number from 1 to 8.")
    answer = input()
if int(answer) <= 4:
    print("Room: Oak")
else:
    print("Room: Elm")
