from decimal import Decimal


def to_pence(pounds):
    return int(Decimal(str(pounds)) * 100)


def as_price(pence):
    digits = str(pence).zfill(3)
    return "£" + digits[:-2] + "." + digits[-2:]
