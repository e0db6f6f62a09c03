"""Every key and field that is read or written is in the reference of files, and means what it says there.

What there is comes from the code: from what a reader answers to a key it does
not know or a value it does not take, and from what a run leaves on the disk.
"""

import dataclasses
import json
import re
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

import club_pack
import kit
from doc_pages import Shell, code_spans, page, pages, rows
from hackney_challenges.errors import ChallengesError
from hackney_challenges.packs.manifest import read_pack
from hackney_challenges.results import from_json
from hackney_challenges.scoreboard.collector import collect
from hackney_challenges.scoreboard.entries import ClaimBody, Entry
from hackney_challenges.scoreboard.file_store import FileStore
from hackney_challenges.tables import read_table
from hackney_challenges.team.folder import read_folder

FILES = page("reference/files.md")


def example(name: str) -> str:
    return next(block.text for block in FILES.blocks if block.words == name)


def read_hackney_toml(folder: Path, text: str) -> None:
    (folder / "hackney.toml").write_text(text, encoding="utf-8")
    read_folder(folder)


def read_pack_toml(folder: Path, text: str) -> None:
    pack = club_pack.install(folder)
    for slug, other in (("door_sign", "bus_fare"), ("tea_money", "tidy_postcode")):
        (pack / slug).rename(pack / other)
        (pack / other / f"test_{slug}.py").rename(pack / other / f"test_{other}.py")
        (pack / other / "challenge.toml").write_text('[challenge]\nlevel = "easy"\n', encoding="utf-8")
    (pack / "pack.toml").write_text(text, encoding="utf-8")
    read_pack(pack)


def read_challenge_toml(folder: Path, text: str) -> None:
    pack = kit.pack(folder, {"bus_fare": kit.FARE_SUITE, "tidy_postcode": kit.FARE_SUITE})
    (pack / "bus_fare" / "challenge.toml").write_text(text, encoding="utf-8")
    read_pack(pack)


READERS: dict[str, Callable[[Path, str], None]] = {
    "hackney.toml": read_hackney_toml,
    "pack.toml": read_pack_toml,
    "challenge.toml": read_challenge_toml,
}


def documented(name: str) -> dict[tuple[str, str], str]:
    """(table, key) → what the reference says of it."""
    found = [row for row in rows(FILES.section(name)) if row[0] != "table"]
    return {(table.strip("`[]"), key.strip("`")): words for table, key, words in found}


def refusal(name: str, folder: Path, text: str) -> str:
    with pytest.raises(ChallengesError) as refused:
        READERS[name](folder, text)
    return str(refused.value)


@pytest.mark.parametrize("name", READERS)
def test_the_example_is_read(name: str, tmp_path: Path) -> None:
    READERS[name](tmp_path, example(name))


@pytest.mark.parametrize("name", READERS)
def test_every_key_that_the_reader_knows_is_in_the_reference(name: str, tmp_path: Path) -> None:
    known = set()
    for number, table in enumerate(re.findall(r"^\[(\w+)\]", example(name), re.MULTILINE)):
        (folder := tmp_path / str(number)).mkdir()
        with_unknown = example(name).replace(f"[{table}]\n", f"[{table}]\nzzzz = 1\n")
        said = refusal(name, folder, with_unknown)
        keys = re.search(r"Known keys: ([^.]+)\.", said)
        assert keys is not None, said
        known |= {(table, key) for key in keys[1].split(", ")}
    (tmp_path / "whole").mkdir()
    tables = re.search(
        r"Known keys: ([^.]+)\.", refusal(name, tmp_path / "whole", "zzzz = 1\n" + example(name))
    )
    assert tables is not None
    assert known == set(documented(name))
    assert {table for table, _ in known} == set(tables[1].split(", "))


KEYS = [(name, table, key) for name in READERS for table, key in documented(name)]


@pytest.mark.parametrize(("name", "table", "key"), KEYS, ids=[f"{name}:{key}" for name, _, key in KEYS])
def test_what_a_key_may_be_is_what_the_reader_answers(
    name: str, table: str, key: str, tmp_path: Path
) -> None:
    """A date fits no key, so the reader says what does."""
    text = re.sub(rf"^{key} = .*\n", "", example(name), flags=re.MULTILINE)
    said = refusal(name, tmp_path, text.replace(f"[{table}]\n", f"[{table}]\n{key} = 1979-05-27\n"))
    allowed = re.search(rf"\. {key} is (.*?)(, without quotes)?\.", said)
    assert allowed is not None, said
    words = documented(name)[table, key]
    says_more = "a list of" in allowed[1] or ("a text in" in allowed[1] and "a text in" not in words)
    assert says_more or allowed[1] in words


