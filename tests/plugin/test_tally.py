"""Cases → checks → challenges: in whatever order they come in, from whichever process."""

import random
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from hackney_challenges.packs.manifest import Challenge
from hackney_challenges.packs.suite import Check, Suite
from hackney_challenges.plugin.attempts import Attempt
from hackney_challenges.plugin.tally import CaseOutcome, ChallengeOutcome, Tally
from hackney_challenges.results import Verdict

_PATH = Path("/otters/bus_fare.py")
_ATTEMPT = Attempt(
    path=_PATH,
    file=_PATH,
    challenge=Challenge(
        slug="bus_fare", pack="kit_pack", folder=Path("/kit/bus_fare"), title="Bus fare", level="easy"
    ),
    suite=Suite(
        checks=(
            Check(name="test_child", title="a child", points=4, line=1),
            Check(name="test_adult", title="an adult", points=6, line=9),
        ),
        is_program=False,
        digest="sha256:" + "0" * 64,
    ),
    pack_version="1.0",
)


def _case(check: str, verdict: Verdict, *, case: str = "", cases: int = 1) -> CaseOutcome:
    return CaseOutcome(
        path=str(_PATH),
        check=check,
        node=f"bus_fare.py::{check}[{case}]",
        cases=cases,
        verdict=verdict,
        text="" if verdict == "solved" else f"{check} {case}",
    )


def _outcome(*cases: CaseOutcome) -> ChallengeOutcome:
    tally = Tally()
    for case in cases:
        tally.add(CaseOutcome.from_plain(case.as_plain()))
    return tally.outcome(_ATTEMPT)


def test_points_are_those_of_the_checks_that_are_solved() -> None:
    found = _outcome(_case("test_adult", "not yet"), _case("test_child", "solved"))
    assert (found.points, found.checks_ok, found.is_whole) == (4, 1, True)
    assert found.judgement.verdict == "not yet"
    assert [check.number for check in found.checks] == [1, 2]


def test_a_check_needs_all_its_cases() -> None:
    first, second = (_case("test_child", "solved", case=age, cases=2) for age in ("5", "10"))
    adult = _case("test_adult", "solved")
    assert not _outcome(first, adult).is_whole
    assert _outcome(first, adult).judgement.verdict == "could not check"
    assert _outcome(first, second, adult).judgement.verdict == "solved"


def test_the_same_case_reported_twice_is_one_case() -> None:
    once = _case("test_child", "solved", case="5", cases=2)
    assert _outcome(once, once).checks[0].judgement is None


def test_a_check_that_stopped_while_tidying_up_is_not_solved() -> None:
    found = _outcome(_case("test_child", "solved"), _case("test_child", "could not check"))
    assert found.checks[0].judgement is not None
    assert found.checks[0].judgement.verdict == "could not check"
    assert found.points == 0


@pytest.mark.parametrize(
    ("child", "adult", "verdict"),
    [
        ("solved", "solved", "solved"),
        ("solved", "not yet", "not yet"),
        ("solved", "could not check", "could not check"),
        ("not yet", "could not check", "could not check"),
    ],
)
def test_a_missing_answer_is_neither_a_zero_nor_a_pass(
    child: Verdict, adult: Verdict, verdict: Verdict
) -> None:
    assert _outcome(_case("test_child", child), _case("test_adult", adult)).judgement.verdict == verdict


def test_nothing_ran_is_no_pass() -> None:
    found = _outcome()
    assert found.judgement.verdict == "could not check"
    assert found.result(None).checks == ()


def test_a_test_that_no_one_could_foresee_is_a_check_at_the_end_without_points() -> None:
    found = _outcome(_case("test_made", "solved"))
    assert [(check.check.name, check.check.points) for check in found.checks][2:] == [("test_made", 0)]


@given(
    st.lists(
        st.builds(
            _case,
            st.sampled_from(["test_child", "test_adult"]),
            st.sampled_from(["solved", "not yet", "could not check"]),
            case=st.sampled_from("abc"),
            cases=st.just(2),
        )
    ),
    st.randoms(use_true_random=False),
)
def test_the_order_of_cases_changes_no_verdict(cases: list[CaseOutcome], shuffle: random.Random) -> None:
    mixed = list(cases)
    shuffle.shuffle(mixed)

    def told(outcome: ChallengeOutcome) -> object:
        return outcome.points, [check.judgement and check.judgement.verdict for check in outcome.checks]

    assert told(_outcome(*mixed)) == told(_outcome(*cases))
