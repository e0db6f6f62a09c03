"""Where a team folder is, and what its hackney.toml may say."""

import re
from contextlib import suppress
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackney_challenges.errors import ChallengesError
from hackney_challenges.team.folder import (
    FolderError,
    checked_name,
    find_folder,
    read_folder,
    team_id,
)

WHOLE = """
[team]
format = 1
name = "Canal Otters"
id = "canal-otters"
[scoreboard]
url = "//server/share/hackney"
[checks]
packs = ["hackney_warmup"]
"""


def written(folder: Path, text: str | bytes) -> Path:
    data = text if isinstance(text, bytes) else text.encode()
    (folder / "hackney.toml").write_bytes(data)
    return folder


def test_every_key_of_a_team_folder_is_read(tmp_path: Path) -> None:
    folder = read_folder(written(tmp_path, WHOLE))
    assert (folder.name, folder.id) == ("Canal Otters", "canal-otters")
    assert folder.scoreboard == "//server/share/hackney"
    assert folder.packs == ("hackney_warmup",)
    assert folder.ours == tmp_path / ".hackney"


def test_a_folder_needs_no_scoreboard_and_no_packs(tmp_path: Path) -> None:
    folder = read_folder(written(tmp_path, '[team]\nformat = 1\nname = "Otters"\n'))
    assert (folder.id, folder.scoreboard, folder.packs) == ("otters", None, None)


def test_byte_order_marks_and_windows_line_ends_do_not_matter(tmp_path: Path) -> None:
    data = b"\xef\xbb\xbf" + WHOLE.replace("\n", "\r\n").encode()
    assert read_folder(written(tmp_path, data)).id == "canal-otters"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        pytest.param("", 'the key "team" is missing', id="empty"),
        pytest.param("[team]\nformat = 1\n", 'the key "name" is missing', id="no name"),
        pytest.param('[team]\nformat = 1\nname = "A"\nnmae=1\n', 'Did you mean "name"?', id="slip in a key"),
        pytest.param(
            '[team]\nformat = 1\nname = "A"\n[check]\n', 'Did you mean "checks"?', id="slip in a table"
        ),
        pytest.param('[team]\nformat = 9\nname = "A"\n', "made by a newer kit", id="newer format"),
        pytest.param('[team]\nformat = 1\nname = "A"\nid = "A B"\n', 'such as "canal-otters"', id="odd id"),
        pytest.param("[team]\nformat = 1\nname = 7\n", "name is a text in quotes", id="number as a name"),
        pytest.param('[team\nname = "A"\n', "is not TOML", id="broken TOML"),
        pytest.param('[team]\nname = "£"\n'.encode("cp1252"), "line 2 is not saved as UTF-8", id="cp1252"),
        pytest.param(
            '[team]\nformat = 1\nname = "A"\n[checks]\npacks = "x"\n', 'such as ["one", "two"]', id="packs"
        ),
    ],
)
def test_what_hackney_toml_may_not_say_is_answered_in_words(
    tmp_path: Path, text: str | bytes, words: str
) -> None:
    with pytest.raises(ChallengesError, match=re.escape(words)) as caught:
        read_folder(written(tmp_path, text))
    assert "hackney.toml" in str(caught.value)


def test_a_team_folder_is_found_from_deep_inside(tmp_path: Path) -> None:
    written(tmp_path, WHOLE)
    deep = tmp_path / "a" / "b"
    deep.mkdir(parents=True)
    assert find_folder(deep) == tmp_path
    assert find_folder(tmp_path) == tmp_path


def test_no_team_folder_is_found_where_there_is_none(tmp_path: Path) -> None:
    (tmp_path / "hackney.toml").mkdir()
    assert find_folder(tmp_path) is None


@pytest.mark.parametrize(
    "name", ["A", "Canal Otters", "=1+1", "<b>Otters</b>", "🦦 Otters", "👩\u200d🚀", "Łódź Étoile", "x" * 40]
)
def test_names_that_teams_may_have(name: str) -> None:
    assert checked_name(f"  {name} ") == name


@pytest.mark.parametrize(
    ("name", "words"),
    [
        pytest.param("", "The team name is empty", id="empty"),
        pytest.param(" \t ", "The team name is empty", id="blanks"),
        pytest.param("x" * 41, "is too long: 41 characters", id="41"),
        pytest.param("x" * 10_000, "is too long: 10000 characters", id="10,000"),
        pytest.param("Otters\x1b[31m", r"Otters\x1b[31m", id="escape"),
        pytest.param("Ot\nters", r"Ot\x0aters", id="two lines"),
        pytest.param("Ot\u202eters", r"Ot\u202eters", id="right to left"),
        pytest.param("Ot\ud800ters", r"Ot\ud800ters", id="surrogate"),
    ],
)
def test_names_that_teams_may_not_have(name: str, words: str) -> None:
    with pytest.raises(FolderError, match=re.escape(words)) as caught:
        checked_name(name)
    assert len(str(caught.value)) < 300
    assert str(caught.value).isprintable()


@pytest.mark.parametrize(
    ("name", "identity"),
    [
        ("Canal Otters", "canal-otters"),
        ("  canal   OTTERS!! ", "canal-otters"),
        ("Zoë's Étoiles", "zoes-etoiles"),
        ("=1+1", "1-1"),
        ("NUL", "team-nul"),
        ("Room 12", "room-12"),
    ],
)
def test_an_id_is_made_from_the_name(name: str, identity: str) -> None:
    assert team_id(name) == identity


def test_names_that_differ_only_in_lost_letters_get_different_ids() -> None:
    assert (
        len({team_id(name) for name in ("Otters", "🦦 Otters", "🐟 Otters", "🦦", "🐟", "Лев", "Лис")}) == 7
    )


@given(st.text(max_size=60))
def test_any_name_is_refused_in_words_or_gives_an_id(name: str) -> None:
    with suppress(FolderError):
        checked = checked_name(name)
        assert 1 <= len(checked) <= 40
        assert re.fullmatch(r"[a-z0-9]+(-[a-z0-9]+)*", team_id(checked))
