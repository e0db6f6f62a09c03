"""Looks up a dish that is not there, so Python stops with KeyError.

Dishes in stock are right; first ask whether there is a price.

Loses: test_sold_out.
"""


def order_cost(prices, order):
    total = 0
    for dish in order:
        total = total + prices[dish]
    return total
