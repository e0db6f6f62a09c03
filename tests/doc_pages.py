"""The documentation as the tests read it: pages, sections, blocks; and a shell that runs a page's commands.

A page is a script. Fenced blocks say in their first line what they are:

    ```sh              commands, one a line, run in order
    ```text            what the last of them showed, word for word
    ```python NAME     a file with this name, written where the commands run
    ```toml NAME       the same
    ```toml +NAME      lines added to the end of that file (Markdown too)

The words `not run`, and any other language, leave a block alone.
"""

import os
import re
import shlex
import sys
import sysconfig
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

import pytest

import kit
from command_door import Door
from hackney_challenges.tables import read_table

ROOT = Path(__file__).resolve().parent.parent
DOCS = ROOT / "docs"
SOURCE = ROOT / "src" / "hackney_challenges"

_BLOCK = re.compile(r"^(`{3,})([a-z]*)[ ]?([^\n]*)\n(.*?)^\1$", re.MULTILINE | re.DOTALL)
_FILES = frozenset({"python", "toml", "markdown"})
_HEADING = re.compile(r"^(#+) (.+)$", re.MULTILINE)


@dataclass(frozen=True, slots=True, kw_only=True)
class Block:
    """A fenced block: its language, the words after it, its text, and where that stands in the page."""

    language: str
    words: str
    text: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Page:
    """One page of Markdown."""

    path: Path

    @property
    def name(self) -> str:
        """For people and test ids."""
        return self.path.relative_to(ROOT).as_posix()

    @property
    def text(self) -> str:
        """All of it."""
        return self.path.read_text(encoding="utf-8")

    @property
    def prose(self) -> str:
        """All of it but the fenced blocks."""
        return _BLOCK.sub("", self.text)

    @property
    def blocks(self) -> list[Block]:
        """The fenced blocks, in order."""
        return [
            Block(language=found[2], words=found[3], text=found[4], start=found.start(4), end=found.end(4))
            for found in _BLOCK.finditer(self.text)
        ]

    @property
    def headings(self) -> list[str]:
        """The headings, without their signs."""
        return [found[2] for found in _HEADING.finditer(_BLOCK.sub("", self.text))]

    @property
    def anchors(self) -> set[str]:
        """What a link to this page may end with, as GitHub makes it of the headings."""
        return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in self.headings}

    @property
    def links(self) -> list[str]:
        """Where the links of this page lead."""
        return re.findall(r"\]\(([^)\s]+)\)", self.prose)

    def section(self, heading: str) -> str:
        """The text below `heading`, down to the next of the same level or higher."""
        marks = list(_HEADING.finditer(_without_blocks(self.text)))
        for number, mark in enumerate(marks):
            if mark[2] == heading:
                after = (other.start() for other in marks[number + 1 :] if len(other[1]) <= len(mark[1]))
                return self.text[mark.end() : next(after, len(self.text))]
        raise AssertionError(f"{self.name} has no heading {heading!r}; it has {self.headings}")

    def rows(self) -> Iterator[tuple[str, ...]]:
        """The rows of all tables, headings too, as their cells."""
        yield from rows(self.text)


def _without_blocks(text: str) -> str:
    """`text` with blanks for the blocks, so that places stay: a comment in code is no heading."""
    return _BLOCK.sub(lambda found: re.sub(r"[^\n]", " ", found[0]), text)


def rows(text: str) -> Iterator[tuple[str, ...]]:
    """The rows of the tables in `text`, as their cells."""
    for line in text.splitlines():
        if line.startswith("|") and not set(line) <= set("|-: "):
            cells = re.split(r"(?<!\\)\|", line.strip().strip("|"))
            yield tuple(cell.strip().replace("\\|", "|") for cell in cells)


def pages() -> list[Page]:
    """Every page a reader may open."""
    found = [*sorted(DOCS.rglob("*.md")), ROOT / "README.md", ROOT / "CONTRIBUTING.md", ROOT / "CHANGELOG.md"]
    return [Page(path) for path in found]


def page(name: str) -> Page:
    """The page of this name below docs/."""
    return Page(DOCS / name)


def code_spans(text: str) -> set[str]:
    """What stands between back-ticks."""
    return set(re.findall(r"`([^`\n]+)`", text))


