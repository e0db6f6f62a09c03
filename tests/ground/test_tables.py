from collections.abc import Callable
from contextlib import suppress
from pathlib import Path
from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hackney_challenges.errors import ChallengesError
from hackney_challenges.tables import Table, TableError, read_table

Ask = Callable[[Table], Any]

TEXT = "name is a text in quotes, of 1 to 200 characters, on one line."
LIST = 'packs is a list of texts, each once, such as ["one", "two"].'


@pytest.fixture
def table(tmp_path: Path) -> Callable[[str], Table]:
    def read(text: str) -> Table:
        (tmp_path / "hackney.toml").write_bytes(text.encode())
        return read_table(tmp_path / "hackney.toml")

    return read


@pytest.fixture
def refusal(table: Callable[[str], Table], tmp_path: Path) -> Callable[[str, Ask], str]:
    def read(text: str, ask: Ask) -> str:
        with pytest.raises(TableError) as refused:
            ask(table(text))
        return str(refused.value).replace(str(tmp_path / "hackney.toml"), "hackney.toml")

    return read


def test_each_kind_of_value_is_read(table: Callable[[str], Table]) -> None:
    read = table(
        'name = "Otters"\nlevel = "easy"\npoints = 4\nlimit = 2.5\nwhole = 3\n'
        'list = ["a", "b"]\n[sub]\nx = 1\n'
    )

    assert read.text("name") == "Otters"
    assert read.choice("level", ("easy", "hard")) == "easy"
    assert read.integer("points", 1, 100) == 4
    assert read.seconds("limit", 0, 10) == 2.5
    assert read.seconds("whole", 0, 10) == 3.0
    assert read.texts("list") == ("a", "b")
    assert list(read) == ["name", "level", "points", "limit", "whole", "list", "sub"]
    assert "name" in read
    assert "nome" not in read
    sub = read.table("sub", needed=True)
    assert sub.integer("x", 1, 1) == 1
    sub.done()
    read.done()


def test_a_key_that_may_be_missing_is_named_among_the_known_ones(
    refusal: Callable[[str, Ask], str],
) -> None:
    def ask(read: Table) -> None:
        assert read.text_or_none("extends") is None
        assert read.text_or_none("title") == "Buses"
        read.done()

    said = refusal('title = "Buses"\nzz = 1\n', ask)
    assert said == 'hackney.toml: there is no key "zz" here. Known keys: extends, title.'


def test_what_is_not_there_is_its_default(table: Callable[[str], Table]) -> None:
    read = table("")

    assert read.text("name", "x") == "x"
    assert read.choice("level", ("easy",), "easy") == "easy"
    assert read.integer("points", 1, 9, 5) == 5
    assert read.seconds("limit", 0, 9, 2.0) == 2.0
    assert read.texts("list", ()) == ()
    assert read.table("sub") is None
    read.done()


def test_windows_line_ends_lone_returns_and_a_byte_order_mark_are_read(tmp_path: Path) -> None:
    (tmp_path / "t.toml").write_bytes(b'\xef\xbb\xbf[team]\r\nname = "a"\rformat = 1\r\n')

    team = read_table(tmp_path / "t.toml").table("team", needed=True)

    assert (team.text("name"), team.format_number(1)) == ("a", 1)


