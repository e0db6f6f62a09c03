"""Source text put behind the wall, over each way of making a worker."""

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from hackney_challenges.isolation.wall import FarSide, Limits, Wall

SHORT = Limits(call_seconds=0.3, check_seconds=3.0, import_seconds=0.5, memory_mb=512)

Behind = Callable[..., FarSide]


@pytest.fixture(scope="session", params=["fork", "spawn", "spawn-threads"])
def wall(request: pytest.FixtureRequest) -> Iterator[Wall]:
    """A wall of each kind this machine can have; threads are what Windows has."""
    method = "fork" if request.param == "fork" else "spawn"
    with Wall(method, polling=request.param != "spawn-threads") as wall:
        yield wall


@pytest.fixture(scope="session")
def usual_wall() -> Iterator[Wall]:
    """The wall as this platform has it, for what does not depend on how a worker is made."""
    with Wall() as wall:
        yield wall


def _putting(wall: Wall, folder: Path) -> Behind:
    def put(source: str | bytes, limits: Limits = SHORT, name: str = "solution", **beside: str) -> FarSide:
        file = folder / f"{name}.py"
        file.write_bytes(source if isinstance(source, bytes) else source.encode())
        for other, text in beside.items():
            (folder / other.replace("__", ".")).write_text(text, encoding="utf-8")
        return wall.far_side(file, limits)

    return put


@pytest.fixture
def behind(wall: Wall, tmp_path: Path) -> Behind:
    """Puts a source behind each kind of wall; `helper__py="..."` puts a file beside it."""
    return _putting(wall, tmp_path)


@pytest.fixture
def put(usual_wall: Wall, tmp_path: Path) -> Behind:
    """Puts a source behind the usual wall."""
    return _putting(usual_wall, tmp_path)
