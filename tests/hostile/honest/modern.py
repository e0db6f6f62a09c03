# Rows 33, 34, 35
from dataclasses import dataclass


@dataclass
class Ticket:
    age: int | None

    def price(self):
        match self.age:
            case int(age) if age < 11:
                return 0
            case int(age) if age < 16:
                return 90
            case _:
                return 175


def fare(age):
    return Ticket(age).price()
