"""Recognises a known mistake in what a check saw. First version of the face; see `reason_for`."""

from hackney_challenges.feedback.failure import Failure
from hackney_challenges.feedback.reasons import Reason


def reason_for(failure: Failure) -> Reason | None:
    """The first reason that holds for every run that is known; None where none is sure."""
    return None
