"""A seccomp filter: the system calls a confined worker may make. Linux, x86_64 and aarch64; far side.

The filter is a small program the kernel runs at each call (seccomp(2)). It is
built as a tree over the numbers, not as a list, so that few steps lead to any
of them. aarch64 has never been run.
"""

import ctypes
import os
import struct

from hackney_challenges.isolation import kernel, syscalls

_ALLOW = 0x7FFF0000
_KILL = 0x80000000
_ERRNO = 0x00050000
_PRETEND = _ERRNO  # errno 0: the caller is told that it was done
_EPERM = _ERRNO | 1
_ENOTTY = _ERRNO | 25
_ENOSYS = _ERRNO | 38

# Of the record a filter looks at: where the number, the platform and the arguments stand.
_NUMBER = 0
_ARCHITECTURE = 4
_ARGUMENTS = 16

_LOAD = 0x20
_AND = 0x54
_GO = 0x05
_IF_EQUAL = 0x15
_IF_AT_LEAST = 0x35
_IF_ANY_BIT = 0x45
_RETURN = 0x06

_X32 = 0x40000000  # numbers of x86_64's other ABI have this bit
_CALL_NUMBERS = {"x86_64": 317, "aarch64": 277}
_SET_MODE_FILTER = 1
_ALL_THREADS = 1
_SPEC_ALLOW = 4

_INSTRUCTION = struct.Struct("<HBBI")
_SOME_PID = 0x7FFFFFFF  # no process has it, and no other number in the filter is it

_CLONE_THREAD = 0x10000
_CLONE_NEW = 0x7E020000  # every kind of new namespace

# Descriptors, flags, locks. Not F_SETOWN and its like, which aim a signal; not F_SETLEASE, not F_SETPIPE_SZ.
_FCNTL_ALLOWED = (0, 1, 2, 3, 4, 5, 6, 7, 9, 36, 37, 38, 1030, 1032)
# FIONBIO, FIONREAD, FIOCLEX, FIONCLEX. A terminal is asked for (TCGETS, TIOCGWINSZ, TCGETS2) and never there.
_IOCTL_ALLOWED = (0x5421, 0x541B, 0x5451, 0x5450, 0x5401, 0x5413, 0x802C542A)
# Names, timer slack, huge pages, no new privileges, and what only asks. Nothing that confinement has set.
_PRCTL_ALLOWED = (2, 3, 7, 15, 16, 21, 23, 29, 30, 38, 39, 41, 42, 0x53564D41)
_AF_UNIX = 1
_SOCK_STREAM = 1
_SOCK_TYPES = 0xF

Program = list[tuple[int, int, int, int]]
"""Instructions: code, steps to skip if true, steps to skip if false, number."""


def is_known(machine: str) -> bool:
    """Whether there is a table for this kind of processor."""
    return machine in syscalls.ARCHITECTURES


def program(machine: str, own_pid: int) -> Program:
    """The filter for the process `own_pid` on `machine`, a key of `syscalls.ARCHITECTURES`. Pure."""
    answers: dict[int, Program] = {}
    for table, action in (
        (syscalls.ALLOWED, _ALLOW),
        (syscalls.PRETENDED, _PRETEND),
        (syscalls.REFUSED, _EPERM),
    ):
        answers.update(dict.fromkeys(syscalls.numbers(table, machine).values(), _answer(action)))
    checked = syscalls.numbers(syscalls.CHECKED, machine)
    answers.update({checked[name]: check for name, check in _checks(own_pid).items()})
    return [
        (_LOAD, 0, 0, _ARCHITECTURE),
        (_IF_EQUAL, 1, 0, syscalls.ARCHITECTURES[machine]),
        (_RETURN, 0, 0, _KILL),
        (_LOAD, 0, 0, _NUMBER),
        (_IF_AT_LEAST, 0, 1, _X32),
        (_RETURN, 0, 0, _KILL),
        *_tree(_ranges(answers)),
    ]