REFUSALS: dict[str, tuple[str, Ask, str]] = {
    "a number for a text": (
        "name = 7",
        lambda t: t.text("name"),
        "hackney.toml: name = 7. " + TEXT,
    ),
    "an empty text": (
        'name = ""',
        lambda t: t.text("name"),
        'hackney.toml: name = "". ' + TEXT,
    ),
    "a text too long": (
        'name = "abcdef"',
        lambda t: t.text("name", limit=5),
        'hackney.toml: name = "abcdef". name is a text in quotes, of 1 to 5 characters, on one line.',
    ),
    "a text of two lines": (
        'name = "a\\nb"',
        lambda t: t.text("name"),
        'hackney.toml: name = "a\\x0ab". ' + TEXT,
    ),
    "an escape": (
        'name = "\\u001b[31m"',
        lambda t: t.text("name"),
        'hackney.toml: name = "\\x1b[31m". ' + TEXT,
    ),
    "ten thousand letters": (
        f'name = "{"x" * 10_000}"',
        lambda t: t.text("name"),
        f'hackney.toml: name = "{"x" * 76}.... ' + TEXT,
    ),
    "no name": (
        "",
        lambda t: t.text("name"),
        'hackney.toml: the key "name" is missing. ' + TEXT,
    ),
    "none of the choices": (
        'level = "esy"',
        lambda t: t.choice("level", ("easy", "hard")),
        'hackney.toml: level = "esy". level is one of "easy", "hard".',
    ),
    "a number in quotes": (
        'points = "ten"',
        lambda t: t.integer("points", 1, 100),
        'hackney.toml: points = "ten". points is a whole number from 1 to 100, without quotes.',
    ),
    "a number out of range": (
        "points = 101",
        lambda t: t.integer("points", 1, 100),
        "hackney.toml: points = 101. points is a whole number from 1 to 100, without quotes.",
    ),
    "true for a number": (
        "points = true",
        lambda t: t.integer("points", 0, 100),
        "hackney.toml: points = true. points is a whole number from 0 to 100, without quotes.",
    ),
    "a number of many digits": (
        f"points = 0x{'f' * 5000}",
        lambda t: t.integer("points", 1, 100),
        (
            "hackney.toml: points = a number of more than 60 digits. "
            "points is a whole number from 1 to 100, without quotes."
        ),
    ),
    "endless seconds": (
        "limit = inf",
        lambda t: t.seconds("limit", 0.1, 60),
        "hackney.toml: limit = inf. limit is a number of seconds from 0.1 to 60, without quotes.",
    ),
    "a text for a list": (
        'packs = "a"',
        lambda t: t.texts("packs"),
        'hackney.toml: packs = "a". ' + LIST,
    ),
    "a list of numbers": (
        "packs = [1, 2, 3, 4, 5]",
        lambda t: t.texts("packs"),
        "hackney.toml: packs = [1, 2, 3, 4, ...]. " + LIST,
    ),
    "a deep list": (
        f"packs = {'[' * 50}{']' * 50}",
        lambda t: t.texts("packs"),
        "hackney.toml: packs = [[...]]. " + LIST,
    ),
    "a list with doubles": (
        'packs = ["a", "a"]',
        lambda t: t.texts("packs"),
        'hackney.toml: packs = ["a", "a"]. ' + LIST,
    ),
    "a date for a text": (
        "name = 2026-10-27",
        lambda t: t.text("name"),
        "hackney.toml: name = 2026-10-27. " + TEXT,
    ),
    "a text for a table": (
        'team = "Otters"',
        lambda t: t.table("team"),
        'hackney.toml: team = "Otters". team is a table: a line [team], its keys below it.',
    ),
    "a list of tables": (
        "[[team]]\nname = 1",
        lambda t: t.table("team"),
        "hackney.toml: team = [a table]. team is a table: a line [team], its keys below it.",
    ),
    "no table": (
        "",
        lambda t: t.table("team", needed=True),
        'hackney.toml: the key "team" is missing. team is a table: a line [team], its keys below it.',
    ),
    "a key in a table": (
        "[team]\nname = 7",
        lambda t: t.table("team", needed=True).text("name"),
        "hackney.toml [team]: name = 7. " + TEXT,
    ),
    "a table in a table": (
        "[a.b]\nx = 7",
        lambda t: t.table("a", needed=True).table("b", needed=True).text("x"),
        "hackney.toml [a.b]: x = 7. x is a text in quotes, of 1 to 200 characters, on one line.",
    ),
    "a newer format": (
        "format = 3",
        lambda t: t.format_number(2),
        (
            "hackney.toml was made by a newer kit (format 3; this kit reads up to 2). "
            "Next: pip install -U hackney-challenges"
        ),
    ),
    "a format in quotes": (
        'format = "1"',
        lambda t: t.format_number(2),
        'hackney.toml: format = "1". format is a whole number from 1 to 2, without quotes.',
    ),
    "a misspelt key": (
        'naem = "x"',
        lambda t: (t.text("name", "x"), t.done()),
        'hackney.toml: there is no key "naem" here. Did you mean "name"?',
    ),
    "a key in capitals": (
        'NAME = "x"',
        lambda t: (t.text("name", "x"), t.done()),
        'hackney.toml: there is no key "NAME" here. Did you mean "name"?',
    ),
    "a key like no other": (
        '"\\u202ered" = 1',
        lambda t: (t.text("name", "x"), t.table("team"), t.done()),
        r'hackney.toml: there is no key "\u202ered" here. Known keys: name, team.',
    ),
}


@pytest.mark.parametrize(("text", "ask", "words"), REFUSALS.values(), ids=REFUSALS)
def test_a_refusal_says_file_key_value_and_what_is_allowed(
    refusal: Callable[[str, Ask], str], text: str, ask: Ask, words: str
) -> None:
    assert refusal(text, ask) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("[team", "hackney.toml is not TOML: "),
        ("a = 1\na = 2", "hackney.toml is not TOML: "),
        (f"a = {'9' * 5000}", "hackney.toml is not TOML: "),
        (f"a = {'[' * 9000}", "hackney.toml is not TOML: "),
        ("a = '\0'", "hackney.toml is not TOML: "),
        (f"x = 1\n{'.'.join('a' * 60_000)} = 1", "hackney.toml: line 2 has more than 200 dots. Shorten it."),
    ],
    ids=["torn", "twice", "digits", "deep", "nul", "dots"],
)
def test_what_is_not_toml_is_answered_in_a_moment(
    refusal: Callable[[str, Ask], str], text: str, words: str
) -> None:
    assert refusal(text, lambda t: t).startswith(words)


def test_a_file_saved_in_another_encoding_names_the_line(tmp_path: Path) -> None:
    (tmp_path / "t.toml").write_bytes('x = 1\nname = "caf\u00e9"'.encode("cp1252"))

    with pytest.raises(TableError, match=r"line 2 is not saved as UTF-8. Save the file as UTF-8."):
        read_table(tmp_path / "t.toml")


@settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)
@given(st.binary(max_size=100) | st.text(alphabet="[]{}=\"'a.1_-#,\n\\u", max_size=100).map(str.encode))
def test_any_bytes_are_a_table_or_a_refusal(tmp_path: Path, data: bytes) -> None:
    (tmp_path / "t.toml").write_bytes(data)
    with suppress(ChallengesError):
        table = read_table(tmp_path / "t.toml")
        for key in table:
            table.texts(key)
