"""The hooks a package of challenges may answer (pluggy; docs/reference/hooks.md).

Most packs need none: an entry point in the group `hackney_challenges` that
names a package with a `pack.toml` is enough. A new hook ships with a real user
of it, or not at all.
"""

from collections.abc import Iterable
from pathlib import Path

import pluggy

PROJECT = "hackney_challenges"
"""The name of the pluggy project and of the entry-point group."""

hookspec = pluggy.HookspecMarker(PROJECT)
hookimpl = pluggy.HookimplMarker(PROJECT)


@hookspec
def hackney_packs() -> Iterable[Path]:  # type: ignore[empty-body]
    """The folders of the packs that this plugin brings; each holds a `pack.toml`.

    Called once, when packs are first asked for. An entry point that names a
    plain package is given this hook by us, with the package's own folder.
    """
