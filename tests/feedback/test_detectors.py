"""Each known mistake is recognised, and its near misses meet silence."""

import pytest

from hackney_challenges.feedback.detectors import reason_for
from hackney_challenges.feedback.messages import Case, Comparison, Failure, Style, failure_text
from hackney_challenges.feedback.words import avoided_words, long_sentences
from hackney_challenges.isolation.calls import Call, ProgramRun, Returned
from hackney_challenges.isolation.conversation import Card
from hackney_challenges.isolation.proxy import Handle


class Exactly:
    """As `suites.closeness.Exactly`: what feedback knows it by."""

    def __init__(self, wanted):
        self._wanted = wanted

    @property
    def wanted(self):
        return self._wanted


def handle(kind, type_name):
    return Handle(None, Card(number=1, kind=kind, type_name=type_name, name="thing", note=""))


def call(gave, *args, printed="", target="fare"):
    return Call(target=target, args=args or (10,), outcome=Returned(value=gave), printed=printed)


def failing(gave, needs, *args, printed="", op="==", target="fare"):
    made = call(gave, *args, printed=printed, target=target)
    return Case(is_right=False, calls=(made,), comparison=Comparison(op, made.outcome.value, needs))


def right(gave, *args):
    return Case(is_right=True, calls=(call(gave, *args),))


def reason(shown, *others, earlier=()):
    failure = Failure(
        file="bus_fare.py",
        number=1,
        title="x",
        calls=(*earlier, *shown.calls),
        comparison=shown.comparison,
        others=others,
    )
    found = reason_for(failure)
    if found is None:
        return None
    assert not avoided_words(found.text)
    assert not long_sentences(found.text)
    assert len(failure_text(failure, Style()).splitlines()) <= 6
    assert max(map(len, failure_text(failure, Style()).splitlines())) <= 72
    return f"{found.level}: {found.text}" + (f" Next: {found.next_step}" if found.next_step else "")


PRINTED = "Maybe: fare printed 0. print shows it; return hands it back."
DECIMALS = "Because: your sum is right. Computers keep decimals a tiny bit off."


