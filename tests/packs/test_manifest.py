import os
import re
import sys
from collections.abc import Callable
from pathlib import Path

import pytest

from hackney_challenges.packs.brief import read_hints
from hackney_challenges.packs.manifest import PackError, read_pack

HERE = Path(__file__).parent


def test_a_sound_pack_is_read_in_its_order() -> None:
    pack = read_pack(HERE / "sound", distribution="a-sound-pack", version="1.2")

    assert (pack.name, pack.title, pack.summary) == ("sound", "Sound", "Two tasks with nothing amiss.")
    assert (pack.distribution, pack.version, pack.extends) == ("a-sound-pack", "1.2", None)
    assert [challenge.slug for challenge in pack.challenges] == ["say_hello", "bus_fare"]


def test_a_challenge_says_where_its_files_are_and_what_its_limits_are() -> None:
    hello, fare = read_pack(HERE / "sound").challenges

    assert (fare.title, fare.level, fare.pack) == ("Bus fare", "easy", "sound")
    assert (fare.curriculum, fare.needs) == (("SEL", "NC3c"), ("say_hello",))
    assert (fare.call_seconds, fare.check_seconds, fare.memory_mb) == (0.5, 10.0, 256)
    assert (hello.call_seconds, hello.check_seconds, hello.memory_mb) == (2.0, 20.0, 1024)
    assert fare.suite_module == "sound.bus_fare.test_bus_fare"
    assert fare.suite_file == HERE / "sound" / "bus_fare" / "test_bus_fare.py"
    assert fare.starter_file.is_file()
    assert (fare.answers / "model.py").is_file()
    assert not hello.answers.exists()


