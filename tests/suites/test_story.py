from collections.abc import Callable
from typing import Any

import pytest
from hypothesis import HealthCheck, Phase, seed, settings
from hypothesis import strategies as st

from hackney_challenges.suites.story import Step, Steps, StoryTroubled, story

QUIET = settings(
    database=None,
    deadline=None,
    report_multiple_bugs=False,
    phases=(Phase.generate, Phase.shrink),
    suppress_health_check=[HealthCheck.too_slow],
)


class Box:
    """A right box of lost things; the tests spoil it in one way each."""

    def __init__(self) -> None:
        self.things: dict[int, str] = {}
        self.last = 0

    def next_ticket(self) -> int:
        return self.last + 1

    def hand_in(self, thing: str) -> int:
        self.last = self.next_ticket()
        self.things[self.last] = thing
        return self.last

    def collect(self, ticket: int) -> str | None:
        return self.things.pop(ticket, None)

    def all_out(self) -> list[str]:
        return list(self.things.values())


class TicketsAgain(Box):
    def next_ticket(self) -> int:
        return len(self.things) + 1


class NeverThree(Box):
    def hand_in(self, thing: str) -> int:
        return super().hand_in(thing) if len(self.things) < 2 else -1


class KeepsOneBack(Box):
    def all_out(self) -> list[str]:
        return super().all_out()[1:] if len(self.things) > 1 else super().all_out()


class ForgetsTheFirst(Box):
    def collect(self, ticket: int) -> str | None:
        return None if ticket == 1 else super().collect(ticket)


def check_of(box_class: Callable[[], Box], told: list[str]) -> Callable[..., None]:
    """A story about a box; `told` is what happened in it the last time."""

    @QUIET
    @story
    def check(steps: Any) -> None:
        told.clear()
        box = box_class()
        inside: dict[int, str] = {}
        given_out = [0]

        def hand_in(thing: str = st.text("abc", max_size=4)) -> None:
            told.append(f"hand_in({thing!r})")
            ticket = box.hand_in(thing)
            given_out[0] += 1
            assert ticket == given_out[0]
            inside[ticket] = thing

        def collect(ticket: int = st.integers(1, 9)) -> None:
            told.append(f"collect({ticket})")
            assert box.collect(ticket) == inside.pop(ticket, None)

        for step in steps(hand_in, collect):
            step()
            assert len(box.things) == len(inside)
        assert box.all_out() == list(inside.values())

    return check


def test_a_right_app_passes_its_story():
    told: list[str] = []
    check_of(Box, told)()


@pytest.mark.parametrize(
    ("box", "shortest"),
    [
        (TicketsAgain, ["hand_in('')", "collect(1)", "hand_in('')"]),
        (NeverThree, ["hand_in('')", "hand_in('')", "hand_in('')"]),
        (ForgetsTheFirst, ["hand_in('')", "collect(1)"]),
        (KeepsOneBack, ["hand_in('')", "hand_in('')"]),
    ],
    ids=lambda value: getattr(value, "__name__", ""),
)
@pytest.mark.parametrize("number", range(4))
def test_a_story_that_does_not_hold_is_as_short_as_can_be(box, shortest, number):
    told: list[str] = []
    with pytest.raises(AssertionError):
        seed(number)(check_of(box, told))()
    assert told == shortest


def test_the_same_seed_tells_the_same_stories():
    def stories() -> list[list[str]]:
        seen = []

        @seed(7)
        @QUIET
        @story
        def check(steps: Any, owner: str = st.text("xyz")) -> None:
            happened = [owner]

            def ask(number: int = st.integers()) -> None:
                happened.append(str(number))

            for step in steps(ask):
                step()
            seen.append(happened)

        check()
        return seen

    assert stories() == stories()
    assert len(stories()) == 100


def test_many_stories_are_long_some_are_short_and_none_is_longer_than_asked_for():
    lengths = []

    @seed(1)
    @QUIET
    @story
    def check(steps: Any) -> None:
        def ask(number: int = st.integers(1, 6)) -> None:
            pass

        lengths.append(sum(1 for step in steps(ask, most=8) if not step()))

    check()
    assert max(lengths) == 8
    assert sum(length >= 6 for length in lengths) >= 40
    assert sum(length <= 3 for length in lengths) >= 10


def test_each_step_is_called_with_its_inputs_and_any_function_may_happen():
    seen = set()

    @QUIET
    @story
    def check(steps: Any) -> None:
        def nothing() -> None:
            seen.add("nothing")

        def both(name: str = st.sampled_from("ab"), *, number: int = st.just(3)) -> None:
            seen.add((name, number))

        for step in steps(nothing, both):
            assert step.name in ("nothing", "both")
            step()

    check()
    assert seen == {"nothing", ("a", 3), ("b", 3)}


