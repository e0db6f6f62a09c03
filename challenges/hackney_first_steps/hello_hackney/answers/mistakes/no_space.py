"""Loses the space after the comma.

Nearly there: + joins pieces with nothing in between.

Loses: test_hello_line, test_any_name.
"""

name = input("What is your name? ")
print("Hello," + name + "!")
print("Have a great day in Hackney.")
