from itertools import groupby


def longest_dry(rain):
    return max((len(list(days)) for is_dry, days in groupby(rain, lambda mm: mm == 0) if is_dry), default=0)
