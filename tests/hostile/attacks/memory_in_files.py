# Row 37: not yet, raised
import os


def fare(age):
    file = os.memfd_create("more")
    while True:
        os.write(file, bytes(1 << 20))
