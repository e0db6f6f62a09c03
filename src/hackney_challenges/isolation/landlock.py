"""Landlock: the files a process may still reach. Linux from 5.13; far side.

What a kernel does not know yet is left out, as its ABI number tells. Rules add
up and cannot subtract: what is to stay out of reach must be below no rule. A
second ruleset narrows the first.
"""

import os
import struct
from collections.abc import Iterable
from dataclasses import dataclass

from hackney_challenges.isolation import kernel

_CREATE_RULESET, _ADD_RULE, _RESTRICT_SELF = 444, 445, 446  # on every platform
_ASK_VERSION = 1
_PATH_BENEATH = 1

WRITE_FILE = 1 << 1
READ_FILE = 1 << 2
READ_DIR = 1 << 3
_REFER = 1 << 13  # ABI 2
_TRUNCATE = 1 << 14  # ABI 3
_IOCTL_DEV = 1 << 15  # ABI 5
_OF_FIRST_ABI = (1 << 13) - 1
_OF_PLAIN_FILES = 1 << 0 | WRITE_FILE | READ_FILE | _TRUNCATE | _IOCTL_DEV
_MAKES_NO_FILE = 1 << 6 | 1 << 9 | 1 << 10 | 1 << 11  # devices, sockets, pipes
_RUNS = 1 << 0

READ = READ_FILE | READ_DIR
USE = READ | WRITE_FILE
"""For the likes of /dev/null."""
WORK = (_OF_FIRST_ABI | _REFER | _TRUNCATE) & ~_MAKES_NO_FILE & ~_RUNS
"""For a folder of one's own: all that makes and changes plain files, folders and links."""

_TCP = 1 << 0 | 1 << 1  # ABI 4: bind, connect
_SCOPES = 1 << 0 | 1 << 1  # ABI 6: abstract sockets and signals stay among themselves


@dataclass(frozen=True, slots=True)
class Rule:
    """What may be done with `path` and all below it, a union of the rights above."""

    path: str
    rights: int


def abi() -> int:
    """What the kernel knows of Landlock. Raises OSError where it is not there, or switched off."""
    return kernel.call(_CREATE_RULESET, 0, 0, _ASK_VERSION)


def handled(version: int) -> tuple[int, int, int]:
    """The rights on files, on TCP, and the scopes that a kernel of this ABI can keep. Pure."""
    files = _OF_FIRST_ABI
    for since, right in ((2, _REFER), (3, _TRUNCATE), (5, _IOCTL_DEV)):
        if version >= since:
            files |= right
    return files, _TCP if version >= 4 else 0, _SCOPES if version >= 6 else 0


def restrict(rules: Iterable[Rule], version: int) -> None:
    """Leave this thread, and all it starts, what `rules` give, and no TCP. Raises OSError.

    Paths that are not there are passed over. The process must have given up
    new privileges before.
    """
    files, net, scopes = handled(version)
    # The kernel takes a longer record than it knows only if the rest is zero, as it is then.
    ruleset = kernel.call(_CREATE_RULESET, struct.pack("=QQQ", files, net, scopes), 24, 0)
    try:
        for rule in rules:
            _add(ruleset, rule, files)
        kernel.call(_RESTRICT_SELF, ruleset, 0)
    finally:
        os.close(ruleset)


def _add(ruleset: int, rule: Rule, files: int) -> None:
    try:
        place = os.open(rule.path, os.O_PATH | os.O_CLOEXEC)
    except (FileNotFoundError, NotADirectoryError, PermissionError):
        return
    try:
        rights = rule.rights & files
        if not os.path.isdir(place):  # noqa: PTH112  # a descriptor
            rights &= _OF_PLAIN_FILES
        kernel.call(_ADD_RULE, ruleset, _PATH_BENEATH, struct.pack("=Qi", rights, place), 0)
    finally:
        os.close(place)
