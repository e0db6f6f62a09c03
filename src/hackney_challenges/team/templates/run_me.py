"""Press Run (F5): a menu for your challenges. It needs no terminal. Leave this file as it is.

For teachers: it starts the kit as a program of its own and shows what that
prints, because an editor's own output is no real file (IDLE, pythonw) or
carries more than text (Thonny). It runs on old Pythons too, to say which one has the kit.
"""

import os
import sys

_HERE = os.path.dirname(os.path.abspath(__file__))  # noqa: PTH100, PTH120 - pathlib comes below
_PATH = sys.path[:]
# A file math.py or types.py of the team would hide the one that these modules need.
sys.path[:] = [place for place in _PATH if os.path.abspath(place) != _HERE]  # noqa: PTH100
import importlib.util  # noqa: E402
import subprocess  # noqa: E402
from pathlib import Path  # noqa: E402

sys.path[:] = _PATH

FOLDER = Path(__file__).absolute().parent

MENU = (
    ("check", "Check my work"),
    ("hint", "Give me a hint"),
    ("next", "What is next?"),
    ("submit", "Hand in"),
    ("brief", "Read the task"),
    ("map", "Show all challenges"),
    ("doctor", "Something is strange"),
)
# What may be typed at the menu besides a number: `brief bus_fare`, with or without `hackney`.
WORDS = (
    "board",
    "brief",
    "check",
    "doctor",
    "get",
    "hint",
    "map",
    "next",
    "packs",
    "reset",
    "restore",
    "submit",
)

# The team's folder must not stand first on the path: a file random.py there would hide Python's own.
START = (
    "import sys; sys.path[:] = [p for p in sys.path if p]; "
    "from hackney_challenges.commands.main import run; run()"
)


def check(file: str) -> None:
    """Check one challenge file: what the last line of each starter does when you press Run."""
    run("check", Path(file).stem)


def menu() -> None:
    """Ask what to do, do it, ask again. Enter takes the first choice; end of input goes out."""
    while True:
        say("")
        for number, (_, label) in enumerate(MENU, 1):
            say(f"{number}  {label}")
        say("0  Stop")
        try:
            typed = input("Type a number, then Enter (only Enter: 1): ")
        except EOFError:
            say("")
            return
        except KeyboardInterrupt:
            say("Stopped.")
            return
        words = chosen(typed)
        if words == ("stop",):
            say("Bye. Your work is saved in this folder.")
            return
        if not words:
            say(f"Please type a number from 0 to {len(MENU)}.")
            continue
        run(*words)


def chosen(typed: str) -> "tuple[str, ...]":
    """The command that was typed, as words; empty where it is none."""
    words = typed.split()[:3]
    if words and words[0] == "hackney":
        words = words[1:]
    if not words:
        return (MENU[0][0],)
    first = words[0].lower().strip(".)")
    if first in ("0", "q", "quit", "exit", "stop"):
        return ("stop",)
    if first.isdigit() and 1 <= int(first[:3]) <= len(MENU):
        return (MENU[int(first[:3]) - 1][0], *words[1:])
    if first in WORDS:
        return (first, *words[1:])
    return ()


def run(*words: str) -> "int | None":
    """Run `hackney` with these words, and show what it prints. Returns its exit code, or None."""
    python = find_python()
    if python is None:
        say("The checks are not ready on this computer.")
        say("Show these lines to a teacher:")
        say(f"  This is Python {sys.version_info[0]}.{sys.version_info[1]}. The kit needs 3.10 or newer.")
        say(f'  "{quiet_python(sys.executable)}" -m pip install hackney-challenges')
        return None
    try:
        child = subprocess.Popen(  # noqa: S603 # our own words, no shell
            [python, "-c", START, *words],
            cwd=str(FOLDER),
            env=environment(),
            stdin=subprocess.DEVNULL,
            stdout=subprocess.PIPE,
            stderr=subprocess.STDOUT,
            creationflags=no_window(os.name),
        )
    except OSError as problem:
        say(f"Python could not start: {problem.strerror}")
        say(f"Show this to a teacher: {python}")
        return None
    assert child.stdout is not None
    try:
        for line in child.stdout:
            say(line.decode("utf-8", "replace").rstrip("\r\n"))
    except KeyboardInterrupt:
        child.kill()
        say("Stopped.")
    finally:
        child.stdout.close()
        child.wait()
    return child.returncode


def no_window(system: str) -> int:
    """How a child is started so that no black window jumps up: only Windows has such windows."""
    return 0x08000000 if system == "nt" else 0


def find_python() -> "str | None":
    """A Python that has the kit: this one, else the one that made the folder, else None."""
    if importlib.util.find_spec("hackney_challenges") is not None and sys.version_info >= (3, 10):
        return quiet_python(sys.executable)
    try:
        known = (FOLDER / ".hackney" / "python").read_text(encoding="utf-8").strip()
        if known and Path(known).is_file():
            return quiet_python(known)
    except (OSError, ValueError):
        pass
    return None


def quiet_python(python: str) -> str:
    """`python` where `pythonw` was named: pythonw has nowhere to print to."""
    path = Path(python)
    if path.name.lower() in ("pythonw.exe", "pythonw"):
        beside = path.with_name(path.name.lower().replace("pythonw", "python"))
        if beside.exists():
            return str(beside)
    return python


def environment() -> "dict[str, str]":
    """The child's environment: text as UTF-8, no colours, and nothing an editor set for itself."""
    wanted = dict(os.environ)
    for name in ("PYTHONSAFEPATH", "PYTHONSTARTUP", "PYTHONINSPECT", "FORCE_COLOR", "PY_COLORS"):
        wanted.pop(name, None)
    wanted.update(PYTHONUTF8="1", PYTHONIOENCODING="utf-8", PYTHONUNBUFFERED="1", NO_COLOR="1")
    return wanted


def say(text: str) -> None:
    """Print `text`, with letters spelt out that this window cannot show."""
    try:
        print(text)
    except UnicodeError:
        print(text.encode("ascii", "backslashreplace").decode("ascii"))


if __name__ == "__main__":
    menu()
