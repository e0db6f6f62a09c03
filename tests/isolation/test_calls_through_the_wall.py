"""Functions of a solution, called by a suite."""

import operator

import pytest

from hackney_challenges.isolation.calls import Call, MissingName, Returned
from hackney_challenges.isolation.conversation import OutsideCheck
from hackney_challenges.isolation.wall import Limits


def test_a_function_answers(behind):
    side = behind("def double(n):\n    return 2 * n\n")
    with side.check():
        assert side.solution.double(4) == 8
        assert side.solution.double("ab") == "abab"
        assert side.solution.double(n=[1]) == [1, 1]
    assert [(call.target, call.args, dict(call.kwargs)) for call in side.calls] == [
        ("double", (4,), {}),
        ("double", ("ab",), {}),
        ("double", (), {"n": [1]}),
    ]


def test_a_list_changed_in_place_changes_for_the_suite_and_not_in_the_record(behind):
    side = behind("def sort_it(numbers):\n    numbers.sort()\n    return numbers\n")
    with side.check():
        numbers = [3, 1, 2]
        result = side.solution.sort_it(numbers)
        assert numbers == [1, 2, 3]
        assert result is numbers
    assert side.calls == (
        Call(
            target="sort_it",
            args=([3, 1, 2],),
            outcome=Returned(value=[1, 2, 3]),
            changed=((0, [1, 2, 3]),),
        ),
    )


def test_changes_deep_in_an_argument_and_shared_lists_are_seen(put):
    side = put(
        "def change(table, same):\n"
        "    table['rows'][0].append(9)\n"
        "    same.append('x')\n"
        "    table['seen'].add(1)\n"
        "    return table['rows']\n"
    )
    with side.check():
        row = [1]
        table = {"rows": [row, row], "seen": set()}
        rows = side.solution.change(table, same=row)
        assert row == [1, 9, "x"]
        assert table == {"rows": [[1, 9, "x"], [1, 9, "x"]], "seen": {1}}
        assert rows is table["rows"]
        assert rows[0] is row
    assert dict(side.calls[0].changed)["same"] == [1, 9, "x"]
    assert side.calls[0].args == ({"rows": [[1], [1]], "seen": set()},)


def test_what_a_call_printed_stands_with_it(behind):
    side = behind("def say(word):\n    print('I say', word)\n    return 3\n")
    with side.check():
        assert side.solution.say("hello") == 3
        assert side.solution.say("bye") == 3
    assert [call.printed for call in side.calls] == ["I say hello\n", "I say bye\n"]
    assert side.printed == "I say hello\nI say bye\n"


def test_prints_are_capped_and_cheap(behind):
    side = behind(
        "def shout():\n"
        "    for _ in range(20):\n"
        "        print('x' * 10_000_000)\n"
        "    for _ in range(20_000):\n"
        "        print('many short lines')\n",
        Limits(call_seconds=5.0),  # 200 MB are copied, which takes a busy machine a while
    )
    with side.check():
        side.solution.shout()
    assert len(side.printed) == 65_536


def test_a_lent_function_is_called_back(behind):
    side = behind("def apply(f, values):\n    return [f(value, twice=2) for value in values]\n")
    with side.check():
        assert side.solution.apply(lambda value, twice: value * twice, [1, "a"]) == [2, "aa"]


def test_a_lent_function_may_call_the_solution_again(behind):
    side = behind("def apply(f, n):\n    return f(n) + 1\ndef double(n):\n    return 2 * n\n")
    with side.check():
        assert side.solution.apply(lambda n: side.solution.double(n), 4) == 9
    assert [call.target for call in side.calls] == ["double", "apply"]


def test_what_a_lent_function_raises_is_raised_in_the_solution(put):
    side = put(
        "def try_it(f):\n    try:\n        f()\n"
        "    except KeyError as problem:\n        return problem.args[0]\n"
    )

    def missing():
        raise KeyError("no key")

    with side.check():
        assert side.solution.try_it(missing) == "'no key'"


def test_a_lent_function_that_ends_the_check_ends_it(put):
    side = put("def try_it(f):\n    try:\n        f()\n    except BaseException:\n        return 1\n")

    def interrupt():
        raise KeyboardInterrupt

    with side.check(), pytest.raises(KeyboardInterrupt):
        side.solution.try_it(interrupt)


def test_a_lent_function_is_lent_for_one_call_only(put):
    side = put("kept = []\ndef keep(f):\n    kept.append(f)\ndef use():\n    return kept[0]()\n")
    with side.check():
        side.solution.keep(lambda: 1)
        with pytest.raises(RuntimeError):
            side.solution.use()


def test_an_endless_generator_is_cut_and_says_so(behind):
    side = behind("def count():\n    n = 0\n    while True:\n        yield n\n        n += 1\n")
    with side.check():
        assert side.solution.count() == list(range(10_000))
    assert side.calls[0].outcome.cut


@pytest.mark.parametrize(
    "expression", ["map(str, [1, 2])", "(str(n) for n in (1, 2))", "{'1': 0, '2': 0}.keys()", "iter('12')"]
)
def test_iterators_arrive_as_lists(put, expression):
    side = put(f"def give():\n    return {expression}\n")
    with side.check():
        assert side.solution.give() == ["1", "2"]
    assert not side.calls[0].outcome.cut


