"""A check's cases: the latest few, small ones only, each once."""

from typing import Any

import pytest

from hackney_challenges.feedback.failure import Comparison, Failure
from hackney_challenges.isolation.calls import Call, ProgramRun, Recorded, Returned
from hackney_challenges.isolation.conversation import Card
from hackney_challenges.isolation.proxy import Handle
from hackney_challenges.plugin.one_check import OneCheck, Told


def _call(*args: Any, gave: Any = 0) -> Recorded:
    return Call(target="fare", args=args, outcome=Returned(value=gave))


def _kept(*calls: Recorded, is_right: bool = True) -> int:
    check = OneCheck()
    check.keep(calls, None, is_right=is_right)
    return len(check.others(()))


def test_the_latest_of_either_sort_are_kept() -> None:
    check = OneCheck()
    for age in range(500):
        check.keep((_call(age),), None, is_right=True)
        check.keep((_call(-age),), Comparison("==", 0, 1), is_right=False)
    others = check.others(())
    assert (len(others), sum(case.is_right for case in others)) == (90, 60)
    assert others[0].calls == (_call(-470),)
    assert others[-1].calls == (_call(499),)


def test_the_case_that_is_told_is_none_of_the_others() -> None:
    check = OneCheck()
    for age in (10, 11):
        check.keep((_call(age),), None, is_right=False)
    assert [case.calls for case in check.others((_call(11),))] == [(_call(10),)]


def test_a_case_that_is_not_right_is_kept_once_however_often_it_was_run() -> None:
    check = OneCheck()
    for _ in range(5):
        check.keep((_call(11),), None, is_right=False)
    assert len(check.others(())) == 1


@pytest.mark.parametrize(
    "call",
    [
        _call("x" * 2000),
        _call(list(range(200))),
        _call([[["a", "b"] * 10] * 10] * 10),
        _call({number: number for number in range(100)}),
        _call(10**4000),
        _call(gave="x" * 2000),
        _call(gave=Handle(None, Card(number=1, kind="object", type_name="Basket", name="x", note=""))),  # type: ignore[arg-type]
        ProgramRun(typed=("1",), lines=["x" * 2000]),
    ],
    ids=["text", "list", "nested", "dict", "number", "answer", "handle", "lines"],
)
def test_large_cases_and_objects_are_not_kept(call: Recorded) -> None:
    assert _kept(call) == 0


def test_small_cases_are_kept() -> None:
    assert _kept(_call([4, 0, 0, 2], {"dal": 280}, gave="E8 1EA")) == 1
    assert _kept(ProgramRun(typed=("1",), lines=["Room: Oak"])) == 1
    assert _kept(*[_call(1)] * 4) == 1
    assert _kept(*[_call(1)] * 5) == 0
    assert _kept() == 0


def test_the_first_in_the_authors_order_is_the_one_to_tell() -> None:
    check = OneCheck()
    for place in (4, 2, 3):
        check.tell(Told(place=place, node=str(place), failure=Failure(file="x.py", number=1, title="x")))
    assert check.first is not None
    assert check.first.place == 2
