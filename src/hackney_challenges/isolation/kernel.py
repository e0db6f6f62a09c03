"""System calls that Python has no function for. Linux; far side, and the near side's own few."""

import ctypes
import os
from functools import cache


@cache
def _library() -> ctypes.CDLL:
    return ctypes.CDLL(None, use_errno=True)


def call(number: int, *arguments: int | bytes) -> int:
    """What system call `number` gives. Raises OSError."""
    given = [ctypes.c_long(one) if isinstance(one, int) else ctypes.c_char_p(one) for one in arguments]
    return _checked(int(_library().syscall(ctypes.c_long(number), *given)))


def set_of_process(option: int, *arguments: int) -> None:
    """prctl(2). Raises OSError."""
    four = [*arguments, 0, 0, 0, 0][:4]
    _checked(int(_library().prctl(ctypes.c_int(option), *(ctypes.c_ulong(one) for one in four))))


def _checked(result: int) -> int:
    if result == -1:
        number = ctypes.get_errno()
        raise OSError(number, os.strerror(number))
    return result
