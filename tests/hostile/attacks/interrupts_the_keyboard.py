# Row 31: not yet, raised
def fare(age):
    raise KeyboardInterrupt
