"""The one family of our errors, and the exit codes of the commands (formats.md 5).

Each room defines its own errors beside the code that raises them, as children
of `ChallengesError`. A door catches the family once, shows the sentence and
leaves with the code. Anything else that reaches a door is our own fault.
"""

from enum import IntEnum
from typing import ClassVar


class ExitCode(IntEnum):
    """How a command ended. Docs: docs/reference/exit-codes.md."""

    DONE = 0
    NOT_YET = 1
    USAGE = 2
    NOT_CHECKED = 3
    OUR_FAULT = 4
    NOT_DELIVERED = 10
    REFUSED = 11
    DAMAGED = 12
    COLLECTOR_BUSY = 13
    NOT_FINAL = 14
    STOPPED = 130


class ChallengesError(Exception):
    """Something a person can mend. The text is whole sentences for that person.

    It says what happened, where (file, line, key), what is allowed and what to
    do next. Text from outside in it has been through `printable.safe_line`.
    """

    exit_code: ClassVar[ExitCode] = ExitCode.USAGE
