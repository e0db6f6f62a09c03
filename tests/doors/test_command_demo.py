"""The demo is the README's first command: it has to go as planned, on any machine."""

from pathlib import Path

from command_door import Door
from hackney_challenges.commands.demo import ACTS


def test_the_demo_goes_as_planned_and_shows_every_command(hackney: Door) -> None:
    said = hackney("demo", "--into", "try_it")
    assert said.code == 0, said.text
    for act in ACTS:
        assert f"$ {act.command[0]} {' '.join(act.command[1:2])}".strip() in said.out
    assert "Canal Otters" in said.out.split("$ hackney board")[1]
    assert (hackney.folder / "try_it" / "otters" / "hackney.toml").is_file()
    assert said.out.splitlines()[-1] == 'Next: hackney start otters --team "Canal Otters"'


def test_the_demo_never_plays_in_a_folder_with_something_in_it(hackney: Door) -> None:
    (hackney.folder / "mine").mkdir()
    (hackney.folder / "mine" / "work.py").touch()
    said = hackney("demo", "--into", "mine")
    assert (said.code, said.line) == (2, "mine is not empty. Choose a new folder.")
    assert [path.name for path in (hackney.folder / "mine").iterdir()] == ["work.py"]


def test_the_demos_files_are_all_there() -> None:
    folder = Path(__file__).parents[2] / "src" / "hackney_challenges" / "commands" / "demo_files"
    assert {name for act in ACTS for name in act.files.values()} == {path.name for path in folder.iterdir()}
