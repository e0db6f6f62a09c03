"""Uses range(1, 8), which ends with 7.

One to seven have a room; look where the range ends.

Loses: test_edges.
"""

while True:
    answer = input()
    if answer.isdigit() and int(answer) in range(1, 8):
        break
    print("Please type a number from 1 to 8.")
if int(answer) <= 4:
    print("Room: Oak")
else:
    print("Room: Elm")
