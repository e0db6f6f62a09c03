"""Verdicts, points, and the result of one run of one team folder (formats.md 6).

The result file is canonical JSON: the same work gives the same bytes, but for
`taken` and `seconds`. Writing bounds all that is text and spells out what no
file can hold; reading back is strict, because a file may come from anywhere.
Pure; no I/O.
"""

import json
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from typing import Any, Literal

from hackney_challenges.fields import (
    LONGEST_LINE,
    LONGEST_TEXT,
    FieldError,
    Fields,
    is_line,
    is_text,
    or_null,
    read_object,
)
from hackney_challenges.printable import safe_line, safe_text

Verdict = Literal["solved", "not yet", "could not check"]
Fault = Literal["solution", "pack", "machine", "kit"]
FailedOn = Literal["usual", "secret"]
Confinement = Literal["full", "partial", "none"]

FORMAT = "hackney-result/1"
LIMIT_BYTES = 4 * 1024 * 1024
NOT_STARTED = "not started"
NO_FILE = "there is no file"
NOTHING_WRITTEN = frozenset({NOT_STARTED, NO_FILE})
"""Reasons of a *not yet* that is no try."""

_MOST_CHALLENGES = 1000
_MOST_CHECKS = 500
_MOST_POINTS = 100_000
_MOST_SECONDS = 1_000_000.0
_LIMIT_CALL_LEVELS = 8
_LIMIT_CALL_ITEMS = 1000
_LIMIT_CALL_NUMBER = 10**15

_FORMAT_NUMBER = re.compile(r"hackney-result/([0-9]{1,6})")
_TAKEN = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2}T[0-9]{2}:[0-9]{2}:[0-9]{2}\.[0-9]{3}Z")
_DIGEST = re.compile(r"sha256:[0-9a-f]{64}")


@dataclass(frozen=True, slots=True, kw_only=True)
class CheckResult:
    """What one check found. `call` is the smallest failing call, as JSON-ready plain data."""

    name: str
    title: str
    points: int
    out_of: int
    verdict: Verdict
    failed_on: FailedOn | None = None
    message: str | None = None
    call: Mapping[str, Any] | None = None


@dataclass(frozen=True, slots=True, kw_only=True)
class ChallengeResult:
    """What one challenge's suite found about one solution; points of its checks, in the suite's order."""

    pack: str
    pack_version: str
    challenge: str
    verdict: Verdict
    points: int
    out_of: int
    solution: str | None
    suite: str
    seconds: float
    fault: Fault | None = None
    reason: str | None = None
    checks: tuple[CheckResult, ...] = ()


@dataclass(frozen=True, slots=True, kw_only=True)
class Result:
    """All verdicts of one run of one team folder. `taken` is UTC, ISO 8601 with milliseconds and Z."""

    kit: str
    team_id: str
    team_name: str
    taken: str
    seed: str | None
    confinement: Confinement
    challenges: tuple[ChallengeResult, ...]

    @property
    def points(self) -> int:
        """Points found in this run."""
        return sum(challenge.points for challenge in self.challenges)

    @property
    def out_of(self) -> int:
        """Points that could have been found."""
        return sum(challenge.out_of for challenge in self.challenges)


def challenge_verdict(checks: Iterable[CheckResult], *, asked: int | None = None) -> Verdict:
    """The verdict of a challenge from those of its checks, of which the suite has `asked`.

    Solved only if every check of the suite is, and there is one. A check that
    could not be checked, or has no verdict, leaves the challenge unanswered:
    its missing points are no zero. Where `asked` is None, `checks` are all.
    """
    verdicts = [check.verdict for check in checks]
    if not verdicts or "could not check" in verdicts:
        return "could not check"
    if "not yet" in verdicts:
        return "not yet"
    return "solved" if asked is None or len(verdicts) == asked else "could not check"


