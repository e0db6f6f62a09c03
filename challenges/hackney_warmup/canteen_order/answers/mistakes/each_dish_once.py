"""Walks along the price list, so a dish counts once however often it is on the tray.

Different dishes are right; two waters cost twice as much.

Loses: test_same_dish_twice, test_two_trays.
"""


def order_cost(prices, order):
    total = 0
    for dish in prices:
        if dish in order:
            total = total + prices[dish]
    return total