@pytest.mark.parametrize(
    ("expression", "plain"),
    [
        ("Liar(7)", 7),
        ("Odd('x')", "x"),
        ("Pile([1, 2])", [1, 2]),
        ("Point(1, 2)", (1, 2)),
        ("Colour.RED", 3),
        ("collections.Counter('aab')", {"a": 2, "b": 1}),
        ("collections.OrderedDict(a=1)", {"a": 1}),
    ],
)
def test_a_subclass_arrives_as_its_plain_value_whatever_it_says_of_itself(put, expression, plain):
    side = put(
        "import collections, enum\n"
        "class Liar(int):\n"
        "    def __eq__(self, other): return True\n"
        "    def __int__(self): return 99\n"
        "    __class__ = property(lambda self: float)\n"
        "    __hash__ = None\n"
        "class Odd(str):\n"
        "    def __str__(self): return 'lie'\n"
        "class Pile(list):\n"
        "    def __iter__(self): return iter('lie')\n"
        "Point = collections.namedtuple('Point', 'x y')\n"
        "class Colour(enum.IntEnum):\n"
        "    RED = 3\n"
        f"def give():\n    return {expression}\n"
    )
    with side.check():
        value = side.solution.give()
    assert value == plain
    assert type(value) is type(plain)


def test_an_object_equal_to_everything_equals_nothing(behind):
    side = behind("class Yes:\n    def __eq__(self, other): return True\ndef give():\n    return Yes()\n")
    with side.check():
        answer = side.solution.give()
        assert answer != 7
        assert (answer == 7) is False
        assert operator.eq(7, answer) is False
        assert operator.eq([7], [answer]) is False


@pytest.mark.parametrize(
    ("expression", "size"),
    [
        ("'x' * 50_000_000", 50_000_000),
        ("[0] * 1_000_000", 1_000_000),
        ("[[]] * 300_000", 300_000),
        ("bomb()", 10),
        ("endless()", 1),
        ("set(range(20_000))", 20_000),
        ("range(10 ** 9)", 10**9),
    ],
)
def test_an_answer_that_is_too_big_is_a_thing_to_ask_and_nothing_dies(put, expression, size):
    side = put(
        "def bomb():\n"
        "    layer = 0\n"
        "    for _ in range(30):\n"
        "        layer = (layer,) * 10\n"
        "    return layer\n"
        "def endless():\n"
        "    loop = []\n"
        "    loop.append(loop)\n"
        "    return loop\n"
        f"def give():\n    return {expression}\n"
    )
    with side.check():
        answer = side.solution.give()
        assert answer != [0]
        assert len(answer) == size


def test_a_deep_answer_is_too_big(put):
    side = put("def give(n):\n    nest = 1\n    for _ in range(n):\n        nest = [nest]\n    return nest\n")
    with side.check():
        assert isinstance(side.solution.give(60), list)
        assert not isinstance(side.solution.give(100_000), list)


def test_an_argument_grown_too_big_holds_one_thing_that_equals_nothing(put):
    side = put("def grow(numbers):\n    numbers.extend(range(300_000))\n")
    with side.check():
        numbers = [1]
        side.solution.grow(numbers)
        assert len(numbers) == 1
        assert numbers != [1]
        assert len(numbers[0]) == 300_001


def test_more_than_the_wall_carries_is_refused_on_the_way_in(put):
    side = put("def f(x):\n    return 1\n")
    with side.check():
        for too_much in ("x" * 2_000_000, [0] * 300_000, 10**5000):
            with pytest.raises(ValueError, match="too much for one call"):
                side.solution.f(too_much)
        with pytest.raises(TypeError, match="cannot be handed to a solution"):
            side.solution.f(object())
        assert side.solution.f(1) == 1


def test_a_missing_name_tells_what_is_there(behind):
    side = behind("def helo():\n    pass\n")
    with side.check(), pytest.raises(MissingName) as caught:
        side.solution.hello()
    assert caught.value.missing == "hello"
    assert caught.value.found == (("helo", 1, "function"),)


def test_a_name_that_means_something_else_after_a_call_is_asked_for_again(put):
    side = put(
        "count = 0\ndef f():\n    return 1\n"
        "def swap():\n    global f, count\n    count += 1\n    f = lambda: 2\n"
    )
    with side.check():
        assert side.solution.f() == 1
        assert side.solution.count == 0
        side.solution.swap()
        assert side.solution.f() == 2
        assert side.solution.count == 1


def test_each_check_starts_afresh(behind):
    side = behind("seen = []\ndef add(x):\n    seen.append(x)\n    return len(seen)\n")
    for _ in range(2):
        with side.check():
            assert side.solution.add(1) == 1
            assert side.solution.add(1) == 2
        assert len(side.calls) == 2


def test_forgotten_calls_are_gone(put):
    side = put("def f(n):\n    return n\n")
    with side.check():
        side.solution.f(1)
        side.forget_calls()
        side.solution.f(2)
    assert [call.args for call in side.calls] == [(2,)]


def test_outside_a_check_nothing_can_be_asked(put):
    side = put("def f():\n    return 1\n")
    with pytest.raises(OutsideCheck):
        side.solution.f()
    with side.check():
        function = side.solution.f
        assert function() == 1
    with pytest.raises(OutsideCheck, match="has ended"):
        function()


def test_uses_asks_the_source(behind):
    side = behind("def f(x):\n    return sorted(x)\n")
    with side.check():
        assert side.solution.uses("sorted")
        assert not side.solution.uses("while")


def test_sets_of_texts_have_one_order(wall, tmp_path):
    (tmp_path / "solution.py").write_text("def f():\n    return list({'ab', 'cd', 'ef', 'gh', 'ij'})\n")
    from hackney_challenges.isolation.wall import Wall

    side = wall.far_side(tmp_path / "solution.py", Limits())
    with side.check():
        here = side.solution.f()
    with Wall() as other:
        there = other.far_side(tmp_path / "solution.py", Limits())
        with there.check():
            assert there.solution.f() == here
