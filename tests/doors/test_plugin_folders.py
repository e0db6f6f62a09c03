"""Folders that are not as they should be: each says what to do next."""

import os
import sys
from collections.abc import Callable
from functools import partial
from pathlib import Path

import pytest

import kit
from hackney_challenges.results import from_json

Run = Callable[..., kit.Outcome]


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("site")
    kit.pack(folder, {"kit_fare": kit.FARE_SUITE, "kit_bus": kit.FARE_SUITE})
    return folder


@pytest.fixture
def run(pytester: pytest.Pytester) -> Run:
    return partial(kit.run_here, pytester)


def test_an_empty_folder_says_what_to_get(run: Run, site: Path, tmp_path: Path) -> None:
    found = run(kit.team_folder(tmp_path / "otters"), site=site)
    assert found.code == pytest.ExitCode.NO_TESTS_COLLECTED
    assert found.text.strip().splitlines() == [
        "There is no file of a challenge here yet.",
        "Next: hackney get kit_bus",
    ]


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        pytest.param(
            "kit_fare (1).py",
            "kit_fare (1).py is not checked: the checks read kit_fare.py. Next: rename it to kit_fare.py.",
            id="downloaded twice",
        ),
        pytest.param(
            "Kit_Fare.py",
            "Kit_Fare.py is not checked: the checks read kit_fare.py. Next: rename it to kit_fare.py.",
            id="capitals",
        ),
        pytest.param(
            "kit_fare.py.txt",
            "kit_fare.py.txt is not checked: the checks read kit_fare.py. Next: rename it to kit_fare.py.",
            id="a text file",
        ),
        pytest.param(
            "work/kit_fare.py",
            "work/kit_fare.py is not checked. Next: move it up, beside hackney.toml.",
            id="a folder down",
        ),
        pytest.param(
            "unicorns.py", "unicorns.py is not the file of a challenge. Next: hackney map", id="nothing alike"
        ),
        pytest.param(
            "random.py",
            "random.py has the name of a part of Python. Next: rename it, such as my_random.py.",
            id="standard library",
        ),
        pytest.param(
            "pytest.py",
            "pytest.py has the name of a part of the checks. Next: rename it.",
            id="a name of the checks",
        ),
        pytest.param(
            "kit_pack/__init__.py",
            "kit_pack has the name of a part of the checks. Next: rename it.",
            id="a package with the name of a pack",
        ),
    ],
)
def test_a_name_that_is_not_quite_right(
    run: Run, site: Path, tmp_path: Path, name: str, sentence: str
) -> None:
    folder = kit.team_folder(tmp_path / "otters", {"kit_bus.py": kit.FARE_RIGHT, name: "raise SystemExit\n"})
    found = run(folder, site=site)
    assert found.code == 0
    assert sentence in found.unwrapped
    assert "2 of 2 checks OK. 10 points." in found.lines
    assert max(map(len, found.lines)) <= 72


@pytest.mark.parametrize(
    ("named", "sentence"),
    [
        pytest.param(
            "unicorns.py", "unicorns.py is not the file of a challenge. Next: hackney map", id="other"
        ),
        pytest.param(
            "Kit_Bus.py",
            "Kit_Bus.py is not checked: the checks read kit_bus.py. Next: rename it to kit_bus.py.",
            id="nearly",
        ),
        pytest.param(
            "kit_fare.py",
            "There is no kit_fare.py in this folder yet. "
            "There is kit_fare (1).py: rename it, or else hackney get kit_fare",
            id="not there, but nearly",
        ),
        pytest.param(
            "kit_bus.py",
            "There is no kit_bus.py in this folder yet. Next: hackney get kit_bus",
            id="not there",
        ),
        pytest.param(
            "kit_fare", "There is no kit_fare here. Next: pytest kit_fare.py", id="without its ending"
        ),
    ],
)
def test_a_file_named_on_the_command_line_that_cannot_be_checked(
    run: Run, site: Path, tmp_path: Path, named: str, sentence: str
) -> None:
    trap = {"unicorns.py": "raise SystemExit\n", "kit_fare (1).py": "raise SystemExit\n"}
    if named == "Kit_Bus.py":
        trap[named] = "raise SystemExit\n"
    found = run(kit.team_folder(tmp_path / "otters", trap), named, site=site)
    assert found.code == pytest.ExitCode.USAGE_ERROR
    assert f"ERROR: {sentence}" in found.lines


