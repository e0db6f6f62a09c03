"""Types the example's name into the line, so everyone is called Leyla.

Leyla is greeted; let the line use the name that was typed.

Loses: test_hello_line, test_any_name.
"""

name = input("What is your name? ")
print("Hello, Leyla!")
print("Have a great day in Hackney.")
