"""Whole texts that pupils read, compared letter by letter, in all three layouts.

Set HACKNEY_UPDATE_GOLDENS=1 to write them anew, then read the difference; CI
refuses that.
"""

import os
import traceback
from pathlib import Path

import pytest

from hackney_challenges.feedback.messages import Case, Comparison, Failure, Style, failure_text
from hackney_challenges.feedback.words import avoided_words, long_sentences, reading_grade
from hackney_challenges.isolation.calls import (
    Call,
    MissingName,
    ProgramRun,
    Raised,
    Returned,
    SolutionStopped,
    Spot,
    Stopped,
)
from hackney_challenges.isolation.proxy import FarError, Handle
from hackney_challenges.isolation.reading.source import (
    Compiled,
    Unreadable,
    loop_facts,
    read_source,
    stop_facts,
)
from hackney_challenges.isolation.replies import Card

FOLDER = Path(__file__).parent.parent / "golden" / "feedback"
LAYOUTS = {"72 columns": Style(), "40 columns": Style(width=40), "plain": Style(plain=True)}
SIGN = "Bus 38 to Clapton Pond is due in 4 minutes, please have your card ready."
FILE = "bus_fare.py"


def _call(target, *args, gave, printed="", changed=()):
    return Call(target=target, args=args, outcome=Returned(value=gave), printed=printed, changed=changed)


def _equal(number, title, call, needs, *others, **more):
    compared = Comparison("==", call.outcome.value, needs)
    return Failure(
        file=FILE, number=number, title=title, calls=(call,), comparison=compared, others=others, **more
    )


def _right(call):
    return Case(is_right=True, calls=(call,))


def _run(number, title, run, op, left, right):
    return Failure(
        file=FILE, number=number, title=title, calls=(run,), comparison=Comparison(op, left, right)
    )


def _stop(number, title, stopped, *calls, **more):
    return Failure(
        file=FILE, number=number, title=title, calls=calls, problem=SolutionStopped(stopped), **more
    )


def _spot(line, text):
    return Spot(file=FILE, line=line, text=text)


def _unreadable(*lines):
    read = read_source("\n".join(lines).encode(), FILE)
    assert isinstance(read, Unreadable)
    return _stop(1, "x", Stopped(kind="unreadable", during="import", facts=read.facts))


def _raised(number, title, source, target, *args):
    """The failure of a real call: the code runs here, as it would on the far side."""
    read = read_source(source.encode(), FILE)
    assert isinstance(read, Compiled)
    names = {"__name__": "bus_fare"}
    called = None
    try:
        exec(read.code, names)
        called = names[target]
        called(*args)
    except Exception as problem:
        facts = stop_facts(problem, FILE, read.tree, read.lines, called=called, given=len(args))
        kind, frames = (
            type(problem).__name__,
            [frame for frame in traceback.extract_tb(problem.__traceback__) if frame.filename == FILE],
        )
    spots = tuple(_spot(frame.lineno, read.lines[frame.lineno - 1]) for frame in frames)
    outcome = Raised(kind=kind, spots=spots, facts=facts)
    far = FarError()
    far.raised = outcome
    call = Call(target=target, args=args, outcome=outcome)
    return Failure(file=FILE, number=number, title=title, calls=(call,), problem=far)


def _loop(number, title, source, line, seconds, call):
    read = read_source(source.encode(), FILE)
    stopped = Stopped(
        kind="time",
        seconds=seconds,
        spot=_spot(line, read.lines[line - 1]),
        facts={**loop_facts(read.tree, line)},
    )
    return _stop(number, title, stopped, call)


BOX, OTHER = (
    Handle(None, Card(number=number, kind="object", type_name="LostProperty", name=name))
    for number, name in enumerate(("lostproperty", "lostproperty2"))
)
BOX_NAMES = (("lostproperty", "box"), ("lostproperty2", "other"))


def _story(title, *calls, number=3, needs=None, gave=None, looks=frozenset(), **more):
    """A story of a box: calls as (what, inputs..., answer); the last one is the one compared."""
    told = [Call(target="LostProperty", outcome=Returned(value=BOX))]
    for target, *inputs, answer in calls:
        outcome = answer if isinstance(answer, Raised) else Returned(value=answer)
        told.append(Call(target=target, args=tuple(inputs), outcome=outcome))
    compared = None
    if needs is not None:
        compared = Comparison("==", calls[-1][-1] if gave is None else gave, needs)
    return Failure(
        file="lost_property.py",
        number=number,
        title=title,
        calls=tuple(told),
        comparison=compared,
        looks=looks,
        names=BOX_NAMES,
        **more,
    )


