# Rows 32, 56
import sys
import threading

sys.setrecursionlimit(100_000)
threading.stack_size(256 << 20)


def down(number):
    return 0 if number == 0 else 1 + down(number - 1)


def fare(age):
    found = []
    thread = threading.Thread(target=lambda: found.append(down(9000)))
    thread.start()
    thread.join()
    assert found == [9000]
    return 0 if age < 11 else 90 if age < 16 else 175
