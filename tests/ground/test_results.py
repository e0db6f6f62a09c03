import json
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackney_challenges.fields import FieldError
from hackney_challenges.results import (
    ChallengeResult,
    CheckResult,
    Result,
    Verdict,
    challenge_verdict,
    from_json,
    to_json,
)

DIGEST = "sha256:" + "0123456789abcdef" * 4


def check(name: str = "test_children", verdict: Verdict = "solved", **given: Any) -> CheckResult:
    usual = {"title": "children ride free", "points": 4 if verdict == "solved" else 0, "out_of": 4}
    return CheckResult(name=name, verdict=verdict, **usual | given)


def challenge(*checks: CheckResult, **given: Any) -> ChallengeResult:
    usual: dict[str, Any] = {
        "pack": "hackney_warmup",
        "pack_version": "0.1.0",
        "challenge": "bus_fare",
        "verdict": challenge_verdict(checks),
        "points": sum(one.points for one in checks),
        "out_of": 10,
        "solution": DIGEST,
        "suite": DIGEST,
        "seconds": 0.8,
        "checks": checks,
    }
    return ChallengeResult(**usual | given)


def result(*challenges: ChallengeResult, **given: Any) -> Result:
    usual: dict[str, Any] = {
        "kit": "0.1.0",
        "team_id": "canal-otters",
        "team_name": "Canal Otters",
        "taken": "2026-10-27T10:12:03.123Z",
        "seed": None,
        "confinement": "none",
        "challenges": challenges,
    }
    return Result(**usual | given)


WHOLE = result(
    challenge(
        check(),
        check(
            "test_others",
            "not yet",
            out_of=6,
            failed_on="usual",
            message="It gave: \u00a32\nIt needs: \u00a33",
            call={"call": "fare(16)", "gave": "2", "n": 3, "list": [None, True]},
        ),
    )
)

WRITTEN = """\
{
 "format": "hackney-result/1",
 "kit": "0.1.0",
 "team": {
  "id": "canal-otters",
  "name": "Canal Otters"
 },
 "taken": "2026-10-27T10:12:03.123Z",
 "seed": null,
 "confinement": "none",
 "points": 4,
 "out_of": 10,
 "challenges": [
  {
   "pack": "hackney_warmup",
   "pack_version": "0.1.0",
   "challenge": "bus_fare",
   "verdict": "not yet",
   "fault": null,
   "reason": null,
   "points": 4,
   "out_of": 10,
   "solution": "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
   "suite": "sha256:0123456789abcdef0123456789abcdef0123456789abcdef0123456789abcdef",
   "seconds": 0.8,
   "checks": [
    {
     "name": "test_children",
     "title": "children ride free",
     "points": 4,
     "out_of": 4,
     "verdict": "solved",
     "failed_on": null,
     "message": null,
     "call": null
    },
    {
     "name": "test_others",
     "title": "children ride free",
     "points": 0,
     "out_of": 6,
     "verdict": "not yet",
     "failed_on": "usual",
     "message": "It gave: \u00a32\\nIt needs: \u00a33",
     "call": {
      "call": "fare(16)",
      "gave": "2",
      "list": [
       null,
       true
      ],
      "n": 3
     }
    }
   ]
  }
 ]
}
"""


def test_a_result_is_written_as_the_format_says() -> None:
    assert to_json(WHOLE).decode() == WRITTEN


def test_what_was_written_is_read_back() -> None:
    assert from_json(to_json(WHOLE)) == WHOLE


def test_packs_stand_by_name_and_challenges_in_the_suites_order() -> None:
    given = [("b_pack", "z"), ("b_pack", "a"), ("a_pack", "q")]
    written = to_json(result(*(challenge(check(), pack=pack, challenge=slug) for pack, slug in given)))

    read = from_json(written)

    assert [(one.pack, one.challenge) for one in read.challenges] == [
        ("a_pack", "q"),
        ("b_pack", "z"),
        ("b_pack", "a"),
    ]
    assert (read.points, read.out_of) == (12, 30)


def test_seconds_are_whole_milliseconds() -> None:
    seconds = [0.12345, 2, -0.0]
    written = to_json(result(*(challenge(challenge=f"c{s}", seconds=s) for s in seconds)))

    assert [one["seconds"] for one in json.loads(written)["challenges"]] == [0.123, 2.0, 0.0]
    assert b'"seconds": 0.0' in written


