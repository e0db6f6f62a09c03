import re

from hackney_challenges.packs.curriculum import sentences


def test_every_code_is_short_and_has_a_whole_sentence() -> None:
    for code, sentence in sentences().items():
        assert re.fullmatch(r"[A-Z]{2,4}|NC[0-9][a-z]?", code)
        assert re.fullmatch(r"[A-Z].*\.", sentence)


def test_the_codes_of_the_first_packs_are_known() -> None:
    assert {"SEQ", "SEL", "ITR", "VAR", "IO", "FUN", "TST", "DBG", "NC2", "NC3c", "NC3d"} <= set(sentences())