@pytest.mark.parametrize(
    ("shown", "others", "text"),
    [
        pytest.param(failing(None, 0, printed="0\n"), (), PRINTED, id="printed"),
        pytest.param(
            failing(None, "E8 1EA", printed="E8 1EA\n"),
            (),
            'Maybe: fare printed "E8 1EA". print shows it; return hands it back.',
            id="printed text",
        ),
        pytest.param(failing(None, 0, printed="The fare is 0\n"), (), None, id="printed more than that"),
        pytest.param(failing(None, 0), (), None, id="printed nothing"),
        pytest.param(
            failing(None, 0, printed="0\n"),
            (failing(None, 85, 11, printed="0\n"),),
            "Maybe: fare gives nothing back each time. return hands it back.",
            id="printed, once by chance",
        ),
        pytest.param(
            failing(None, 0, 10),
            (failing(None, 85, 11),),
            "Maybe: fare gives nothing back each time. return hands it back.",
            id="nothing each time",
        ),
        pytest.param(
            failing(None, 175, 16),
            (right(85, 15),),
            "Maybe: no return runs for 16. 15 is fine.",
            id="nothing for one input",
        ),
        pytest.param(
            failing(None, 175, 16),
            (failing(1, 85, 15),),
            None,
            id="nothing once, and something else is not right either",
        ),
        pytest.param(
            failing(None, "a", 1, 2),
            (right("b", 3, 4),),
            "Maybe: no return runs here. fare(3, 4) does give something back.",
            id="nothing for two inputs",
        ),
        pytest.param(
            failing(handle("function", "function"), 0),
            (),
            "Maybe: fare gave back a function. Add () after its name.",
            id="a function of the far side",
        ),
        pytest.param(
            failing(handle("object", "fare"), 0),
            (),
            "Maybe: fare is a class here. It needs to be a function.",
            id="a class of that name",
        ),
        pytest.param(
            failing(handle("object", "Anything"), 0),
            (),
            "Maybe: an Anything came back. It needs a number.",
            id="an object that may be equal to everything",
        ),
        pytest.param(
            failing(lambda: 0, 0),
            (),
            "Maybe: fare gave back a function. Add () after its name.",
            id="a function",
        ),
        pytest.param(
            failing("e8", "E8", "e8"),
            (failing("n1", "N1", "n1"),),
            "Maybe: fare gave back what we put in.",
            id="its input",
        ),
        pytest.param(failing("e8", "E9", "e8"), (), None, id="its input, once"),
        pytest.param(failing(3, 5, 3, 5), (failing(1, 2, 1, 2),), None, id="one of two inputs"),
        pytest.param(
            failing(85, 0, 1),
            (failing(85, 175, 20), failing(85, 99, 70), right(85, 12), right(85, 13)),
            "Maybe: fare gives 85 each time. Does it use its input?",
            id="one answer for all",
        ),
        pytest.param(
            failing(85, 0, 1),
            (failing(85, 175, 20), right(85, 12), right(85, 13)),
            None,
            id="one answer, four inputs",
        ),
        pytest.param(failing("85", 85), (), "Maybe: the quote marks make it text.", id="number as text"),
        pytest.param(failing("85p", 85), (), None, id="number as text with more"),
        pytest.param(failing(85, "85"), (), "Maybe: it needs text. str(x) makes text.", id="text as number"),
        pytest.param(failing(86, "85"), (), None, id="another number"),
        pytest.param(failing("True", True), (), "Maybe: True has no quote marks.", id="True as text"),
        pytest.param(
            failing("yes", True), (), "Maybe: it needs True or False, without quote marks.", id="yes for True"
        ),
        pytest.param(failing(1, Exactly(True)), (), "Maybe: 1 is a number. It needs True.", id="1 for True"),
        pytest.param(failing("maybe", True), (), None, id="another text for True"),
        pytest.param(
            failing(0.1 + 0.2, 0.3), (), f"{DECIMALS} Next: round(answer, 2) tidies it.", id="decimals"
        ),
        pytest.param(failing(0.301, 0.3), (), None, id="decimals that are off"),
        pytest.param(
            failing(28.999999999999996, 29),
            (),
            f"{DECIMALS} Next: round(answer) makes it a whole number.",
            id="decimals for a whole number",
        ),
        pytest.param(
            failing(250.0, Exactly(250)),
            (failing(28.999999999999996, Exactly(29), 11),),
            "Because: a number with a point is a decimal. Next: round(answer) makes it a whole number.",
            id="a decimal for a whole number",
        ),
        pytest.param(
            failing(250.0, Exactly(250)), (failing(28.4, Exactly(29), 11),), None, id="another decimal too"
        ),
        pytest.param(
            failing(2.666, 2.67),
            (failing(3.333, 3.33, 11),),
            "Maybe: it is right, but not rounded yet. Next: round(answer, 2) does that.",
            id="not rounded",
        ),
        pytest.param(failing(2.666, 2.67), (), None, id="not rounded, once"),
        pytest.param(
            failing(8500, 85),
            (failing(17500, 175, 20),),
            "Maybe: it is 100 times too much. Are pounds and pence mixed?",
            id="pence for pounds",
        ),
        pytest.param(
            failing(0.85, 85),
            (failing(1.75, 175, 20),),
            "Maybe: it is 100 times too little. Are pounds and pence mixed?",
            id="pounds for pence",
        ),
        pytest.param(failing(8500, 85), (), None, id="pence, once"),
        pytest.param(failing(100, 1), (failing(100, 1, 11),), None, id="pence, by chance"),
        pytest.param(
            failing(-5, 5),
            (failing(3, -3, 11),),
            "Maybe: the sign is the other way round: plus and minus.",
            id="sign",
        ),
        pytest.param(
            failing(4, 3),
            (failing(5, 4, 11), failing(9, 8, 12)),
            "Maybe: it is 1 too many each time.",
            id="one too many",
        ),
        pytest.param(
            failing(2, 3),
            (failing(3, 4, 11), failing(7, 8, 12)),
            "Maybe: it is 1 too few each time.",
            id="one too few",
        ),
        pytest.param(
            failing(1, -1), (failing(1, -1, 11),), None, id="sign of a number that stands for something"
        ),
        pytest.param(
            failing(0, -1),
            (failing(0, -1, 11), failing(0, -1, 12)),
            None,
            id="one off a number that stands for something",
        ),
        pytest.param(failing(4, 3), (failing(3, 4, 11), failing(9, 8, 12)), None, id="one off, both ways"),
        pytest.param(
            failing(0, 85, 11),
            (right(0, 10),),
            "Maybe: 10 is right but 11 is not. Look at the edge.",
            id="edge",
        ),
        pytest.param(failing(0, 85, 11), (right(0, 10), failing(0, 85, 12)), None, id="a whole stretch"),
        pytest.param(failing(7, 85, 11), (right(0, 10),), None, id="not carried over the edge"),
        pytest.param(
            failing(7, 85, 11),
            (right(0, 10), right(85, 12)),
            "Maybe: 10 is right but 11 is not. Look at the edge.",
            id="both neighbours right",
        ),
        pytest.param(
            failing(["Mare St", "Dalston"], ["Dalston", "Mare St"]),
            (),
            "Maybe: the names are right. The order is back to front.",
            id="back to front",
        ),
        pytest.param(
            failing([2, 3, 1], [1, 2, 3]),
            (),
            "Maybe: the items are right. The order is another one.",
            id="another order",
        ),
        pytest.param(failing([2, 3, 1], [1, 2, 4]), (), None, id="another order and item"),
        pytest.param(failing([1, 2], [1, 2, 3]), (), "Maybe: the last one is left out.", id="last left out"),
        pytest.param(
            failing([1, 2], [1, 2, 3]),
            (failing([5], [5, 6], 11),),
            "Maybe: the last one is left out. Look where the loop ends.",
            id="last left out twice",
        ),
        pytest.param(
            failing([2, 3], [1, 2, 3]), (), "Maybe: the first one is left out.", id="first left out"
        ),
        pytest.param(
            failing([1], [1, 2, 3]),
            (),
            "Maybe: only the first one came back. Is return inside the loop?",
            id="only the first",
        ),
        pytest.param(
            failing("a", ["a", "b"]),
            (),
            "Maybe: only the first one came back. Is return inside the loop?",
            id="first alone",
        ),
        pytest.param(failing("b", ["a", "b"]), (), None, id="the second alone"),
        pytest.param(failing(["a", "a", "b"], ["a", "b"]), (), 'Maybe: "a" is there twice.', id="twice"),
        pytest.param(
            failing(["b", "a"], ["b", "a", "b"]),
            (),
            "Maybe: the last one is left out.",
            id="one gone at the end",
        ),
        pytest.param(
            failing([1, 5, 2], [1, 5, 5, 2]), (), "Maybe: one of 2 5 is gone.", id="one of two gone"
        ),
        pytest.param(failing({"a", "b"}, {"a"}), (), 'Maybe: "b" is one too many.', id="a member too many"),
        pytest.param(failing({"a"}, {"a", "b"}), (), 'Maybe: "b" is not there.', id="a member not there"),
        pytest.param(
            failing((1, 2), [1, 2]),
            (),
            "Maybe: it gave a tuple (...). It needs a list [...].",
            id="tuple for list",
        ),
        pytest.param(failing((1, 2), [1, 3]), (), None, id="tuple for list, other items"),
        pytest.param(
            failing({"Adult": 1}, {"adult": 1}),
            (),
            'Maybe: key "Adult" has a capital A. It needs "adult".',
            id="key in capitals",
        ),
        pytest.param(
            failing({"a": 1}, {"a": 1, "b": 2}), (), 'Maybe: there is no key "b".', id="no such key"
        ),
        pytest.param(
            failing({"a": 1, "b": 2}, {"a": 1}), (), 'Maybe: key "b" is one too many.', id="key too many"
        ),
        pytest.param(failing({"a": 1}, {"a": 2, "b": 2}), (), None, id="key and value differ"),
        pytest.param(
            failing([1, 2.0], Exactly([1, 2])),
            (),
            "Because: item 2 is a decimal. It needs a whole number.",
            id="kind inside",
        ),
    ],
)
def test_a_reason_is_given_only_where_the_data_are_sure(shown, others, text):
    assert reason(shown, *others) == text