REFUSALS = {
    "unknown-key-in-pack": 'pack.toml [pack]: there is no key "titel" here. Did you mean "title"?',
    "order-names-unknown-challenge": 'pack.toml [pack]: order = ["buss_fare"]. '
    'order is a list of challenges; "buss_fare" is none. Did you mean "bus_fare"?',
    "order-names-one-twice": 'pack.toml [pack]: order = ["bus_fare", "bus_fare"]. '
    'order is a list of texts, each once, such as ["one", "two"].',
    "extends-is-a-number": "pack.toml [pack]: extends = 7. "
    "extends is a text in quotes, of 1 to 100 characters, on one line.",
    "newer-format": "pack.toml [pack] was made by a newer kit (format 2; this kit reads up to 1). "
    "Next: pip install -U hackney-challenges",
    "format-nought": "pack.toml [pack]: format = 0. format is the number 1, without quotes.",
    "no-format": 'pack.toml [pack]: the key "format" is missing. format is the number 1, without quotes.',
    "no-title": 'pack.toml [pack]: the key "title" is missing. '
    "title is a text in quotes, of 1 to 60 characters, on one line.",
    "blank-title": 'pack.toml [pack]: title = "  ". '
    "title is a text in quotes, of 1 to 60 characters, on one line.",
    "no-pack-table": 'pack.toml: the key "pack" is missing. '
    "pack is a table: a line [pack], its keys below it.",
    "pack-toml-torn": "pack.toml is not TOML: ",
    "pack-toml-in-cp1252": "pack.toml: line 3 is not saved as UTF-8. Save the file as UTF-8.",
    "unknown-level": 'bus_fare/challenge.toml [challenge]: level = "esy". '
    'level is one of "first steps", "easy", "medium", "hard".',
    "no-level": 'bus_fare/challenge.toml [challenge]: the key "level" is missing. '
    'level is one of "first steps", "easy", "medium", "hard".',
    "unknown-curriculum-code": 'bus_fare/challenge.toml [challenge]: curriculum = ["ITE"]. '
    'curriculum is a list of codes; "ITE" is none. Known: NC2, NC3a, ',
    "curriculum-without-list": 'bus_fare/challenge.toml [challenge]: curriculum = "SEL". '
    'curriculum is a list of texts, each once, such as ["one", "two"].',
    "needs-itself": 'bus_fare/challenge.toml [challenge]: needs = ["bus_fare"]. '
    'needs is a list of other challenges than "bus_fare" itself.',
    "needs-misspelt": 'bus_fare/challenge.toml [challenge]: needs = ["say_helo"]. '
    'needs is a list of challenges; "say_helo" is none. Did you mean "say_hello"?',
    "unknown-key-in-challenge": 'bus_fare/challenge.toml [challenge]: there is no key "point" here. '
    "Known keys: level, curriculum, needs.",
    "unknown-table": 'bus_fare/challenge.toml: there is no key "limit" here. Did you mean "limits"?',
    "seconds-in-quotes": 'bus_fare/challenge.toml [limits]: call_seconds = "2". '
    "call_seconds is a number of seconds from 0.1 to 60, without quotes.",
    "seconds-not-a-number": "bus_fare/challenge.toml [limits]: call_seconds = nan. "
    "call_seconds is a number of seconds from 0.1 to 60, without quotes.",
    "memory-below-range": "bus_fare/challenge.toml [limits]: memory_mb = 1. "
    "memory_mb is a whole number from 64 to 16384, without quotes.",
    "call-longer-than-check": "bus_fare/challenge.toml [limits]: call_seconds = 9. "
    "call_seconds is at most check_seconds, which is 3.",
    "no-challenge-toml": 'bus_fare: the challenge "bus_fare" has no challenge.toml. It needs challenge.toml, '
    "brief.md, starter.py, hints.md, test_bus_fare.py. Next: write bus_fare/challenge.toml.",
    "no-brief": 'bus_fare: the challenge "bus_fare" has no brief.md. It needs challenge.toml, brief.md, '
    "starter.py, hints.md, test_bus_fare.py. Next: write bus_fare/brief.md.",
    "no-starter": 'bus_fare: the challenge "bus_fare" has no starter.py. ',
    "no-hints": 'bus_fare: the challenge "bus_fare" has no hints.md. ',
    "no-suite": 'bus_fare: the challenge "bus_fare" has no test_bus_fare.py. ',
    "brief-without-title": 'bus_fare/brief.md starts with "Bus fare". '
    'A brief starts with its title, as a line "# Bus fare" of at most 60 letters.',
    "brief-in-cp1252": "bus_fare/brief.md: line 3 is not saved as UTF-8. Save the file as UTF-8.",
    "challenge-called-bus-fare": 'bus-fare: "bus-fare" cannot be the name of a challenge. '
    "A name is 1 to 40 small letters, digits and underscores, and starts with a letter, such as bus_fare.",
    "challenge-called-Bus_Fare": 'Bus_Fare: "Bus_Fare" cannot be the name of a challenge. ',
    "challenge-called-class": 'class: "class" is a word of Python itself, so no file can be imported by it. '
    "Choose another name.",
    "challenge-called-random": 'random: "random" is a module of Python, '
    "which the pupil's file would hide. Choose another name.",
    "challenge-called-tomllib": 'tomllib: "tomllib" is a module of Python, '
    "which the pupil's file would hide. Choose another name.",
    "challenge-called-run_me": 'run_me: "run_me" already means something else in a team folder. '
    "Choose another name.",
}
REFUSALS_OF_HINTS = {
    "two-hints": 'hints.md has 2 hints. A challenge has at least 3, each below a line such as "## Hint 1".',
    "hints-misnumbered": 'hints.md: line 3 is "## Hint 3". '
    'The hints are numbered in order; this one is "## Hint 2".',
    "silent-hint": "hints.md: hint 2 says nothing. Write it below.",
}


def test_every_fault_on_disk_has_its_words() -> None:
    assert {fault.name for fault in (HERE / "broken").iterdir()} == {*REFUSALS, *REFUSALS_OF_HINTS}


@pytest.mark.parametrize("fault", REFUSALS)
def test_a_broken_pack_is_refused_with_file_value_and_what_is_allowed(
    pack_with: Callable[[str], Path], fault: str
) -> None:
    folder = pack_with(fault)

    with pytest.raises(PackError) as refused:
        read_pack(folder)

    said = str(refused.value).replace(str(folder) + os.sep, "").replace(os.sep, "/")
    if REFUSALS[fault].endswith((" ", "-")):
        assert said.startswith(REFUSALS[fault])
    else:
        assert said == REFUSALS[fault]


