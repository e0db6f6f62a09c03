from collections import Counter


def order_cost(prices, order):
    return sum(count * prices.get(dish, 0) for dish, count in Counter(order).items())
