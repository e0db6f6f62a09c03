import unicodedata

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackney_challenges.printable import for_encoding, safe_line, safe_text

BIDI = set("\u061c\u200e\u200f\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069")
ANY_TEXT = st.text(
    st.characters() | st.characters(categories=["Cs", "Cc", "Cf", "Zs", "Co", "Cn"]), max_size=80
)


@pytest.mark.parametrize(
    "text",
    [
        "fare(10) gave 50",
        "\u00a32.50 caf\u00e9 \u0141ukasz \u0561\u0580\u0565\u0582 \u4f60\u597d",
        "Canal Otters \U0001f9a6",
        "\U0001f469\u200d\U0001f680 astronauts",
        "\u0645\u06cc\u200c\u062e\u0648\u0627\u0647\u0645",
        "\u0995\u09cd\u200d\u09b7",
    ],
    ids=["ascii", "letters", "emoji", "joined emoji", "persian", "bengali"],
)
def test_what_people_write_stays(text: str) -> None:
    assert safe_line(text) == text
    assert safe_text(text) == text


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("a\x1b[31mred", r"a\x1b[31mred"),
        ("a\nb\r\tc", r"a\x0ab\x0d\x09c"),
        ("\x00\x7f\x9b", r"\x00\x7f\x9b"),
        ("user\u202etxt.exe", r"user\u202etxt.exe"),
        ("\ud800 \udc80", r"\ud800 \udc80"),
        ("a\u200bb\u2060\ufeff", r"a\u200bb\u2060\ufeff"),
        ("a\u00a0b\u2003", r"a\xa0b\u2003"),
        ("a\u2028b", r"a\u2028b"),
        ("\U000e0041", r"\U000e0041"),
        ("a\u200db", r"a\u200db"),
        ("\u00e9\u200d", r"é\u200d"),
    ],
    ids=[
        "escape",
        "lines",
        "controls",
        "bidi",
        "surrogates",
        "zero width",
        "blanks",
        "separator",
        "tag",
        "joiner in ascii",
        "joiner at the end",
    ],
)
def test_what_cannot_be_seen_is_spelt_out(text: str, shown: str) -> None:
    assert safe_line(text) == shown


def test_a_long_line_is_cut_and_says_so() -> None:
    assert safe_line("x" * 11, 10) == "xxxxxxx..."
    assert safe_line("x" * 10, 10) == "x" * 10
    assert safe_line("\x1b" * 10, 10) == r"\x1b\x1..."
    assert safe_line("abcdef", 2) == ".."
    assert safe_line("abcdef", 0) == ""


def test_lines_and_tabs_of_a_text_stay() -> None:
    assert safe_text("a\r\nb\tc\rd\x1b") == "a\nb\tc\\x0dd\\x1b"
    assert safe_text("x" * 11, 10) == "xxxxxxx..."


@given(ANY_TEXT, st.integers(0, 60))
def test_no_line_holds_anything_hidden_or_is_too_long(text: str, limit: int) -> None:
    shown = safe_line(text, limit)

    assert len(shown) <= limit
    assert not BIDI & set(shown)
    assert not {unicodedata.category(character) for character in shown} & {"Cc", "Cs", "Zl", "Zp", "Cn", "Co"}


@given(ANY_TEXT, st.integers(0, 60))
def test_what_is_safe_stays_as_it_is(text: str, limit: int) -> None:
    assert safe_line(safe_line(text, limit), limit) == safe_line(text, limit)
    assert safe_text(safe_text(text, limit), limit) == safe_text(text, limit)


@given(ANY_TEXT, st.integers(0, 60))
def test_no_text_is_too_long_or_steers_a_terminal(text: str, limit: int) -> None:
    shown = safe_text(text, limit)

    assert len(shown) <= limit
    assert not {character for character in shown if unicodedata.category(character) == "Cc"} - {"\n", "\t"}


@pytest.mark.parametrize("encoding", ["cp1252", "ascii", "cp437", "utf-8", "shift_jis", "utf-16", None])
@given(text=ANY_TEXT)
def test_printing_never_raises(encoding: str | None, text: str) -> None:
    shown = for_encoding(text, encoding)

    shown.encode(encoding or "ascii")


@pytest.mark.parametrize("encoding", ["no-such-encoding", "", "undefined", "rot13", "idna"])
def test_an_encoding_that_is_none_counts_as_ascii(encoding: str) -> None:
    assert for_encoding("caf\u00e9..", encoding) == r"caf\xe9.."


def test_each_console_shows_what_it_can() -> None:
    assert for_encoding("\u00a32 \u2713", "cp1252") == r"£2 \u2713"
    assert for_encoding("\u00a32", "ascii") == r"\xa32"
    assert for_encoding("\u00a32 \u2713", "utf-8") == "£2 ✓"
