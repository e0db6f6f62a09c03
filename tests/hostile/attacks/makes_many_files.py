# Row 38: not yet, disk
from itertools import count


def fare(age):
    for number in count():
        open(f"left{number}", "wb").close()
