"""What the filter of system calls answers, on both kinds of processor: run here step by step."""

import errno
from collections.abc import Sequence

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackney_challenges.isolation import seccomp, syscalls

ALLOW, KILL, ERRNO = 0x7FFF0000, 0x80000000, 0x00050000
OWN = 4711
MACHINES = sorted(syscalls.ARCHITECTURES)
OTHER_THAN_ALLOWED = {"PRETENDED": ERRNO, "REFUSED": ERRNO | errno.EPERM}


def answer(program: seccomp.Program, number: int, architecture: int, arguments: Sequence[int] = ()) -> int:
    words = {0: number, 4: architecture}
    words |= {
        16 + 8 * place: argument & 0xFFFFFFFF for place, argument in enumerate([*arguments, 0, 0, 0][:6])
    }
    at = accumulator = 0
    while True:
        code, if_true, if_false, operand = program[at]
        at += 1
        if code == 0x20:
            accumulator = words[operand]
        elif code == 0x54:
            accumulator &= operand
        elif code == 0x05:
            at += operand
        elif code == 0x06:
            return operand
        else:
            holds = {
                0x15: accumulator == operand,
                0x35: accumulator >= operand,
                0x45: bool(accumulator & operand),
            }[code]
            at += if_true if holds else if_false


@pytest.fixture(params=MACHINES)
def ask(request):
    """Asks about a call by its name."""
    machine = request.param
    program = seccomp.program(machine, OWN)
    numbers: dict[str, int] = {}
    for table in (syscalls.ALLOWED, syscalls.PRETENDED, syscalls.REFUSED, syscalls.CHECKED):
        numbers |= syscalls.numbers(table, machine)

    def asked(name: str, *arguments: int) -> int:
        return answer(program, numbers[name], syscalls.ARCHITECTURES[machine], arguments)

    return asked


@pytest.mark.parametrize("machine", MACHINES)
def test_every_call_of_a_table_has_the_answer_of_that_table(machine):
    program, architecture = seccomp.program(machine, OWN), syscalls.ARCHITECTURES[machine]
    for name, number in syscalls.numbers(syscalls.ALLOWED, machine).items():
        assert answer(program, number, architecture) == ALLOW, name
    for table, wanted in OTHER_THAN_ALLOWED.items():
        for name, number in syscalls.numbers(getattr(syscalls, table), machine).items():
            assert answer(program, number, architecture) == wanted, name


@given(st.sampled_from(MACHINES), st.integers(0, 0x3FFFFFFF) | st.integers(0, 600))
def test_a_call_in_no_table_is_unknown(machine, number):
    tables = (syscalls.ALLOWED, syscalls.PRETENDED, syscalls.REFUSED, syscalls.CHECKED)
    known = {one for table in tables for one in syscalls.numbers(table, machine).values()}
    found = answer(seccomp.program(machine, OWN), number, syscalls.ARCHITECTURES[machine])
    assert number in known or found == ERRNO | errno.ENOSYS


@pytest.mark.parametrize("machine", MACHINES)
def test_calls_of_another_platform_end_the_process(machine):
    program = seccomp.program(machine, OWN)
    assert answer(program, 39, 0x40000003) == KILL  # 32-bit
    assert answer(program, 0x40000000 | 39, syscalls.ARCHITECTURES[machine]) == KILL  # x32


@pytest.mark.parametrize("machine", MACHINES)
def test_no_number_stands_in_two_tables(machine):
    tables = (syscalls.ALLOWED, syscalls.PRETENDED, syscalls.REFUSED, syscalls.CHECKED)
    numbers = [one for table in tables for one in syscalls.numbers(table, machine).values()]
    assert len(numbers) == len(set(numbers))


@pytest.mark.parametrize("machine", MACHINES)
def test_the_kernel_takes_programs_of_this_size(machine):
    program = seccomp.program(machine, OWN)
    assert len(program) <= 4096
    assert all(0 <= step <= 255 for _code, *steps, _operand in program for step in steps)


REFUSED = ERRNO | errno.EPERM
THREAD = 0x3D0F00  # what the C library asks for


@pytest.mark.parametrize(
    ("call", "wanted"),
    [
        (("kill", OWN, 9), ALLOW),
        (("kill", 1, 9), REFUSED),
        (("kill", -1, 9), REFUSED),
        (("kill", 0, 9), REFUSED),
        (("tgkill", OWN, 4712, 10), ALLOW),
        (("tgkill", 1, 1, 10), REFUSED),
        (("prlimit64", 0, 7), ALLOW),
        (("prlimit64", OWN, 7), ALLOW),
        (("prlimit64", 1, 7), REFUSED),
        (("clone", THREAD), ALLOW),
        (("clone", 17), REFUSED),
        (("clone", THREAD | 0x10000000), REFUSED),
        (("fcntl", 3, 2), ALLOW),
        (("fcntl", 3, 8), REFUSED),
        (("fcntl", 3, 1024), REFUSED),
        (("fcntl", 3, 1031), REFUSED),
        (("ioctl", 0, 0x5413), ALLOW),
        (("ioctl", 0, 0x5412), ERRNO | errno.ENOTTY),
        (("ioctl", 3, 0x40086602), ERRNO | errno.ENOTTY),
        (("prctl", 15), ALLOW),
        (("prctl", 4, 1), REFUSED),
        (("socketpair", 1, 1), ALLOW),
        (("socketpair", 1, 0x80801), ALLOW),
        (("socketpair", 1, 2), REFUSED),
        (("socketpair", 1, 5), REFUSED),
        (("socketpair", 2, 1), REFUSED),
    ],
    ids=lambda value: " ".join(map(str, value)) if isinstance(value, tuple) else "",
)
def test_some_calls_are_judged_by_what_they_ask_for(ask, call, wanted):
    assert ask(*call) == wanted
