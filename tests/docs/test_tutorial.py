"""The tutorial, typed from its first command to its last; what it shows is what is shown."""

import subprocess
import sys

from doc_pages import ROOT, Shell, page, play, same_as_page

TUTORIAL = page("tutorial/first-afternoon.md")


def test_the_tutorial_shows_what_a_pupil_will_see(shell: Shell) -> None:
    same_as_page(TUTORIAL, play(TUTORIAL, shell))


def test_the_menu_in_the_tutorial_is_the_one_of_run_me() -> None:
    shown = next(block.text for block in TUTORIAL.blocks if block.words == "run_me.py")
    script = ROOT / "src" / "hackney_challenges" / "team" / "templates" / "run_me.py"
    done = subprocess.run(
        [sys.executable, script], input="", capture_output=True, encoding="utf-8", check=True
    )
    assert shown.strip() == done.stdout.strip()
