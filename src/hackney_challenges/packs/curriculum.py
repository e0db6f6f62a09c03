"""The codes of the curriculum that a challenge may name: `curriculum.toml`, beside this module."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from hackney_challenges.tables import read_table


@cache
def sentences() -> Mapping[str, str]:
    """A sentence for teachers for each code, in the file's order."""
    top = read_table(Path(__file__).with_name("curriculum.toml"))
    head = top.table("curriculum", needed=True)
    head.format_number(1)
    head.done()
    codes = top.table("codes", needed=True)
    top.done()
    return MappingProxyType({code: codes.text(code) for code in codes})
