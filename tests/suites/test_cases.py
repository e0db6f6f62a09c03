import pytest

from hackney_challenges.suites.cases import case


def test_a_case_is_a_row_of_parametrize_named_in_words() -> None:
    row = case("just turned 11", 11, 50)
    assert (row.values, row.id, row.marks) == ((11, 50), "just turned 11", ())


def test_a_case_without_words_is_refused() -> None:
    with pytest.raises(
        TypeError, match='case begins with its words, such as case\\("just turned 11", 11\\), not'
    ):
        case(11, 50)  # type: ignore[arg-type]


@pytest.mark.parametrize("words", ["", "  ", "caf\u00e9", "two\nlines", "a::b"])
def test_words_that_a_console_or_a_node_id_cannot_hold_are_refused(words: str) -> None:
    with pytest.raises(ValueError, match="the words of a case are plain letters"):
        case(words, 1)
