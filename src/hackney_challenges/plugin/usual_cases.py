"""The cases of a check: the same on a laptop, in CI and on the marker, whatever stands beside.

hypothesis draws one value in twenty from the numbers and texts that it finds in
modules of the working folder. A team's own tests, its conftest or an editable
install would so change what a check is asked. There is no public switch: while
one of our checks runs, that one source is dry, and only that.
"""

import hashlib
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

import hypothesis
from hypothesis import HealthCheck, Phase, Verbosity, settings
from hypothesis.internal.conjecture.providers import HypothesisProvider

_PROFILE = "hackney-challenges"
_FOUND_CONSTANTS = "_maybe_draw_constant"


def register_profile() -> None:
    """Make our settings known, every one of them, so that neither CI nor a team's profile shifts a case.

    No database: it would replay an old failing case, unshrunk, after the
    solution has changed. No deadline: a slow machine is no reason (the wall
    has its own limits). No explain phase: it runs more and tells us nothing.
    """
    settings.register_profile(
        _PROFILE,
        max_examples=100,
        derandomize=False,
        database=None,
        verbosity=Verbosity.normal,
        phases=(Phase.explicit, Phase.generate, Phase.target, Phase.shrink),
        stateful_step_count=30,
        report_multiple_bugs=False,
        suppress_health_check=(
            HealthCheck.too_slow,
            HealthCheck.function_scoped_fixture,
            HealthCheck.differing_executors,
        ),
        deadline=None,
        print_blob=False,
        backend="hypothesis",
    )


@contextmanager
def usual_cases() -> Iterator[None]:
    """Our profile, and no found constants, for the import of a suite and each check; then what was."""
    profile, constants = (
        settings.get_current_profile_name(),
        getattr(HypothesisProvider, _FOUND_CONSTANTS, None),
    )
    settings.load_profile(_PROFILE)
    if constants is not None:
        setattr(HypothesisProvider, _FOUND_CONSTANTS, _none_found)
    try:
        yield
    finally:
        if constants is not None:
            setattr(HypothesisProvider, _FOUND_CONSTANTS, constants)
        settings.load_profile(profile)


def _none_found(*_: Any, **__: Any) -> None:
    return None


def seed_of(*names: str) -> int:
    """The seed of a check, from the names of its pack, its challenge and itself."""
    return int.from_bytes(hashlib.sha256("/".join(names).encode()).digest()[:8], "big")


def is_machine(thing: object) -> bool:
    """Whether `thing` is a class of state machines; where no suite has imported that part, nothing is."""
    stateful = sys.modules.get("hypothesis.stateful")
    return (
        stateful is not None and isinstance(thing, type) and issubclass(thing, stateful.RuleBasedStateMachine)
    )


def plant(seed: int, test: Any) -> None:
    """Give a test function, a bound method or a state machine its seed; others have no use for it."""
    target = getattr(test, "__func__", test)
    if is_machine(target) or hasattr(target, "hypothesis"):
        hypothesis.seed(seed)(target)
