"""How many hints of each challenge a team has seen. Hints are free; this only remembers the place."""

import json
from collections.abc import Mapping

from hackney_challenges.errors import ChallengesError
from hackney_challenges.files import read_bytes, write_whole
from hackney_challenges.team.folder import TeamFolder

_FORMAT = 1
_LIMIT_BYTES = 256 * 1024


def hints_seen(folder: TeamFolder, slug: str) -> int:
    """How many hints of `slug` were shown; 0 where that is not known."""
    return _read(folder).get(slug, 0)


def remember_hint(folder: TeamFolder, slug: str, number: int) -> None:
    """Remember that hint `number` of `slug` was shown. Raises OSError where nothing can be written."""
    seen = dict(_read(folder))
    seen[slug] = max(number, seen.get(slug, 0))
    folder.ours.mkdir(exist_ok=True)
    body = {"format": _FORMAT, "seen": seen}
    write_whole(folder.ours / "hints.json", json.dumps(body, sort_keys=True).encode())


def _read(folder: TeamFolder) -> Mapping[str, int]:
    """What is remembered; a damaged file costs only the place in the hints."""
    try:
        table = json.loads(read_bytes(folder.ours / "hints.json", _LIMIT_BYTES).decode("utf-8"))
        seen = table["seen"]
        return {slug: count for slug, count in seen.items() if type(count) is int and 0 <= count < 1000}
    except (ChallengesError, ValueError, RecursionError, TypeError, KeyError, AttributeError):
        return {}
