"""A pupil's file on the far side: read as Python reads it, asked what it defines, uses and loops over."""

import ast

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hackney_challenges.isolation.reading.source import (
    Compiled,
    Unreadable,
    loop_facts,
    names,
    read_source,
    uses,
)

FARE = "def fare(age):\n    return 85\n"


def compiled(source: str | bytes) -> Compiled:
    data = source.encode() if isinstance(source, str) else source
    found = read_source(data, "bus_fare.py")
    assert isinstance(found, Compiled), found
    return found


def unreadable(data: bytes) -> Unreadable:
    found = read_source(data, "C:\\pupils\\bus_fare.py")
    assert isinstance(found, Unreadable)
    return found


def worth(source: bytes, name: str) -> object:
    module: dict[str, object] = {}
    exec(compiled(source).code, module)
    return module[name]


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"price = 85\n", id="plain"),
        pytest.param(b"\xef\xbb\xbfprice = 85\n", id="with-a-utf-8-mark"),
        pytest.param(b"price = 85\r\nprint\r\n", id="cr-lf"),
        pytest.param(b"age = 1\rprice = 85\r", id="lone-cr"),
        pytest.param(b"# caf\xe9\nprice = 85  # \xa3\n", id="latin-1-in-comments"),
        pytest.param(
            b"# coding: latin-1\nprice = 85 if '\xa3' == chr(163) else 0\n", id="latin-1-with-a-coding-line"
        ),
        pytest.param(b"# coding: utf_7\nprice = 85\n", id="utf-7-with-a-coding-line"),
        pytest.param(b"if True:\n\tprice = 85\n", id="tabs"),
        pytest.param(b"price = 85", id="no-line-end"),
        pytest.param(b"\x0cprice = 85\n", id="form-feed"),
        pytest.param("price = 85  # “so”\n".encode(), id="curly-quotes-in-a-comment"),
    ],
)
def test_an_odd_but_honest_file_runs(data: bytes) -> None:
    assert worth(data, "price") == 85


def test_an_empty_file_defines_nothing() -> None:
    assert names(compiled(b"").tree) == []


def test_a_warning_about_the_file_does_not_stop_it() -> None:
    assert worth(b"path = '\\d'\nsame = path is 'x'\n", "path") == "\\d"


def test_a_future_import_of_ours_does_not_reach_the_file() -> None:
    assert compiled(FARE).code.co_flags & 0x1000000 == 0


@pytest.mark.parametrize(
    ("data", "facts"),
    [
        pytest.param(
            b"# ok \xe9\nx = 1\nprint('\xa35')\n",
            {"kind": "not utf-8", "line": 3, "character": "£", "column": 8},
            id="cp1252-pound-sign",
        ),
        pytest.param("x = 1\n".encode("utf-16"), {"kind": "utf-16", "line": 1}, id="utf-16"),
        pytest.param(
            "print('hello')\n".encode("utf-16-le"), {"kind": "utf-16", "line": 1}, id="utf-16-without-a-mark"
        ),
        pytest.param(b"x = 1\r\ny = 2\r\n\0z = 3\nprint(x, y, z)\n", {"kind": "nul", "line": 3}, id="nul"),
        pytest.param(
            b"# coding: klingon\nx = 1\n",
            {"kind": "unknown coding", "line": 1, "name": "klingon"},
            id="coding",
        ),
        pytest.param(
            b"x = " + b"-" * 200_000 + b"1\n", {"kind": "too deep", "line": 1}, id="200,000-minus-signs"
        ),
        pytest.param(
            b"if x\n    y = '\xa3'\n", {"kind": "missing colon", "line": 1}, id="the-first-of-two-problems"
        ),
    ],
)
def test_a_file_that_is_no_python_text_says_which_line(data: bytes, facts: dict[str, object]) -> None:
    found = unreadable(data)
    assert {key: found.facts.get(key) for key in facts} == facts
    assert found.facts["file"] == "bus_fare.py"
    assert found.line == facts["line"]


def test_the_line_of_an_unreadable_file_is_shown_as_written() -> None:
    assert unreadable(b"x = 1\n\tprint('\xa35')  \n").text == "\tprint('£5')  "


