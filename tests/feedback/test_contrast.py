"""The nearest input that works: only ones that the check tried, and only near ones."""

import pytest

from hackney_challenges.feedback.contrast import contrast_row
from hackney_challenges.feedback.failure import Case, Comparison, Failure
from hackney_challenges.isolation.calls import Call, ProgramRun, Raised, Returned


def call(gave, *args, **kwargs):
    return Call(target="fare", args=args, kwargs=kwargs, outcome=Returned(value=gave))


def right(*calls):
    return Case(is_right=True, calls=calls)


def note(shown, *others, op="==", before=()):
    given = shown.outcome.value if isinstance(shown, Call) else shown.lines
    failure = Failure(
        file="bus_fare.py",
        number=1,
        title="x",
        calls=(*before, shown),
        comparison=Comparison(op, given, "what is needed"),
        others=others,
    )
    found = contrast_row(failure)
    return found and found.text


@pytest.mark.parametrize(
    ("shown", "others", "text"),
    [
        pytest.param(call(50, 16), (5, 13, 80), "13 is right but 16 is not.", id="number"),
        pytest.param(call(50, -3), (-1, 0), "-1 is right but -3 is not.", id="number below zero"),
        pytest.param(call(50, True), (1,), None, id="a truth is no number"),
        pytest.param(call(50, 0.5), (0.6,), None, id="decimals have no neighbours"),
        pytest.param(call(2, [0, 1, 5]), ([0, 5],), "fare([0, 5]) is right.", id="item less"),
        pytest.param(call(2, [0, 1, 5]), ([0, 1, 5, 9],), "fare([0, 1, 5, 9]) is right.", id="item more"),
        pytest.param(call(2, [0, 1, 5]), ([0, 2, 5],), "fare([0, 2, 5]) is right.", id="item changed"),
        pytest.param(call(2, [0, 1, 5]), ([1, 0, 5],), None, id="two items apart"),
        pytest.param(call(2, []), ([3],), "fare([3]) is right.", id="empty list"),
        pytest.param(call(2, [0] * 13), ([0] * 12,), None, id="long list"),
        pytest.param(call("", "e8 1"), ("e81",), 'fare("e81") is right.', id="letter less"),
        pytest.param(call("", "e8 1"), ("n16",), None, id="another text"),
        pytest.param(call(2, {"a": 1}), ({"a": 2},), None, id="dictionary"),
    ],
)
def test_one_input_is_compared_with_those_that_work(shown, others, text):
    assert note(shown, *(right(call(0, other)) for other in others)) == text


def test_only_one_input_may_differ():
    shown = call(50, 16, "Sat")
    assert note(shown, right(call(50, 15, "Sat"))) == 'fare(15, "Sat") is right.'
    assert note(shown, right(call(50, 15, "Sun"))) is None
    assert note(shown, right(call(50, 15))) is None
    assert note(call(50, age=16), right(call(50, age=15))) == "15 is right but 16 is not."
    assert note(call(50, age=16), right(call(50, years=15))) is None


def test_calls_before_it_have_to_be_the_same():
    guard, other = call(0, 5), call(0, 6)
    assert note(call(50, 16), right(guard, call(50, 15)), before=(guard,)) == "15 is right but 16 is not."
    assert note(call(50, 16), right(other, call(50, 15)), before=(guard,)) is None
    assert note(call(50, 16), right(guard), before=(guard,)) is None


def test_what_was_not_right_is_never_told():
    assert note(call(50, 16), Case(is_right=False, calls=(call(50, 15),))) is None


def test_a_property_of_an_answer_is_ok_rather_than_right():
    assert note(call(50, 16), right(call(50, 15)), op="in") == "15 is OK but 16 is not."


def test_what_is_typed_is_compared_too():
    def run(*typed, argv=()):
        return ProgramRun(typed=typed, argv=argv, lines=["Room: Oak"])

    assert note(run("8"), right(run("1")), right(run("5"))) == 'typing "5" works.'
    assert note(run("0", "2"), right(run("9", "2"))) == 'typing "9", then "2" works.'
    assert note(run("0", "2"), right(run("two", "2"))) is None
    assert note(run("0", "2"), right(run("2"))) is None
    assert note(run("8"), right(run("5", argv=("x",)))) is None
    assert note(run("8"), right(call(1, 5))) is None


def test_a_call_that_stopped_has_no_counterpart():
    stopped = Call(target="fare", args=(16,), outcome=Raised(kind="KeyError"))
    failure = Failure(file="x.py", number=1, title="x", calls=(stopped,), others=(right(call(50, 15)),))
    assert contrast_row(failure) is None
