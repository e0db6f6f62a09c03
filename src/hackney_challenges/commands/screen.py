"""How commands show text: wrapped to the window, safe for its letters, plain where asked for."""

import io
import os
import shutil
import sys
import textwrap
from collections.abc import Callable, Iterable
from contextlib import suppress
from dataclasses import dataclass
from typing import Any, TextIO, TypeVar

import click

from hackney_challenges.commands.markdown import screen_lines
from hackney_challenges.printable import for_encoding, safe_text

WIDEST = 72
NARROWEST = 20

_F = TypeVar("_F", bound=Callable[..., Any])


@dataclass(frozen=True, slots=True, kw_only=True)
class Screen:
    """Where text goes. `plain` asks for whole sentences without columns, for screen readers."""

    width: int = WIDEST
    plain: bool = False

    def say(self, text: str = "", *, indent: str = "", hang: str | None = None) -> None:
        """Print `text`, wrapped; further lines begin with `hang` (as `indent`, if not given)."""
        show(self.wrapped(text, indent=indent, hang=hang))

    def wrapped(self, text: str, *, indent: str = "", hang: str | None = None) -> str:
        """`text` in lines of this screen's width. A word longer than a line stays whole."""
        if self.plain:
            indent = hang = ""
        return textwrap.fill(
            safe_text(text),
            self.width,
            initial_indent=indent,
            subsequent_indent=indent if hang is None else hang,
            break_long_words=False,
            break_on_hyphens=False,
        )

    def notes(self, sentences: Iterable[str]) -> None:
        """Print sentences about the folder itself, before anything else."""
        for sentence in sentences:
            self.say(sentence)

    def next(self, *commands: str) -> None:
        """The last lines of each command: what to do now."""
        for number, command in enumerate(commands):
            self.say_command("Next:" if number == 0 else "Then:", command)

    def say_command(self, words: str, command: str) -> None:
        """Print `words` and then `command`, which stays on one line where the window is wide enough."""
        if len(words) + 1 + len(command) > self.width and len(words) > 6:
            self.say(words)
            self.say(command, indent="  ")
        else:
            self.say(f"{words} {command}", hang=" " * 6)


def screen(plain: bool) -> Screen:
    """The screen of this command."""
    return Screen(width=window_width(), plain=plain or os.environ.get("HACKNEY_PLAIN", "") not in ("", "0"))


def window_width() -> int:
    """The columns that text may fill."""
    return max(NARROWEST, min(WIDEST, shutil.get_terminal_size((WIDEST, 24)).columns))


def plain_option(command: _F) -> _F:
    """The option `--plain`, which every command has."""
    return click.option("--plain", is_flag=True, help="Whole sentences, for screen readers.")(command)


def make_safe(stream: TextIO | None) -> None:
    """Let `stream` spell out the letters it lacks, instead of stopping at them."""
    if isinstance(stream, io.TextIOWrapper):
        with suppress(ValueError, OSError):
            stream.reconfigure(errors="backslashreplace")


def show(text: str = "", stream: TextIO | None = None) -> None:
    """Print a line, with letters spelt out that the console lacks.

    Not `click.echo`, which takes a console of ASCII for a mistake and sends it UTF-8.
    """
    stream = stream if stream is not None else sys.stdout
    if stream is not None:  # pythonw has none
        print(for_encoding(text, getattr(stream, "encoding", None)), file=stream, flush=True)


def say_aside(text: str) -> None:
    """Print `text` where complaints go."""
    show(Screen(width=window_width()).wrapped(text), sys.stderr)


def show_markdown(out: Screen, text: str) -> None:
    """Print the Markdown of a brief or a hint."""
    for line in screen_lines(text, out.width, plain=out.plain):
        show(line)
