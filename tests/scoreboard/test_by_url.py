import sys
from pathlib import Path

import pytest

from hackney_challenges.scoreboard.by_url import open_store, without_escapes
from hackney_challenges.scoreboard.store import UnknownPlace

posix = pytest.mark.skipif(sys.platform == "win32", reason="paths of POSIX")


@posix
@pytest.mark.parametrize(
    ("url", "folder"),
    [
        ("/srv/hackney", "/srv/hackney"),
        ("//server/share/hackney", "//server/share/hackney"),
        ("../board", "/home/otters/../board"),
        ("file:///srv/our%20share", "/srv/our share"),
        ("file://localhost/srv/hackney", "/srv/hackney"),
        ("file://server/share/hackney", "//server/share/hackney"),
    ],
)
def test_a_folder_is_named_in_all_the_usual_ways(url: str, folder: str) -> None:
    assert open_store(url, Path("/home/otters")).folder == Path(folder)


def test_a_windows_drive_is_no_scheme() -> None:
    assert open_store("E:/hackney").folder.as_posix().endswith("E:/hackney")


@pytest.mark.parametrize(
    ("path", "on_windows", "elsewhere"),
    [
        ("/E:/our%20share", "E:/our share", "/E:/our share"),
        ("//server/share/hackney", "//server/share/hackney", "//server/share/hackney"),
    ],
)
def test_an_address_of_a_drive_names_the_drive(path: str, on_windows: str, elsewhere: str) -> None:
    assert without_escapes(path, has_drives=True) == on_windows
    assert without_escapes(path, has_drives=False) == elsewhere


@pytest.mark.parametrize(
    ("url", "words"),
    [
        ("ftp://server/hackney", '"ftp://server/hackney" begins with ftp:, which names no scoreboard.'),
        ("https://board.example", "This kit cannot reach a scoreboard at https://board.example yet."),
        ("postgresql://board", "This kit cannot reach a scoreboard at postgresql://board yet."),
        ("file:hackney", "does not name a folder from the top"),
        ("  ", "names no scoreboard"),
        ("a\0b", "names no scoreboard"),
    ],
)
def test_what_names_no_scoreboard_is_answered_with_what_does(url: str, words: str) -> None:
    with pytest.raises(UnknownPlace) as caught:
        open_store(url)
    assert words in str(caught.value)
    assert "A scoreboard is a folder, such as //server/share/hackney or E:/hackney" in str(caught.value)
