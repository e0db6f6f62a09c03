"""The words our texts avoid, and how hard a text is to read."""

import pytest

from hackney_challenges.feedback.words import avoided_words, long_sentences, reading_grade, sentences


@pytest.mark.parametrize(
    ("text", "found"),
    [
        pytest.param("2 checks failed", ("failed",), id="with an ending"),
        pytest.param("An error, or two Errors.", ("error", "errors"), id="capitals"),
        pytest.param("You should simply add it.", ("simply", "you should"), id="phrases"),
        pytest.param("It stopped with ValueError.", (), id="names of Python's own"),
        pytest.param("adjust the badge", (), id="words inside words"),
    ],
)
def test_words_to_avoid_are_found(text, found):
    assert avoided_words(text) == found


def test_sentences_are_cut_at_their_ends_and_at_lines():
    assert sentences("It gave 0.5 here. Look: line 2; then go\nAgain!") == (
        "It gave 0.5 here",
        "Look",
        "line 2",
        "then go",
        "Again",
    )


def test_a_sentence_of_thirteen_words_is_long():
    assert long_sentences("one two three four five six seven eight nine ten eleven twelve.") == ()
    assert len(long_sentences("one two three four five six seven eight nine ten eleven twelve more.")) == 1


def test_what_stands_in_quote_marks_is_not_ours_to_shorten():
    assert long_sentences('It gave "a b c d e f g h i j k l m n o p q r s t u v" here.') == ()


def test_short_plain_words_have_a_low_grade_and_long_ones_a_high():
    assert reading_grade("The dog ran. The cat sat.") < 1
    assert reading_grade("Participation necessitates considerable organisational communication.") > 12
    assert reading_grade("") == 0.0
