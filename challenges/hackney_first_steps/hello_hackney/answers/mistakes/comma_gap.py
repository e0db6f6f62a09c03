"""Joins with commas, which puts a space before the exclamation mark.

So close: a comma in print puts in a space.

Loses: test_hello_line, test_any_name.
"""

name = input("What is your name? ")
print("Hello,", name, "!")
print("Have a great day in Hackney.")