@pytest.mark.parametrize(
    ("gave", "needs", "text"),
    [
        pytest.param(
            "Dalston ", "Dalston", "Because: there is one space at the end. The rest is the same.", id="end"
        ),
        pytest.param(
            "  Dalston",
            "Dalston",
            "Because: there are 2 spaces at the start. The rest is the same.",
            id="start",
        ),
        pytest.param(
            "Mare  St", "Mare St", "Because: 1 extra space after Mare. The rest is the same.", id="middle"
        ),
        pytest.param(
            "MareSt",
            "Mare St",
            "Because: 1 space is missing after Mare. The rest is the same.",
            id="no space",
        ),
        pytest.param(
            "dalston", "Dalston", "Because: d is a small letter. The rest is the same.", id="small letter"
        ),
        pytest.param(
            "DALSTON",
            "Dalston",
            "Because: capital and small letters differ. The rest is the same.",
            id="capitals",
        ),
        pytest.param(
            "Hello",
            "Hello!",
            "Because: an exclamation mark is missing at the end. The rest is the same.",
            id="mark",
        ),
        pytest.param(
            "Hello.",
            "Hello",
            "Because: there is a full stop too many at the end. The rest is the same.",
            id="stop",
        ),
        pytest.param(
            "a;b",
            "a,b",
            "Because: it has a semicolon where a comma is needed. The rest is the same.",
            id="marks",
        ),
        pytest.param(
            "Hello\n",
            "Hello",
            "Because: there is a new line too many at the end. The rest is the same.",
            id="line",
        ),
        pytest.param(
            "a\xa0b",
            "a b",
            "Because: it has a no-break space where a space is needed. The rest is the same.",
            id="nbsp",
        ),
        pytest.param(
            "a\tb", "a b", "Because: it has a tab where a space is needed. The rest is the same.", id="tab"
        ),
        pytest.param(
            "D\u0430lston",
            "Dalston",
            "Because: one letter looks like a but is another. The rest is the same.",
            id="look-alike",
        ),
        pytest.param(
            "Dal\u200bston",
            "Dalston",
            "Because: there is a letter in it that cannot be seen. The rest is the same.",
            id="unseen",
        ),
        pytest.param(
            "it\u2019s", "it's", "Because: the quote marks are curly. The rest is the same.", id="curly"
        ),
        pytest.param(
            "Clapton : 3 Min",
            "Clapton: 3 min",
            "Maybe: 1 extra space after Clapton. M is a capital letter.",
            id="two",
        ),
        pytest.param(
            "aBcDeF",
            "AbCdEf",
            "Because: capital and small letters differ. The rest is the same.",
            id="many capitals",
        ),
        pytest.param("Dalton", "Dalston", None, id="a letter missing"),
        pytest.param("3 min", "4 min", None, id="another number"),
        pytest.param("Dalston", "Hackney", None, id="another word"),
        pytest.param(
            "E8 1EA", "e8 1ea", "Because: only capital and small letters differ.", id="capitals in two places"
        ),
        pytest.param(
            "2.50",
            "\u00a32.50",
            "Because: a pound sign is missing at the start. The rest is the same.",
            id="pound",
        ),
        pytest.param(" ", "", "Because: there is only a space in it.", id="a space where nothing is needed"),
        pytest.param("", " ", "Because: 1 space is missing at the end. The rest is the same.", id="empty"),
    ],
)
def test_texts_that_nearly_agree_are_told_apart_in_words(gave, needs, text):
    assert reason(failing(gave, needs, 38)) == text