@pytest.mark.parametrize(
    ("table", "words"),
    [
        pytest.param(b"[team\n", "hackney.toml is not TOML: ", id="not TOML"),
        pytest.param(b'[team]\nname = "\xa3"\n', "hackney.toml: line 2 is not saved as UTF-8.", id="cp1252"),
        pytest.param(
            b'[team]\nformat = 1\nname = "Otters"\nid = "otters"\ncolour = "red"\n',
            'there is no key "colour" here.',
            id="unknown key",
        ),
        pytest.param(
            b'[team]\nformat = 1\nname = "Otters"\nid = "otters"\n[checks]\npacks = ["kit_pak"]\n',
            'the pack "kit_pak" is not installed. Did you mean "kit_pack"?',
            id="unknown pack",
        ),
        pytest.param(b'[team]\nformat = 99\nname = "Otters"\n', "was made by a newer kit", id="newer"),
        pytest.param(
            b'[team]\nformat = 1\nname = "' + b"x" * 5000 + b'"\n',
            "is too long: 5000 characters.",
            id="long name",
        ),
    ],
)
def test_a_broken_configuration_is_said_in_a_sentence(
    run: Run, site: Path, tmp_path: Path, table: bytes, words: str
) -> None:
    folder = kit.team_folder(tmp_path / "otters", {"kit_fare.py": kit.FARE_RIGHT})
    (folder / "hackney.toml").write_bytes(table)
    found = run(folder, site=site)
    assert found.code == pytest.ExitCode.USAGE_ERROR
    assert words in found.text
    assert "Traceback" not in found.text


def test_one_broken_folder_of_many_does_not_stop_the_others(run: Run, site: Path, tmp_path: Path) -> None:
    kit.team_folder(tmp_path / "otters", {"kit_fare.py": kit.FARE_RIGHT})
    kit.team_folder(
        tmp_path / "classes" / "herons", {"kit_fare.py": kit.FARE_RIGHT}, name="Herons", team="herons"
    )
    (tmp_path / "classes" / "herons" / "hackney.toml").write_text("[team\n")
    found = run(tmp_path, "otters", "classes", site=site)
    assert "2 of 2 checks OK. 10 points." in found.lines
    assert "hackney.toml is not TOML: " in found.unwrapped


@pytest.mark.parametrize("named", [[], ["kit_fare.py"]], ids=["the folder", "a file"])
def test_settings_above_make_no_neighbour_part_of_the_run(
    run: Run, site: Path, tmp_path: Path, named: list[str]
) -> None:
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    otters = kit.team_folder(tmp_path / "otters", {"kit_fare.py": kit.FARE_RIGHT})
    kit.team_folder(tmp_path / "herons", {"kit_bus.py": kit.FARE_HALF}, name="Herons", team="herons")
    kit.team_folder(tmp_path / "broken")
    (tmp_path / "broken" / "hackney.toml").write_text("[team\n")
    found = run(otters, *named, "--hackney-json=result.json", site=site)
    assert found.code == 0
    assert "2 of 2 checks OK. 10 points." in found.lines
    assert "Herons" not in found.text
    assert "TOML" not in found.text
    assert from_json((otters / "result.json").read_bytes()).team_id == "canal-otters"


def test_a_neighbour_that_is_named_is_part_of_the_run(run: Run, site: Path, tmp_path: Path) -> None:
    (tmp_path / "pytest.ini").write_text("[pytest]\n")
    otters = kit.team_folder(tmp_path / "otters", {"kit_fare.py": kit.FARE_RIGHT})
    kit.team_folder(tmp_path / "herons", name="Herons", team="herons")
    found = run(otters, ".", "../herons", "--hackney-json=result.json", site=site)
    assert {"== Canal Otters", "== Herons"} <= set(found.lines)
    assert from_json((otters / "result.canal-otters.json").read_bytes()).points == 10
    assert from_json((otters / "result.herons.json").read_bytes()).points == 0


