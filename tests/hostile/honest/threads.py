# Rows 19, 20
import threading
from concurrent.futures import ThreadPoolExecutor

answers = {}


def fare(age):
    thread = threading.Thread(target=work, args=(age,))
    thread.start()
    thread.join()
    with ThreadPoolExecutor() as pool:
        squares = list(pool.map(lambda number: number * number, range(20)))
    assert squares[19] == 361
    many = [threading.Thread(target=work, args=(age,)) for _ in range(40)]
    for one in many:
        one.start()
    for one in many:
        one.join()
    return answers[age]


def work(age):
    answers[age] = 0 if age < 11 else 90 if age < 16 else 175
