"""What a solution can do to the checks: each costs its own points, in bounded time, and is told in words."""

import json
import time
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

import pytest

import kit

_LOOP = "while True:\n        pass\n"
_RIGHT = kit.FARE_RIGHT
_SAYS = "def fare(age):\n"

SOLUTIONS: dict[str, str | bytes] = {
    "loop_import": "while True:\n    pass\n",
    "loop_call": _SAYS + "    " + _LOOP,
    "loop_one": _SAYS
    + "    if age == 10:\n        "
    + _LOOP.replace("\n   ", "\n       ")
    + "    return 175\n",
    "loop_except": _SAYS
    + "    while True:\n        try:\n            age += 1\n        except:\n            pass\n",
    "loop_base": (
        _SAYS
        + "    while True:\n        try:\n            pass\n        except BaseException:\n            pass\n"
    ),
    "asks_import": 'age = int(input("How old? "))\n' + _RIGHT,
    "asks_call": _SAYS + '    input("How old? ")\n    return 0 if age < 11 else 175\n',
    "prints": _SAYS
    + "    for _ in range(200):\n        print('x' * 1_000_000)\n    return 0 if age < 11 else 175\n",
    "deep": _SAYS + "    return fare(age)\n",
    "exits_end": _RIGHT + "import sys\nsys.exit()\n",
    "quits_end": _RIGHT + "quit()\n",
    "os_exits_end": _RIGHT + "import os\nos._exit(0)\n",
    "exits_call": "import sys\n" + _SAYS + "    sys.exit(0)\n",
    "quits_call": _SAYS + "    quit()\n",
    "os_exits_call": "import os\n" + _SAYS + "    os._exit(0)\n",
    "equal": "class All:\n    def __eq__(self, other): return True\n" + _SAYS + "    return All()\n",
    "equal_int": "class Sly(int):\n    def __eq__(self, other): return True\n"
    + _SAYS
    + "    return Sly(7)\n",
    "endless": _SAYS + "    while True:\n        yield 1\n",
    "a_class": "class fare:\n    def __init__(self, age):\n        self.age = age\n",
    "nothing": "",
    "other_name": "def fair(age):\n    return 0\n",
    "bom": b"\xef\xbb\xbf" + _RIGHT.encode(),
    "crlf": _RIGHT.replace("\n", "\r\n").encode(),
    "lone_cr": _RIGHT.replace("\n", "\r").encode(),
    "tabs": _RIGHT.replace("    ", "\t").encode(),
    "nul": b"def fare(age):\n    return 0\0\n",
    "cp1252": "def fare(age):\n    return '\xa3'\n".encode("cp1252"),
    "utf16": _RIGHT.encode("utf-16"),
    "broken": "def fare(age)\n    return 0\n",
    "no_module": "import numpyy\n" + _RIGHT,
}
_LIMITS = "[limits]\ncall_seconds = 0.5\ncheck_seconds = 5.0\n"


@dataclass(frozen=True, slots=True, kw_only=True)
class Afternoon:
    """One run over all of them."""

    outcome: kit.Outcome
    challenges: Mapping[str, Mapping[str, Any]]
    seconds: float

    def section(self, slug: str) -> list[str]:
        """The lines about one of them."""
        title = f"Bad {slug.replace('_', ' ')}"
        lines = self.outcome.lines
        start = next(place for place, line in enumerate(lines) if line == title)
        end = next(place for place, line in enumerate(lines) if place > start and not line)
        return lines[start + 1 : end]


@pytest.fixture(scope="module")
def afternoon(tmp_path_factory: pytest.TempPathFactory) -> Afternoon:
    root = tmp_path_factory.mktemp("bad")
    kit.pack(root / "site", {f"bad_{slug}": kit.FARE_SUITE for slug in SOLUTIONS}, limits=_LIMITS)
    folder = kit.team_folder(root / "otters", {f"bad_{slug}.py": text for slug, text in SOLUTIONS.items()})
    begin = time.monotonic()
    outcome = kit.run(folder, "--hackney-json=result.json", site=root / "site")
    seconds = time.monotonic() - begin
    result = json.loads((folder / "result.json").read_text())
    return Afternoon(
        outcome=outcome,
        challenges={one["challenge"].removeprefix("bad_"): one for one in result["challenges"]},
        seconds=seconds,
    )


