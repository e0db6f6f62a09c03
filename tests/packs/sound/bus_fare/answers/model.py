def fare(age):
    return 0 if age <= 10 else 50
