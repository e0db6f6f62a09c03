"""All the checks of a challenge: those of its own suite, then those that judge packs append (formats.md 1).

A judge's check stands beside the challenge's own under the same file, so its
name must be its own: one that is taken is refused, with all of its suite, and
said; points that were promised never go missing in silence.
"""

import hashlib
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from hackney_challenges.packs.manifest import Challenge, PackError
from hackney_challenges.packs.suite import Check, Suite, read_suite
from hackney_challenges.printable import safe_line


@dataclass(frozen=True, slots=True, kw_only=True)
class Part:
    """One suite of a challenge: its own, or a judge pack's.

    `trouble` is why it cannot be used, if it cannot; then `suite` holds one
    check that stands for all of them.
    """

    challenge: Challenge
    suite: Suite
    is_judges: bool = False
    trouble: str | None = None


def parts_of(challenge: Challenge, further: Iterable[Challenge]) -> tuple[Part, ...]:
    """The suites of `challenge`: its own, and those of `further`, which are the judges', in their order."""
    parts: list[Part] = []
    taken: dict[str, Challenge] = {}
    for one in (challenge, *further):
        part = _part(one, taken, is_judges=one is not challenge)
        parts.append(part)
        taken |= dict.fromkeys((check.name for check in part.suite.checks), one)
    return tuple(parts)


def joined(parts: tuple[Part, ...]) -> Suite:
    """The suites of all `parts` as one.

    Its digest is that of the only one, or a hash over those of all; empty where one could not be read.
    """
    digests = [part.suite.digest for part in parts]
    return Suite(
        checks=tuple(check for part in parts for check in part.suite.checks),
        is_program=all(part.suite.is_program for part in parts),
        digest=_digest_over(digests),
    )


def _part(challenge: Challenge, taken: Mapping[str, Challenge], *, is_judges: bool) -> Part:
    try:
        suite = read_suite(challenge.suite_file)
        for check in suite.checks:
            if check.name in taken:
                raise _taken(challenge, check, taken[check.name])
    except PackError as error:
        suite = _standing_for_all(challenge, is_judges=is_judges)
        return Part(challenge=challenge, suite=suite, is_judges=is_judges, trouble=str(error))
    return Part(challenge=challenge, suite=suite, is_judges=is_judges)


def _taken(challenge: Challenge, check: Check, owner: Challenge) -> PackError:
    where = f"{safe_line(str(challenge.suite_file))}: line {check.line}"
    return PackError(
        f"{where}: {safe_line(check.name)} is the name of a check of {safe_line(owner.pack)} too. "
        "Next: give this one a name of its own."
    )


def _standing_for_all(challenge: Challenge, *, is_judges: bool) -> Suite:
    name = f"checks_of_{challenge.pack}" if is_judges else "checks"
    title = "all the judges' checks" if is_judges else "all the checks of this challenge"
    return Suite(
        checks=(Check(name=name, title=title, points=0, line=0),),
        is_program=False,
        digest="",
    )


def _digest_over(digests: list[str]) -> str:
    if not all(digests):
        return ""
    if len(digests) == 1:
        return digests[0]
    return f"sha256:{hashlib.sha256(' '.join(digests).encode()).hexdigest()}"
