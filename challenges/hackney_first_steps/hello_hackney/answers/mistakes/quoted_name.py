"""Puts quotes round the variable, so it greets the word name.

It runs; quote marks mean these very letters, so take them off.

Loses: test_hello_line, test_any_name.
"""

name = input("What is your name? ")
print("Hello, " + "name" + "!")
print("Have a great day in Hackney.")
