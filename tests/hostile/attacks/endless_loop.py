# Row 24: not yet, time
def fare(age):
    while True:
        try:
            age += 1
        except BaseException:
            pass
