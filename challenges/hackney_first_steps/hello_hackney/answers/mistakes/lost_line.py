"""Deletes the last line while mending the second.

The greeting is right; bring back the second line.

Loses: test_second_line.
"""

name = input("What is your name? ")
print("Hello, " + name + "!")
