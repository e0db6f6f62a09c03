"""A pupil's file cut into tokens, however broken it is. Far side; standard library only.

Python's own tokenizer stops at the first oddity, and where differs between
versions. This one never stops: what it cannot place becomes an "odd" token,
text without its closing quote mark an open one.
"""

import re
from bisect import bisect_left
from typing import Literal, NamedTuple

TokenKind = Literal["name", "number", "text", "sign", "odd"]

_PIECE = re.compile(
    r"""(?P<blank>[ \t\f]+)
      | (?P<comment>\#.*)
      | (?P<quote>(?:[rRbBuUfFtT]|[bBfFtT][rR]|[rR][bBfFtT])?(?:\"\"\"|'''|"|'))
      | (?P<number>0[xXoObB][0-9a-fA-F_]+|(?:\d[\d_]*(?:\.[\d_]*)?|\.\d[\d_]*)(?:[eE][+-]?\d+)?[jJ]?)
      | (?P<name>[^\W\d]\w*)
      | (?P<sign>\*\*=?|//=?|>>=?|<<=?|->|:=|==|!=|<=|>=|\.\.\.|[-+*/%@&|^]=?|[~<>()\[\]{},:;.=])
      | (?P<odd>.)""",
    re.VERBOSE,
)
_PIECES: tuple[TokenKind, ...] = ("name", "number", "sign", "odd")

OPENERS = {"(": ")", "[": "]", "{": "}"}
CLOSERS = {")": "(", "]": "[", "}": "{"}


class Token(NamedTuple):
    """One piece of code. `line` from 1, columns from 0; `end_column` is on `end_line`.

    `is_open` is True for text whose closing quote mark is missing. `quote` is
    the quote mark of a text, with its letters before it left out.
    """

    kind: TokenKind
    text: str
    line: int
    column: int
    end_line: int
    end_column: int
    quote: str = ""
    is_open: bool = False

    def touches(self, other: "Token") -> bool:
        """Whether `other` follows with no blank between."""
        return self.end_line == other.line and self.end_column == other.column


class Tokens:
    """The tokens of all lines, comments left out, and which lines begin inside a text."""

    def __init__(self, lines: list[str]) -> None:
        self.all: list[Token] = []
        self.inside_text: set[int] = set()
        self.joined: set[int] = set()
        self._cut(lines)
        self._starts = [(token.line, token.column) for token in self.all]

    def on(self, line: int) -> list[Token]:
        """The tokens that begin on `line`."""
        return self.all[bisect_left(self._starts, (line, 0)) : bisect_left(self._starts, (line + 1, 0))]

    def between(self, first_line: int, last_line: int) -> list[Token]:
        """The tokens that begin on these lines, both included."""
        return self.all[
            bisect_left(self._starts, (first_line, 0)) : bisect_left(self._starts, (last_line + 1, 0))
        ]

    def reaching(self, line: int) -> list[Token]:
        """The tokens of `line`, and the text from above that reaches it."""
        first = bisect_left(self._starts, (line, 0))
        return self.all[max(first - 1, 0) : bisect_left(self._starts, (line + 1, 0))]

    def _cut(self, lines: list[str]) -> None:
        number, column = 1, 0
        while number <= len(lines):
            line = lines[number - 1]
            if column >= len(line):
                number, column = number + 1, 0
                continue
            piece = _PIECE.match(line, column)
            if piece is None:  # pragma: no cover - the last alternative takes any character
                column += 1
                continue
            kind, text = piece.lastgroup, piece.group()
            if kind == "quote":
                number, column = self._text(lines, number, column, text)
                continue
            if kind == "odd" and text == "\\" and not line[column + 1 :].strip():
                self.joined.add(number + 1)
            elif kind in _PIECES:
                self.all.append(Token(_kind(kind), text, number, column, number, piece.end()))
            column = piece.end()

    def _text(self, lines: list[str], number: int, column: int, opening: str) -> tuple[int, int]:
        """Take in the text that starts here; the place after it."""
        quote = opening.lstrip("rRbBuUfFtT")
        is_long = len(quote) == 3
        at_line, at = number, column + len(opening)
        while True:
            line = lines[at_line - 1]
            while at < len(line):
                if line[at] == "\\":
                    at += 2
                elif line.startswith(quote, at):
                    end = at + len(quote)
                    self._add_text(lines, number, column, at_line, end, quote, is_open=False)
                    return at_line, end
                else:
                    at += 1
            goes_on = is_long or at > len(line)  # a backslash at the end of the line joins the next one
            if not goes_on or at_line == len(lines):
                self._add_text(lines, number, column, at_line, len(line), quote, is_open=True)
                return at_line + 1, 0
            at_line, at = at_line + 1, 0
            self.inside_text.add(at_line)

    def _add_text(
        self,
        lines: list[str],
        number: int,
        column: int,
        end_line: int,
        end: int,
        quote: str,
        *,
        is_open: bool,
    ) -> None:
        shown = lines[number - 1][column:end] if number == end_line else lines[number - 1][column:]
        self.all.append(Token("text", shown, number, column, end_line, end, quote, is_open))


def _kind(group: str | None) -> TokenKind:
    for kind in _PIECES:
        if kind == group:
            return kind
    raise ValueError(group)


class Brackets(NamedTuple):
    """What the brackets of a file do.

    `problem` is the first closing bracket with no or another opening one
    (with that one); `unclosed` are the opening ones left at the end;
    `depths` says which brackets are open where a line begins.
    """

    problem: tuple[Token, Token | None] | None
    unclosed: list[Token]
    open_at: dict[int, tuple[Token, ...]]


def brackets(tokens: Tokens) -> Brackets:
    """Pair the brackets of a file, up to the first that does not pair."""
    stack: list[Token] = []
    open_at: dict[int, tuple[Token, ...]] = {}
    last_line = 0
    for token in tokens.all:
        if token.line != last_line:
            if stack:
                for line in range(last_line + 1, token.line + 1):
                    open_at[line] = tuple(stack[-8:])
            last_line = token.line
        if token.kind != "sign":
            continue
        if token.text in OPENERS:
            stack.append(token)
        elif token.text in CLOSERS:
            if stack and stack[-1].text == CLOSERS[token.text]:
                stack.pop()
            else:
                return Brackets((token, stack[-1] if stack else None), stack, open_at)
    return Brackets(None, stack, open_at)
