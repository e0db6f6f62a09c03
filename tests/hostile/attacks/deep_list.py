# Row 26: not yet, answers
def fare(age):
    nest = []
    for _ in range(100_000):
        nest = [nest]
    return nest