def packed(machine: str) -> bytes:
    """The filter as the kernel wants it, for a process whose number is not known yet. Pure."""
    return b"".join(_INSTRUCTION.pack(*step) for step in program(machine, _SOME_PID))


def install(filter_code: bytes) -> None:
    """Filter the calls of this process from now on, by what `packed` gave. Raises OSError."""
    size = _INSTRUCTION.size
    steps = [filter_code[at : at + size] for at in range(0, len(filter_code), size)]
    some, own = (struct.pack("<I", pid) for pid in (_SOME_PID, os.getpid()))
    code = b"".join(step[:4] + own if step[4:] == some else step for step in steps)
    buffer = ctypes.create_string_buffer(code, len(code))
    head = struct.pack("@HP", len(steps), ctypes.addressof(buffer))
    # Without SPEC_ALLOW, kernels before 5.16 slow the whole process down.
    flags = _ALL_THREADS | _SPEC_ALLOW
    if kernel.call(_CALL_NUMBERS[os.uname().machine], _SET_MODE_FILTER, flags, head) != 0:
        raise OSError("a thread cannot be filtered")


def _answer(action: int) -> Program:
    return [(_RETURN, 0, 0, action)]


def _checks(own_pid: int) -> dict[str, Program]:
    """What decides on a call by its arguments. All are ints to the kernel: their low words count."""
    return {
        # Threads, but no process. The C library takes EPERM here for what it is.
        "clone": [
            _argument(0),
            (_IF_ANY_BIT, 2, 0, _CLONE_NEW),
            (_IF_ANY_BIT, 0, 1, _CLONE_THREAD),
            *_answer(_ALLOW),
            *_answer(_EPERM),
        ],
        "kill": _if_one_of(0, (own_pid,), _ALLOW, _EPERM),
        "tgkill": _if_one_of(0, (own_pid,), _ALLOW, _EPERM),
        "prlimit64": _if_one_of(0, (0, own_pid), _ALLOW, _EPERM),
        "fcntl": _if_one_of(1, _FCNTL_ALLOWED, _ALLOW, _EPERM),
        "ioctl": _if_one_of(1, _IOCTL_ALLOWED, _ALLOW, _ENOTTY),
        "prctl": _if_one_of(0, _PRCTL_ALLOWED, _ALLOW, _EPERM),
        # Streams only: of a pair of datagram sockets, each could still write to any other socket by its name.
        "socketpair": [
            _argument(0),
            (_IF_EQUAL, 0, 4, _AF_UNIX),
            _argument(1),
            (_AND, 0, 0, _SOCK_TYPES),
            (_IF_EQUAL, 0, 1, _SOCK_STREAM),
            *_answer(_ALLOW),
            *_answer(_EPERM),
        ],
    }


def _argument(position: int) -> tuple[int, int, int, int]:
    return (_LOAD, 0, 0, _ARGUMENTS + 8 * position)


def _if_one_of(position: int, values: tuple[int, ...], then: int, otherwise: int) -> Program:
    tests = [(_IF_EQUAL, len(values) - place, 0, value) for place, value in enumerate(values)]
    return [_argument(position), *tests, *_answer(otherwise), *_answer(then)]


def _ranges(answers: dict[int, Program]) -> list[tuple[int, Program]]:
    """The same answers as (first number, answer) of each stretch of numbers that have one answer."""
    ranges: list[tuple[int, Program]] = [(0, _answer(_ENOSYS))]
    for number in sorted(answers):
        for start, answer in ((number, answers[number]), (number + 1, _answer(_ENOSYS))):
            if ranges[-1][0] == start:
                ranges.pop()
            if not ranges or ranges[-1][1] != answer:
                ranges.append((start, answer))
    return ranges


def _tree(ranges: list[tuple[int, Program]]) -> Program:
    if len(ranges) == 1:
        return ranges[0][1]
    middle = len(ranges) // 2
    below, above = _tree(ranges[:middle]), _tree(ranges[middle:])
    # A test skips 255 steps at most, a leap any number.
    return [(_IF_AT_LEAST, 0, 1, ranges[middle][0]), (_GO, 0, 0, len(below)), *below, *above]
