"""Checks of an app that remembers: made-up stories of what somebody may do with it, step by step.

A story is written as a loop over its steps. What an app may be asked to do is
a small function; what each needs is drawn for it. The author keeps simple
notes, and what must hold after each step stands in the loop.
"""

import inspect
from collections.abc import Callable, Iterator, Mapping
from functools import partial
from typing import Any

from hypothesis import given
from hypothesis import strategies as st
from hypothesis.strategies import DataObject, SearchStrategy

from hackney_challenges.errors import ChallengesError

MOST_STEPS = 20
"""A story has at most so many steps, unless its author says otherwise; half of the stories are long."""


class StoryTroubled(ChallengesError):
    """A story is not told as stories are: the fault of its suite, not of the pupil's code."""


def story(test: Callable[..., None]) -> Callable[..., None]:
    """Make the check below this line a story: a new one each time, of steps that nobody planned.

    >>> @points(6)
    ... @story
    ... def test_things_come_back(solution, steps):
    ...     box = solution.LostProperty()
    ...     inside = {}
    ...
    ...     def hand_in(thing=strategies.words()):
    ...         ticket = box.hand_in(thing)
    ...         assert ticket not in inside
    ...         inside[ticket] = thing
    ...
    ...     def collect(ticket=st.integers(1, 5)):
    ...         assert box.collect(ticket) == exactly(inside.pop(ticket, None))
    ...
    ...     for step in steps(hand_in, collect):
    ...         step()
    ...         assert box.count() == exactly(len(inside))

    `steps(...)` is given the functions that may happen, in any order and as
    often as chance has it, and gives them back one by one to be called. Behind
    the = of each input stands the strategy it is drawn from; also of the check
    itself, for what the app is made with. A story that does not hold is made as
    short as can be before a pupil sees it. Raises `TypeError` where `steps` is
    not among the inputs, or something else than a strategy stands behind an =.
    """
    drawn = _drawn_inputs(test)
    if "steps" not in inspect.signature(test).parameters:
        raise TypeError(f"a story takes steps, as in def {test.__name__}(solution, steps):")
    # hypothesis takes the strategies by name, and no function with defaults.
    test.__defaults__ = test.__kwdefaults__ = None
    told: Callable[..., None] = given(**drawn, steps=st.builds(Steps, st.data()))(test)
    return told


class Step:
    """One thing that happens in a story, its inputs drawn. Calling it makes it happen."""

    def __init__(self, function: Callable[..., object], inputs: Mapping[str, Any]) -> None:
        self.name = function.__name__
        self.happened = False
        self._function = function
        self._inputs = inputs
        self._steps: Steps | None = None

    def __call__(self) -> None:
        """Make it happen."""
        if self._steps is None:
            raise StoryTroubled("A step is called inside the loop over steps(...), where it is handed out.")
        self.happened = True
        self._steps.happens(partial(self._function, **self._inputs))

    def told_by(self, steps: "Steps") -> "Step":
        """This step, its turn come in `steps`."""
        self._steps = steps
        return self

    def __repr__(self) -> str:
        return f"{self.name}({', '.join(f'{name}={value!r}' for name, value in self._inputs.items())})"


class Steps:
    """What a story's check is given as `steps`; one an example.

    It knows which calls were made by steps and which only looked how things
    stand after one, so that a message can leave the looks out.
    """

    def __init__(self, data: DataObject) -> None:
        self._data = data
        self._calls_made: Callable[[], int] = lambda: 0
        # From which call on they are the story's own (True), or only look (False).
        self._turns: list[tuple[int, bool]] = [(0, True)]

    def __call__(self, *functions: Callable[..., object], most: int = MOST_STEPS) -> Iterator[Step]:
        """The steps of this story, at most `most`: each one of `functions`, its inputs drawn.

        Raises `StoryTroubled` where there are no functions, where one has an
        input without a strategy, and where a step was handed out and not called.
        """
        if not functions or most < 1:
            raise StoryTroubled("steps(...) takes the functions that may happen, and most=1 or more.")
        one = st.one_of([_steps_of(function) for function in functions])
        # Short stories are read at once; some mistakes show only late.
        lists = st.lists(one, max_size=most) | st.lists(one, min_size=most // 2, max_size=most)
        return self._told(self._data.draw(lists))

    def _told(self, plan: list[Step]) -> Iterator[Step]:
        self._turn(is_told=False)
        try:
            for step in plan:
                yield step.told_by(self)
                if not step.happened:
                    raise StoryTroubled("A step does nothing until it is called: write step() in the loop.")
        finally:
            self._turn(is_told=True)

    def happens(self, step: Callable[[], object]) -> None:
        """Let a step happen; the calls it makes are its own."""
        self._turn(is_told=True)
        # Not in a `finally`: the calls of a step that stops are its own to the last.
        step()
        self._turn(is_told=False)

    def counted_by(self, calls_made: Callable[[], int]) -> None:
        """Be told how to learn the number of calls that the solution has had in this example."""
        self._calls_made = calls_made

    def looks(self) -> frozenset[int]:
        """The places, from 0, of the calls in the loop that no step made."""
        ends = [place for place, _ in self._turns[1:]] + [self._calls_made()]
        turns = zip(self._turns, ends, strict=True)
        return frozenset(
            place for (begin, is_told), end in turns if not is_told for place in range(begin, end)
        )

    def _turn(self, *, is_told: bool) -> None:
        self._turns.append((self._calls_made(), is_told))

    def __repr__(self) -> str:
        return "steps"


def _steps_of(function: Callable[..., object]) -> SearchStrategy[Step]:
    try:
        inputs = _drawn_inputs(function)
        named = inspect.signature(function).parameters
    except TypeError as trouble:
        raise StoryTroubled(f"{trouble}.") from None
    without = [name for name in named if name not in inputs]
    if without:
        raise StoryTroubled(
            f"The step {function.__name__} is called without inputs of its own: write behind {without[0]} "
            f"where it comes from, as in {without[0]}=st.integers(1, 9)."
        )
    return st.fixed_dictionaries(inputs).map(partial(Step, function))


def _drawn_inputs(function: Callable[..., object]) -> dict[str, SearchStrategy[Any]]:
    """The strategies behind the = of a function's inputs. Raises `TypeError` for anything else there."""
    if not inspect.isfunction(function) and not inspect.ismethod(function):
        raise TypeError(f"a step is a function, written without brackets, not {function!r}")
    found = {}
    for name, parameter in inspect.signature(function).parameters.items():
        if parameter.default is parameter.empty:
            continue
        if not isinstance(parameter.default, SearchStrategy):
            raise TypeError(
                f"behind {name}= of {function.__name__} stands a strategy, such as st.integers(1, 9), "
                f"not {parameter.default!r}"
            )
        found[name] = parameter.default
    return found
