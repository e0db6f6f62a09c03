"""Takes every dish off the caller's list while adding.

The total is right; leave the dishes on the tray.

Loses: test_order_does_not_matter.
"""


def order_cost(prices, order):
    total = 0
    while order:
        total = total + prices.get(order.pop(), 0)
    return total
