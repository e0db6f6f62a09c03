from hypothesis import given
from hypothesis import strategies as st

from boards import entry, loose
from hackney_challenges.scoreboard.entries import Entry, as_entry
from hackney_challenges.scoreboard.standings import standings


def of(team: str, points: int, challenge: str = "bus_fare", **more: object) -> Entry:
    return entry(team=team, name=team.title(), points=points, challenge=challenge, **more)  # type: ignore[arg-type]


def places(entries: list[Entry]) -> list[tuple[str, str, int]]:
    return [
        (row.name, f"{row.rank}{'=' if row.is_shared else ''}", row.points) for row in standings(entries).rows
    ]


def test_points_of_all_challenges_add_up() -> None:
    assert places([of("otters", 8), of("otters", 4, "tidy_postcode")]) == [("Otters", "1", 12)]


def test_a_later_worse_claim_costs_nothing() -> None:
    assert places([of("otters", 8, at=1), of("otters", 2, at=2)]) == [("Otters", "1", 8)]


def test_equal_points_share_a_place_and_the_next_place_is_left_out() -> None:
    assert places([of("otters", 8), of("foxes", 8), of("kites", 3)]) == [
        ("Foxes", "1=", 8),
        ("Otters", "1=", 8),
        ("Kites", "3", 3),
    ]


def test_a_team_without_points_has_no_place() -> None:
    assert places([of("otters", 8), of("foxes", 0), of("kites", 0)])[1:] == [
        ("Foxes", "0", 0),
        ("Kites", "0", 0),
    ]


def test_nobody_is_last_beyond_the_first_places() -> None:
    table = standings([of(f"team-{letter}", 10 - place) for place, letter in enumerate("gfedcba")])
    assert [row.team for row in table.ranked(5)] == ["team-g", "team-f", "team-e", "team-d", "team-c"]
    assert [row.team for row in table.others(5)] == ["team-a", "team-b"]


def test_all_who_share_the_fifth_place_are_shown() -> None:
    table = standings([of(f"team-{n}", 9 - min(n, 4)) for n in range(8)])
    assert [row.rank for row in table.ranked(5)] == [1, 2, 3, 4, 5, 5, 5, 5]


def test_a_team_is_known_by_its_id_and_called_by_its_latest_name() -> None:
    rows = standings([entry(at=1, name="Otters"), entry(at=2, name="River Otters")]).rows
    assert [row.name for row in rows] == ["River Otters"]


def test_two_teams_of_one_name_can_be_told_apart() -> None:
    rows = standings([entry(team="otters", name="Otters"), entry(team="otters-2", name="OTTERS")]).rows
    assert [row.name for row in rows] == ["Otters (otters)", "OTTERS (otters-2)"]


def test_a_name_in_two_spellings_of_unicode_is_one_name() -> None:
    rows = standings([entry(team="a", name="Caf\xe9"), entry(team="b", name="Cafe\u0301")]).rows
    assert [row.name for row in rows] == ["Caf\xe9 (a)", "Caf\xe9 (b)"]


def test_kinds_of_tomorrow_count_nowhere() -> None:
    assert places([of("otters", 8), as_entry(loose(kind="award", teams=[]))]) == [("Otters", "1", 8)]


def test_no_entries_are_no_teams() -> None:
    assert standings([]).rows == ()


claims = st.builds(
    lambda team, points, challenge, at: of(team, points, challenge, at=at),
    st.sampled_from(["otters", "foxes", "kites"]),
    st.integers(0, 10),
    st.sampled_from(["bus_fare", "tidy_postcode"]),
    st.integers(0, 5),
)


@given(st.data())
def test_order_and_doubles_never_matter(data: st.DataObject) -> None:
    entries = data.draw(st.lists(claims, max_size=12))
    doubled = entries + (data.draw(st.lists(st.sampled_from(entries), max_size=6)) if entries else [])
    assert standings(data.draw(st.permutations(doubled))) == standings(entries)


@given(st.lists(claims, max_size=12), claims)
def test_one_more_claim_never_lowers_anybody(entries: list[Entry], one_more: Entry) -> None:
    before = {row.team: row.points for row in standings(entries).rows}
    after = {row.team: row.points for row in standings([*entries, one_more]).rows}
    assert all(after[team] >= points for team, points in before.items())
