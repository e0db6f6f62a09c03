"""Makes a number of the answer before knowing it is one (ValueError).

Numbers work; see whether the answer is all digits before int.

Loses: test_words_and_nothing, test_as_often_as_it_takes.
"""

people = int(input())
while people < 1 or people > 8:
    print("Please type a number from 1 to 8.")
    people = int(input())
if people <= 4:
    print("Room: Oak")
else:
    print("Room: Elm")
