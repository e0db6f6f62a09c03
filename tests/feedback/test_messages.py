"""Which call a text shows, how it words each comparison, and that nothing of a pupil's can spoil it."""

import unicodedata

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hackney_challenges.feedback.messages import (
    Comparison,
    Failure,
    Style,
    failure_text,
    waiting_text,
    whole_file,
)
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
from hackney_challenges.isolation.proxy import FarError


class CloseTo:
    """As `suites.closeness.CloseTo`: what feedback knows it by."""

    def __init__(self, wanted):
        self._wanted = wanted

    def __repr__(self):
        return f"{type(self).__name__}({self._wanted!r})"

    @property
    def wanted(self):
        return self._wanted

    @property
    def within(self):
        return 0.01


class Exactly:
    """As `suites.closeness.Exactly`."""

    def __init__(self, wanted):
        self._wanted = wanted

    def __repr__(self):
        return f"{type(self).__name__}({self._wanted!r})"

    @property
    def wanted(self):
        return self._wanted


def call(gave, *args, target="fare", **more):
    return Call(target=target, args=args, outcome=Returned(value=gave), **more)


def failure(*calls, compared=None, **more):
    return Failure(
        file="bus_fare.py",
        number=2,
        title="birthdays",
        calls=calls,
        comparison=compared and Comparison(*compared),
        **more,
    )


def lines(what, **style):
    return failure_text(what, Style(**style)).splitlines()


def rows(what):
    return [line.strip() for line in lines(what)[1:]]


def test_the_call_that_gave_the_compared_value_is_shown_not_the_last():
    shown = rows(failure(call(50, 10), call(7, 99), compared=("==", 50, 0)))
    assert shown == ["I ran:    fare(10)", "It gave:  50", "It needs: 0"]


def test_the_same_object_wins_over_an_equal_one():
    first, second = ["a"], ["a"]
    shown = rows(failure(call(first, 1), call(second, 2), compared=("==", first, ["a", "b", "c"])))
    assert shown[0] == "I ran:    fare(1)"


def test_the_pupils_side_may_stand_on_the_right():
    assert rows(failure(call(50, 10), compared=("==", 0, 50))) == [
        "I ran:    fare(10)",
        "It gave:  50",
        "It needs: 0",
    ]
    assert rows(failure(call(50, 10), compared=("<", 60, 50)))[2] == "It needs: more than 60"


def test_several_calls_on_an_object_are_told_as_steps():
    calls = (call(None, "milk", target="basket.add"), call(1, target="basket.count"))
    shown = rows(failure(*calls, compared=("==", 1, 2)))
    assert shown[:2] == ['1. basket.add("milk")', "2. basket.count()"]


def test_a_value_that_the_check_made_itself_is_not_said_to_be_given():
    shown = rows(failure(call(["b", "a"]), compared=("==", "a", "c")))
    assert shown == [
        "I ran:         fare()",
        'It gave:       ["b", "a"]',
        'The check saw: "a"',
        'It needs:      "c"',
    ]


@pytest.mark.parametrize(
    ("op", "needs", "words"),
    [
        pytest.param("==", 0, "0"),
        pytest.param("!=", 50, "anything but 50"),
        pytest.param("<", 50, "less than 50"),
        pytest.param("<=", 49, "49 or less"),
        pytest.param(">", 50, "more than 50"),
        pytest.param(">=", 51, "51 or more"),
        pytest.param("in", [0, 85], "one of [0, 85]"),
        pytest.param("not in", [50], "none of [50]"),
        pytest.param("is", True, "True"),
        pytest.param("is", None, "nothing (None)"),
        pytest.param("is not", 50, "a new one, not the same 50"),
        pytest.param("==", CloseTo(0.5), "close to 0.5"),
        pytest.param("==", Exactly(0), "0"),
    ],
    ids=str,
)
def test_each_comparison_has_short_words(op, needs, words):
    assert rows(failure(call(50, 10), compared=(op, 50, needs)))[2] == f"It needs: {words}"


def test_something_that_has_to_be_in_the_answer():
    shown = rows(failure(call("Hello", target="greet"), compared=("in", "Leyla", "Hello")))
    assert shown[2] == 'It needs: "Leyla" in it'


