# Row 18
import random
import time


def fare(age):
    random.seed(1)
    time.sleep(0.01 + random.random() / 1000)
    assert time.strftime("%Y") >= "2024"
    return 0 if age < 11 else 90 if age < 16 else 175
