"""The SLUG that most commands take, with completion by the Tab key."""

from collections.abc import Callable
from contextlib import suppress
from typing import Any, TypeVar

import click

from hackney_challenges.commands.places import here
from hackney_challenges.errors import ChallengesError

_F = TypeVar("_F", bound=Callable[..., Any])


def slug_argument(*, required: bool) -> Callable[[_F], _F]:
    """The argument SLUG of a command."""

    def decorate(command: _F) -> _F:
        return click.argument("slug", required=required, default=None, shell_complete=_complete)(command)

    return decorate


def _complete(_ctx: click.Context, _param: click.Parameter, incomplete: str) -> list[str]:
    with suppress(ChallengesError):
        return [challenge.slug for challenge in here().challenges if challenge.slug.startswith(incomplete)]
    return []
