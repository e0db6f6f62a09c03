"""Plain data to bytes and back."""

import json
import math
from collections import OrderedDict, namedtuple
from datetime import date, datetime, time, timedelta, timezone
from decimal import Decimal
from fractions import Fraction

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hackney_challenges.isolation.decoder import Decoder, measure
from hackney_challenges.isolation.encoder import Encoder
from hackney_challenges.isolation.plain import TooBig, dump, dump_call, load
from hackney_challenges.isolation.wire import MAX_DEPTH, MAX_KEYS, WireBroken


def nothing(*_):
    raise WireBroken("not plain")


def there_and_back(value):
    return Decoder(nothing).value(load(dump(Encoder(nothing).node(value))))


def same(left, right):
    """Equal and of the same kind throughout; nan is itself."""
    if type(left) is not type(right):
        return False
    if isinstance(left, dict):
        return len(left) == len(right) and all(map(same, left.items(), right.items()))
    if isinstance(left, (list, tuple)):
        return len(left) == len(right) and all(map(same, left, right))
    if isinstance(left, float):
        return repr(left) == repr(right)
    if isinstance(left, complex):
        return same([left.real, left.imag], [right.real, right.imag])
    if isinstance(left, Decimal):
        return str(left) == str(right)
    if isinstance(left, (datetime, time)):
        return left.isoformat() == right.isoformat() and left.fold == right.fold
    return left == right


ZONES = st.none() | st.builds(timezone, st.timedeltas(timedelta(hours=-23), timedelta(hours=23)))
HASHABLE = st.recursive(
    st.none()
    | st.booleans()
    | st.integers()
    | st.integers(min_value=-(10**4299), max_value=10**4299)
    | st.floats()
    | st.complex_numbers()
    | st.text(st.characters(exclude_categories=()))
    | st.binary()
    | st.builds(range, st.integers(0, 99), st.integers(0, 99), st.integers(1, 9))
    | st.dates()
    | st.times(timezones=ZONES)
    | st.datetimes(timezones=ZONES)
    | st.timedeltas()
    | st.decimals().filter(lambda value: not value.is_snan())
    | st.fractions(),
    lambda inner: (
        st.lists(inner, max_size=3).map(tuple) | st.frozensets(st.integers() | st.text(), max_size=3)
    ),
    max_leaves=8,
)
PLAIN = st.recursive(
    HASHABLE,
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(HASHABLE.filter(lambda key: key == key), inner, max_size=4)
        | st.sets(st.integers() | st.text() | st.dates(), max_size=4)
        | st.lists(inner, max_size=3).map(tuple)
    ),
    max_leaves=12,
)


