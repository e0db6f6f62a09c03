"""The cause of a stop while the code ran, from structure alone, without touching the pupil's objects."""

import ast
import io
import json
import re
import sys
from pathlib import Path
from typing import Any

import pytest

from hackney_challenges.isolation.reading.source import Compiled, read_source, stop_facts

SAMPLES = Path(__file__).parent / "stopping_files.txt"


def samples() -> list[tuple[str, str, int, str, str]]:
    found = []
    for part in re.split(r"(?m)^=== ", SAMPLES.read_text(encoding="utf-8"))[1:]:
        head, source = part.split("\n", 1)
        kind, place, call = re.fullmatch(r"(.+?) @ (\d+): (.+?)(?:  #.*)?", head).groups()
        found.append((kind, int(place), call, source))
    return found


def stopped(source: str, call: str = "f()") -> dict[str, Any]:
    """The facts about what `call` (or the import) of `source` let out."""
    read = read_source(source.encode(), "/staging/bus_fare.py")
    assert isinstance(read, Compiled)
    module: dict[str, Any] = {"__name__": "bus_fare"}
    called, inputs = None, None
    try:
        exec(read.code, module)
        if call != "import":
            tree = ast.parse(call, mode="eval").body
            called, inputs = module[tree.func.id], [ast.literal_eval(each) for each in tree.args]
            called(*inputs)
    except BaseException as stop:
        given = None if inputs is None else len(inputs)
        return stop_facts(stop, "/staging/bus_fare.py", read.tree, read.lines, called=called, given=given)
    raise AssertionError("it did not stop")


@pytest.mark.parametrize(
    ("kind", "line", "call", "source"),
    [
        pytest.param(*each, id=f"{each[0]}-{number}".replace(" ", "-"))
        for number, each in enumerate(samples())
    ],
)
def test_the_cause_and_its_line_are_found(
    kind: str, line: int, call: str, source: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    facts = stopped(source, call)
    assert (facts["kind"], facts["line"]) == (kind, line)
    assert json.loads(json.dumps(facts)) == facts
    assert len(json.dumps(facts)) < 1000


def test_facts_name_the_values_on_the_line() -> None:
    facts = stopped('def f(place, mins):\n    return place + ": " + mins + " min"\n', 'f("Clapton", 3)')
    assert facts["sign"] == "+"
    assert (facts["left"], facts["right"], facts["name"]) == ("text", "number", "mins")
    assert facts["value"] == ["number", "3"]
    assert facts["proved"] is True
    assert facts["show"] == [[2, '    return place + ": " + mins + " min"']]
    assert (facts["file"], facts["function"]) == ("bus_fare.py", "f")


HOSTILE = """
class Trap(type):
    def __getattribute__(cls, name): raise SystemExit(name)
    def __instancecheck__(cls, other): raise SystemExit("isinstance")
class Loud(metaclass=Trap):
    def __getattribute__(self, name): raise SystemExit(name)
    def __eq__(self, other): raise SystemExit("eq")
    def __hash__(self): return hash("age")
    def __repr__(self): raise SystemExit("repr")
    def __len__(self): raise SystemExit("len")
    def __str__(self): raise SystemExit("str")
    def __bool__(self): raise SystemExit("bool")
class Text(str):
    def __eq__(self, other): raise SystemExit("eq")
    def __hash__(self): raise SystemExit("hash")
    def strip(self): raise SystemExit("strip")
    def isdecimal(self): raise SystemExit("isdecimal")
class Many(list):
    def __len__(self): raise SystemExit("len")
    def __getitem__(self, at): raise IndexError
loud, text, many = object.__new__(Loud), Text("12"), Many()
class Odd(Exception):
    def __getattribute__(self, name): raise SystemExit(name)
    __traceback__ = property(lambda self: 1 / 0)
"""


@pytest.mark.parametrize(
    "body",
    [
        "return text + 1",
        "return text - 1",
        "return many[0]",
        "return loud.price",
        "return undefined_name",
        "raise Odd()",
        "return {}[1]",
        "return sorted([loud, 'a'])",
        "return int(text + 'x')",
        "return max([text, 3])",
        "return loud()",
    ],
)
def test_objects_that_answer_for_themselves_are_never_asked(body: str) -> None:
    source = f"{HOSTILE}\ndef f():\n    {body}\n"
    read = read_source(source.encode(), "x.py")
    assert isinstance(read, Compiled)
    module: dict[str, Any] = {}
    exec(read.code, module)
    try:
        module["f"]()
    except BaseException as stop:
        first = stop
    assert isinstance(stop_facts(first, "x.py", read.tree, read.lines)["kind"], str)


def test_an_exception_from_elsewhere_has_no_facts() -> None:
    assert stop_facts(ValueError("x"), "bus_fare.py", ast.parse(""), []) == {"kind": "unknown"}


def test_the_words_of_the_exception_are_not_read() -> None:
    source = "def f():\n    error = NameError(\"name 'fare' is not defined\")\n    raise error\n"
    assert stopped(source)["kind"] == "raised on purpose"


def test_a_deep_recursion_is_told_in_time() -> None:
    source = "import sys\nsys.setrecursionlimit(3000)\ndef f():\n    return f()\n"
    limit = sys.getrecursionlimit()
    try:
        assert stopped(source)["kind"] == "endless calls"
    finally:
        sys.setrecursionlimit(limit)


def test_long_names_and_texts_are_cut() -> None:
    source = f"def f():\n    {'a' * 5000} = 'x' * 5000\n    return {'a' * 5000} + 1 + {'b' * 5000}\n"
    assert len(json.dumps(stopped(source))) < 1200


def test_a_line_of_ten_thousand_sums_is_looked_at_in_part() -> None:
    assert stopped("def f():\n    return 'a' + 1" + " + 2" * 900 + "\n")["kind"] == "text and number"


def test_thousands_of_long_names_are_not_compared() -> None:
    source = (
        "\n".join(f"{'n' * 3000}{number} = 1" for number in range(200))
        + f"\ndef f():\n    return {'n' * 3001}\n"
    )
    assert stopped(source)["kind"] == "no such name"


@pytest.mark.parametrize(
    ("source", "kind"),
    [
        pytest.param("def f():\n    return open('x.txt', 'q')\n", "unknown", id="value-of-a-call"),
        pytest.param("import json\ndef f():\n    return json.loads('{')\n", "unknown", id="inside-a-module"),
        pytest.param("def f():\n    return [1].index(2)\n", "unknown", id="no-name-to-show"),
        pytest.param("def f():\n    return object() + 1\n", "unknown", id="an-object"),
        pytest.param(
            "class Own(KeyError): pass\ndef f():\n    return next(iter([])) or Own\n",
            "unknown",
            id="own-class",
        ),
    ],
)
def test_what_cannot_be_told_is_not_guessed(source: str, kind: str) -> None:
    assert stopped(source)["kind"] == kind


def test_a_broken_helper_beside_the_solution_is_named(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "prices_of_otters.py").write_text("x = 1\nif x\n    pass\n", encoding="utf-8")
    monkeypatch.syspath_prepend(tmp_path)
    facts = stopped("import prices_of_otters\n", "import")
    assert (facts["kind"], facts["name"], facts["at"]) == ("helper unreadable", "prices_of_otters.py", 2)