@pytest.mark.parametrize("fault", REFUSALS_OF_HINTS)
def test_hints_are_three_numbered_and_say_something(pack_with: Callable[[str], Path], fault: str) -> None:
    challenge = read_pack(pack_with(fault)).challenges[1]

    with pytest.raises(PackError, match=re.escape(REFUSALS_OF_HINTS[fault])):
        read_hints(challenge)


def test_a_folder_without_pack_toml_is_told_what_to_write(tmp_path: Path) -> None:
    with pytest.raises(PackError, match=r"holds no pack.toml, so it is no pack. Next: write one"):
        read_pack(tmp_path / "empty")


def test_a_pack_without_challenges_is_refused(tmp_path: Path) -> None:
    folder = tmp_path / "hollow"
    (folder / "__pycache__").mkdir(parents=True)
    (folder / "pack.toml").write_text('[pack]\nformat = 1\ntitle = "Hollow"\nsummary = "Nothing."\n')

    with pytest.raises(
        PackError, match=r"hollow holds no challenge. A challenge is a folder with challenge.toml"
    ):
        read_pack(folder)


def test_a_pack_is_named_like_a_module(tmp_path: Path) -> None:
    (tmp_path / "My-Pack").mkdir()

    with pytest.raises(PackError, match=r'"My-Pack" cannot be the name of a pack.'):
        read_pack(tmp_path / "My-Pack")


def test_windows_line_ends_and_byte_order_marks_change_nothing(pack_with: Callable[[str], Path]) -> None:
    folder = pack_with("two-hints")
    for name in ("pack.toml", "bus_fare/challenge.toml", "bus_fare/brief.md"):
        text = (folder / name).read_bytes().replace(b"\r\n", b"\n").replace(b"\n", b"\r\n")
        (folder / name).write_bytes(b"\xef\xbb\xbf" + text)

    pack = read_pack(folder)

    assert (pack.title, pack.challenges[1].title, pack.challenges[1].level) == ("Sound", "Bus fare", "easy")


def test_judges_checks_need_a_suite_and_nothing_else(tmp_path: Path) -> None:
    folder = tmp_path / "sound_for_judges"
    (folder / "bus_fare").mkdir(parents=True)
    (folder / "pack.toml").write_text(
        '[pack]\nformat = 1\ntitle = "More"\nsummary = "For judges."\nextends = "sound"\n'
    )
    (folder / "bus_fare" / "test_bus_fare.py").write_text("def test_more(solution): ...\n")

    pack = read_pack(folder)

    assert pack.extends == "sound"
    assert [(c.slug, c.title, c.level) for c in pack.challenges] == [("bus_fare", "", "")]


def test_judges_cannot_change_the_level(tmp_path: Path) -> None:
    folder = tmp_path / "sound_for_judges"
    (folder / "bus_fare").mkdir(parents=True)
    (folder / "pack.toml").write_text(
        '[pack]\nformat = 1\ntitle = "More"\nsummary = "For judges."\nextends = "sound"\n'
    )
    (folder / "bus_fare" / "test_bus_fare.py").write_text("def test_more(solution): ...\n")
    (folder / "bus_fare" / "challenge.toml").write_text('[challenge]\nlevel = "hard"\n')

    with pytest.raises(PackError, match=r'there is no key "challenge" here. Known keys: limits.'):
        read_pack(folder)


@pytest.mark.skipif(sys.platform == "win32", reason="links need rights on Windows")
def test_a_pack_that_an_installer_laid_out_in_links_is_read(
    tmp_path: Path, pack_with: Callable[[str], Path]
) -> None:
    real = pack_with("two-hints")
    for file in real.rglob("*"):
        if file.is_file():
            link = tmp_path / "site" / "sound" / file.relative_to(real)
            link.parent.mkdir(parents=True, exist_ok=True)
            link.symlink_to(file)

    assert [c.slug for c in read_pack(tmp_path / "site" / "sound").challenges] == ["say_hello", "bus_fare"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes here")
def test_a_pipe_instead_of_a_manifest_is_never_waited_for(tmp_path: Path) -> None:
    folder = tmp_path / "piped"
    folder.mkdir()
    os.mkfifo(folder / "pack.toml")

    with pytest.raises(PackError, match=r"pack.toml is not a plain file."):
        read_pack(folder)
