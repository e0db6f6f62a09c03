"""Classes and objects of a solution, held by a suite."""

import pytest

from hackney_challenges.isolation.calls import Returned
from hackney_challenges.isolation.proxy import describe

SHOP = """
class Basket:
    made = 0
    def __init__(self, owner="nobody"):
        self.items = {}
        self.owner = owner
        Basket.made += 1
    def add(self, name, price=1):
        self.items[name] = price
        return self
    @property
    def total(self):
        return sum(self.items.values())
    @property
    def broken(self):
        raise ValueError("no such thing")
    def __len__(self):
        return len(self.items)
    def __iter__(self):
        return iter(self.items)
    def __contains__(self, name):
        return name in self.items
    def __getitem__(self, name):
        return self.items[name]
    def __setitem__(self, name, price):
        self.items[name] = price
    def __delitem__(self, name):
        del self.items[name]
    def __eq__(self, other):
        return self.items == other.items
    def __lt__(self, other):
        return self.total < other.total
    def __add__(self, other):
        both = Basket(self.owner)
        both.items = {**self.items, **other.items}
        return both
    def __repr__(self):
        return f"Basket of {self.owner}"
    def __bool__(self):
        return bool(self.items)

class Countdown:
    def __init__(self, start):
        self.left = start
    def __iter__(self):
        return self
    def __next__(self):
        if self.left == 0:
            raise StopIteration
        self.left -= 1
        return self.left

class Door:
    log = []
    def __enter__(self):
        self.log.append("open")
        return self
    def __exit__(self, kind, error, trace):
        self.log.append(kind.__name__ if kind else "shut")
        return kind is KeyError

class Oddly:
    def __eq__(self, other):
        return "yes"

def make_adder(n):
    return lambda x: x + n
def total_of(basket):
    return basket.total
def again(thing):
    return thing
"""


@pytest.fixture
def shop(behind):
    side = behind(SHOP)
    with side.check():
        yield side


def test_an_object_is_made_asked_and_changed(shop):
    basket = shop.solution.Basket("Leyla")
    assert basket.owner == "Leyla"
    assert basket.add("apple", price=30) is basket
    basket["pear"] = 20
    assert len(basket) == 2
    assert list(basket) == ["apple", "pear"]
    assert basket["pear"] == 20
    assert "apple" in basket
    assert "plum" not in basket
    del basket["pear"]
    assert basket.total == 30
    basket.owner = "Sam"
    assert repr(basket) == "Basket of Sam"
    assert f"{basket}" == "Basket of Sam"
    assert basket
    assert not shop.solution.Basket()
    assert shop.solution.Basket.made == 2


def test_parts_that_were_read_are_told_too_but_not_the_methods_of_a_call(shop):
    basket = shop.solution.Basket("Leyla")
    assert basket.add("tea", 80).total == 80
    with pytest.raises(ValueError, match="no such thing"):
        basket.broken  # noqa: B018 - to ask for it is the point
    assert shop.calls_made == len(shop.calls) == 4
    _made, _added, total, broken = shop.calls
    assert (total.target, total.args[1], total.outcome) == (".", "total", Returned(value=80))
    assert (broken.args[1], broken.outcome.kind) == ("broken", "ValueError")


def test_calls_are_told_as_a_pupil_would_write_them(shop):
    solution = shop.solution
    first, second = solution.Basket(), solution.Basket()
    first.add("a")
    second.add("b")
    assert [call.target for call in shop.calls] == ["Basket", "Basket", "basket.add", "basket2.add"]
    shop.forget_calls()
    solution.Basket().add("c")
    assert [call.target for call in shop.calls] == ["Basket", "basket.add"]


def test_equality_of_two_objects_is_asked_there(shop):
    solution = shop.solution
    first, second = solution.Basket().add("a"), solution.Basket().add("a")
    assert first == second
    assert first is not second
    assert first != second.add("b")
    assert first < second
    assert len(first + second) == 2


def test_only_an_exact_true_is_equal(shop):
    assert shop.solution.Oddly() != shop.solution.Oddly()


def test_the_same_object_is_the_same_handle(shop):
    basket = shop.solution.Basket()
    assert shop.solution.again(basket) is basket
    assert shop.solution.again([basket])[0] is basket
    assert shop.solution.total_of(basket.add("x", 5)) == 5


def test_an_iterator_of_the_pupils_own_is_stepped_through(shop):
    assert list(shop.solution.Countdown(3)) == [2, 1, 0]
    countdown = shop.solution.Countdown(1)
    assert next(countdown) == 0
    with pytest.raises(StopIteration):
        next(countdown)


def test_with_opens_and_shuts_there(shop):
    door = shop.solution.Door()
    with door as opened:
        assert opened is door
    with door:
        raise KeyError("swallowed by the door")
    with pytest.raises(ValueError, match="mine"), door:
        raise ValueError("mine")
    assert door.log == ["open", "shut", "open", "KeyError", "open", "ValueError"]


def test_a_function_that_is_returned_can_be_called(shop):
    add_two = shop.solution.make_adder(2)
    assert add_two(3) == 5
    assert describe(add_two) == "a function"


def test_isinstance_asks_there(shop):
    solution = shop.solution
    assert isinstance(solution.Basket(), solution.Basket)
    assert not isinstance(solution.Door(), solution.Basket)
    assert not isinstance(7, solution.Basket)


def test_a_property_that_raises_raises_here(shop):
    with pytest.raises(ValueError, match="no such thing"):
        _ = shop.solution.Basket().broken


def test_an_attribute_that_is_missing_is_missing_here(shop):
    assert not hasattr(shop.solution.Basket(), "nothing")


def test_a_handle_is_described_and_shown_after_its_check(put):
    side = put(SHOP + "def big():\n    return 'x' * 5_000_000\n")
    with side.check():
        basket, kind, big = side.solution.Basket(), side.solution.Basket, side.solution.big()
    assert (describe(basket), describe(kind), describe(big)) == (
        "a Basket",
        "a class",
        "a text that is too big",
    )
    assert repr(basket) == "<a Basket>"


def test_another_checks_object_is_refused(put):
    side = put(SHOP)
    with side.check():
        old = side.solution.Basket()
    with side.check():
        assert old != side.solution.Basket()
        with pytest.raises(ValueError, match="another check"):
            side.solution.total_of(old)
