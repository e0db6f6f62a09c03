LAST_AGES = {10: 0, 15: 50, 17: 90, 64: 180, 120: 0}


def fare(age):
    if age >= 0:
        for last, pence in LAST_AGES.items():
            if age <= last:
                return pence
    return -1
