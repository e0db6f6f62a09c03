"""Which names a challenge may have, and the known name that a person most likely meant. Pure.

A slug is also the name of the pupil's file and of a module, on every platform
and every Python: so it can be no keyword, no module of the standard library
and no name that Windows keeps for itself.
"""

import difflib
import keyword
import re
import sys
from collections.abc import Iterable

from hackney_challenges.printable import safe_line

_LONGEST = 40
_SHAPE = re.compile(r"[a-z][a-z0-9_]*")

# What other supported Pythons have or had: a name is allowed on all of them or on none.
_STANDARD_ELSEWHERE = frozenset(
    {
        "aifc",
        "annotationlib",
        "asynchat",
        "asyncore",
        "audioop",
        "cgi",
        "cgitb",
        "chunk",
        "compression",
        "crypt",
        "distutils",
        "imghdr",
        "imp",
        "lib2to3",
        "mailcap",
        "msilib",
        "nis",
        "nntplib",
        "ossaudiodev",
        "pipes",
        "smtpd",
        "sndhdr",
        "spwd",
        "sunau",
        "telnetlib",
        "tomllib",
        "uu",
        "xdrlib",
    }
)
_WINDOWS_DEVICES = frozenset(
    ["aux", "con", "nul", "prn", *(f"{port}{number}" for port in ("com", "lpt") for number in range(1, 10))]
)
_TAKEN = frozenset(
    {
        "answers",
        "click",
        "conftest",
        "hackney",
        "hackney_challenges",
        "hypothesis",
        "pluggy",
        "pytest",
        "run_me",
        "setup",
        "sitecustomize",
        "solution",
        "usercustomize",
    }
)

_COPY_MARKS = re.compile(r"^copy of |( -)? copy( \d+)?$|( -)? kopie$|\s*\(\d+\)$")
_ENDINGS = re.compile(r"(\.(py|pyw|txt|bak|old))+$")


def slug_refusal(name: str) -> str | None:
    """Why `name` cannot be the name of a challenge, as a whole sentence; None if it can."""
    shown = safe_line(name, 60)
    if not _SHAPE.fullmatch(name) or len(name) > _LONGEST:
        return (
            f'"{shown}" cannot be the name of a challenge. A name is 1 to {_LONGEST} small letters, digits '
            "and underscores, and starts with a letter, such as bus_fare."
        )
    if keyword.iskeyword(name):
        return f'"{shown}" is a word of Python itself, so no file can be imported by it. Choose another name.'
    if name in sys.stdlib_module_names or name in _STANDARD_ELSEWHERE:
        return f'"{shown}" is a module of Python, which the pupil\'s file would hide. Choose another name.'
    if name in _WINDOWS_DEVICES:
        return f'"{shown}" cannot be the name of a file on Windows. Choose another name.'
    if name in _TAKEN or name.startswith("test_"):
        return f'"{shown}" already means something else in a team folder. Choose another name.'
    return None


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The one of `known` that `name` most likely stands for, or None.

    `name` may be a file name: "bus_fare (1).py", "Bus_Fare", "bus-fare.py.txt"
    and "Copy of bus_fare.py" all give "bus_fare". A team's own `test_*.py` stands
    for nothing.
    """
    plain = _plain(name[:200])
    if plain.startswith("test_"):
        return None
    by_letters = {_letters(_plain(candidate)): candidate for candidate in sorted(known, reverse=True)}
    if _letters(plain) in by_letters:
        return by_letters[_letters(plain)]
    close = difflib.get_close_matches(_letters(plain), by_letters, n=1, cutoff=0.8)
    return by_letters[close[0]] if close else None


def _plain(name: str) -> str:
    bare = _ENDINGS.sub("", name.strip().lower())
    while (less := _COPY_MARKS.sub("", bare)) != bare:
        bare = less
    return bare


def _letters(name: str) -> str:
    return "".join(character for character in name if character.isalnum())
