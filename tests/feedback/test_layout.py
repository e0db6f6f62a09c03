"""Lines of a message in a width."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackney_challenges.feedback.failure import Style
from hackney_challenges.feedback.layout import Notice, Row, laid_out, wrapped
from hackney_challenges.feedback.spoken import in_words


@given(st.text("ab  ", max_size=200), st.sampled_from([20, 40, 72]))
def test_wrapping_loses_no_letter_and_keeps_the_width(text, width):
    lines = wrapped(text, width, indent="  ")
    assert max(map(len, lines)) <= width
    assert "".join("".join(lines).split()) == "".join(text.split())


def test_labels_are_aligned_in_the_wide_layout_only():
    rows = (
        Row(label="I ran", text="fare(10)", spoken="I ran fare(10)."),
        Row(label="Because", text="x.", spoken="X."),
    )
    notice = Notice(state="NOT YET", head="Check 1: x", rows=rows)
    assert laid_out(notice, Style()).splitlines()[1:] == ["  I ran:   fare(10)", "  Because: x."]
    assert laid_out(notice, Style(width=40)).splitlines()[1:] == ["I ran: fare(10)", "Because: x."]
    assert laid_out(notice, Style(plain=True)).splitlines() == [
        "Not yet. Check 1: x.",
        "I ran fare(10).",
        "X.",
    ]


def test_there_are_never_more_than_six_facts_unless_more_is_asked_for():
    rows = tuple(Row(label=f"Line {number}", text="x", spoken="X.") for number in range(9))
    notice = Notice(state="NOT YET", head="x", rows=rows)
    assert len(laid_out(notice, Style()).splitlines()) == 6
    assert len(laid_out(notice, Style(more=True)).splitlines()) == 10


@pytest.mark.parametrize(
    ("text", "said"),
    [
        pytest.param(
            "a line that starts with if has : at the end.",
            "A line that starts with if has a colon at the end.",
        ),
        pytest.param("+ got text and a number.", "The plus sign got text and a number."),
        pytest.param("n += 1 adds 1.", "N += 1 adds 1."),
        pytest.param("there is no agee. You do have age.", "There is no agee. You do have age."),
    ],
    ids=str,
)
def test_symbols_that_stand_alone_become_words(text, said):
    assert in_words(text) == said
