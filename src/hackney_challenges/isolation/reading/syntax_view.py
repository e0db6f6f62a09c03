"""What the rules about unreadable files look at, and what they find. Far side; standard library only."""

import ast
import warnings
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property
from keyword import kwlist
from typing import Any, Literal, NamedTuple

from hackney_challenges.isolation.reading.source_tokens import Brackets, Token, Tokens, brackets

KEYWORDS = frozenset(kwlist)
VALUE_WORDS = frozenset({"True", "False", "None"})
BLOCK_WORDS = frozenset(
    {"if", "elif", "else", "for", "while", "def", "class", "try", "except", "finally", "with"}
)

_MOST_LINES_IN_A_STATEMENT = 200


class Stop(NamedTuple):
    """Where the compiler stopped: `kind` by the class of what it raised, `line` within the file.

    "later" means that the grammar is sound, and the stop came after it.
    """

    kind: Literal["grammar", "indent", "tab", "later", "deep"]
    line: int


@dataclass(frozen=True, slots=True, kw_only=True)
class Finding:
    """One possible cause. `edit` gives lines that would mend it; it is tried before it is believed.

    `is_plain` marks a fact that can be read off the line itself: it needs no
    proof. `show` are the lines to show, `words` the plain data of the sentence.
    """

    kind: str
    line: int
    show: tuple[int, ...] = ()
    words: Mapping[str, Any] = field(default_factory=dict)
    edit: Mapping[int, str] | None = None
    is_plain: bool = False


def stop_of(lines: list[str]) -> Stop | None:
    """Where this Python stops in these lines, or None if it does not."""
    source = "\n".join(lines)
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            compile(source, "x", "exec", dont_inherit=True)
    except TabError as stop:
        return Stop("tab", _line(stop, lines))
    except IndentationError as stop:
        return Stop("indent", _line(stop, lines))
    except SyntaxError as stop:
        return Stop("later" if _parses(source) else "grammar", _line(stop, lines))
    except ValueError:
        return Stop("grammar", 1)
    except (MemoryError, RecursionError):
        return Stop("deep", 1)
    return None


def _line(stop: SyntaxError, lines: list[str]) -> int:
    return min(max(stop.lineno or 1, 1), len(lines))


def _parses(source: str) -> bool:
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            ast.parse(source)
    except (SyntaxError, ValueError, MemoryError, RecursionError):
        return False
    return True


class View:
    """A file that stops Python, cut up for the rules."""

    def __init__(self, lines: list[str], stop: Stop) -> None:
        self.lines = lines
        self.stop = stop
        self.line = stop.line

    @cached_property
    def tokens(self) -> Tokens:
        """All tokens of the file."""
        return Tokens(self.lines)

    @cached_property
    def brackets(self) -> Brackets:
        """What its brackets do."""
        return brackets(self.tokens)

    @cached_property
    def here(self) -> list[Token]:
        """The tokens that begin on the line of the stop."""
        return self.tokens.on(self.line)

    @property
    def statement_line(self) -> int:
        """Where the statement begins that the stop is in."""
        return self.statement[0].line if self.statement else self.line

    @cached_property
    def statement(self) -> list[Token]:
        """The tokens of the statement the stop is in; brackets and `\\` join lines to one."""
        first = self.line
        while first > 1:
            opened = self.brackets.open_at.get(first)
            if opened:
                first = min(opened[0].line, first - 1)
            elif first in self.tokens.joined or first in self.tokens.inside_text:
                first -= 1
            else:
                break
        last = self.line
        while last < min(len(self.lines), first + _MOST_LINES_IN_A_STATEMENT):
            following = last + 1
            is_joined = following in self.tokens.joined or following in self.tokens.inside_text
            if not (self.brackets.open_at.get(following) or is_joined):
                break
            last = following
        return self.tokens.between(first, last)

    @cached_property
    def name_counts(self) -> dict[str, int]:
        """How often each name stands in the file."""
        counts: dict[str, int] = {}
        for token in self.tokens.all:
            if token.kind == "name":
                counts[token.text] = counts.get(token.text, 0) + 1
        return counts

    def text(self, line: int) -> str:
        """The text of a line."""
        return self.lines[line - 1]

    def indent(self, line: int) -> str:
        """The blanks at the start of a line."""
        text = self.text(line)
        return text[: len(text) - len(text.lstrip(" \t\f"))]

    def width(self, line: int) -> int:
        """How far in a line starts, a Tab counting to the next 8 as it does for Python."""
        return len(self.indent(line).expandtabs(8))

    def code_lines_before(self, line: int) -> Iterator[int]:
        """Lines above, nearest first, on which a statement begins."""
        for number in range(line - 1, 0, -1):
            if number in self.tokens.inside_text or number in self.tokens.joined:
                continue
            if self.brackets.open_at.get(number):
                continue
            if self.tokens.on(number):
                yield number

    def first_word(self, line: int) -> str:
        """The first token of a line, or nothing."""
        tokens = self.tokens.on(line)
        return tokens[0].text if tokens else ""

    def replaced(self, line: int, start: int, end: int, text: str) -> dict[int, str]:
        """The edit that puts `text` in place of these columns of `line`."""
        old = self.text(line)
        return {line: old[:start] + text + old[end:]}

    def with_pieces(self, line: int, pieces: list[tuple[int, int, str]]) -> dict[int, str]:
        """The edit that makes several replacements on one line."""
        text = self.text(line)
        for start, end, new in sorted(pieces, reverse=True):
            text = text[:start] + new + text[end:]
        return {line: text}


def ends_value(token: Token) -> bool:
    """Whether a value can end with this token."""
    if token.kind == "name":
        return token.text not in KEYWORDS or token.text in VALUE_WORDS
    return token.kind in ("number", "text") or token.text in (")", "]", "}")


def starts_value(token: Token) -> bool:
    """Whether a value begins with this token and nothing else can."""
    if token.kind == "name":
        return token.text not in KEYWORDS or token.text in VALUE_WORDS
    return token.kind in ("number", "text")


def brief(token: Token) -> str:
    """A token short enough for a sentence."""
    return token.text if len(token.text) <= 20 else token.text[:17] + "..."
