from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackney_challenges.packs.brief import Brief, read_brief, read_hints, worked_examples
from hackney_challenges.packs.manifest import Challenge, read_pack

HERE = Path(__file__).parent


@pytest.fixture
def bus_fare() -> Challenge:
    return read_pack(HERE / "sound").challenges[1]


def test_a_brief_is_a_title_and_a_text_without_it(bus_fare: Challenge) -> None:
    brief = read_brief(bus_fare)

    assert brief.title == "Bus fare"
    assert brief.text.startswith("Children of 10 ride free.\n\n```python\nfare(10) -> 0\n")


def test_worked_examples_are_the_lines_with_arrows_in_fenced_blocks(bus_fare: Challenge) -> None:
    assert worked_examples(read_brief(bus_fare)) == (
        ("fare(10)", "0"),
        ("fare(16)", "50"),
        ('words(" -> ")', '"a -> b"'),
        ('basket = Basket(); basket.add("tea"); basket.total()', "120"),
    )


@pytest.mark.parametrize(
    ("text", "examples"),
    [
        ("~~~\nf(1) -> 2\n~~~\n", 1),
        ("````\n```\nf(1) -> 2\n````\nf(2) -> 3\n", 1),
        ("```\nf(1) -> 2\n", 1),
        ("    f(1) -> 2\n", 0),
        ("```\nWhat is your name? -> Leyla\nx = 1 -> 2\n -> 3\nf(1) ->\nf(1)->2\n```", 0),
    ],
    ids=["tildes", "a fence in a fence", "never closed", "only indented", "no pairs"],
)
def test_fences_are_markdowns(text: str, examples: int) -> None:
    assert len(worked_examples(Brief(title="T", text=text))) == examples


@given(st.text(alphabet="f(1) ->2`~\n'\\x\0[", max_size=100))
def test_no_text_of_a_brief_raises(text: str) -> None:
    worked_examples(Brief(title="T", text=f"```\n{text}\n```"))


def test_hints_come_in_their_order_without_their_headings(bus_fare: Challenge) -> None:
    assert read_hints(bus_fare) == (
        "Which ages ride free?",
        "Write an `if` for them.\nIt needs a colon.",
        "Use <= 10.",
    )
