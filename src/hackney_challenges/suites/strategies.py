"""Everyday data for property checks, with the edges of the rules put in on purpose.

Each function gives a hypothesis strategy. All text is built from alphabets
written out here: the tables of `st.text()` and of regular expressions change
with Python, and a pupil's laptop has to try what the marker tries.
"""

from collections.abc import Iterable

from hypothesis import strategies as st
from hypothesis.strategies import SearchStrategy

SMALL_LETTERS = "abcdefghijklmnopqrstuvwxyz"
CAPITAL_LETTERS = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"
DIGITS = "0123456789"

FIRST_NAMES = (
    "Sam", "Leyla", "Kofi", "Mei", "Yusuf", "Zofia", "Amina", "Tunde", "Rivka", "Ravi", "Thuy", "Joao",
    "Ngozi", "Emre", "Aoife", "Dmytro", "Shanice", "Idris", "Priya", "Mateo", "Fatou", "Wren", "Li",
    "Mary-Jane", "D'Andre", "Anna Maria",
)  # fmt: skip
"""First names heard in Hackney, in letters that every console prints."""

ACCENTED_NAMES = ("Zoë", "José", "Łukasz", "Ayşe", "Siobhán", "Nguyễn", "Олена", "Çiğdem")
"""First names with letters beyond a to z, each accent one character with its letter."""


def whole_numbers(low: int, high: int, *, edges: Iterable[int] = ()) -> SearchStrategy[int]:
    """Whole numbers from `low` to `high`; both ends, and each edge with its two neighbours, come up often.

    >>> @given(age=strategies.whole_numbers(-1000, 1000, edges=[0, 11, 16, 18, 65]))
    ... def test_any_age(solution, age): ...

    An edge is a number where a rule changes. Raises `ValueError` where `low`
    is above `high` or an edge lies outside.
    """
    edges = tuple(edges)
    if low > high or not all(low <= edge <= high for edge in edges):
        raise ValueError(f"edges lie between low and high, and {list(edges)} do not lie in {low} to {high}")
    near = {low, high, *(edge + step for edge in edges for step in (-1, 0, 1))}
    # Nearest to 0 first: hypothesis shrinks towards the first.
    tried = sorted((number for number in near if low <= number <= high), key=lambda n: (abs(n), n < 0))
    return st.integers(low, high) | st.sampled_from(tried)


def words(longest: int = 10) -> SearchStrategy[str]:
    """One word of 1 to `longest` small letters, mostly one that means nothing.

    >>> @given(dish=strategies.words())
    ... def test_any_dish(solution, dish): ...
    """
    return st.text(SMALL_LETTERS, min_size=1, max_size=longest)


def phrases(longest: int = 20) -> SearchStrategy[str]:
    """1 to `longest` small letters and spaces, with no space at either end.

    >>> @given(left=strategies.phrases(), right=strategies.phrases())
    ... def test_any_two_bags(solution, left, right): ...
    """
    return _without_spaces_at_the_ends(SMALL_LETTERS + " ", longest)


def names() -> SearchStrategy[str]:
    """First names of many languages, some with a hyphen, an apostrophe, a space or an accent.

    >>> @given(name=strategies.names())
    ... def test_any_name(solution, name): ...
    """
    return st.sampled_from(FIRST_NAMES + ACCENTED_NAMES)


def visitor_names(longest: int = 20) -> SearchStrategy[str]:
    """What a visitor may type as a name: real names, and any letters, spaces, hyphens and apostrophes.

    >>> @given(name=strategies.visitor_names())
    ... def test_any_name(solution, name): ...

    1 to `longest` characters, with no space at either end.
    """
    alphabet = CAPITAL_LETTERS + SMALL_LETTERS + " -'"
    return _without_spaces_at_the_ends(alphabet, longest) | names().filter(lambda name: len(name) <= longest)


def postcodes() -> SearchStrategy[str]:
    """Made-up postcodes of every British shape, tidy: capitals, and one space before the last three.

    >>> @given(postcode=strategies.postcodes())
    ... def test_any_postcode(solution, postcode): ...
    """
    pieces = {"A": st.sampled_from(CAPITAL_LETTERS), "9": st.sampled_from(DIGITS), " ": st.just(" ")}
    shapes = ("A9 9AA", "A99 9AA", "A9A 9AA", "AA9 9AA", "AA99 9AA", "AA9A 9AA")
    return st.one_of(*(st.tuples(*(pieces[piece] for piece in shape)).map("".join) for shape in shapes))


def letters_and_digits(shortest: int, longest: int) -> SearchStrategy[str]:
    """Text of small letters, capital letters and digits.

    >>> @given(code=strategies.letters_and_digits(5, 7))
    ... def test_any_code(solution, code): ...
    """
    return st.text(SMALL_LETTERS + CAPITAL_LETTERS + DIGITS, min_size=shortest, max_size=longest)


@st.composite
def with_spaces_anywhere(draw: st.DrawFn, texts: SearchStrategy[str]) -> str:
    """What people make of `texts` in a hurry: up to three spaces before, after and between any letters.

    >>> @given(typed=strategies.with_spaces_anywhere(strategies.postcodes()))
    ... def test_spaces_do_not_matter(solution, typed): ...
    """
    text = draw(texts)
    gaps = draw(st.lists(st.sampled_from(["", " ", "   "]), min_size=len(text) + 1, max_size=len(text) + 1))
    return gaps[0] + "".join(letter + gap for letter, gap in zip(text, gaps[1:], strict=True))


def pence(low: int = 0, high: int = 100_000) -> SearchStrategy[int]:
    """Amounts in whole pence; whole pounds, and a penny more or less than one, come up often.

    >>> @given(amount=strategies.pence())
    ... def test_any_amount(solution, amount): ...
    """
    pounds = [edge for edge in (0, 5, 10, 50, 100, 1000, 10_000, 100_000) if low <= edge <= high]
    return whole_numbers(low, high, edges=pounds)


def rainfall(days: int = 61) -> SearchStrategy[list[int]]:
    """Millimetres of rain on up to `days` days: dry days, drizzle of 1 mm, and wet days up to 100 mm.

    >>> @given(rain=strategies.rainfall())
    ... def test_any_summer(solution, rain): ...
    """
    return st.lists(st.sampled_from([0, 0, 0, 1]) | st.integers(0, 100), max_size=days)


def temperatures(low: int = -10, high: int = 38) -> SearchStrategy[int]:
    """Whole degrees Celsius of a London year; freezing point, and one degree off it, come up often.

    >>> @given(degrees=strategies.temperatures())
    ... def test_any_day(solution, degrees): ...
    """
    return whole_numbers(low, high, edges=[0] if low <= 0 <= high else [])


def _without_spaces_at_the_ends(alphabet: str, longest: int) -> SearchStrategy[str]:
    return st.text(alphabet, min_size=1, max_size=longest).map(str.strip).filter(bool)
