"""Leaves the file as it was, so Python stops with NameError on line 2.

Nearly there: compare the name on line 2 with line 1.

Loses: test_runs_without_error, test_hello_line, test_second_line, test_any_name.
"""

name = input("What is your name? ")
print("Hello, " + nam + "!")
print("Have a great day in Hackney.")