@pytest.mark.parametrize(
    ("gave", "needs", "both"),
    [
        pytest.param(False, Exactly(0), ("False  (a Boolean)", "0      (a number)"), id="a Boolean"),
        pytest.param(0.0, Exactly(0), ("0.0  (a decimal)", "0    (a whole number)"), id="a decimal"),
        pytest.param(84.5, 85, ("84.5", "85"), id="numbers of another size"),
        pytest.param((1,), [2], ("(1,)  (a tuple)", "[2]   (a list)"), id="a tuple"),
    ],
)
def test_kinds_are_named_on_both_sides_only_if_they_differ(gave, needs, both):
    shown = rows(failure(call(gave, 10), compared=("==", gave, needs)))
    assert (shown[1], shown[2]) == (f"It gave:  {both[0]}", f"It needs: {both[1]}")


@pytest.mark.parametrize(
    ("gave", "needs"),
    [
        pytest.param(False, "True", id="false"),
        pytest.param(None, "True", id="nothing"),
        pytest.param(True, "False", id="true"),
        pytest.param([], "something that is not empty", id="empty"),
        pytest.param([1], "what the name of the check says", id="something"),
    ],
)
def test_a_bare_truth_says_what_it_needs(gave, needs):
    assert rows(failure(call(gave, 10), problem=AssertionError()))[2] == f"It needs: {needs}"


def test_a_stop_that_was_waited_for_is_named():
    with pytest.raises(pytest.fail.Exception) as caught, pytest.raises(ValueError):  # noqa: PT011
        pass
    shown = rows(failure(call(5, -1), problem=caught.value))
    assert shown == ["I ran:    fare(-1)", "It gave:  5", "It needs: to stop with ValueError"]


def test_an_answer_the_check_cannot_use_is_the_pupils_affair():
    shown = rows(failure(call(None, 1), problem=TypeError("not subscriptable")))
    assert shown == [
        "I ran:    fare(1)",
        "It gave:  nothing (None)",
        "It needs: an answer that the check can use",
    ]


def test_a_suite_that_stops_by_itself_is_not_the_pupils_affair():
    assert lines(failure(problem=KeyError("x"))) == [
        "NO CHECK The checks stopped, not your code",
        "  Tell your teacher: KeyError in check 2 of bus_fare.py",
    ]


def test_python_stopped_in_a_call():
    raised = Raised(
        kind="ZeroDivisionError", spots=(Spot(file="bus_fare.py", line=4, text="    return 1 / 0"),)
    )
    problem = FarError()
    problem.raised = raised
    shown = lines(failure(Call(target="fare", args=(0,), outcome=raised), problem=problem))
    assert shown[:3] == [
        "NOT YET  Check 2: Python stopped at line 4",
        "  I ran:  fare(0)",
        "  Line 4:     return 1 / 0",
    ]


def test_more_tells_pythons_own_words_and_the_prints():
    raised = Raised(kind="ValueError", text="no such \x1b[31mstop")
    problem = FarError()
    problem.raised = raised
    told = failure(Call(target="fare", outcome=raised), problem=problem)
    assert "Python says" not in failure_text(told, Style())
    assert "Python says: ValueError: no such \\x1b[31mstop" in failure_text(told, Style(more=True))
    printed = failure(call(5, 1, printed="so far 3\n"), compared=("==", 5, 6))
    assert 'It printed: "so far 3"' in failure_text(printed, Style(more=True))
    assert "so far" not in failure_text(printed, Style())


def test_a_loop_that_does_not_end_is_shown_with_its_line():
    stopped = Stopped(
        kind="time", seconds=2.0, spot=Spot(file="bus_fare.py", line=3, text="    while n < age:")
    )
    assert lines(failure(call(0, 10), problem=SolutionStopped(stopped)))[:3] == [
        "NOT YET  Check 2: fare(10) did not finish in 2 seconds",
        "  I ran:  fare(10), then I stopped it",
        "  Line 3:     while n < age:",
    ]


@pytest.mark.parametrize("kind", ["unreadable", "not a file", "import", "asks", "missing", "machine"])
def test_stops_of_the_whole_file_are_told_once(kind):
    assert whole_file(SolutionStopped(Stopped(kind=kind)))


@pytest.mark.parametrize("kind", ["time", "ended", "protocol", "disk"])
def test_stops_in_a_call_belong_to_their_check(kind):
    assert not whole_file(SolutionStopped(Stopped(kind=kind)))
    assert whole_file(SolutionStopped(Stopped(kind=kind, during="import")))


def test_a_missing_name_belongs_to_its_check():
    assert not whole_file(MissingName("fare", ()))
    assert not whole_file(None)


def test_what_waits_is_counted():
    assert waiting_text(8) == "8 checks are waiting."
    assert waiting_text(1) == "1 check is waiting."


