# Rows 25, 27: not yet, raised
def fare(age):
    return "9" * (50 << 20 if age < 11 else 1 << 30)