def test_what_a_pupil_smuggles_in_is_spelt_out_and_cut() -> None:
    hostile = check(
        title="\x1b[31m\u202e" + "x" * 1000,
        message="\udc80" + "y" * 10_000,
        call={"gave\ud800": "\x00", "n": 2.5},
    )

    (one,) = from_json(to_json(result(challenge(hostile), team_name="z" * 10_000))).challenges[0].checks

    assert one.title.startswith(r"\x1b[31m\u202exxx")
    assert len(one.title) == 200
    assert one.message is not None
    assert one.message.startswith(r"\udc80yyy")
    assert len(one.message) == 4000
    assert one.call == {r"gave\ud800": r"\x00", "n": "2.5"}


@pytest.mark.parametrize(
    "wrong",
    [
        result(challenge(check(points=5))),
        result(challenge(check(points=3))),
        result(challenge(check(verdict="not yet", points=4))),
        result(challenge(check(), points=3)),
        result(challenge(check(), out_of=3)),
        result(challenge(check(), check("b", "not yet"), verdict="solved")),
        result(challenge(verdict="solved")),
        result(challenge(check()), challenge(check())),
        result(challenge(check(), seconds=float("nan"))),
        result(challenge(check(), seconds=float("inf"))),
        result(challenge(check(), seconds=-1)),
        result(challenge(check(), solution="abc")),
        result(challenge(check(call={"a": b"bytes"}))),
        result(challenge(check(call={"a": 10**20}))),
        result(taken="2026-02-30T10:12:03.123Z"),
        result(taken="2026-10-27 10:12"),
        result(confinement="perhaps"),
    ],
    ids=range(17),
)
def test_what_no_result_can_be_is_never_written(wrong: Result) -> None:
    with pytest.raises(ValueError, match="not a result: "):
        to_json(wrong)


def test_a_call_nested_without_end_is_never_written() -> None:
    call: dict[str, Any] = {}
    call["again"] = call

    with pytest.raises(ValueError, match="a call of more than 8 levels"):
        to_json(result(challenge(check(call=call))))


Change = Callable[[dict[str, Any]], Any]


def refusal(change: Change) -> str:
    values = json.loads(WRITTEN)
    change(values)
    with pytest.raises(FieldError) as refused:
        from_json(json.dumps(values).encode(), "otters.json")
    return str(refused.value)


@pytest.mark.parametrize(
    ("change", "words"),
    [
        (
            lambda v: v.update(format="hackney-result/2", news=1),
            (
                "otters.json was made by a newer kit (hackney-result/2; "
                "this kit reads up to hackney-result/1). Next: pip install -U hackney-challenges"
            ),
        ),
        (lambda v: v.update(format="junit"), 'otters.json: format is "junit". It is "hackney-result/1".'),
        (
            lambda v: v.pop("kit"),
            'otters.json: the field "kit" is missing. It is a text of at most 200 characters.',
        ),
        (lambda v: v.update(extra=1), 'otters.json: there is no field "extra".'),
        (
            lambda v: v["team"].update(nam="x"),
            'otters.json, team: there is no field "nam". Did you mean "name"?',
        ),
        (lambda v: v.update(points=5), "otters.json: points is 5. It is 4, the sum over the challenges."),
        (lambda v: v.update(out_of=5), "otters.json: out_of is 5. It is 10, the sum over the challenges."),
        (
            lambda v: v["challenges"][0].update(verdict="great"),
            (
                'otters.json, challenges[0]: verdict is "great". '
                'It is one of "solved", "not yet", "could not check".'
            ),
        ),
        (
            lambda v: v["challenges"][0].update(fault="pupil"),
            (
                'otters.json, challenges[0]: fault is "pupil". '
                'It is null or one of "solution", "pack", "machine", "kit".'
            ),
        ),
        (
            lambda v: v["challenges"][0].update(points=11),
            "otters.json, challenges[0]: points is 11. It is a whole number from 0 to 10.",
        ),
        (
            lambda v: v["challenges"][0].update(verdict="solved"),
            (
                'otters.json, challenges[0]: verdict is "solved". '
                "It is solved only where there are checks and all are."
            ),
        ),
        (
            lambda v: v["challenges"][0]["checks"][1].update(points=6),
            "otters.json, challenges[0], checks[1]: points is 6. It is 0, as the check is not yet.",
        ),
        (
            lambda v: v["challenges"][0]["checks"][0].update(message="\ud800"),
            (
                'otters.json, challenges[0], checks[0]: message is "\\ud800". '
                "It is null or a text of at most 4000 characters."
            ),
        ),
        (
            lambda v: v["challenges"].append(v["challenges"][0]) or v.update(points=8, out_of=20),
            (
                'otters.json: challenges is "a list with a challenge twice". '
                "It is a list with each challenge once."
            ),
        ),
        (
            lambda v: v.update(challenges=[{}] * 1001),
            "otters.json: challenges is a list. It is a list of at most 1000.",
        ),
    ],
    ids=range(15),
)
def test_a_changed_file_is_refused_by_place_and_value(change: Change, words: str) -> None:
    assert refusal(change) == words