@pytest.mark.parametrize(
    ("known", "reason"),
    [
        pytest.param("fara", "one letter is different.", id="another letter"),
        pytest.param("fre", "one a is not there.", id="a letter missing"),
        pytest.param("fares", "there is one s too many.", id="a letter too many"),
        pytest.param("faer", "two letters have changed places.", id="swapped"),
        pytest.param("FARE", "capital letters count. FARE and fare are two names.", id="capitals"),
        pytest.param("price", None, id="another name"),
    ],
)
def test_a_name_that_is_nearly_right_is_offered(known, reason):
    text = failure_text(failure(problem=MissingName("fare", ((known, 3, "function"),))), Style())
    assert f"I found:  {known} (line 3)" in text
    assert ("Maybe:" in text) == (reason is not None)
    if reason:
        assert f"Maybe:    {reason}" in text
        assert "Next:     change the name on line 3." in text


def test_two_names_that_are_nearly_right_are_both_listed_without_a_guess():
    found = (("fares", 3, "function"), ("fara", 8, "function"))
    text = failure_text(failure(problem=MissingName("fare", found)), Style())
    assert "fares (line 3), fara (line 8)" in text
    assert "Maybe" not in text


def test_the_text_of_a_stopped_program_comes_before_its_lines():
    error = Raised(kind="EOFError", spots=(Spot(file="x.py", line=2, text="b = input()"),))
    run = ProgramRun(typed=("1",), lines=["a"], error=error)
    told = failure(run, compared=("==", run.lines, ["a", "b"]))
    assert lines(told)[0] == "NOT YET  Check 2: Python stopped at line 2"


_hostile = st.one_of(st.text(max_size=300), st.just("\x1b[2J\r\n::error::\u202e"), st.just("x" * 3_000))
_values = st.recursive(
    st.one_of(st.none(), st.booleans(), st.integers(), st.floats(), _hostile, st.binary(max_size=30)),
    lambda inner: st.one_of(st.lists(inner, max_size=5), st.dictionaries(_hostile, inner, max_size=3)),
    max_leaves=8,
)
_ops = st.sampled_from(["==", "!=", "<", "<=", ">", ">=", "in", "not in", "is", "is not", "?"])
_styles = st.sampled_from([Style(), Style(width=40), Style(plain=True), Style(more=True)])


@settings(max_examples=150, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(_hostile, _values, _values, _ops, st.booleans(), st.booleans(), st.booleans(), _styles)
def test_nothing_of_a_pupils_can_spoil_a_text(name, gave, needs, op, is_direct, is_program, has_words, style):
    made = (
        ProgramRun(typed=(name,), lines=[name[:50]])
        if is_program
        else Call(target=name, args=(gave,), kwargs={name: needs}, outcome=Returned(value=gave), printed=name)
    )
    left = (made.lines if is_program else gave) if is_direct else [gave]
    told = Failure(
        file=name,
        number=1,
        title=name,
        case=name if has_words else None,
        calls=(made,),
        comparison=Comparison(op, left, needs),
        words=name if has_words else None,
    )
    text = failure_text(told, style)
    for letter in text.replace("\n", ""):
        assert unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
    if not style.plain:
        assert max(map(len, text.splitlines())) <= style.width
    if not style.plain and not style.more and style.width == 72:
        assert len(text.splitlines()) <= 6


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(
    st.sampled_from(
        [
            "time",
            "ended",
            "protocol",
            "disk",
            "unreadable",
            "not a file",
            "import",
            "asks",
            "missing",
            "machine",
        ]
    ),
    st.sampled_from(["import", "call", "check"]),
    _hostile,
    st.booleans(),
    _styles,
)
def test_every_stop_has_a_text(kind, during, name, has_spot, style):
    spot = Spot(file=name, line=3, text=name) if has_spot else None
    raised = Raised(kind=name, text=name, spots=(spot,) if spot else (), facts={"kind": name})
    stopped = Stopped(
        kind=kind,
        during=during,
        seconds=2.0,
        spot=spot,
        raised=raised,
        facts={"kind": name, "line": name},
        detail=name,
    )
    told = Failure(
        file="bus_fare.py", number=1, title="x", calls=(call(1, name),), problem=SolutionStopped(stopped)
    )
    text = failure_text(told, style)
    assert text.startswith(("NOT YET", "NO CHECK", "Not yet.", "Not checked."))
    for letter in text.replace("\n", ""):
        assert unicodedata.category(letter) not in {"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"}