def _far_error(raised):
    far = FarError()
    far.raised = raised
    return far


def _not_stopped():
    try:
        with pytest.raises(ValueError):  # noqa: PT011 - nothing is raised
            pass
    except pytest.fail.Exception as missed:
        return missed


class Exactly:
    """As `suites.closeness.Exactly`: what feedback knows it by."""

    def __init__(self, wanted):
        self._wanted = wanted

    @property
    def wanted(self):
        return self._wanted


def _asking_again(number, title, *typed, shows):
    spot = _spot(9, "    answer = input()")
    error = Raised(kind="EOFError", spots=(spot,), facts={"kind": "asks", "line": 9})
    run = ProgramRun(typed=typed, lines=shows, error=error)
    return Failure(
        file=FILE, number=number, title=title, calls=(run,), comparison=Comparison("is", error, None)
    )


def _groups(people):
    return ProgramRun(typed=(people,), lines=["Room: Oak"])


SIGN_CODE = """\
def sign(place, mins):
    return place + ": " + mins + " min"
"""
LOOP = """\
def fare(age):
    n = 0
    while n < age:
        print(n)
    return n
"""
AGEE = """\
# The fare of a bus.

def fare(age):
    if agee < 16:
        return 85
    return 175
"""

_showed = ProgramRun(typed=("Leyla",), lines=["Good morning", "Hello Leyla"])
_quiet = ProgramRun(typed=("Leyla", "12"), lines=[])
_stopped = ProgramRun(
    typed=("Leyla",),
    lines=["Hello"],
    error=Raised(kind="KeyError", text="'fare'", spots=(_spot(4, "print(x['fare'])"),)),
)
_route = ["Mare St", "Dalston"]