def test_the_run_ends_and_every_challenge_is_in_the_result(afternoon: Afternoon) -> None:
    assert afternoon.outcome.code == 1
    assert set(afternoon.challenges) == set(SOLUTIONS)
    # Two loops of 5 s at import (of CPU, on a busy machine) and a dozen calls of 0.5 s.
    assert afternoon.seconds < 100
    assert "Traceback" not in afternoon.outcome.text
    assert "INTERNAL" not in afternoon.outcome.text


@pytest.mark.parametrize("slug", ["prints", "exits_end", "quits_end", "bom", "crlf", "lone_cr", "tabs"])
def test_it_earns_all_its_points(afternoon: Afternoon, slug: str) -> None:
    assert afternoon.challenges[slug]["verdict"] == "solved"
    assert afternoon.section(slug)[-2:] == [
        "2 of 2 checks OK. 10 points.",
        f"Bad {slug.replace('_', ' ')} is solved.",
    ]


@pytest.mark.parametrize(
    "slug",
    sorted(
        set(SOLUTIONS) - {"prints", "exits_end", "quits_end", "bom", "crlf", "lone_cr", "tabs", "loop_one"}
    ),
)
def test_it_earns_nothing_and_is_the_solutions_fault(afternoon: Afternoon, slug: str) -> None:
    challenge = afternoon.challenges[slug]
    assert (challenge["verdict"], challenge["fault"]) == ("not yet", "solution")
    assert challenge["points"] == 0
    assert [check["verdict"] for check in challenge["checks"]] == ["not yet", "not yet"]
    assert afternoon.section(slug)[-1] == "0 of 2 checks OK. 0 points."


def test_a_loop_in_one_case_costs_only_that_check(afternoon: Afternoon) -> None:
    assert afternoon.section("loop_one") == [
        "NOT YET  Check 1: fare(10) did not finish in 0.5 seconds",
        "  I ran:  fare(10), then I stopped it",
        "  Line 3:         while True:",
        *[line for line in afternoon.section("loop_one") if line.startswith(("  Maybe", "  Because"))],
        "OK       Check 2: An adult pays 175",
        "1 of 2 checks OK. 6 points.",
    ]


@pytest.mark.parametrize("slug", ["loop_call", "loop_except", "loop_base"])
def test_a_loop_in_a_call_is_told_with_its_line(afternoon: Afternoon, slug: str) -> None:
    told = afternoon.section(slug)
    assert told[:2] == [
        "NOT YET  Check 1: fare(10) did not finish in 0.5 seconds",
        "  I ran:  fare(10), then I stopped it",
    ]
    assert told[2].startswith("  Line ")


def test_a_loop_at_import_is_paid_for_once(afternoon: Afternoon) -> None:
    told = afternoon.section("loop_import")
    assert told[0] == "NOT YET  bad_loop_import.py did not finish in 5 seconds"
    assert "2 checks are waiting." in told
    assert afternoon.challenges["loop_import"]["seconds"] < 45


def test_a_question_at_import_is_told_with_its_line(afternoon: Afternoon) -> None:
    assert afternoon.section("asks_import") == [
        "NOT YET  bad_asks_import.py asks a question on line 1",
        '  Line 1:  age = int(input("How old? "))',
        "  Because: the checks run alone. No one is there to type.",
        '  Next:    move line 1 to the end, under  if __name__ == "__main__":',
        "2 checks are waiting.",
        "0 of 2 checks OK. 0 points.",
    ]