@settings(deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(PLAIN)
def test_everything_plain_arrives_as_it_was(value):
    assert same(there_and_back(value), value)


@pytest.mark.parametrize("text", ["\ud800", "\ud83d\ude00", "\U0001f600", "\0\n\x1b", "a\u2028b"])
def test_every_text_arrives_as_it_was_alone_and_inside(text):
    assert there_and_back([text, {text: (text,)}]) == [text, {text: (text,)}]


@pytest.mark.parametrize(
    ("value", "plain"),
    [
        (namedtuple("P", "x y")(1, 2), (1, 2)),
        (OrderedDict(a=1), {"a": 1}),
        (type("D", (date,), {"year": property(lambda self: 1)})(2020, 5, 6), date(2020, 5, 6)),
        (
            type("T", (datetime,), {})(2020, 5, 6, 7, tzinfo=timezone.utc),
            datetime(2020, 5, 6, 7, tzinfo=timezone.utc),
        ),
        (type("C", (time,), {})(7, 8), time(7, 8)),
        (type("S", (timedelta,), {})(1), timedelta(1)),
        (type("M", (Decimal,), {"__str__": lambda self: "9"})("1.50"), Decimal("1.50")),
        (type("F", (Fraction,), {"numerator": property(lambda self: 9)})(1, 2), Fraction(1, 2)),
        (type("X", (float,), {"__float__": lambda self: 9.0})(0.5), 0.5),
        (type("Z", (complex,), {})(1j), 1j),
        (type("B", (bytes,), {})(b"ab"), b"ab"),
        (type("Q", (frozenset,), {})([1]), frozenset([1])),
        (type("R", (set,), {})([1]), {1}),
    ],
    ids=lambda value: type(value).__name__,
)
def test_subclasses_arrive_as_the_plain_value_beneath(value, plain):
    assert same(there_and_back(value), plain)


@pytest.mark.parametrize(
    "value",
    [
        10**4300,
        "x" * (1 << 20 | 1),
        [0] * 200_001,
        dict.fromkeys(range(MAX_KEYS + 1)),
        frozenset(range(MAX_KEYS + 1)),
        Decimal("1E+999999999"),
        Decimal("1E-999999999"),
        Fraction(1, 10**4300),
        range(10**9),
        [["x" * 1000] * 1000] * 2,
        [b"x" * 500_000] * 2,
    ],
    ids=[
        "int",
        "text",
        "list",
        "dict",
        "frozenset",
        "decimal",
        "small-decimal",
        "fraction",
        "range",
        "texts",
        "bytes",
    ],
)
def test_too_big_is_an_answer_of_its_own(value):
    with pytest.raises(TooBig):
        dump(Encoder(nothing).node(value))


def test_depth_is_bounded_on_both_sides():
    nest = 1
    for _ in range(MAX_DEPTH):
        nest = [nest]
    assert same(there_and_back(nest), nest)
    with pytest.raises(TooBig):
        Encoder(nothing).node([nest])
    with pytest.raises(WireBroken):
        Decoder(nothing).value([nest])


def test_a_bomb_of_shared_tuples_is_found_by_counting():
    layer = 0
    for _ in range(40):
        layer = (layer,) * 10
    with pytest.raises(TooBig):
        Encoder(nothing).node(layer)


def test_a_bomb_of_shared_arguments_is_found_by_counting():
    argument = [0] * 100_000
    with pytest.raises(TooBig):
        Encoder(nothing, [argument]).node([argument] * 1000)
    with pytest.raises(WireBroken):
        measure([[argument] * 1000], lambda value: value)


@pytest.mark.parametrize(
    "data",
    [
        b"",
        b"nul",
        b"1 2",
        b"NaN",
        b"[1e5",
        b"\xff",
        b"1" * 4302,
        b'{"d": [1, 2, 3]}',
        b'{"t": [], "s": []}',
        b'{"s": [[1]]}',
        b'{"z": {}}',
        b'{"r": 0}',
        b'{"r": true}',
        b'{"i": "zz"}',
        b'{"f": "1e5"}',
        b'{"c": [1, 2]}',
        b'{"b": 3}',
        b'{"b": "\xc3\xa9"}',
        b'{"g": [0, 5, 0]}',
        b'{"g": [0, 1000000000, 1]}',
        b'{"da": [2020, 13, 1]}',
        b'{"da": [true, 1, 1]}',
        b'{"ti": [1]}',
        b'{"dt": 5}',
        b'{"td": [1000000000000, 0, 0]}',
        b'{"D": "sNaN"}',
        b'{"D": "1E+999999999"}',
        b'{"D": "one"}',
        b'{"F": [1, 0]}',
        b'{"it": [1]}',
        b'{"h": [1]}',
        b'{"": 1}',
        b"[" * 100_000 + b"]" * 100_000,
    ],
)
def test_what_no_honest_side_sends_breaks_the_wire(data):
    with pytest.raises(WireBroken):
        Decoder(nothing).value(load(data))


def test_numbers_of_many_digits_are_read_whatever_the_limit_of_python():
    digits = "123456789" * 400
    assert load(f"[{digits}, -{digits}]".encode()) == [int(digits), -int(digits)]


JSON = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats(allow_nan=False) | st.text(max_size=5),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.dictionaries(
            st.sampled_from([*"tdszrifcbgDFhm", "da", "ti", "dt", "td", "fn", "it"]),
            inner,
            min_size=1,
            max_size=1,
        )
    ),
    max_leaves=15,
)


@settings(deadline=None)
@given(JSON)
def test_any_json_is_a_value_or_a_broken_wire(node):
    try:
        value = Decoder(nothing).value(load(json.dumps(node).encode()))
    except WireBroken:
        return
    repr(value)


@settings(deadline=None)
@given(st.binary(max_size=60))
def test_any_bytes_are_json_or_a_broken_wire(data):
    try:
        load(data)
    except WireBroken:
        return


def test_arguments_keep_who_is_who():
    row = [1]
    table = {"a": row, "b": (row, {2})}
    encoder = Encoder(nothing, numbering=True)
    decoder = Decoder(nothing, numbering=True)
    there = decoder.value(load(dump(encoder.node(table))))
    assert there["a"] is there["b"][0]
    assert [type(value) for value in decoder.mutables] == [dict, list, set]
    assert encoder.mutables[1] is row


def test_an_argument_that_holds_itself_crosses():
    loop = []
    loop.append(loop)
    there = Decoder(nothing, numbering=True).value(load(dump(Encoder(nothing, numbering=True).node(loop))))
    assert there[0] is there


def test_not_a_number_stays_one():
    assert math.isnan(there_and_back([math.nan])[0])


@given(st.lists(st.none() | st.booleans() | st.integers() | st.floats() | st.text(st.characters())))
def test_a_call_with_scalars_is_written_as_any_other_or_left_to_the_long_way(args):
    written = dump_call(3, args)
    try:
        assert written in (dump([3, *args]), None)
    except ValueError:
        assert written is None
    if written is None:
        assert any(_takes_the_long_way(arg) for arg in args)


def _takes_the_long_way(arg):
    if isinstance(arg, str):
        return any("\ud800" <= character <= "\udfff" for character in arg)
    return isinstance(arg, float) and not math.isfinite(arg)