@pytest.mark.parametrize(
    "data",
    [
        pytest.param(b"x = " + b"(" * 5000 + b")" * 5000, id="5,000-brackets"),
        pytest.param(b"x = [" * 3000, id="3,000-open-lists"),
        pytest.param(b"x" + b".a" * 100_000 + b" = = 1", id="100,000-dots"),
        pytest.param(b"x = 1" + b"+1" * 100_000 + b" )", id="a-long-sum"),
        pytest.param(b"'" * 50_001, id="quote-marks"),
        pytest.param(b'"""' + b"\n" * 50_000, id="a-text-that-never-ends"),
        pytest.param(b"if x:\n" * 3000, id="deep-blocks"),
        pytest.param(b"a b " * 5000, id="names-in-a-row"),
        pytest.param(b"(a b\n" * 150, id="commas-missing-everywhere"),
        pytest.param(b"print 'x'\n" * 5000, id="5,000-prints"),
        pytest.param(b"x = 09\n" * 20_000, id="a-big-file"),
        pytest.param(b"f(" * 90 + b"= " + b")" * 90, id="nested-calls"),
        pytest.param(b"x = 1\n\x1a", id="ctrl-z"),
        pytest.param(b"\\", id="a-backslash"),
        pytest.param(b">>> " * 1000, id="prompts"),
        pytest.param(b"f" * 100_000 + b" x", id="a-word-of-100,000-letters"),
        pytest.param(b"x = (\n" * 150 + b"a b", id="many-open-brackets"),
    ],
)
def test_a_file_made_to_break_the_reader_is_only_unreadable(data: bytes) -> None:
    found = unreadable(data)
    assert len(repr(found.facts)) < 3000
    assert len(found.text) <= 300


