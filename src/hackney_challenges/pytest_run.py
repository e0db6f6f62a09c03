"""pytest as a child process on a team's folder: `hackney check`, Run (F5) and the demo are pytest.

A child, because the process that asks may be an editor's shell: without real
streams, without a console, or with the pupil's own modules loaded.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Callable, Sequence
from pathlib import Path

from hackney_challenges.printable import for_encoding

STOPPED = 130
"""What `run_pytest` gives when the user stopped it; else it is pytest's own exit status."""


def run_pytest(
    folder: Path,
    arguments: Sequence[str] = (),
    *,
    say: Callable[[str], None] | None = None,
    is_colourful: bool = False,
) -> int:
    """Run pytest in `folder` and hand each line it prints to `say`; its exit status.

    `say` prints by default, whatever the console's encoding. Raises OSError
    where no process can be started.
    """
    show = say if say is not None else _print
    colour = ["--color=yes"] if is_colourful else ["--color=no"]
    with subprocess.Popen(  # noqa: S603 - our own Python, no shell
        [*_python_alone(), *colour, *arguments],
        cwd=folder,
        env=_environment(),
        stdin=subprocess.DEVNULL,
        stdout=subprocess.PIPE,
        stderr=subprocess.STDOUT,
        encoding="utf-8",
        errors="backslashreplace",
        creationflags=_without_console(),
    ) as child:
        assert child.stdout is not None  # a pipe was asked for
        try:
            for line in child.stdout:
                show(line.rstrip("\n"))
            return child.wait()
        except KeyboardInterrupt:
            # The terminal tells the child too: it says what is done so far, and ends.
            child.wait()
            return STOPPED


def interpreter() -> str:
    """This Python, able to print: on Windows an editor's `pythonw.exe` has no streams at all."""
    running = Path(sys.executable)
    if running.stem.lower() == "pythonw":
        with_streams = running.with_name(f"python{running.suffix}")
        if with_streams.exists():
            return str(with_streams)
    return str(running)


def _python_alone() -> list[str]:
    # The folder must not be searched for pytest's own imports: a pupil's random.py would be met there.
    if sys.version_info >= (3, 11):
        return [interpreter(), "-P", "-m", "pytest"]
    alone = "import sys; del sys.path[0]; import runpy; runpy.run_module('pytest', None, '__main__', True)"
    return [interpreter(), "-c", alone]


def _environment() -> dict[str, str]:
    environment = {name: value for name, value in os.environ.items() if name != "PYTHONSAFEPATH"}
    environment["PYTHONUTF8"] = "1"
    environment["PYTHONUNBUFFERED"] = "1"
    environment.setdefault("COLUMNS", str(shutil.get_terminal_size().columns))
    return environment


def _without_console() -> int:
    return getattr(subprocess, "CREATE_NO_WINDOW", 0)


def _print(line: str) -> None:
    print(for_encoding(line, getattr(sys.stdout, "encoding", None)), flush=True)