class Shell:
    """Runs the commands of a page in this process, in one folder after another; shows what they print."""

    def __init__(self, pytester: pytest.Pytester, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
        self._pytester = pytester
        self._monkeypatch = monkeypatch
        self._door = Door(monkeypatch, folder)
        self._start = folder
        path = f"{sysconfig.get_path('scripts')}{os.pathsep}{os.environ.get('PATH', '')}"
        monkeypatch.setenv("PATH", path)
        for name in ("PYTHONPATH", "PYTHONHOME", "PYTEST_DISABLE_PLUGIN_AUTOLOAD"):
            monkeypatch.delenv(name, raising=False)

    @property
    def folder(self) -> Path:
        """The working folder."""
        return self._door.folder

    def write(self, name: str, text: str) -> None:
        """A file in the working folder; `+NAME` adds to one."""
        file = self.folder / name.removeprefix("+")
        file.parent.mkdir(parents=True, exist_ok=True)
        before = file.read_text(encoding="utf-8") if name.startswith("+") else ""
        file.write_text(f"{before}\n{text}" if before else text, encoding="utf-8")

    def type(self, line: str) -> str:
        """What is shown after this line and Enter."""
        words = shlex.split(line)
        if words[:2] == ["hackney", "check"] and "--plain" not in words:
            # It is pytest in one word, and quicker here; the tests of the demo start it for real.
            words = ["pytest", *(f"{slug}.py" for slug in words[2:])]
        if words[0] == "hackney":
            with self._monkeypatch.context() as patch:
                if words[1] == "submit":  # which starts pytest; `doctor` would ask what this variable is for
                    patch.setenv("PYTEST_ADDOPTS", "-p no:randomly")
                return self._shown(self._door(*words[1:]).text)
        if words[0] == "pytest":
            return self._shown(kit.run_here(self._pytester, self.folder, *words[1:]).text)
        if words[0] == "pip":
            self.install()
        elif words[0] == "cd":
            self._door.folder = (self.folder / words[1]).resolve()
        elif words[0] == "mkdir":
            (self.folder / words[1]).mkdir()
        else:
            raise AssertionError(f"the tests know no command {words[0]!r}; such a block is `sh not run`")
        return ""

    def install(self) -> None:
        """What pip does with the `pyproject.toml` here, as far as finding packs is concerned."""
        project = read_table(self.folder / "pyproject.toml").table("project", needed=True)
        name, version = project.text("name"), project.text("version")
        group = project.table("entry-points", needed=True).table("hackney_challenges", needed=True)
        lines = "".join(f"{entry} = {group.text(entry)}\n" for entry in group)
        self.write(f"{name}.dist-info/METADATA", f"Metadata-Version: 2.1\nName: {name}\nVersion: {version}\n")
        self.write(f"{name}.dist-info/entry_points.txt", f"[hackney_challenges]\n{lines}")
        self._monkeypatch.syspath_prepend(self.folder)

    def _shown(self, text: str) -> str:
        """`text`, with what differs from machine to machine as the documentation has it."""
        version = ".".join(map(str, sys.version_info[:3]))
        text = text.replace(f"Python {version}: {sys.executable}", "Python 3.13.0: /usr/bin/python3")
        text = text.replace(str(self._start), "/home/otters")
        text = re.sub(r"\d\d \w{3} \d\d:\d\d", "27 Oct 10:12", text)
        text = re.sub(r"passed in \d+\.\d\ds", "passed in 0.15s", text)
        text = re.sub(r"\d{4}-\d\d-\d\d-\d{6}-\d{3}", "2026-10-27-101203-123", text)
        return "\n".join(line.rstrip() for line in text.strip("\n").splitlines()).strip("\n") + "\n"


def play(script: Page, shell: Shell, blocks: list[Block] | None = None) -> str:
    """Run all commands of `script`, in order; the page's text with what they really showed."""
    text, moved, shown = script.text, 0, ""
    for block in script.blocks if blocks is None else blocks:
        if "not run" in block.words:
            continue
        if block.language == "sh":
            shown = "".join(shell.type(line) for line in block.text.splitlines())
        elif block.language in _FILES and block.words:
            shell.write(block.words, block.text)
        elif block.language == "text" and not block.words:
            text = text[: block.start + moved] + shown + text[block.end + moved :]
            moved += len(shown) - len(block.text)
    return text


def same_as_page(script: Page, played: str) -> None:
    """Compare a page with what its commands showed; HACKNEY_UPDATE_GOLDENS=1 writes that, but never in CI."""
    if os.environ.get("HACKNEY_UPDATE_GOLDENS") and not os.environ.get("CI"):
        script.path.write_text(played, encoding="utf-8")
    assert played == script.text