FAILURES = {
    "02 missing colon": _unreadable(
        "# The fare of a bus.", "", "def fare(age):", "    if age < 16", "        return 85", "    return 175"
    ),
    "03 wrong indentation": _unreadable(
        "# The fare of a bus.", "", "def fare(age):", "    if age < 16:", "    return 85", "    return 175"
    ),
    "09 endless loop": _loop(2, "birthdays", LOOP, 3, 2.0, _call("fare", 10, gave=None)),
    "15 NameError inside": _raised(2, "x", AGEE, "fare", 12),
    "16 TypeError inside": _raised(1, "x", SIGN_CODE, "sign", "Clapton", 3),
    "17 unclosed text": _unreadable("def sign(place, mins):", '    return place + ": + str(mins)'),
    "18 pasted prompt": _unreadable(">>> def fare(age):", "...     return 85"),
    "19 Python 2 print": _unreadable(
        "def fare(age):",
        "    if age < 16:",
        "        return 85",
        "    return 175",
        "",
        "",
        'print "the fare is", fare(12)',
    ),
    "20 curly quote marks": _unreadable(
        "def sign(place, mins):", "    return place + \u201c: \u201d + str(mins)"
    ),
    "too few inputs": _raised(1, "x", SIGN_CODE, "sign", "Clapton"),
    "an empty list": _raised(1, "x", "def first(names):\n    return names[0]\n", "first", []),
    "a stop at import": _stop(
        1,
        "x",
        Stopped(
            kind="import",
            during="import",
            raised=_raised(1, "x", "price = 3\nprint(pirce)\n", "fare").problem.raised,
        ),
        waiting=4,
    ),
    "01 print instead of return": _equal(
        1, "a child of 10 rides free", _call("fare", 10, gave=None, printed="0\n"), 0
    ),
    "04 misspelt function name": Failure(
        file=FILE, number=1, title="x", problem=MissingName("fare", (("fair", 1, "function"),))
    ),
    "05 None on one path": _equal(
        6,
        "someone who is 16 today",
        _call("fare", 16, gave=None),
        175,
        *(_right(_call("fare", age, gave=gave)) for age, gave in ((10, 0), (15, 85), (17, 175))),
    ),
    "06 text instead of number": _equal(2, "a 12-year-old pays 85", _call("fare", 12, gave="85"), 85),
    "07 off by one": _equal(
        4, "an 11-year-old pays 85", _call("fare", 11, gave=0), 85, _right(_call("fare", 10, gave=0))
    ),
    "08 decimal rounding": _equal(
        3, "three fares add up", _call("total", [0.1, 0.2, 0.3], gave=0.1 + 0.2 + 0.3), 0.6
    ),
    "10 input at the top": _stop(
        1, "x", Stopped(kind="asks", during="import", spot=_spot(1, 'age = int(input("How old are you? "))'))
    ),
    "11 changes its list": Failure(
        file=FILE,
        number=5,
        title="the list we hand in stays the same",
        calls=(_call("stops", _route, gave=["Dalston", "Mare St"], changed=((0, _route[::-1]),)),),
        comparison=Comparison("==", _route[::-1], list(_route)),
    ),
    "12 wrong order": _equal(
        2, "stops in A to Z order", _call("stops", _route[::-1], gave=_route), _route[::-1]
    ),
    "13 last item missing": _equal(
        3, "all the stops are there", _call("stops", ["B", "A", "C"], gave=["A", "B"]), ["A", "B", "C"]
    ),
    "14 case or spaces": _equal(
        1, "the sign for Clapton", _call("sign", "Clapton", 3, gave="Clapton : 3 Min"), "Clapton: 3 min"
    ),
    "a case in words": _equal(
        2, "birthdays", _call("fare", 10, gave=50), 0, case="a child of 10 on her birthday"
    ),
    "a long text": _equal(3, "the sign for bus 38", _call("sign", 38, gave=SIGN + " "), SIGN),
    "a long list": _equal(
        7, "a list of 200 fares", _call("fares", 200, gave=[85] * 200), [85] * 150 + [175] * 50
    ),
    "a length": Failure(
        file=FILE,
        number=2,
        title="three stops",
        calls=(_call("stops", gave=["Dalston", "Mare St"]),),
        comparison=Comparison("==", 2, 3),
    ),
    "a bare truth": Failure(
        file=FILE,
        number=2,
        title="a postcode in Hackney",
        calls=(_call("is_hackney", "E8 1EA", gave=False),),
        problem=AssertionError(),
    ),
    "a smaller number": Failure(
        file=FILE,
        number=3,
        title="never more than 175",
        calls=(_call("fare", 99, gave=200),),
        comparison=Comparison("<=", 200, 175),
    ),
    "two calls": Failure(
        file=FILE,
        number=4,
        title="the same twice",
        calls=(_call("fare", 10, gave=0), _call("fare", 10, gave=85)),
        comparison=Comparison("==", 0, 85),
    ),
    "the author's words": _equal(
        2,
        "birthdays",
        _call("fare", 10, gave=50),
        0,
        words="Children of 10 ride free,\nalso on their birthday",
    ),
    "a program line": _run(1, "says hello", _showed, "==", _showed.lines, ["Good morning", "Hello, Leyla"]),
    "a program that is quiet": _run(2, "says hello", _quiet, "in", "Hello, Leyla", _quiet.lines),
    "a program that asks again": _asking_again(3, "a group of 8", "8", shows=["Please type a number."]),
    "a program that asks for nothing": _asking_again(1, "says hello", shows=[]),
    "a program that shows the same each time": Failure(
        file=FILE,
        number=2,
        title="Leyla comes in",
        calls=(ProgramRun(typed=("Leyla",), lines=["Hello, name."]),),
        comparison=Comparison("==", ["Hello, name."], ["Hello, Leyla."]),
        others=(
            Case(
                is_right=False,
                calls=(ProgramRun(typed=("Sam",), lines=["Hello, name."]),),
                comparison=Comparison("==", ["Hello, name."], ["Hello, Sam."]),
            ),
        ),
    ),
    "the nearest number that works": _equal(
        1, "a teenager of 16", _call("fare", 16, gave=50), 90, _right(_call("fare", 13, gave=50))
    ),
    "the nearest list that works": _equal(
        3,
        "the first dish has run out",
        _call("cost", {"dal": 280}, ["pie", "dal"], gave=0),
        280,
        _right(_call("cost", {"dal": 280}, ["dal"], gave=280)),
    ),
    "the nearest text that works": Failure(
        file=FILE,
        number=4,
        title="a group of 0",
        calls=(_groups("0"),),
        comparison=Comparison("==", _groups("0").lines, ["Please type a number."]),
        others=(Case(is_right=True, calls=(_groups("1"),)), Case(is_right=True, calls=(_groups("5"),))),
    ),
    "a whole number as a decimal": _equal(
        1, "two and a half pounds", _call("to_pence", 2.5, gave=250.0), Exactly(250)
    ),
    "a whole number and a tiny bit": _equal(
        2, "29 pence", _call("to_pence", 0.29, gave=0.29 * 100), Exactly(29)
    ),
    "an answer of another kind": Failure(
        file=FILE,
        number=5,
        title="growing up is never cheaper",
        calls=(_call("fare", 13, gave=None),),
        problem=AssertionError(),
        words="A price is a number.",
        kind_needed="a number",
    ),
    "the author's words alone": Failure(
        file=FILE,
        number=5,
        title="growing up is never cheaper",
        calls=(_call("fare", 13, gave=None),),
        problem=AssertionError(),
        words="A price is a number.",
    ),
    "a long case": _equal(
        12,
        "fares",
        _call("fare", 11, gave=0),
        50,
        case="someone who has their eleventh birthday on this very day",
    ),
    "a program that stops": Failure(file=FILE, number=2, title="says hello", calls=(_stopped,)),
    "ended by itself": _stop(
        2,
        "birthdays",
        Stopped(kind="ended", spot=_spot(7, "    os._exit(0)")),
        _call("fare", 10, gave=None),
    ),
    "ended at import": _stop(
        1, "x", Stopped(kind="ended", during="import", spot=_spot(9, "os._exit(0)")), waiting=5
    ),
    "too long at import": _stop(
        1, "x", Stopped(kind="time", during="import", seconds=5.0, spot=_spot(2, "while True:")), waiting=8
    ),
    "too long in all": _stop(
        3, "any age", Stopped(kind="time", during="check", seconds=20.0), _call("fare", 10, gave=0)
    ),
    "no file": _stop(1, "x", Stopped(kind="missing", during="import")),
    "not a file": _stop(1, "x", Stopped(kind="not a file", during="import", detail="folder")),
    "the machine": _stop(1, "x", Stopped(kind="machine", detail="no memory for one more Python")),
    "the suite": Failure(file=FILE, number=3, title="x", problem=KeyError("fares")),
    "too much written": _stop(2, "x", Stopped(kind="disk"), _call("fare", 10, gave=0)),
    "odd answer": _stop(2, "x", Stopped(kind="protocol"), _call("fare", 10, gave=0)),
    "no functions": Failure(file=FILE, number=1, title="x", problem=MissingName("fare", ())),
    "other functions": Failure(
        file=FILE,
        number=1,
        title="x",
        problem=MissingName("fare", (("price", 1, "function"), ("total", 5, "function"), ("AGE", 9, "name"))),
    ),
    "a capital": Failure(
        file=FILE, number=1, title="x", problem=MissingName("fare", (("Fare", 3, "function"),))
    ),
    "a value of that name": Failure(
        file=FILE, number=1, title="x", problem=TypeError(), no_function=("fare", 5)
    ),
    "a loop stopped inside": _loop(2, "birthdays", LOOP, 4, 2.0, _call("fare", 10, gave=None)),
    "a program in a loop": _loop(
        2,
        "birthdays",
        "n = input()\nwhile n != '1':\n    print('No')\n",
        3,
        2.0,
        ProgramRun(typed=("6",), lines=[]),
    ),
    "a program that never asks": Failure(
        file=FILE,
        number=1,
        title="says hello",
        calls=(_quiet,),
        comparison=Comparison("in", "Leyla", _quiet.transcript),
        words="The program asks for a name.",
    ),
    "nothing for an empty text": _equal(3, "no text at all", _call("tidy", "", gave=None), ""),
    "items for their number": _equal(3, "dry days", _call("longest", [4, 0, 0], gave=[0, 0]), 2),
    "a class": Failure(file=FILE, number=1, title="x", problem=MissingName("Basket", ())),
    "a story": _story(
        "things come back to their owners",
        ("lostproperty.hand_in", "umbrella", 1),
        ("lostproperty.collect", 1, None),
        needs="umbrella",
    ),
    "a long story": _story(
        "tickets are never used again",
        *(step for n in range(1, 10) for step in (("lostproperty.hand_in", "scarf", n), ("len", BOX, 1))),
        ("lostproperty.collect", 4, "scarf"),
        ("lostproperty.hand_in", "glove", 9),
        needs=10,
        looks=frozenset(range(2, 20, 2)),
    ),
    "a long story without story": _story(
        "tickets are never used again",
        *(("lostproperty.hand_in", "scarf", n) for n in range(1, 12)),
        ("lostproperty.hand_in", "glove", 9),
        needs=12,
        looks=None,
    ),
    "a story of two": _story(
        "two boxes know nothing of each other",
        ("lostproperty.hand_in", "umbrella", 1),
        ("LostProperty", OTHER),
        ("lostproperty2.hand_in", "scarf", 2),
        needs=1,
    ),
    "a story of long inputs": _story(
        "the form is filled in",
        ("lostproperty.hand_in", SIGN, ["red", "blue", "green", "yellow"], {"place": "hall"}, 1),
        ("lostproperty.search", SIGN, ["red", "blue", "green", "yellow"], "hall", []),
        needs=[1],
    ),
    "a story with a sum": _story(
        "nothing is lost",
        ("lostproperty.hand_in", "umbrella", 1),
        ("lostproperty.tickets", [1, 2]),
        gave=2,
        needs=1,
    ),
    "a story of parts": _story(
        "the count is right", ("lostproperty.hand_in", "umbrella", 1), (".", BOX, "count", 0), needs=1
    ),
    "a story of signs": _story(
        "things can be looked up",
        ("lostproperty.hand_in", "umbrella", 1),
        ("[]=", BOX, 2, "scarf", None),
        ("in", BOX, 2, True),
        ("[]", BOX, 2, "umbrella"),
        needs="scarf",
    ),
    "a story that is other than before": _story(
        "tickets count up",
        ("lostproperty.hand_in", "umbrella", 57),
        needs=1,
        is_other_than_before=True,
    ),
    "a story of a step that is refused": _story(
        "only what is there can be collected", ("lostproperty.collect", 1, None), problem=_not_stopped()
    ),
    "a story of a part that is not there": _story(
        "x",
        ("lostproperty.hand_in", "umbrella", 1),
        (".", BOX, "collect", _no_collect := Raised(kind="AttributeError")),
        problem=_far_error(_no_collect),
    ),
    "a story that Python stops": _story(
        "x",
        ("lostproperty.hand_in", "umbrella", 1),
        (
            "lostproperty.collect",
            2,
            _no_two := _raised(1, "x", "def f(n):\n    return {1: 2}[n]\n", "f", 2).problem.raised,
        ),
        problem=_far_error(_no_two),
    ),
    "no call at all": Failure(file=FILE, number=1, title="uses no loop", problem=AssertionError()),
}


