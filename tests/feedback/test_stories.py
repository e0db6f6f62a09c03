"""Which calls are told as steps, and under which names."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackney_challenges.feedback.failure import Comparison, Failure, Style
from hackney_challenges.feedback.layout import Notice, Row, laid_out
from hackney_challenges.feedback.messages import failure_text
from hackney_challenges.feedback.stories import steps_of
from hackney_challenges.feedback.values import call_text
from hackney_challenges.isolation.calls import (
    Call,
    MissingName,
    ProgramRun,
    Returned,
    SolutionStopped,
    Stopped,
)
from hackney_challenges.isolation.proxy import Handle
from hackney_challenges.isolation.replies import Card


class NobodyAsks:
    """The conversation of a handle that is not to be asked any more."""

    @property
    def is_over(self):
        raise AssertionError("the far side was asked")


def thing(word, *, kind="object", type_name="Basket"):
    return Handle(NobodyAsks(), Card(number=1, kind=kind, type_name=type_name, name=word))


def call(target, *args, gave=None):
    return Call(target=target, args=args, outcome=Returned(value=gave))


BASKET, BASKET2 = thing("basket"), thing("basket2")
MADE, MADE2 = call("Basket", gave=BASKET), call("Basket", gave=BASKET2)


def told(*calls, looks=None, names=(), compared=None):
    """The steps as they are written."""
    failure = Failure(
        file="shop.py",
        number=1,
        title="x",
        calls=calls,
        looks=None if looks is None else frozenset(looks),
        names=names,
        comparison=Comparison("==", *compared) if compared else None,
    )
    return [(f"{step.makes} = " if step.makes else "") + call_text(step.call) for step in steps_of(failure)]


def test_a_function_called_twice_is_no_story():
    assert told(call("fare", 10, gave=0), call("fare", 11, gave=0)) == []


def test_functions_are_a_story_where_story_made_it():
    calls = (call("add", "milk"), call("items", gave=[]))
    assert told(*calls, looks=[1]) == ['add("milk")', "items()"]
    assert told(*calls[:1], looks=[]) == []


def test_an_object_made_and_used_is_a_story():
    assert told(MADE, call("basket.count", gave=1)) == ["basket = Basket()", "basket.count()"]


def test_a_program_is_no_story():
    assert told(MADE, call("basket.count", gave=1), ProgramRun(lines=[])) == []


def test_looks_are_left_out_all_but_the_one_that_came_out_otherwise():
    look = call("basket.count", gave=0)
    calls = (MADE, call("basket.add", "tea"), look, call("basket.add", "milk"), look)
    assert told(*calls, looks=[2, 4]) == [
        "basket = Basket()",
        'basket.add("tea")',
        'basket.add("milk")',
        "basket.count()",
    ]


def test_the_suites_own_names_are_told():
    calls = (MADE, call("basket.add", "tea"), call("same", BASKET, gave=True))
    assert told(*calls, names=[("basket", "mine")]) == ["mine = Basket()", 'mine.add("tea")', "same(mine)"]


def test_a_name_that_two_things_had_is_told_of_neither():
    calls = (MADE, call("basket.add", "tea"), MADE2, call("basket2.add", "tea"))
    both = ["basket = Basket()", 'basket.add("tea")', "basket2 = Basket()", 'basket2.add("tea")']
    assert told(*calls, names=[("basket", "mine"), ("basket2", "mine")]) == both
    assert told(*calls, names=[("basket2", "basket")]) == both


def test_a_thing_that_nobody_uses_gets_no_name():
    assert told(MADE, MADE2, call("basket2.count", gave=1)) == [
        "Basket()",
        "basket2 = Basket()",
        "basket2.count()",
    ]
    assert told(MADE, call("basket.copy", gave=BASKET2)) == ["basket = Basket()", "basket.copy()"]


def test_a_thing_given_back_again_is_not_made_again():
    calls = (MADE, call("basket.add", "tea", gave=BASKET), call("basket.count", gave=1))
    assert told(*calls) == ["basket = Basket()", 'basket.add("tea")', "basket.count()"]


def test_a_function_that_a_function_gave_back_has_its_own_name():
    counter = thing("count", kind="function", type_name="function")
    calls = (call("make_counter", gave=counter), call("count", gave=1))
    assert told(*calls, looks=[]) == ["count = make_counter()", "count()"]
    assert told(*calls, looks=[], names=[("count", "tick")]) == ["tick = make_counter()", "tick()"]


def test_the_story_ends_with_the_list_that_was_compared():
    items = call("basket.items", gave=["tea"])
    calls = (MADE, items, call("basket.count", gave=1))
    assert told(*calls, compared=(["tea"], ["milk"])) == ["basket = Basket()", "basket.items()"]


def test_a_small_number_given_before_is_not_taken_for_the_answer():
    """The count of a list, made by the suite, may be any call's number by chance."""
    calls = (MADE, call("basket.add", "tea", gave=1), call("basket.items", gave=["tea"]))
    assert told(*calls, compared=(1, 2))[-1] == "basket.items()"


