"""A challenge's brief and hints: the title, the task, the worked examples, at least three hints."""

import ast
import re
import warnings
from collections.abc import Iterator
from dataclasses import dataclass

from hackney_challenges.packs.manifest import Challenge, PackError, read_text, split_title
from hackney_challenges.printable import safe_line

_FENCE = re.compile(r" {0,3}(`{3,}|~{3,})")
_HINT = re.compile(r"## Hint ([0-9]{1,3})\s*")
_FEWEST_HINTS = 3


@dataclass(frozen=True, slots=True, kw_only=True)
class Brief:
    """A task as the pupil reads it: Markdown without the line of its title."""

    title: str
    text: str


def read_brief(challenge: Challenge) -> Brief:
    """The brief of `challenge`. Raises `PackError`."""
    title, text = split_title(read_text(challenge.brief_file), challenge.brief_file)
    return Brief(title=title, text=text)


def worked_examples(brief: Brief) -> tuple[tuple[str, str], ...]:
    """The lines `fare(10) -> 0` of the fenced blocks, as (call, what it gives).

    A call may be several statements with `;` between them. Lines that are no
    such pair (a signature, a transcript) are passed over.
    """
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # what Python thinks of a backslash is the gate's to tell
        return tuple(pair for line in _fenced_lines(brief.text) if (pair := _example(line)))


def read_hints(challenge: Challenge) -> tuple[str, ...]:
    """The hints of `challenge`, first one first. Raises `PackError`."""
    file = challenge.hints_file
    hints: list[list[str]] = []
    for number, line in enumerate(read_text(file).split("\n"), start=1):
        if heading := _HINT.fullmatch(line):
            hints.append([])
            if int(heading[1]) != len(hints):
                raise PackError(
                    f'{safe_line(str(file))}: line {number} is "{safe_line(line, 60)}". '
                    f'The hints are numbered in order; this one is "## Hint {len(hints)}".'
                )
        elif hints:
            hints[-1].append(line)
    if len(hints) < _FEWEST_HINTS:
        raise PackError(
            f"{safe_line(str(file))} has {len(hints)} hints. A challenge has at least {_FEWEST_HINTS}, "
            'each below a line such as "## Hint 1".'
        )
    texts = tuple("\n".join(lines).strip() for lines in hints)
    if "" in texts:
        raise PackError(f"{safe_line(str(file))}: hint {texts.index('') + 1} says nothing. Write it below.")
    return texts


def _fenced_lines(text: str) -> Iterator[str]:
    fence = ""
    for line in text.split("\n"):
        mark = _FENCE.match(line)
        if not fence:
            fence = mark[1] if mark else ""
        elif mark and mark[1].startswith(fence) and line.strip() == mark[1]:
            fence = ""
        else:
            yield line.strip()


def _example(line: str) -> tuple[str, str] | None:
    """Split at the first ` -> ` that leaves Python on both sides: texts in a call may hold one too."""
    places = [found.start() for found in re.finditer(r" -> ", line[:2000])]
    for place in places:
        call, wanted = line[:place].strip(), line[place + 4 :].strip()
        try:
            statements = ast.parse(call).body
            value = ast.parse(wanted, mode="eval").body
        except (SyntaxError, ValueError, RecursionError, MemoryError):
            continue
        if statements and isinstance(statements[-1], ast.Expr):
            return call, ast.get_source_segment(wanted, value) or wanted
    return None