def to_json(result: Result) -> bytes:
    """`result` as canonical JSON: fixed order, one line a field, LF, UTF-8.

    Raises ValueError for what no result can hold (negative points, a time that
    is none, a `call` that is no plain data), which is our own fault.
    """
    by_pack = sorted(result.challenges, key=lambda challenge: challenge.pack)
    values = {
        "format": FORMAT,
        "kit": safe_line(result.kit, LONGEST_LINE),
        "team": {
            "id": safe_line(result.team_id, LONGEST_LINE),
            "name": safe_line(result.team_name, LONGEST_LINE),
        },
        "taken": result.taken,
        "seed": None if result.seed is None else safe_line(result.seed, LONGEST_LINE),
        "confinement": result.confinement,
        "points": result.points,
        "out_of": result.out_of,
        "challenges": [_challenge_values(challenge) for challenge in by_pack],
    }
    try:
        data = (json.dumps(values, ensure_ascii=False, allow_nan=False, indent=1) + "\n").encode()
        from_json(data)
    except (FieldError, TypeError, ValueError) as error:
        raise ValueError(f"not a result: {error}") from None
    return data


def from_json(data: bytes, where: str = "The result file") -> Result:
    """The result that `data` holds. Raises `FieldError`, whose sentence starts with `where`."""
    fields = read_object(data, where, limit_bytes=LIMIT_BYTES, next_step="Next: run the checks again.")
    written = fields.line("format")
    number = _FORMAT_NUMBER.fullmatch(written)
    if number and int(number[1]) > 1:
        raise FieldError(
            f"{safe_line(where)} was made by a newer kit ({written}; this kit reads up to {FORMAT}). "
            "Next: pip install -U hackney-challenges"
        )
    if written != FORMAT:
        raise fields.refusal("format", written, f'"{FORMAT}"')
    return _result(fields)


def _challenge_values(challenge: ChallengeResult) -> dict[str, Any]:
    return {
        "pack": safe_line(challenge.pack, LONGEST_LINE),
        "pack_version": safe_line(challenge.pack_version, LONGEST_LINE),
        "challenge": safe_line(challenge.challenge, LONGEST_LINE),
        "verdict": challenge.verdict,
        "fault": challenge.fault,
        "reason": None if challenge.reason is None else safe_text(challenge.reason, LONGEST_TEXT),
        "points": challenge.points,
        "out_of": challenge.out_of,
        "solution": challenge.solution,
        "suite": challenge.suite,
        "seconds": round(challenge.seconds, 3) + 0.0,
        "checks": [_check_values(check) for check in challenge.checks],
    }


def _check_values(check: CheckResult) -> dict[str, Any]:
    return {
        "name": safe_line(check.name, LONGEST_LINE),
        "title": safe_line(check.title, LONGEST_LINE),
        "points": check.points,
        "out_of": check.out_of,
        "verdict": check.verdict,
        "failed_on": check.failed_on,
        "message": None if check.message is None else safe_text(check.message, LONGEST_TEXT),
        "call": None if check.call is None else _call_values(check.call, 1),
    }


def _call_values(value: Any, level: int) -> Any:
    """Plain data with its texts made safe and its keys in order."""
    if level > _LIMIT_CALL_LEVELS:
        raise ValueError(f"a call of more than {_LIMIT_CALL_LEVELS} levels")
    if isinstance(value, str):
        return safe_text(value, LONGEST_TEXT)
    if isinstance(value, Mapping):
        named = {safe_line(str(key), LONGEST_LINE): item for key, item in value.items()}
        return {key: _call_values(named[key], level + 1) for key in sorted(named)}
    if isinstance(value, list | tuple):
        return [_call_values(item, level + 1) for item in value]
    if isinstance(value, float):
        return repr(value)  # numbers that are not whole are written alike nowhere but in text
    return value


