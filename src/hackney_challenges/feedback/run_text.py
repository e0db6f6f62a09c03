"""The one-line texts of a run: a check, a score, a challenge not started, the end and what is next.

Each takes `plain` for screen readers: whole sentences, no columns.
"""

from hackney_challenges.feedback.layout import State, cut_to, spoken_state, state_line
from hackney_challenges.printable import safe_line


def check_line(state: State, number: int, title: str, width: int = 72, *, plain: bool = False) -> str:
    """`OK       Check 1: one age in each band`."""
    named = f"Check {number}: {safe_line(title)}"
    if plain:
        return spoken_state(state, named)
    return cut_to(state_line(state, named), width)


def score_line(
    checks_ok: int,
    checks: int,
    points: int,
    more_points: int = 0,
    more_checks: int = 0,
    *,
    is_first_run: bool = False,
    best_points: int = 0,
) -> str:
    """`2 of 5 checks OK. 8 points (5 more than last time).`, the same for everyone; growth only.

    More checks without more points are told too. A first run compares itself to
    nothing. A run with fewer points than `best_points` says that those still count.
    """
    score = f"{checks_ok} of {checks} checks OK. {counted(points, 'point')}"
    if best_points > points:
        return f"{score}. Best so far: {counted(best_points, 'point')}."
    if is_first_run:
        return f"{score}."
    if more_points > 0:
        return f"{score} ({more_points} more than last time)."
    if more_checks > 0:
        return f"{score}. {counted(more_checks, 'more check')} OK than last time."
    return f"{score}."


def solved_line(title: str, told_call: str = "", width: int = 72) -> str:
    """`Bus fare is solved. fare(11) works now.`, the first time; `told_call` is what the run before told."""
    solved = f"{safe_line(title)} is solved."
    works = f"{solved} {safe_line(told_call)} works now." if told_call else solved
    return works if len(works) <= width else solved


def pack_solved_line(title: str, challenges: int) -> str:
    """The end of a pack: the work is told, not who did it."""
    solved = "its challenge is" if challenges == 1 else f"all {challenges} challenges are"
    return f"{safe_line(title)} is done: {solved} solved."


def miss_it_too_text(count: int) -> str:
    """How many more checks look for a name that the solution does not have."""
    return "1 more check looks for it too." if count == 1 else f"{count} more checks look for it too."


def not_started_line(title: str, file: str, width: int = 72, *, plain: bool = False) -> str:
    """`Tidy postcode: not started (tidy_postcode.py)`."""
    if plain:
        return f"{safe_line(title)} is not started. Its file is {safe_line(file)}."
    return cut_to(f"{safe_line(title)}: not started ({safe_line(file)})", width)


def total_line(solved: int, challenges: int, points: int, out_of: int) -> str:
    """The end of a run over several challenges."""
    return f"{solved} of {challenges} challenges solved. {points} of {out_of} points."


def next_line(command: str, *, plain: bool = False) -> str:
    """`Next: hackney brief tidy_postcode`."""
    return f"Next, type: {command}" if plain else f"Next: {command}"


def hint_line(slug: str, *, in_menu: bool = False) -> str:
    """Offered from the second run in a row with the same result, never on the first."""
    return "Stuck? Choose 2 for a hint." if in_menu else f"Stuck? Type: hackney hint {slug}"


def waiting_text(count: int) -> str:
    """How many checks wait behind a stop that concerns the whole file."""
    return "1 check is waiting." if count == 1 else f"{count} checks are waiting."


def counted(count: int, noun: str) -> str:
    """`1 point`, `2 points`."""
    return f"{count} {noun}" if count == 1 else f"{count} {noun}s"