def test_a_story_is_an_ordinary_check_with_fixtures_and_parameters(pytester: pytest.Pytester):
    pytester.makepyfile(
        """
        import pytest
        from hypothesis import strategies as st
        from hackney_challenges import points, story

        @pytest.fixture(scope="module")
        def till():
            return []

        @points(3)
        @pytest.mark.parametrize("prices", [{"tea": 80}, {}])
        @story
        def test_till(till, steps, prices, first=st.integers(1, 3)):
            '''the till adds up'''
            def pay(): till.append(first)
            for step in steps(pay):
                step()
            assert till is not None and first in (1, 2, 3)

        class TestMethods:
            @story
            def test_method(self, steps):
                for step in steps(self.ask):
                    step()

            def ask(self, number=st.integers()):
                assert isinstance(number, int)
        """
    )
    pytester.runpytest_inprocess("-p", "no:hackney", "-p", "no:randomly", "-W", "ignore").assert_outcomes(
        passed=3
    )


def looks(*turns: tuple[str, int]) -> frozenset[int]:
    """Which calls only look, where each turn is (where it is made, how many)."""
    made = [0]
    steps = Steps(None)
    steps.counted_by(lambda: made[0])

    def call(count: int) -> None:
        made[0] += count

    in_loop = [turn for turn in turns if turn[0] in ("step", "look")]
    plan = [Step(call, {"count": count}) for where, count in in_loop if where == "step"]
    call(sum(count for where, count in turns if where == "before"))
    told = steps._told(plan)
    for where, count in in_loop:
        if where == "step":
            next(told)()
        else:
            call(count)
    assert next(told, None) is None
    call(sum(count for where, count in turns if where == "after"))
    return steps.looks()


def test_calls_between_steps_only_look():
    assert looks(("before", 1), ("step", 2), ("look", 3), ("step", 1), ("look", 1)) == {3, 4, 5, 7}


def test_calls_before_the_loop_and_after_it_are_the_storys_own():
    assert looks(("before", 2), ("after", 2)) == frozenset()
    assert looks(("before", 1), ("step", 1), ("look", 1), ("after", 2)) == {2}


def test_a_step_that_stops_keeps_its_calls():
    made = [0]
    steps = Steps(None)
    steps.counted_by(lambda: made[0])

    def stop() -> None:
        made[0] += 2
        raise ValueError

    with pytest.raises(ValueError):  # noqa: PT011 - raised by the step itself
        next(steps._told([Step(stop, {})]))()
    assert steps.looks() == frozenset()


def test_a_check_without_steps_is_refused_where_it_stands():
    with pytest.raises(TypeError, match=r"a story takes steps, as in def test_box\(solution, steps\):"):

        @story
        def test_box(solution):
            pass


def test_something_else_than_a_strategy_is_refused_where_it_stands():
    with pytest.raises(TypeError) as refused:

        @story
        def test_box(solution, steps, number=3):
            pass

    assert str(refused.value) == (
        "behind number= of test_box stands a strategy, such as st.integers(1, 9), not 3"
    )


def told_wrongly(write: Callable[[Any], object]) -> str:
    @QUIET
    @story
    def check(steps: Any) -> None:
        write(steps)

    with pytest.raises(StoryTroubled) as trouble:
        check()
    return str(trouble.value)


def ask():
    pass


def want(number):
    pass


def guess(number=3):
    pass


@pytest.mark.parametrize(
    ("write", "words"),
    [
        (
            lambda steps: list(steps(want)),
            (
                "The step want is called without inputs of its own: write behind number where it comes from, "
                "as in number=st.integers(1, 9)."
            ),
        ),
        (
            lambda steps: list(steps(guess)),
            "Behind number= of guess stands a strategy, such as st.integers(1, 9), not 3.",
        ),
        (
            lambda steps: list(steps(ask, most=0)),
            "steps(...) takes the functions that may happen, and most=1 or more.",
        ),
        (lambda steps: list(steps()), "steps(...) takes the functions that may happen, and most=1 or more."),
        (
            lambda steps: list(steps(ask())),
            "A step is a function, written without brackets, not None.",
        ),
        (
            lambda steps: list(steps(ask)),
            "A step does nothing until it is called: write step() in the loop.",
        ),
        (
            lambda steps: Step(ask, {})(),
            "A step is called inside the loop over steps(...), where it is handed out.",
        ),
    ],
    ids=["no-strategy", "no-strategy-either", "none-at-most", "no-steps", "called", "not-called", "outside"],
)
def test_a_story_told_otherwise_says_what_to_write(write, words):
    assert told_wrongly(write) == words
