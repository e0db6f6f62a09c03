"""Entries in, places out: the one rule by which points become a table (formats.md 7).

A pure fold. The order of the entries and how often each arrives never matter,
because two readers may find them differently. So far there are claims only:
a team's best for each challenge counts, and a later, worse one costs nothing.
"""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from hackney_challenges.scoreboard.entries import ClaimBody, Entry, tidy_name


@dataclass(frozen=True, slots=True, kw_only=True)
class Cell:
    """What one team has for one challenge, and whether a claim or a mark says so."""

    challenge: str
    points: int
    out_of: int
    says: Literal["claim"] = "claim"


@dataclass(frozen=True, slots=True, kw_only=True)
class Row:
    """One team. Teams with the same points share a rank; a team without points has none (0)."""

    team: str
    name: str
    points: int
    rank: int
    is_shared: bool
    cells: tuple[Cell, ...]


@dataclass(frozen=True, slots=True, kw_only=True)
class Standings:
    """All teams, most points first, then by name."""

    rows: tuple[Row, ...]

    def ranked(self, most: int) -> tuple[Row, ...]:
        """The teams of the first `most` places; more than that where a place is shared."""
        return tuple(row for row in self.rows if 0 < row.rank <= most)

    def others(self, most: int) -> tuple[Row, ...]:
        """The teams beyond those, by name: nobody is last."""
        rest = (row for row in self.rows if not 0 < row.rank <= most)
        return tuple(sorted(rest, key=lambda row: (row.name.casefold(), row.team)))

    def row_of(self, team: str) -> Row | None:
        """One team's row."""
        return next((row for row in self.rows if row.team == team), None)


def standings(entries: Iterable[Entry]) -> Standings:
    """The table that `entries` add up to: 1=, 1=, 3.

    A team's name is that of its latest claim by its own clock. Where two teams
    bear one name, each name carries its team's id.
    """
    best: dict[tuple[str, str], tuple[int, int]] = {}
    names: dict[str, tuple[int, str, str]] = {}
    for entry in entries:
        claim = entry.body
        if not isinstance(claim, ClaimBody):
            continue
        cell = claim.team, claim.challenge
        best[cell] = max((claim.points, claim.out_of), best.get(cell, (0, 0)))
        named = entry.at, entry.id, claim.name
        if claim.team not in names or named > names[claim.team]:
            names[claim.team] = named
    cells: dict[str, list[Cell]] = {team: [] for team in names}
    for (team, challenge), (points, out_of) in sorted(best.items()):
        cells[team].append(Cell(challenge=challenge, points=points, out_of=out_of))
    points_of = {team: sum(cell.points for cell in cells[team]) for team in cells}
    rank_of = _ranks(Counter(points_of.values()))
    shown = _names({team: tidy_name(name) or team for team, (_, _, name) in names.items()})
    rows = [
        Row(
            team=team,
            name=shown[team],
            points=points,
            rank=rank_of[points][0],
            is_shared=rank_of[points][1],
            cells=tuple(cells[team]),
        )
        for team, points in points_of.items()
    ]
    return Standings(rows=tuple(sorted(rows, key=lambda row: (-row.points, row.name.casefold(), row.team))))


def _ranks(teams_with: Counter[int]) -> dict[int, tuple[int, bool]]:
    """Points → the rank they give, and whether it is shared."""
    ranks: dict[int, tuple[int, bool]] = {}
    rank = 1
    for points in sorted(teams_with, reverse=True):
        ranks[points] = (rank, teams_with[points] > 1) if points > 0 else (0, False)
        rank += teams_with[points]
    return ranks


def _names(names: dict[str, str]) -> dict[str, str]:
    bearers = Counter(name.casefold() for name in names.values())
    return {
        team: f"{name} ({team})" if bearers[name.casefold()] > 1 else name for team, name in names.items()
    }
