# Row 11
def fare(age):
    return 0 if age < 11 else 90 if age < 16 else 175


age = int(input("How old are you? "))
print(fare(age))
