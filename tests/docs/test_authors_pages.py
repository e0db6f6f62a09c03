"""What the pages for authors show is a pack that works."""

import inspect
from pathlib import Path

import pytest

import club_pack
import hackney_challenges
import kit
from doc_pages import Shell, code_spans, page, play, same_as_page
from hackney_challenges.packs.brief import read_brief, read_hints, worked_examples
from hackney_challenges.packs.discovery import installed
from hackney_challenges.packs.manifest import read_pack
from hackney_challenges.suites import strategies

WRITE_A_PACK = page("how-to/write-a-pack.md")
SUITES = page("reference/suites.md")

MODELS = {
    "lost_property": """
        class LostProperty:
            def __init__(self):
                self.things = {}
                self.last = 0

            def hand_in(self, thing):
                self.last += 1
                self.things[self.last] = thing
                return self.last

            def collect(self, ticket):
                return self.things.pop(ticket, None)

            def count(self):
                return len(self.things)
    """,
    "till_talk": """
        def price(pence):
            return f"£{pence // 100}.{pence % 100:02}"


        def mean(prices):
            return sum(prices) / len(prices)
    """,
    "door_sign": """
        print("Hello, " + input("Who is there? ") + "!")
    """,
    "basket": """
        class Basket:
            def __init__(self):
                self.items = []

            def add(self, item):
                self.items.append(item)

            def take(self, item):
                self.items.remove(item)
    """,
}


def test_the_pack_of_the_how_to_is_a_pack_and_shows_what_the_page_shows(shell: Shell) -> None:
    start = shell.folder
    same_as_page(WRITE_A_PACK, play(WRITE_A_PACK, shell))
    (challenge,) = read_pack(start / "my_pack").challenges
    assert len(worked_examples(read_brief(challenge))) == 2
    assert len(read_hints(challenge)) == 3


def test_the_mistake_of_the_how_to_loses_what_it_says(shell: Shell) -> None:
    for block in WRITE_A_PACK.blocks:
        if block.words.startswith("my_pack/"):
            shell.write(block.words, block.text)
    answers = shell.folder / "my_pack" / "late_buses" / "answers"
    mistake = (answers / "mistakes" / "eight_is_late.py").read_text(encoding="utf-8")
    (answers / "model.py").write_text(mistake, encoding="utf-8")
    shown = shell.type("pytest -q my_pack")
    assert "Loses: test_edges." in mistake
    assert "1 failed, 3 passed" in shown
    assert "test_edges[a bus at eight sharp]" in shown


def test_the_suites_of_the_reference_hold_for_right_solutions(
    pytester: pytest.Pytester, tmp_path: Path
) -> None:
    suites = {block.words.split("/")[0]: block.text for block in SUITES.blocks if block.language == "python"}
    folder = kit.pack(tmp_path, suites, models=MODELS, name="doc_pack")
    ran = kit.run_here(pytester, folder, "-q")
    assert ran.code == 0, ran.text
    assert "8 passed" in ran.text


def test_every_public_name_is_in_the_reference() -> None:
    shown = {name.partition("(")[0] for name in code_spans(SUITES.section("Names to import"))}
    assert set(hackney_challenges.__all__) <= shown


def test_every_strategy_is_in_the_reference_with_what_it_takes() -> None:
    shown = {name for name in code_spans(SUITES.section("Strategies")) if "(" in name}
    ours = {
        name: function
        for name, function in vars(strategies).items()
        if inspect.isfunction(function) and function.__module__ == strategies.__name__ and name[0] != "_"
    }
    for name, function in ours.items():
        taken = [parameter.name for parameter in inspect.signature(function).parameters.values()]
        (documented,) = [each for each in shown if each.startswith(f"strategies.{name}(")]
        for parameter in taken:
            assert parameter in documented
    assert len(ours) == len(shown)


def test_the_package_of_the_hooks_page_brings_its_packs(shell: Shell) -> None:
    for block in page("reference/hooks.md").blocks:
        shell.write(block.words, block.text)
    for name in ("autumn", "spring"):
        club_pack.install(shell.folder / "made")
        (shell.folder / "made" / club_pack.NAME).rename(shell.folder / "club_packs" / name)
    shell.type("pip install -e .")
    found = installed()
    assert found.problems == ()
    ours = {pack.name: pack.distribution for pack in found.packs if pack.distribution == "club-packs"}
    assert ours == {"autumn": "club-packs", "spring": "club-packs"}