def test_a_file_torn_at_any_byte_is_refused_or_whole() -> None:
    data = WRITTEN.encode()
    for length in range(len(data) - 1):
        with pytest.raises(FieldError):
            from_json(data[:length])
    assert from_json(data[:-1]) == WHOLE  # only the last line end is missing


def test_a_huge_file_is_refused_unread() -> None:
    with pytest.raises(FieldError, match="The result file is too big"):
        from_json(b" " * (4 * 1024 * 1024 + 1))


@given(st.binary(max_size=80))
def test_any_bytes_are_a_result_or_a_refusal(data: bytes) -> None:
    with suppress(FieldError):
        from_json(data)


LINES = st.text(max_size=210)
CALLS = st.recursive(
    st.none() | st.booleans() | st.integers(-(10**15), 10**15) | st.text(max_size=20) | st.floats(),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)


@st.composite
def results(draw: st.DrawFn) -> Result:
    def checks() -> list[CheckResult]:
        verdicts = draw(st.lists(st.sampled_from(["solved", "not yet", "could not check"]), max_size=4))
        return [
            CheckResult(
                name=draw(LINES),
                title=draw(LINES),
                points=(worth := draw(st.integers(0, 100))) * (verdict == "solved"),
                out_of=worth,
                verdict=verdict,
                failed_on=draw(st.sampled_from([None, "usual", "secret"])),
                message=draw(st.none() | LINES),
                call=draw(st.none() | st.dictionaries(st.text(max_size=9), CALLS, max_size=3)),
            )
            for verdict in verdicts
        ]

    slugs = draw(st.lists(st.sampled_from("abcdef"), unique=True, max_size=3))
    return result(
        *(
            challenge(
                *checks(),
                challenge=slug,
                pack=draw(st.sampled_from("xyz")),
                out_of=1000,
                seconds=draw(st.floats(0, 1e5)),
                reason=draw(st.none() | LINES),
            )
            for slug in slugs
        ),
        team_name=draw(LINES),
        seed=draw(st.none() | LINES),
    )


@given(results())
def test_writing_reading_and_writing_again_gives_the_same_bytes(given_result: Result) -> None:
    written = to_json(given_result)

    read = from_json(written)

    assert to_json(read) == written
    assert read.points == given_result.points
    assert [one.verdict for one in read.challenges] == [
        one.verdict for one in sorted(given_result.challenges, key=lambda one: one.pack)
    ]


@pytest.mark.parametrize(
    ("verdicts", "asked", "verdict"),
    [
        ([], None, "could not check"),
        ([], 0, "could not check"),
        ([], 2, "could not check"),
        (["solved"], None, "solved"),
        (["solved", "solved"], 2, "solved"),
        (["solved"], 2, "could not check"),
        (["solved", "not yet"], 2, "not yet"),
        (["not yet"], 2, "not yet"),
        (["solved", "could not check"], 2, "could not check"),
        (["not yet", "could not check"], 2, "could not check"),
    ],
)
def test_only_a_whole_suite_of_solved_checks_is_solved(
    verdicts: list[Verdict], asked: int | None, verdict: Verdict
) -> None:
    checks = [check(f"test_{place}", one) for place, one in enumerate(verdicts)]

    assert challenge_verdict(checks, asked=asked) == verdict


def test_points_of_a_result_are_those_of_its_challenges() -> None:
    whole = result(challenge(check()), challenge(check("b", "not yet"), challenge="till_talk"))

    assert (whole.points, whole.out_of) == (4, 20)
    assert replace(whole, challenges=()).points == 0
