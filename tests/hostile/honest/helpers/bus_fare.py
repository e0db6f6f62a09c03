# Rows 12, 13, 14
from limits import *
from money import adult
from money.child import child


def fare(age):
    return FREE if age < YOUNG else child() if age < GROWN else adult()
