"""One case of a check, named in words."""

import pytest


def case(words: str, *values: object) -> "pytest.ParameterSet":
    """Name one row of a `parametrize` table: first what is special about it, then its values.

    >>> @pytest.mark.parametrize(("age", "pence"), [case("just turned 11", 11, 50)])
    ... def test_birthdays(solution, age, pence):
    ...     assert solution.fare(age) == exactly(pence)

    It is `pytest.param(*values, id=words)`. The words stand in the node id and
    before the pupil, so they say what a pupil sees, in a few plain letters.
    Raises `TypeError` where the words are missing, and `ValueError` where a
    console could not print them or a node id could not hold them.
    """
    if not isinstance(words, str):
        raise TypeError(f'case begins with its words, such as case("just turned 11", 11), not with {words!r}')
    if not words.strip() or not words.isascii() or not words.isprintable() or "::" in words:
        raise ValueError(f"the words of a case are plain letters, not empty and without '::'; not {words!r}")
    return pytest.param(*values, id=words)
