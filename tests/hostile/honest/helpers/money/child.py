from . import adult


def child():
    return adult() - 85