def test_one_difference_fully_told_is_a_fact_about_the_texts_shown():
    text = "Because: there is one space at the end. The rest is the same."
    assert reason(failing("Dalston ", "Dalston", 1), failing("Hackney", "Clapton", 2)) == text


def test_two_differences_have_to_hold_for_every_run():
    shown = failing("Clapton : 3 Min", "Clapton: 3 min", 1)
    assert reason(shown) == "Maybe: 1 extra space after Clapton. M is a capital letter."
    assert reason(shown, failing("Hackney", "Clapton", 2)) is None


def test_lines_of_a_program_are_looked_at_too():
    run = ProgramRun(lines=["Hello Leyla"])
    failure = Failure(
        file="x.py",
        number=1,
        title="x",
        calls=(run,),
        comparison=Comparison("==", run.lines, ["Hello, Leyla"]),
    )
    found = reason_for(failure)
    assert found is not None
    assert found.text == "a comma is missing after Hello. The rest is the same."


def test_calls_of_the_same_case_are_never_taken_for_right():
    earlier = tuple(call(0, age) for age in (8, 9, 10))
    assert reason(failing(0, 85, 11), earlier=earlier) is None


def test_a_call_is_right_if_all_before_it_was_the_same():
    guard = call(50, 13)
    same = Case(is_right=True, calls=(guard, call(0, 10), call(0, 5)))
    other_guard = Case(is_right=True, calls=(call(50, 14), call(0, 10)))
    text = "Maybe: 10 is right but 11 is not. Look at the edge."
    assert reason(failing(0, 85, 11), same, earlier=(guard,)) == text
    assert reason(failing(0, 85, 11), other_guard, earlier=(guard,)) is None


