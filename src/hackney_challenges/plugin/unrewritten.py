"""Modules of the kit without rewritten asserts.

pytest rewrites the asserts of a plugin's whole distribution. That is slow, and
slower still in every run where it may not keep what it made beside the modules.
"""

import sys
from collections.abc import Iterator
from contextlib import contextmanager

import pytest


@contextmanager
def as_they_are(config: pytest.Config) -> Iterator[None]:
    """Import modules of the kit as they are, past the rewriting."""
    hook: object = config.pluginmanager.rewrite_hook
    finders = list(sys.meta_path)
    sys.meta_path[:] = [finder for finder in finders if finder is not hook]
    try:
        yield
    finally:
        sys.meta_path[:] = finders
