"""Asks again without the polite line.

It asks until the answer fits; print the polite line too.

Loses: test_numbers_out_of_range, test_words_and_nothing, test_as_often_as_it_takes.
"""

while True:
    answer = input()
    if answer.isdigit() and 1 <= int(answer) <= 8:
        break
if int(answer) <= 4:
    print("Room: Oak")
else:
    print("Room: Elm")
