# Rows 15, 16, 17
import json
import os
from pathlib import Path

first = json.load(open("fares.json"))
second = json.loads(Path(__file__).with_name("fares.json").read_text())
third = json.loads((Path(__file__).resolve().parent / "fares.json").read_text())
assert first == second == third
assert "fares.json" in os.listdir() and "fares.json" in [path.name for path in Path().glob("*.json")]


def fare(age):
    for limit, price in first:
        if age < limit:
            return price
    raise ValueError(age)
