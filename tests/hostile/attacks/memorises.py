# Row 51: not yet, answers
def fare(age):
    return 90
