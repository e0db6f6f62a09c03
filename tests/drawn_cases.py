"""A plugin that writes down what hypothesis draws for each check: a line a case, in the file DRAWN_CASES."""

import functools
import os
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest


@pytest.hookimpl(wrapper=True, tryfirst=True)
def pytest_runtest_call(item: pytest.Item) -> Iterator[None]:
    handle = getattr(getattr(item, "obj", None), "hypothesis", None)
    if handle is None:
        return (yield)
    check, inner = item.nodeid, handle.inner_test

    @functools.wraps(inner)
    def noted(*arguments: Any, **named: Any) -> Any:
        drawn = {name: value for name, value in named.items() if name != "solution"}
        with Path(os.environ["DRAWN_CASES"]).open("a", encoding="utf-8") as file:
            file.write(f"{check}\t{drawn!r}\n")
        return inner(*arguments, **named)

    handle.inner_test = noted
    try:
        return (yield)
    finally:
        handle.inner_test = inner