def test_every_other_toml_of_the_documentation_can_be_read(tmp_path: Path) -> None:
    seen = 0
    for each in pages():
        for block in each.blocks:
            if block.language == "toml":
                file = tmp_path / "block.toml"
                file.write_text(block.text, encoding="utf-8")
                read_table(file)
                seen += 1
    assert seen >= 6


def test_a_scoreboard_in_the_how_tos_is_one_that_the_reader_takes(tmp_path: Path) -> None:
    blocks = [block.text for each in pages() for block in each.blocks if "[scoreboard]" in block.text]
    assert len(blocks) >= 2
    for text in blocks:
        team = "" if "[team]" in text else '[team]\nformat = 1\nname = "Canal Otters"\n\n'
        read_hackney_toml(tmp_path, team + text)


def test_what_a_challenge_needs_is_in_the_reference(tmp_path: Path) -> None:
    pack = kit.pack(tmp_path, {"bus_fare": kit.FARE_SUITE})
    (pack / "bus_fare" / "brief.md").unlink()
    with pytest.raises(ChallengesError, match="It needs") as refused:
        read_pack(pack)
    needed = re.search(r"It needs ([^ ]+(, [^ ]+)*)\.", str(refused.value))
    assert needed is not None
    shown = FILES.section("A pack on disk")
    for part in needed[1].split(", "):
        assert re.search(rf"\s{re.escape(part)}\s", shown)


def fields(value: Any) -> Iterator[str]:
    """Every field in a JSON value."""
    if isinstance(value, dict):
        for key, inner in value.items():
            yield key
            yield from fields(inner)
    elif isinstance(value, list):
        for inner in value:
            yield from fields(inner)


@pytest.fixture
def played(shell: Shell) -> Path:
    """A folder in which a team has done all that leaves something behind."""
    shell.type("mkdir board")
    shell.type("hackney floor --open board")
    shell.type('hackney start otters --team "Canal Otters" --pack hackney_warmup')
    shell.type("cd otters")
    shell.write("+hackney.toml", '[scoreboard]\nurl = "../board"\n')
    shell.write("bus_fare.py", "def fare(age):\n    return 0\n")
    shell.type("hackney hint bus_fare")
    shell.type("pytest bus_fare.py --hackney-submit --hackney-json result.json")
    shell.type("hackney reset bus_fare")
    shell.type("cd ..")
    return shell.folder


def test_everything_that_a_team_leaves_behind_is_in_the_reference(played: Path) -> None:
    ours = code_spans(FILES.section("What `.hackney/` holds"))
    left = {
        f"{path.name}/" if path.is_dir() else path.name for path in (played / "otters" / ".hackney").iterdir()
    }
    assert left <= ours
    assert {"old/", "history/", "outbox/", "writer.json", "handed_in.json"} <= left
    result = json.loads((played / "otters" / "result.json").read_bytes())
    assert set(fields(result)) - {"id"} <= code_spans(FILES.section("The result file"))


def test_everything_on_a_scoreboard_is_in_the_reference(played: Path) -> None:
    (written,) = (played / "board" / "inbox").iterdir()
    entry = json.loads(written.read_bytes())
    (played / "board" / "inbox" / "not_ours.json").write_text("[]", encoding="utf-8")
    collect(FileStore(played / "board"))
    line = json.loads((played / "board" / "scoreboard.jsonl").read_text(encoding="utf-8"))
    of_an_entry = code_spans(FILES.section("An entry"))
    from_code = {field.name for kind in (Entry, ClaimBody) for field in dataclasses.fields(kind)}
    assert set(entry) <= of_an_entry
    assert from_code - {"body", "n", "seen"} <= of_an_entry
    assert set(line) == code_spans(FILES.section("A line of scoreboard.jsonl"))
    (note,) = (played / "board" / "floor").iterdir()
    assert set(fields(json.loads(note.read_bytes()))) <= code_spans(FILES.section("A note of the floor"))
    folder = FILES.section("The scoreboard's folder")
    for path in (played / "board").iterdir():
        assert f" {path.name}{'/' if path.is_dir() else ''} " in folder


def test_the_result_of_the_reference_can_be_read_and_shows_every_field() -> None:
    text = example("result.json")
    assert from_json(text.encode()).points == 0
    shown = code_spans(FILES.section("The result file"))
    assert set(fields(json.loads(text))) <= shown | {"id"}
