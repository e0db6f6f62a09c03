"""A reason: why an answer differs, and how sure that is."""

from dataclasses import dataclass
from typing import Literal

from hackney_challenges.feedback.layout import Row
from hackney_challenges.feedback.spoken import in_words

Level = Literal["Because", "Maybe"]


@dataclass(frozen=True, slots=True, kw_only=True)
class Reason:
    """One sentence or two. `Because` is proved by the data; `Maybe` holds in every run that is known.

    `text` starts as it would after the word and a colon. `spoken` is given
    where the sentence alone is not good to hear.
    """

    level: Level
    text: str
    next_step: str | None = None
    spoken: str | None = None


def reason_rows(reason: Reason | None) -> tuple[Row, ...]:
    """The rows that end a message."""
    if reason is None:
        return ()
    said = reason.spoken or reason.text
    spoken = (
        f"Maybe this is why: {_uncapitalised(in_words(said), said)}"
        if reason.level == "Maybe"
        else in_words(said)
    )
    rows = (Row(label=reason.level, text=reason.text, spoken=spoken),)
    return (*rows, next_row(reason.next_step)) if reason.next_step else rows


def next_row(step: str) -> Row:
    """One small action."""
    return Row(label="Next", text=step, spoken=f"Next: {_uncapitalised(in_words(step), step)}")


def command_row(command: str) -> Row:
    """The command to type next; without a full stop, which would be typed too."""
    return Row(label="Next", text=command, spoken=f"Next, type: {command}")


def _uncapitalised(said: str, text: str) -> str:
    return text[:1] + said[1:] if said[:1] == text[:1].upper() else said
