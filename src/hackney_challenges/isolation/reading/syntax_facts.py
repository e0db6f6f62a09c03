"""Why Python cannot read a file: structure only, never the compiler's words. Far side; standard library only.

The raw line speaks first; the compiler's position only says where to begin.
Every edit that is proposed has been made in memory and compiled: it is proved
if the file then compiles, or if Python comes further down.
"""

import sys
from collections.abc import Callable, Iterator, Mapping
from typing import Any

from hackney_challenges.isolation.reading.source_text import OddByte, SourceText
from hackney_challenges.isolation.reading.source_tokens import Tokens
from hackney_challenges.isolation.reading.syntax_blocks import colons, indentation, outside, parted_words
from hackney_challenges.isolation.reading.syntax_marks import (
    bracket_pairs,
    missing_comma,
    odd_characters,
    pasted_shell,
    texts,
    unclosed_brackets,
)
from hackney_challenges.isolation.reading.syntax_signs import (
    equals_in_test,
    left_of_equals,
    nothing_beside,
    numbers,
    sign_pairs,
    tests_cut_short,
)
from hackney_challenges.isolation.reading.syntax_view import Finding, Stop, View, stop_of
from hackney_challenges.isolation.reading.syntax_words import (
    names,
    newer_python,
    slips_inside,
    unquoted_text,
    words_first,
    words_inside,
)

_LINE_LIMIT = 300
_MOST_SOURCE = 200_000
_MOST_TOKENS = 300  # on one line; no pupil wrote a longer one
_COMPILED_SOURCE = 3_000_000
_COMPILED_TIMES = 150

_SECOND = frozenset(
    {"missing colon", "equals in a test", "sign the wrong way round", "unclosed bracket", "missing comma"}
)
"""What may be amiss on a line besides the cause that is told."""

_ALONE = frozenset(
    {"keyword misspelt", "missing comma", "text without quote marks", "print without brackets", "plus plus"}
)
"""Edits that nearly fit anywhere: they count only if they mend the line by themselves."""

Rule = Callable[[View], Iterator[Finding]]


def _newer_than_this(view: View) -> Iterator[Finding]:
    return newer_python(view, sys.version_info[:2])


# The order matters: what is read off the line comes before what only an edit can show.
RULES: tuple[Rule, ...] = (
    pasted_shell,
    indentation,
    outside,
    odd_characters,
    _newer_than_this,
    texts,
    bracket_pairs,
    parted_words,
    words_first,
    sign_pairs,
    equals_in_test,
    tests_cut_short,
    words_inside,
    numbers,
    colons,
    names,
    unquoted_text,
    missing_comma,
    unclosed_brackets,
    slips_inside,
    left_of_equals,
    nothing_beside,
)


def syntax_facts(text: SourceText) -> dict[str, Any]:
    """Plain facts about the first thing that stops Python in `text`.

    Always has `kind`, `line` and `show`, a list of [line number, text].
    `proved` is True if an edit mended the line or the fact is written on it.
    """
    lines = text.lines
    stop = stop_of(lines)
    odd = _odd_in_code(text)
    if odd is not None and (stop is None or stop.line >= odd.line):
        found = Finding(
            kind="not utf-8",
            line=odd.line,
            words={"character": odd.character, "column": odd.column + 1},
            is_plain=True,
        )
        return _as_facts(lines, found, is_proved=True)
    if stop is None or stop.kind == "deep":
        return {"kind": "too deep", "line": 1, "proved": True, "show": []}
    search = _Search()
    finding, is_proved = search.cause(lines, stop)
    if finding is None:
        finding = Finding(
            kind="unknown", line=stop.line, show=tuple(range(max(stop.line - 1, 1), stop.line + 1))
        )
    return _as_facts(lines, finding, is_proved=is_proved)


def _as_facts(lines: list[str], finding: Finding, *, is_proved: bool) -> dict[str, Any]:
    show = [[line, lines[line - 1][:_LINE_LIMIT]] for line in finding.show or (finding.line,)]
    facts: dict[str, Any] = {**finding.words, "kind": finding.kind, "line": finding.line, "proved": is_proved}
    facts["show"] = show
    if finding.kind == "newer python":
        facts["has"] = "{}.{}".format(*sys.version_info[:2])
    return facts


class _Search:
    """Tries the rules' edits, within a budget of compiling."""

    def __init__(self) -> None:
        self._left = _COMPILED_SOURCE
        self._times = _COMPILED_TIMES

    def cause(self, lines: list[str], stop: Stop, *, is_second: bool = False) -> tuple[Finding | None, bool]:
        """The first finding that is proved or plain, and whether it is. Unproved ones are dropped."""
        if sum(map(len, lines)) > _MOST_SOURCE:
            return None, False
        view = View(lines, stop)
        if len(view.here) > _MOST_TOKENS:
            return None, False
        for rule in RULES:
            for finding in rule(view):
                if finding.edit is not None and self._mends(view, finding, finding.edit, is_second=is_second):
                    return finding, True
                if finding.is_plain and not is_second:
                    return finding, True
        return None, False

    def _mends(self, view: View, finding: Finding, edit: Mapping[int, str], *, is_second: bool) -> bool:
        """Whether the file compiles with `edit`, or Python comes further down.

        A line may need a second edit too: then the first counts if a second is found.
        """
        size = sum(map(len, view.lines))
        if self._left < size or self._times <= 0:
            return False
        self._left -= size
        self._times -= 1
        lines = list(view.lines)
        for line, text in edit.items():
            lines[line - 1] = text
        lines = "\n".join(lines).split("\n")
        after = stop_of(lines)
        if after is None:
            return True
        added = len(lines) - len(view.lines)
        if after.line - added > max(view.line, finding.line):
            # within the same statement Python only stumbled later over the same thing
            return View(lines, after).statement_line > max(view.line, finding.line)
        if is_second or after.line != view.line or finding.kind in _ALONE:
            return False
        second, is_proved = self.cause(lines, after, is_second=True)
        return second is not None and is_proved and second.kind in _SECOND and second.kind != finding.kind


def with_plain_comments(text: SourceText) -> bytes | None:
    """The file with a `?` for each byte that is not UTF-8, if all of those stand in comments; else None."""
    if _odd_in_code(text) is not None:
        return None
    lines = list(text.lines)
    for odd in text.odd_bytes:
        line = lines[odd.line - 1]
        lines[odd.line - 1] = line[: odd.column] + "?" + line[odd.column + 1 :]
    return "\n".join(lines).encode("utf-8", "replace")


def _odd_in_code(text: SourceText) -> OddByte | None:
    """The first byte that is not UTF-8 and not in a comment."""
    if not text.odd_bytes:
        return None
    tokens = Tokens(text.lines)
    for odd in text.odd_bytes:
        at = odd.line, odd.column
        in_token = any(
            (token.line, token.column) <= at < (token.end_line, token.end_column)
            for token in tokens.reaching(odd.line)
        )
        if in_token or "#" not in text.lines[odd.line - 1][: odd.column]:
            return odd
    return None