def facts(*calls, **more):
    failure = Failure(file="shop.py", number=1, title="x", calls=calls, **more)
    return [line.strip() for line in failure_text(failure, Style()).splitlines()[1:]]


def test_what_other_steps_gave_is_no_reason():
    """`nothing comes back` would say that no return runs for 1; an app forgets on purpose."""
    calls = (MADE, call("basket.take", 2, gave="tea"), call("basket.take", 1, gave=None))
    assert facts(*calls, comparison=Comparison("==", None, "milk"))[3:] == [
        "It gave:  nothing (None)",
        'It needs: "milk"',
    ]


def test_a_message_about_no_call_stays_as_it_is():
    missing = MissingName("Basket", ())
    assert facts(MADE, call("basket.count", gave=1), problem=missing)[0] == "I found:  no classes yet"


def test_a_step_that_did_not_end_is_the_last():
    stopped = Stopped(kind="time", seconds=2.0)
    calls = (MADE, Call(target="basket.count", outcome=stopped))
    failure = Failure(
        file="shop.py",
        number=1,
        title="x",
        calls=calls,
        problem=SolutionStopped(stopped),
        names=(("basket", "b"),),
    )
    assert failure_text(failure, Style()).splitlines() == [
        "NOT YET  Check 1: b.count() did not finish in 2 seconds",
        "  1. b = Basket()",
        "  2. b.count()",
    ]


def steps(count):
    return tuple(Row(label=f"{n}.", text=f"step {n}", spoken=f"Step {n}.") for n in range(1, count + 1))


def rows(count):
    return tuple(Row(label="It gave", text=str(n), spoken=f"It gave back {n}.") for n in range(count))


@pytest.mark.parametrize("style", [Style(), Style(width=40), Style(plain=True)], ids=["72", "40", "plain"])
@pytest.mark.parametrize("count", range(1, 30))
@pytest.mark.parametrize("facts", range(5))
def test_eight_lines_of_steps_at_most_and_eleven_in_all(style, count, facts):
    notice = Notice(state="NOT YET", head="Check 1: x", steps=steps(count), rows=rows(facts))
    lines = laid_out(notice, style).splitlines()
    assert len(lines) <= 11
    of_steps = len(lines) - 1 - facts
    assert min(count, 6) <= of_steps <= 8
    assert f"tep {count}" in lines[of_steps]
    if of_steps < count:
        assert lines[1].strip() in (
            f"... {count - of_steps + 1} steps before",
            f"{count - of_steps + 1} steps came before.",
        )


def test_all_steps_are_told_where_everything_is_asked_for():
    notice = Notice(state="NOT YET", head="Check 1: x", steps=steps(30), rows=rows(3))
    assert len(laid_out(notice, Style(more=True)).splitlines()) == 34


WORDS = st.sampled_from(["basket", "Basket", "a.b", ".", "a.", " ", "in", "[]", "==", "\x1b.\n"])
THINGS = st.builds(thing, WORDS, kind=st.sampled_from(["object", "function", "class"]))
VALUES = THINGS | st.none() | st.integers() | st.lists(THINGS, max_size=2)
CALLS = st.builds(
    lambda target, args, gave: call(target, *args, gave=gave), WORDS, st.lists(VALUES, max_size=3), VALUES
)


@given(
    st.lists(CALLS, max_size=12),
    st.none() | st.frozensets(st.integers(0, 12)),
    st.lists(st.tuples(WORDS, WORDS), max_size=3),
    VALUES,
)
def test_whatever_was_called_is_told_in_few_short_lines(calls, looks, names, gave):
    failure = Failure(
        file="shop.py",
        number=1,
        title="x",
        calls=tuple(calls),
        looks=looks,
        names=tuple(names),
        comparison=Comparison("==", gave, 2),
    )
    for style in (Style(), Style(plain=True)):
        lines = failure_text(failure, style).splitlines()
        assert len(lines) <= 11
        assert all(map(str.isprintable, lines))
    assert max(map(len, failure_text(failure, Style(width=40)).splitlines())) <= 40


def test_a_hostile_name_is_shown_safely():
    evil = thing("\x1b[31m" + "x" * 100, type_name="\x1b[31m")
    text = failure_text(
        Failure(
            file="shop.py",
            number=1,
            title="x",
            calls=(call("Basket", gave=evil), call("\x1b[31m" + "x" * 100 + ".\x1badd", evil, gave=1)),
            comparison=Comparison("==", 1, 2),
        ),
        Style(),
    )
    assert "\x1b" not in text
    assert max(map(len, text.splitlines())) <= 72