def _programs(*runs):
    return [
        Case(is_right=False, calls=(run,), comparison=Comparison("==", run.lines, needs))
        for run, needs in runs
    ]


def test_a_program_that_never_uses_what_is_typed():
    leyla, sam = (ProgramRun(typed=(name,), lines=["Hello, name!"]) for name in ("Leyla", "Sam"))
    shown, other = _programs((leyla, ["Hello, Leyla!"]), (sam, ["Hello, Sam!"]))
    text = "Maybe: it shows the same each time. Does it use the answer?"
    assert reason(shown, other) == text
    assert (
        reason(shown, Case(is_right=True, calls=(ProgramRun(typed=("name",), lines=["Hello, name!"]),)))
        == text
    )
    assert reason(shown) is None
    greeted = ProgramRun(typed=("Sam",), lines=["Hello, Sam."])
    assert reason(shown, *_programs((greeted, ["Hello, Sam!"]))) is None


def test_a_program_may_show_the_same_where_the_same_is_needed():
    zero, nine, many = (ProgramRun(typed=(text, "2"), lines=["Room: Oak"]) for text in ("0", "9", "x"))
    shown, *others = _programs(
        (zero, ["Please", "Room: Oak"]), (nine, ["Please", "Room: Oak"]), (many, ["No"])
    )
    assert reason(shown, *others) is None


def test_detectors_are_silent_about_answers_that_were_worked_on():
    made = call([3, 1, 2])
    failure = Failure(
        file="x.py",
        number=1,
        title="x",
        calls=(made,),
        comparison=Comparison("==", sorted([3, 1, 2])[::-1], [1, 2, 3]),
    )
    assert reason_for(failure) is None


def test_detectors_are_silent_about_other_comparisons():
    assert reason(failing(86, 85, op="<=")) is None