def test_two_packs_with_one_challenge_ask_which_comes_first(run: Run, site: Path, tmp_path: Path) -> None:
    kit.pack(tmp_path / "more", {"kit_fare": kit.FARE_SUITE}, name="rival_pack")
    folder = kit.team_folder(tmp_path / "otters", {"kit_fare.py": kit.FARE_RIGHT}, more="")
    with pytest.MonkeyPatch.context() as patch:
        patch.syspath_prepend(str(tmp_path / "more"))
        found = run(folder, site=site)
    assert found.code == pytest.ExitCode.USAGE_ERROR
    assert '2 packs have a challenge "kit_fare": kit_pack, rival_pack.' in found.text
    assert 'packs = ["kit_pack", "rival_pack"' in found.text


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names alike are one file there")
def test_two_names_alike_are_not_guessed_between(run: Run, site: Path, tmp_path: Path) -> None:
    folder = kit.team_folder(
        tmp_path / "otters", {"kit_fare.py": kit.FARE_RIGHT, "Kit_fare.py": kit.FARE_HALF}
    )
    found = run(folder, "--hackney-json=result.json", site=site)
    assert found.code == 1
    assert "  I found:  two names alike: kit_fare.py and Kit_fare.py" in found.lines
    assert '"fault": "solution"' in (folder / "result.json").read_text()
    assert '"verdict": "could not check"' in (folder / "result.json").read_text()


def test_a_folder_with_a_solutions_name_could_not_be_checked(run: Run, site: Path, tmp_path: Path) -> None:
    folder = kit.team_folder(tmp_path / "otters", {"kit_fare.py/inside.py": "raise SystemExit\n"})
    found = run(folder, site=site)
    assert found.code == 1
    assert "NO CHECK kit_fare.py is not a file I can read" in found.lines
    assert "0 of 2 checks OK. 0 points." in found.lines


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes with names here")
@pytest.mark.parametrize("kind", ["pipe", "link", "dangling link"])
def test_what_is_not_one_plain_file_could_not_be_checked(
    run: Run, site: Path, tmp_path: Path, kind: str
) -> None:
    folder = kit.team_folder(tmp_path / "otters")
    if kind == "pipe":
        os.mkfifo(folder / "kit_fare.py")
    else:
        (tmp_path / "elsewhere.py").write_text(kit.FARE_RIGHT)
        (folder / "kit_fare.py").symlink_to(tmp_path / ("elsewhere.py" if kind == "link" else "nowhere.py"))
    found = run(folder, site=site)
    assert found.code == 1
    assert "NO CHECK kit_fare.py is not a file I can read" in found.lines


@pytest.mark.skipif(not hasattr(os, "geteuid") or os.geteuid() == 0, reason="root may read everything")
def test_a_file_that_may_not_be_read_could_not_be_checked(run: Run, site: Path, tmp_path: Path) -> None:
    folder = kit.team_folder(tmp_path / "otters", {"kit_fare.py": kit.FARE_RIGHT})
    (folder / "kit_fare.py").chmod(0)
    found = run(folder, site=site)
    assert found.code == 1
    assert "NO CHECK kit_fare.py is not a file I can read" in found.lines


@pytest.mark.parametrize(
    "name", ["\U0001f9a6 Otters", "=1+1", "<script>alert(1)</script>", "[bold red]", "%s {0} $HOME"]
)
def test_any_team_name_is_shown_as_it_is(run: Run, site: Path, tmp_path: Path, name: str) -> None:
    kit.team_folder(tmp_path / "otters", {"kit_fare.py": kit.FARE_RIGHT}, name=name)
    kit.team_folder(tmp_path / "herons", {"kit_fare.py": kit.FARE_RIGHT}, name="Herons", team="herons")
    found = run(tmp_path, "otters", "herons", site=site)
    assert found.code == 0
    assert f"== {name}" in found.lines


def test_a_folder_that_cannot_be_written_is_still_checked(run: Run, site: Path, tmp_path: Path) -> None:
    folder = kit.team_folder(
        tmp_path / "otters", {"kit_fare.py": kit.FARE_RIGHT, ".hackney": "not a folder\n"}
    )
    found = run(folder, "-p", "no:cacheprovider", site=site)
    assert found.code == 0
    assert "2 of 2 checks OK. 10 points." in found.lines
    assert "could not be saved" in found.unwrapped
