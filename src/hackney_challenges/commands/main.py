"""The `hackney` command: its words, loaded late, and the one door where our errors become an exit code."""

import os
import sys
import tempfile
import traceback
from contextlib import suppress
from dataclasses import dataclass
from difflib import get_close_matches
from importlib import import_module, metadata
from pathlib import Path

import click

from hackney_challenges.commands.screen import make_safe, say_aside, show, window_width
from hackney_challenges.errors import ChallengesError, ExitCode
from hackney_challenges.printable import safe_line
from hackney_challenges.team.folder import OURS, find_folder


@dataclass(frozen=True, slots=True)
class Word:
    """A command: its name, the module of `commands` that holds it, and what the list of commands says."""

    name: str
    module: str
    short: str


SECTIONS: tuple[tuple[str, tuple[Word, ...]], ...] = (
    ("Begin", (Word("start", "folders", "Make your team's folder."),)),
    (
        "Work",
        (
            Word("next", "pupil", "What to do now."),
            Word("brief", "pupil", "Read a task."),
            Word("hint", "pupil", "Get a hint. Hints are free."),
            Word("check", "checking", "Check your code. pytest does the same."),
            Word("map", "pupil", "Show all challenges and your points."),
            Word("submit", "checking", "Check, then hand in your work."),
            Word("board", "organiser", "Show the scoreboard."),
        ),
    ),
    (
        "Your files",
        (
            Word("get", "folders", "Put one more challenge in your folder."),
            Word("reset", "folders", "A fresh file. The old one is kept."),
            Word("restore", "folders", "Bring your old file back."),
        ),
    ),
    (
        "More",
        (
            Word("floor", "organiser", "For helpers: who could use a hand."),
            Word("packs", "author", "List the packs on this computer."),
            Word("doctor", "doctor", "Find what is in the way here."),
            Word("demo", "demo", "Watch a team's first afternoon."),
        ),
    ),
)
WORDS = {word.name: word for _, words in SECTIONS for word in words}


class Words(click.Group):
    """The commands, each loaded when it is asked for, listed in the order a team meets them."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """The names in the order of the list."""
        return list(WORDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        """The command of that name, loaded now."""
        word = WORDS.get(cmd_name)
        if word is None:
            return None
        module = import_module(f"hackney_challenges.commands.{word.module}")
        command = getattr(module, word.name)
        assert isinstance(command, click.Command)
        return command

    def resolve_command(
        self, ctx: click.Context, args: list[str]
    ) -> tuple[str | None, click.Command | None, list[str]]:
        """As click does, with a nearer answer to a slip."""
        if args and args[0] not in WORDS and not args[0].startswith("-"):
            near = get_close_matches(args[0].lower(), WORDS, n=1)
            hint = f"Did you mean: hackney {near[0]}" if near else "To see all commands: hackney --help"
            raise UnknownWordError(f'There is no command "{safe_line(args[0], 40)}". {hint}')
        return super().resolve_command(ctx, args)

    def format_options(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The commands, then the options: a team needs the first far more often."""
        self.format_commands(ctx, formatter)
        click.Command.format_options(self, ctx, formatter)

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        """The list of commands, in sections, from the table above: nothing is loaded for it."""
        for title, words in SECTIONS:
            with formatter.section(title):
                formatter.write_dl([(word.name, word.short) for word in words], col_spacing=2)


class UnknownWordError(ChallengesError):
    """A command that does not exist."""


def _show_version(ctx: click.Context, _option: click.Parameter, wanted: bool) -> None:
    if wanted and not ctx.resilient_parsing:
        show(f"hackney-challenges {metadata.version('hackney-challenges')}")
        ctx.exit()


@click.command(
    "hackney",
    cls=Words,
    invoke_without_command=True,
    options_metavar="",
    subcommand_metavar="COMMAND",
    add_help_option=False,
    epilog="Help for one command: hackney check --help",
)
@click.option("--version", is_flag=True, is_eager=True, expose_value=False, callback=_show_version,
              help="Show the kit's version.")  # fmt: skip
@click.help_option(help="Show this list.")
@click.pass_context
def hackney(ctx: click.Context) -> int:
    """Coding challenges for you and your team.

    Type "hackney next" to see what to do now.
    """
    if ctx.invoked_subcommand is not None:
        return ExitCode.DONE
    if find_folder(Path.cwd()) is None:
        show(ctx.get_help())
        return ExitCode.DONE
    return int(ctx.invoke(Words.get_command(hackney, ctx, "next")) or 0)  # type: ignore[arg-type]


def run() -> None:
    """The console script."""
    sys.exit(main(sys.argv[1:]))


def main(arguments: list[str]) -> int:
    """Do what `arguments` say; returns the exit code."""
    make_safe(sys.stdout)
    make_safe(sys.stderr)
    try:
        code = hackney.main(
            arguments, prog_name="hackney", standalone_mode=False, terminal_width=window_width()
        )
        return int(code or 0)
    except ChallengesError as error:
        say_aside(str(error))
        return error.exit_code
    except click.UsageError as error:
        say_aside(_usage(error))
        return ExitCode.USAGE
    except click.ClickException as error:
        say_aside(error.format_message())
        return ExitCode.USAGE
    except (KeyboardInterrupt, click.Abort):
        say_aside("Stopped. What was finished is kept.")
        return ExitCode.STOPPED
    except Exception:
        say_aside(
            "Something in the kit itself stopped. Your work is safe. "
            f"Show this file to a teacher: {safe_line(str(_kept_fault(traceback.format_exc())))}"
        )
        return ExitCode.OUR_FAULT


def _usage(error: click.UsageError) -> str:
    command = error.ctx.command_path if error.ctx is not None else "hackney"
    return f"{safe_line(error.format_message())} To see how: {command} --help"


def _kept_fault(text: str) -> Path:
    """A new file that holds `text`: in the team folder's `.hackney`, else among temporary files."""
    folder = find_folder(Path.cwd())
    for place in (folder / OURS if folder is not None else None, None):
        with suppress(OSError):
            descriptor, name = tempfile.mkstemp(prefix="hackney-fault-", suffix=".txt", dir=place)
            os.close(descriptor)
            Path(name).write_text(text, encoding="utf-8", errors="backslashreplace")
            return Path(name)
    return Path("(no file could be written)")
