"""What is told of a judge pack's check: its title and its verdict, and no more (formats.md 6). Pure.

A team that sees the case a judge asks about has that case, not the skill. What
concerns the whole file, such as a line Python cannot read, is told as ever.
"""

from collections.abc import Iterator
from dataclasses import replace

from hackney_challenges.feedback.failure import Style
from hackney_challenges.feedback.layout import wrapped
from hackney_challenges.feedback.run_text import check_line
from hackney_challenges.plugin.reporting import STATES
from hackney_challenges.plugin.tally import CaseOutcome
from hackney_challenges.printable import safe_line


def verdict_only(case: CaseOutcome, *, number: int, pack: str, style: Style) -> CaseOutcome:
    """`case` of the judge pack `pack`, without its call and its words."""
    is_of_the_pack = case.fault == "pack"
    text, line = (
        case.text,
        check_line(STATES[case.verdict], number, case.title, style.width, plain=style.plain),
    )
    # Kept are the words about the whole file, why a pack's suite could not begin, and a fault of ours.
    is_told = case.verdict == "solved" or case.is_untouched or case.stops_file or case.fault == "kit"
    if is_told:
        text = case.text
    else:
        text = "\n".join((line, *_of_the_pack(case, pack, style))) if is_of_the_pack else line
    # A judge pack that is broken stops its own checks, and never hides those of the challenge.
    stops_file = case.stops_file and not is_of_the_pack
    return replace(case, text=text, call=None, stops_file=stops_file, is_for_judges=True)


def _of_the_pack(case: CaseOutcome, pack: str, style: Style) -> Iterator[str]:
    yield "  The checks stopped, not your code. Tell your teacher:"
    yield from wrapped(f"  {safe_line(pack)}: {case.reason}", style.width, indent="  ")
