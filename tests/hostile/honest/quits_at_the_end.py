# Rows 28, 29, 30
def fare(age):
    return 0 if age < 11 else 90 if age < 16 else 175


print("Bye")
quit()