def _in_all_layouts(failure: Failure) -> str:
    return "\n".join(f"== {name}\n{failure_text(failure, style)}\n" for name, style in LAYOUTS.items())


@pytest.mark.parametrize("name", FAILURES)
def test_a_pupil_reads_this(name):
    file = FOLDER / f"{name}.txt"
    text = _in_all_layouts(FAILURES[name])
    if os.environ.get("HACKNEY_UPDATE_GOLDENS"):
        assert "CI" not in os.environ, "goldens are read by a person before they change"
        file.write_text(text, encoding="utf-8", newline="\n")
    assert text == file.read_text(encoding="utf-8")


def test_no_golden_is_left_over():
    assert {file.stem for file in FOLDER.glob("*.txt")} == set(FAILURES)


@pytest.mark.parametrize("name", FAILURES)
def test_it_is_short_and_easily_read(name):
    failure = FAILURES[name]
    standard, narrow, plain = (failure_text(failure, style) for style in LAYOUTS.values())
    most = 11 if "story" in name else 6
    extra = 1 if failure.waiting else 0
    assert len(standard.splitlines()) <= most + extra
    assert max(map(len, standard.splitlines())) <= 72
    assert max(map(len, narrow.splitlines())) <= 40
    assert len(plain.splitlines()) <= most + extra
    for text in (standard, plain):
        assert text.isascii() or "curly" in text
        assert not avoided_words(text)
        assert not long_sentences(text)
        assert "!" not in text
    assert reading_grade(plain) < 5


@pytest.mark.parametrize("name", FAILURES)
def test_plain_lines_are_whole_sentences(name):
    for line in failure_text(FAILURES[name], Style(plain=True)).splitlines():
        is_name = line.split()[0] in ("print", "names", "sign")  # Sign would be another name than sign
        assert line[0].isupper() or line[0].isdigit() or is_name
        assert (
            line.endswith((".", ":", "?"))
            or " says: " in line
            or "under the line" in line
            or "Next, type:" in line
            or line.startswith("Next: ")
        )
        assert "  " not in line
