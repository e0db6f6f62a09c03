# Row 54
from calendar import young


def fare(age):
    return 0 if age < young() else 90 if age < 16 else 175
