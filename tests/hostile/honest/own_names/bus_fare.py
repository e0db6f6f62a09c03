# Rows 54, 55
import json
import random
import string
import typing


def fare(age: typing.Optional[int]):
    assert json.loads("1") == 1 and random.random() < 1 and string.digits
    return 0 if age < 11 else 90 if age < 16 else 175
