"""The place in the hints is remembered, and never in the way."""

from pathlib import Path

from hackney_challenges.team.folder import TeamFolder
from hackney_challenges.team.hints import hints_seen, remember_hint


def test_hints_are_remembered_and_never_forgotten(tmp_path: Path) -> None:
    folder = TeamFolder(path=tmp_path, name="Otters", id="otters")
    assert hints_seen(folder, "bus_fare") == 0
    remember_hint(folder, "bus_fare", 2)
    remember_hint(folder, "till_talk", 1)
    remember_hint(folder, "bus_fare", 1)
    assert (hints_seen(folder, "bus_fare"), hints_seen(folder, "till_talk")) == (2, 1)


def test_a_damaged_memory_starts_at_the_first_hint(tmp_path: Path) -> None:
    folder = TeamFolder(path=tmp_path, name="Otters", id="otters")
    folder.ours.mkdir()
    for damage in (b"", b"{", b"[]", b'{"seen": {"bus_fare": "two"}}', b"\xff"):
        (folder.ours / "hints.json").write_bytes(damage)
        assert hints_seen(folder, "bus_fare") == 0
    remember_hint(folder, "bus_fare", 1)
    assert hints_seen(folder, "bus_fare") == 1