@settings(max_examples=150, deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes_are_read_or_explained(data: bytes) -> None:
    found = read_source(data, "bus_fare.py")
    if isinstance(found, Unreadable):
        assert isinstance(found.facts["kind"], str)
        assert found.line >= 1


@settings(max_examples=150, deadline=None)
@given(
    st.lists(
        st.sampled_from(
            [*"()[]{}:=\"'#\\", "\n", "    ", "\t", "if ", "else", "def f", "x ", "12", ">>> ", "“", "print "]
        ),
        max_size=25,
    )
)
def test_any_heap_of_code_is_read_or_explained(pieces: list[str]) -> None:
    found = read_source("".join(pieces).encode(), "bus_fare.py")
    assert isinstance(found, Compiled) or {"kind", "line", "show", "proved"} <= found.facts.keys()


def test_top_names_are_the_files_own_in_order_of_line() -> None:
    tree = ast.parse(
        "import math\n"
        "from random import randint\n"
        "LIMIT, MOST = 11, 12\n"
        "def fare(age):\n"
        "    inner = 1\n"
        "class Bus:\n"
        "    def move(self): pass\n"
        "half = lambda age: age / 2\n"
        "if LIMIT:\n"
        "    def extra(): pass\n"
        "count: int = 3\n"
        "if __name__ == '__main__':\n"
        "    answer = fare(10)\n"
    )
    assert names(tree) == [
        ("LIMIT", 3, "name"),
        ("MOST", 3, "name"),
        ("fare", 4, "function"),
        ("Bus", 6, "class"),
        ("half", 8, "function"),
        ("extra", 10, "function"),
        ("count", 11, "name"),
    ]


def test_a_name_defined_twice_stands_at_its_last_line() -> None:
    assert names(ast.parse("def fare(): pass\n\ndef fare(): pass\n")) == [("fare", 3, "function")]


def test_names_are_bounded() -> None:
    many = names(ast.parse("\n".join(f"{'n' * 100}{number} = 1" for number in range(1000))))
    assert len(many) == 200
    assert all(len(name) == 60 for name, _, _ in many)


@pytest.mark.parametrize(
    ("source", "name"),
    [
        ("sorted([2, 1])", "sorted"),
        ("def f(stops):\n    stops.sort()", "sort"),
        ("import math\nprint(math.sqrt(9))", "math.sqrt"),
        ("import math", "import math"),
        ("from math import sqrt", "import math"),
        ("from math import sqrt", "sqrt"),
        ("for n in range(3): pass", "for"),
        ("for n in range(3): pass", "loop"),
        ("while True: break", "while"),
        ("x = 1 if 2 else 3", "if"),
        ("double = lambda n: n * 2", "lambda"),
        ("x = [n for n in range(3)]", "list comprehension"),
        ("x = f'{1}'", "f-string"),
        ("x = 7 % 2", "%"),
        ("n = 8\nn //= 2", "//"),
        ("def f(n):\n    return n and f(n - 1)", "recursion"),
        ("def other(sorted): pass\ndef f(x):\n    return sorted(x)", "sorted"),
        ("if __name__ == '__main__':\n    while True: break", "while"),
    ],
)
def test_a_file_uses(source: str, name: str) -> None:
    assert uses(ast.parse(source), name)


@pytest.mark.parametrize(
    ("source", "name"),
    [
        pytest.param("def sorted(x): return x\nsorted([1])", "sorted", id="its-own-sorted"),
        pytest.param("def f(x):\n    sorted = x\n    return sorted(x)", "sorted", id="a-local-name"),
        pytest.param("def f(sorted): return sorted([1])", "sorted", id="an-input"),
        pytest.param(
            "class L:\n    def sort(self): pass\ndef f(x): return x.sort()", "sort", id="its-own-method"
        ),
        pytest.param("x = 'sorted(y)'  # sorted", "sorted", id="in-text-and-comments"),
        pytest.param(
            FARE + "if __name__ == '__main__':\n    print(sorted([1]))", "sorted", id="in-the-footer"
        ),
        pytest.param("x = [n for n in y]", "for", id="a-comprehension-is-no-for"),
        pytest.param("import mathematics", "import math", id="another-module"),
        pytest.param("def f(n):\n    return g(n)\ndef g(n):\n    return n", "recursion", id="two-functions"),
    ],
)
def test_a_file_does_not_use(source: str, name: str) -> None:
    assert not uses(ast.parse(source), name)


@pytest.mark.parametrize(
    ("source", "line", "told"),
    [
        pytest.param(
            "def f(age):\n    n = 0\n    while n < age:\n        print(n)\n",
            4,
            {"line": 3, "names": ["n", "age"], "changed": False},
            id="nothing-changes",
        ),
        pytest.param("while n < 3:\n    n = n + 1\n", 2, {"changed": True}, id="a-sum"),
        pytest.param("while n < 3:\n    n += 1\n", 1, {"changed": True}, id="augmented"),
        pytest.param("while stops:\n    stops.pop()\n", 2, {"changed": True}, id="a-method"),
        pytest.param("while stops[0]:\n    stops[0] -= 1\n", 2, {"changed": True}, id="an-item"),
        pytest.param("while stops:\n    empty(stops)\n", 2, {"changed": True}, id="handed-on"),
        pytest.param(
            "while stops:\n    same = stops\n    same.pop()\n", 2, {"changed": True}, id="a-second-name"
        ),
        pytest.param("while n < 3:\n    if x: break\n", 2, {"changed": True, "way_out": True}, id="break"),
        pytest.param(
            "while n < 3:\n    for x in y:\n        break\n",
            2,
            {"changed": False, "way_out": False},
            id="inner-break",
        ),
        pytest.param(
            "while True:\n    n = 1\n", 2, {"names": [], "always": True, "way_out": False}, id="while-true"
        ),
        pytest.param(
            "while a:\n    a = 1\n    while b:\n        c = 1\n",
            4,
            {"line": 3, "names": ["b"]},
            id="innermost",
        ),
        pytest.param("for n in range(3): pass\n", 1, {"kind": "loop", "line": 1}, id="no-while"),
    ],
)
def test_a_loop_that_was_stopped(source: str, line: int, told: dict[str, object]) -> None:
    facts = loop_facts(ast.parse(source), line)
    assert {key: facts.get(key) for key in told} == told


@pytest.mark.parametrize(
    "source",
    [
        pytest.param("def f():\n    global n\n    n = 3\nwhile n < 3:\n    f()\n", id="a-shared-name"),
        pytest.param("while ready():\n    pass\n", id="a-test-that-asks"),
        pytest.param("while bus.moving:\n    pass\n", id="a-part-of-an-object"),
    ],
)
def test_a_loop_that_may_end_by_other_means_is_not_blamed(source: str) -> None:
    assert "changed" not in loop_facts(ast.parse(source), len(source.splitlines()))
