# Row 31
calls = 0


def fare(age):
    global calls
    calls += 1
    assert calls < 20
    return 0 if age < 11 else 90 if age < 16 else 175