@pytest.mark.parametrize(
    ("slug", "lines"),
    [
        ("asks_call", ["Check 1: Python stopped at line 2", "fare(10)", 'input("How old? ")']),
        ("deep", ["Check 1: Python stopped at line 2", "fare(10)", "return fare(age)"]),
        ("exits_call", ["Check 1: Python stopped at line 3", "fare(10)", "sys.exit(0)"]),
        ("quits_call", ["Check 1: Python stopped at line 2", "fare(10)", "quit()"]),
        ("os_exits_call", ["Check 1: bad_os_exits_call.py stopped Python itself", "fare(10)", "os._exit(0)"]),
    ],
)
def test_what_stops_python_in_a_call_is_told_with_its_line(
    afternoon: Afternoon, slug: str, lines: list[str]
) -> None:
    told = afternoon.section(slug)
    assert told[0] == f"NOT YET  {lines[0]}"
    assert told[1].split(maxsplit=2) == ["I", "ran:", lines[1]]
    assert told[2].endswith(lines[2])


def test_leaving_python_at_the_end_is_no_pass(afternoon: Afternoon) -> None:
    assert afternoon.section("os_exits_end") == [
        "NOT YET  bad_os_exits_end.py stopped Python itself",
        "  Line 4:  os._exit(0)",
        "  Because: the checks need Python to go on to the end.",
        "2 checks are waiting.",
        "0 of 2 checks OK. 0 points.",
    ]


@pytest.mark.parametrize(
    ("slug", "gave", "needs"),
    [
        pytest.param("equal", "an All", "0", id="an object equal to everything"),
        pytest.param("equal_int", "7", "0", id="a number equal to everything"),
        pytest.param("a_class", "a fare", "0", id="a class in place of a function"),
        pytest.param("endless", "[1, 1, 1, 1, 1, 1, 1, ...] (10000 items)  (a list)", "0", id="no end"),
    ],
)
def test_an_answer_of_another_kind_is_shown_for_what_it_is(
    afternoon: Afternoon, slug: str, gave: str, needs: str
) -> None:
    told = afternoon.section(slug)
    assert told[0] == "NOT YET  Check 1: A child of 10 rides free"
    assert told[1] == "  I ran:    fare(10)"
    assert told[2] == f"  It gave:  {gave}"
    assert told[3].startswith(f"  It needs: {needs}")


@pytest.mark.parametrize(
    ("slug", "found"), [("nothing", "no functions yet"), ("other_name", "fair (line 1)")]
)
def test_a_missing_function_is_told_with_what_there_is(afternoon: Afternoon, slug: str, found: str) -> None:
    assert afternoon.section(slug)[:3] == [
        "NOT YET  The checks look for a function named fare",
        f"  I found:  {found}",
        "  It needs: fare",
    ]


@pytest.mark.parametrize(
    ("slug", "head", "reason"),
    [
        ("nul", "Python stopped reading at line 2 of bad_nul.py", "this line has an empty character in it."),
        (
            "cp1252",
            "Python stopped reading at line 2 of bad_cp1252.py",
            "letter 13 is not saved the way Python reads files.",
        ),
        (
            "utf16",
            "Python stopped reading at line 1 of bad_utf16.py",
            "the file is saved as UTF-16. Python reads UTF-8.",
        ),
        (
            "broken",
            "Python stopped reading at line 1 of bad_broken.py",
            "a line that starts with def has : at the end.",
        ),
        (
            "no_module",
            "Python stopped at line 1 of bad_no_module.py",
            "there is no module numpyy here.",
        ),
    ],
)
def test_a_file_that_cannot_be_read_is_told_once(
    afternoon: Afternoon, slug: str, head: str, reason: str
) -> None:
    told = afternoon.section(slug)
    assert told[0] == f"NOT YET  {head}"
    assert any(line.endswith(reason) for line in told)
    assert told[-2] == "2 checks are waiting."
    assert sum(line.startswith("NOT YET") for line in told) == 1
