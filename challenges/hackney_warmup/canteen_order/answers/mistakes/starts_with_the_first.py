"""Takes the first dish before the loop, so an empty tray stops it (IndexError).

Full trays are right; an empty tray has no first dish.

Loses: test_empty_tray.
"""


def order_cost(prices, order):
    total = prices.get(order[0], 0)
    for dish in order[1:]:
        total = total + prices.get(dish, 0)
    return total
