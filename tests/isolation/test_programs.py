"""`solution.run`: the file as a program, with typed answers."""

import pytest

from hackney_challenges.isolation.calls import ProgramRun, SolutionStopped

GREETER = """
name = input("Who are you? ")
print("Hello", name)
print("How old? ", end="")
age = int(input())
print(age + 1, "next year", "  ")
print()
"""


def test_a_program_is_run_with_what_is_typed(behind):
    side = behind(GREETER)
    with side.check():
        run = side.solution.run(["Leyla", "12"])
    assert run == ProgramRun(
        typed=("Leyla", "12"),
        lines=["Hello Leyla", "13 next year"],
        transcript="Who are you? Leyla\nHello Leyla\nHow old? 12\n13 next year   \n\n",
    )
    assert side.calls == (run,)


def test_each_run_is_a_fresh_main(behind):
    side = behind(
        "import sys\ncount = globals().get('count', 0) + 1\nprint(__name__, count, sys.argv[1:])\n"
        "import helper\nhelper.seen.append(1)\nprint(len(helper.seen))\n",
        helper__py="seen = []\n",
    )
    with side.check():
        for _ in range(2):
            assert side.solution.run(argv=["a", "b"]).lines == ["__main__ 1 ['a', 'b']", "1"]


def test_a_program_is_never_imported_to_be_run(put):
    side = put("if __name__ != '__main__':\n    raise ValueError\nprint('ran')\n")
    with side.check():
        assert side.solution.run().lines == ["ran"]


def test_one_input_too_many_is_the_end_of_typing_there(behind):
    side = behind(
        "total = 0\nwhile True:\n    try:\n        total += int(input('> '))\n"
        "    except EOFError:\n        break\nprint(total)\n"
    )
    with side.check():
        assert side.solution.run(["1", "2"]).lines == ["3"]


def test_an_end_of_typing_nobody_catches_is_told(put):
    side = put("print('a')\ninput('more? ')\nprint('b')\n")
    with side.check():
        run = side.solution.run()
    assert run.lines == ["a"]
    assert run.transcript == "a\nmore? "
    assert "EOFError" in run.error.bases
    assert run.error.spots[-1].line == 2


def test_an_exception_ends_the_run_and_leaves_its_lines(put):
    side = put("print('a')\nprint(1 // 0)\n")
    with side.check():
        run = side.solution.run()
        assert (run.lines, run.error.kind, run.error.spots[0].line) == (["a"], "ZeroDivisionError", 2)
        assert side.solution.run().lines == ["a"]


@pytest.mark.parametrize("end", ["quit()", "exit()", "import sys; sys.exit(3)", "raise SystemExit"])
def test_leaving_a_program_is_no_error(put, end):
    side = put(f"print('a')\n{end}\nprint('b')\n")
    with side.check():
        for _ in range(2):
            run = side.solution.run()
            assert (run.lines, run.error) == (["a"], None)


@pytest.mark.parametrize(
    ("source", "kind"),
    [("while True:\n    pass\n", "time"), ("import os\nos._exit(0)\n", "ended"), ("print(\n", "unreadable")],
)
def test_what_stops_a_run_stops_the_check(put, source, kind):
    side = put(source)
    with side.check():
        for _ in range(2):
            with pytest.raises(SolutionStopped) as caught:
                side.solution.run(["x"])
            assert caught.value.stopped.kind == kind
    assert side.calls[0].error == caught.value.stopped


def test_typing_can_be_read_line_by_line(put):
    side = put(
        "import sys\nprint(sys.stdin.readline().strip())\nfor line in sys.stdin:\n    print(line, end='')\n"
    )
    with side.check():
        assert side.solution.run(["a", "b", "c"]).lines == ["a", "b", "c"]


def test_trailing_blanks_and_line_ends_do_not_count_and_leading_ones_do(put):
    side = put(r"print('  a \t\r\n\nb\n\n\n')")
    with side.check():
        assert side.solution.run().lines == ["  a", "", "b"]


def test_a_program_may_print_to_the_bytes_below(put):
    side = put("import sys\nsys.stdout.buffer.write('caf\u00e9'.encode())\nsys.stderr.write('not seen')\n")
    with side.check():
        assert side.solution.run().lines == ["caf\u00e9"]


def test_a_program_that_closes_its_output_can_run_again(put):
    side = put("import sys\nprint('a')\nsys.stdout.close()\n")
    with side.check():
        assert side.solution.run().error is None
        side.solution.run()


def test_a_flood_of_prints_is_capped(put):
    side = put("for _ in range(200_000):\n    print('all work and no play')\n")
    with side.check():
        run = side.solution.run()
    assert len("\n".join(run.lines)) <= 65_536
    assert set(run.lines[:-1]) == {"all work and no play"}
