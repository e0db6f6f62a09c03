"""Replaces the total in each round instead of adding to it.

The loop works; let each round add to the total.

Loses: test_simple_trays, test_same_dish_twice, test_sold_out, test_two_trays,
test_order_does_not_matter.
"""


def order_cost(prices, order):
    total = 0
    for dish in order:
        total = prices.get(dish, 0)
    return total