def _result(fields: Fields) -> Result:
    team = fields.inside("team")
    result = Result(
        kit=fields.line("kit"),
        team_id=team.line("id"),
        team_name=team.line("name"),
        taken=fields.take("taken", "a time such as 2026-10-27T10:12:03.123Z", _is_time),
        seed=fields.take("seed", f"null or a text of at most {LONGEST_LINE} characters", or_null(is_line)),
        confinement=fields.choice("confinement", Confinement),
        challenges=tuple(_challenge(each) for each in fields.each("challenges", _MOST_CHALLENGES)),
    )
    for key, total in (("points", result.points), ("out_of", result.out_of)):
        if (given := fields.whole_number(key, 0, _MOST_CHALLENGES * _MOST_POINTS)) != total:
            raise fields.refusal(key, given, f"{total}, the sum over the challenges")
    team.done()
    fields.done()
    named = [(challenge.pack, challenge.challenge) for challenge in result.challenges]
    if len(set(named)) < len(named):
        raise fields.refusal("challenges", "a list with a challenge twice", "a list with each challenge once")
    return result


def _challenge(fields: Fields) -> ChallengeResult:
    out_of = fields.whole_number("out_of", 0, _MOST_POINTS)
    challenge = ChallengeResult(
        pack=fields.line("pack"),
        pack_version=fields.line("pack_version"),
        challenge=fields.line("challenge"),
        verdict=fields.choice("verdict", Verdict),
        fault=fields.choice_or_null("fault", Fault),
        reason=fields.text_or_null("reason"),
        points=fields.whole_number("points", 0, out_of),
        out_of=out_of,
        solution=fields.take("solution", 'null or "sha256:" and 64 hexadecimal digits', or_null(_is_digest)),
        suite=fields.take("suite", '"sha256:" and 64 hexadecimal digits, or ""', _is_digest_or_empty),
        seconds=round(float(fields.take("seconds", "a number of seconds", _is_duration)), 3) + 0.0,
        checks=tuple(_check(each) for each in fields.each("checks", _MOST_CHECKS)),
    )
    fields.done()
    if challenge.points != sum(check.points for check in challenge.checks):
        raise fields.refusal("points", challenge.points, "the sum over the checks")
    if challenge.out_of < sum(check.out_of for check in challenge.checks):
        raise fields.refusal("out_of", challenge.out_of, "no less than the checks' out_of together")
    if challenge.verdict == "solved" and challenge_verdict(challenge.checks) != "solved":
        raise fields.refusal("verdict", challenge.verdict, "solved only where there are checks and all are")
    return challenge


def _check(fields: Fields) -> CheckResult:
    check = CheckResult(
        name=fields.line("name"),
        title=fields.line("title"),
        points=fields.whole_number("points", 0, _MOST_POINTS),
        out_of=fields.whole_number("out_of", 0, _MOST_POINTS),
        verdict=fields.choice("verdict", Verdict),
        failed_on=fields.choice_or_null("failed_on", FailedOn),
        message=fields.text_or_null("message"),
        call=fields.take(
            "call", "null or an object of texts, whole numbers, lists and objects", or_null(_is_call)
        ),
    )
    fields.done()
    earned = check.out_of if check.verdict == "solved" else 0
    if check.points != earned:
        raise fields.refusal("points", check.points, f"{earned}, as the check is {check.verdict}")
    return check


def _is_digest(value: Any) -> bool:
    return isinstance(value, str) and _DIGEST.fullmatch(value) is not None


def _is_digest_or_empty(value: Any) -> bool:
    return value == "" or _is_digest(value)


def _is_duration(value: Any) -> bool:
    return type(value) in (int, float) and 0 <= value <= _MOST_SECONDS


def _is_time(value: Any) -> bool:
    if not isinstance(value, str) or not _TAKEN.fullmatch(value):
        return False
    try:
        datetime.strptime(value, "%Y-%m-%dT%H:%M:%S.%fZ")
    except ValueError:
        return False
    return True


def _is_call(value: Any, level: int = 1) -> bool:
    if value is None or isinstance(value, bool):
        return level > 1
    if isinstance(value, int):
        return level > 1 and abs(value) <= _LIMIT_CALL_NUMBER
    if isinstance(value, str):
        return level > 1 and is_text(value)
    if level > _LIMIT_CALL_LEVELS or not isinstance(value, list | dict) or len(value) > _LIMIT_CALL_ITEMS:
        return False
    if isinstance(value, list):
        return level > 1 and all(_is_call(item, level + 1) for item in value)
    return all(is_line(key) and _is_call(item, level + 1) for key, item in value.items())
