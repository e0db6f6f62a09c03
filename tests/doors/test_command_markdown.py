"""Briefs and hints on a screen: wrapped, lined up, nothing lost."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackney_challenges.commands.markdown import screen_lines

TABLE = "| age | pence |\n|:---|---:|\n| 0 to 10 | 0 (free) |\n| 11 | 50 |\n"


def test_paragraphs_are_wrapped_and_code_is_not() -> None:
    text = "One two\nthree four.\n\n```\na  =  1  # far too long for this window\n```\n"
    assert screen_lines(text, 11) == [
        "One two",
        "three four.",
        "",
        "    a  =  1  # far too long for this window",
    ]


def test_tables_are_lined_up() -> None:
    assert screen_lines(TABLE, 40) == ["    age      pence", "    0 to 10  0 (free)", "    11       50"]


@pytest.mark.parametrize(("width", "plain"), [(18, False), (40, True)], ids=["narrow", "plain"])
def test_tables_are_told_row_by_row_where_columns_do_not_help(width: int, plain: bool) -> None:
    told = " ".join(" ".join(screen_lines(TABLE, width, plain=plain)).split())
    assert told.replace(".", "") == "age: 0 to 10, pence: 0 (free) age: 11, pence: 50"


def test_items_hang_under_their_first_word() -> None:
    text = "1. One two three\n2. Four\n10. Five six\n- Seven eight\n\nPart 2. is no item"
    assert screen_lines(text, 12) == [
        "1. One two",
        "   three",
        "2. Four",
        "10. Five six",
        "- Seven",
        "  eight",
        "",
        "Part 2. is",
        "no item",
    ]


def test_headings_are_lines_of_their_own() -> None:
    assert screen_lines("## What to write\nA function.\n", 40) == ["What to write", "A function."]


def test_bold_marks_go_and_code_keeps_its_stars() -> None:
    assert screen_lines("**Not** `a ** b`.", 40) == ["Not `a ** b`."]
    assert screen_lines("Print `Room: Oak`, call `fare`.", 40, plain=True) == [
        'Print "Room: Oak", call fare.'
    ]


def test_short_code_stays_on_one_line() -> None:
    assert screen_lines("Write `tea(cups, card)` now.", 18) == ["Write", "`tea(cups, card)`", "now."]


def test_what_steers_a_terminal_is_spelt_out() -> None:
    assert screen_lines("red \x1b[31m", 40) == [r"red \x1b[31m"]


@given(st.text(alphabet="ab1#-*|`. \n\x00", max_size=80), st.integers(5, 30), st.booleans())
def test_any_text_can_be_shown(text: str, width: int, plain: bool) -> None:
    lines = screen_lines(text, width, plain=plain)
    assert "\n" not in "".join(lines)
    assert "".join(lines).count("a") == text.count("a")
