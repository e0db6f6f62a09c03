"""Returns as soon as a dish has run out.

The sold-out dish is noticed; the other dishes still count.

Loses: test_sold_out.
"""


def order_cost(prices, order):
    total = 0
    for dish in order:
        if dish not in prices:
            return total
        total = total + prices[dish]
    return total
