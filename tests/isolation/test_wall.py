"""The wall from the suite's side, over each way of making a worker."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hackney_challenges.isolation.calls import MissingName, SolutionStopped
from hackney_challenges.isolation.wall import FarSide, Limits, Wall

FAST = Limits(call_seconds=0.4, check_seconds=3.0, import_seconds=1.0)


@pytest.fixture(scope="module", params=["fork", "spawn", "spawn-threads"])
def wall(request: pytest.FixtureRequest) -> Iterator[Wall]:
    method = "fork" if request.param == "fork" else "spawn"
    with Wall(method, polling=request.param != "spawn-threads") as wall:
        yield wall


@pytest.fixture
def behind(wall: Wall, tmp_path: Path) -> Callable[[str], FarSide]:
    """Puts source text behind the wall."""

    def put(source: str, limits: Limits = FAST, name: str = "solution") -> FarSide:
        file = tmp_path / f"{name}.py"
        file.write_text(source, encoding="utf-8")
        return wall.far_side(file, limits)

    return put


def test_a_function_answers(behind: Callable[[str], FarSide]) -> None:
    side = behind("def double(n):\n    return 2 * n\n")
    with side.check():
        assert side.solution.double(4) == 8
        assert [(call.target, call.args) for call in side.calls] == [("double", (4,))]


def test_an_endless_loop_is_stopped_on_its_line(behind: Callable[[str], FarSide]) -> None:
    side = behind("def f():\n    while True:\n        pass\n")
    with side.check(), pytest.raises(SolutionStopped) as caught:
        side.solution.f()
    stopped = caught.value.stopped
    assert (stopped.kind, stopped.during, stopped.seconds) == ("time", "call", 0.4)
    assert stopped.spot is not None
    assert stopped.spot.line in (2, 3)


def test_a_missing_name_tells_what_is_there(behind: Callable[[str], FarSide]) -> None:
    side = behind("def helo():\n    pass\n")
    with side.check(), pytest.raises(MissingName) as caught:
        side.solution.hello()
    assert caught.value.found == (("helo", 1, "function"),)
