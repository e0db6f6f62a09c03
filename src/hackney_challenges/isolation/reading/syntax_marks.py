"""Rules for quote marks, brackets, commas and characters that Python does not have.

Far side; standard library only.
"""

import unicodedata
from collections.abc import Iterator
from itertools import pairwise

from hackney_challenges.isolation.reading.source_tokens import CLOSERS, OPENERS, Token
from hackney_challenges.isolation.reading.syntax_view import Finding, View, brief, ends_value, starts_value

_CURLY = {
    "\u201c": '"',
    "\u201d": '"',
    "\u201e": '"',
    "\u2018": "'",
    "\u2019": "'",
    "\u201a": "'",
    "\u00ab": '"',
    "\u00bb": '"',
}
_ODD_SIGNS = {
    "\u00d7": "*", "\u00f7": "/", "\u2013": "-", "\u2014": "-", "\u2212": "-", "\u2010": "-",
    "\u2264": "<=", "\u2265": ">=", "\u2260": "!=", "\u00b2": "**2", "\u00b3": "**3", "\u2026": "...",
}  # fmt: skip
_MONEY = "\u00a3$\u20ac\u00a5"


def pasted_shell(view: View) -> Iterator[Finding]:
    """`>>>` at the start of a line, copied from the Shell."""
    if not view.text(view.line).lstrip().startswith(">>>"):
        return
    edit = {}
    for number, text in enumerate(view.lines, start=1):
        bare = text.lstrip()
        if number not in view.tokens.inside_text and bare.startswith((">>>", "...")):
            edit[number] = bare[3:].removeprefix(" ")
    yield Finding(kind="pasted shell", line=view.line, edit=edit, is_plain=True)


def odd_characters(view: View) -> Iterator[Finding]:
    """Characters that look like Python's own, or that no line of Python has."""
    odd = [token for token in view.here if token.kind == "odd"]
    curly = [token for token in odd if token.text in _CURLY]
    if curly:
        edit = view.with_pieces(view.line, [(t.column, t.end_column, _CURLY[t.text]) for t in curly])
        yield Finding(kind="curly quote marks", line=view.line, edit=edit, is_plain=True)
    spaces = [token for token in odd if unicodedata.category(token.text) in ("Zs", "Cf", "Cc")]
    if spaces:
        pieces = [(t.column, t.end_column, " " if _is_wide(t.text) else "") for t in spaces]
        yield Finding(
            kind="odd space", line=view.line, edit=view.with_pieces(view.line, pieces), is_plain=True
        )
    for token in odd:
        if token.text in _MONEY:
            edit = view.replaced(view.line, token.column, token.end_column, "")
            yield Finding(kind="money sign", line=view.line, edit=edit)
    signs = [token for token in odd if _keyboard(token.text)]
    if signs:
        pieces = [(t.column, t.end_column, _keyboard(t.text)) for t in signs]
        yield Finding(
            kind="odd sign",
            line=view.line,
            words={"right": _keyboard(signs[0].text)},
            edit=view.with_pieces(view.line, pieces),
        )


def _is_wide(character: str) -> bool:
    return unicodedata.category(character) == "Zs"


def _keyboard(character: str) -> str:
    """What the keyboard has for this sign, or nothing."""
    if character in _ODD_SIGNS:
        return _ODD_SIGNS[character]
    plain = unicodedata.normalize("NFKC", character)
    return plain if character != plain and plain.isascii() and plain.isprintable() and plain.strip() else ""


def texts(view: View) -> Iterator[Finding]:
    """Text that does not end, or does not begin."""
    for token in view.here:
        if token.kind == "text" and token.is_open:
            if len(token.quote) == 3:
                words = {"quote": token.quote}
                yield Finding(kind="unclosed long text", line=token.line, words=words, is_plain=True)
            else:
                yield from _open_text(view, token)
    yield from _quote_inside(view)
    yield from _braces_in_text(view)


def _open_text(view: View, token: Token) -> Iterator[Finding]:
    line, quote, text = token.line, token.quote, view.text(token.line)
    start = token.column + token.text.index(quote) + 1
    content = text[start:]
    at = text.rfind("\\" + quote)
    if at >= start:
        edit = view.replaced(line, at, at + 1, "\\\\")
        yield Finding(kind="backslash before quote mark", line=line, words={"quote": quote}, edit=edit)
    yield from _apostrophe(view, token, start)
    rest = content.strip(" )]}:,\t")
    before = [other for other in view.here if other.column < token.column]
    run = _run_before(before)
    if not rest and run is not None:
        edit = view.replaced(line, run.column, run.column, quote)
        yield Finding(kind="unopened text", line=line, words={"quote": quote}, edit=edit)
    other = "'" if quote == '"' else '"'
    if rest.endswith(other):
        at = text.rindex(other)
        edit = view.replaced(line, at, at + 1, quote)
        yield Finding(kind="mixed quote marks", line=line, words={"quote": quote, "other": other}, edit=edit)
    yield Finding(kind="unclosed text", line=line, words={"quote": quote}, is_plain=True)


def _apostrophe(view: View, token: Token, start: int) -> Iterator[Finding]:
    """`'I don't know'`: the text ends early, a name touches its end."""
    if token.quote != "'":
        return
    for first, after in pairwise(view.here):
        if first.kind == "text" and first.quote == "'" and first.touches(after) and after.kind == "name":
            text = view.text(token.line)
            inner = text[first.column + 1 : start - 1]
            if '"' not in inner and first.text.startswith("'"):
                edit = {token.line: f'{text[: first.column]}"{inner}"{text[start:]}'}
                yield Finding(kind="apostrophe in text", line=token.line, edit=edit)
            return


def _quote_inside(view: View) -> Iterator[Finding]:
    """`"She said "hi" to me"`: two texts with a name touching both."""
    here = view.here
    for first, last in pairwise(token for token in here if token.kind == "text"):
        if first.quote != last.quote or len(first.quote) != 1:
            continue
        between = [token for token in here if first.column < token.column < last.column]
        if not between or not all(token.kind in ("name", "number") for token in between):
            continue
        if not (first.touches(between[0]) or between[-1].touches(last)):
            continue
        other = "'" if first.quote == '"' else '"'
        text = view.text(view.line)
        inner = text[first.column + 1 : last.end_column - 1]
        if other in inner or not first.text.startswith(first.quote):
            continue
        edit = view.replaced(
            view.line, first.column + 1, last.end_column - 1, inner.replace(first.quote, other)
        )
        words = {"quote": first.quote, "other": other}
        yield Finding(kind="quote mark in text", line=view.line, words=words, edit=edit)
        return


def _braces_in_text(view: View) -> Iterator[Finding]:
    """An f-text whose curly brackets do not pair, or hold nothing."""
    for token in view.here:
        start = token.text.find(token.quote)
        if token.kind != "text" or token.is_open or "f" not in token.text[:start].lower():
            continue
        end = token.end_column - len(token.quote)
        depth = _depth_at_end(token.text)
        if depth > 0:
            words = {"open": "{", "close": "}", "at": view.line}
            edit = view.replaced(view.line, end, end, "}")
            yield Finding(kind="unclosed bracket", line=view.line, words=words, edit=edit)
        elif depth < 0:
            last = view.text(view.line).rindex("}", 0, end)
            edit = view.replaced(view.line, last, last + 1, "")
            yield Finding(kind="bracket too many", line=view.line, words={"close": "}"}, edit=edit)
        elif "{}" in token.text.replace(" ", "").replace("{{", ""):
            yield Finding(kind="empty brackets in text", line=view.line, is_plain=True)


def _depth_at_end(text: str) -> int:
    """How many curly brackets of an f-text are open at its end; below 0 for one too many."""
    depth = at = 0
    while at < len(text) and depth >= 0:
        if depth == 0 and text[at : at + 2] in ("{{", "}}"):
            at += 2
            continue
        depth += (text[at] == "{") - (text[at] == "}")
        at += 1
    return depth


def _run_before(tokens: list[Token]) -> Token | None:
    """Where a run of words just before the end of `tokens` begins."""
    start: Token | None = None
    for token in reversed(tokens):
        if token.kind in ("name", "number") and token.text not in ("print", "return"):
            start = token
        else:
            break
    return start


def bracket_pairs(view: View) -> Iterator[Finding]:
    """A closing bracket too many, or of another kind than the one that was opened."""
    problem = view.brackets.problem
    if problem is None or problem[0].line != view.line:
        return
    closer, opener = problem
    drop = view.replaced(closer.line, closer.column, closer.end_column, "")
    if opener is None:
        for token in view.here[:2]:
            if token.kind == "name" and token.column < closer.column:
                edit = view.replaced(view.line, token.end_column, token.end_column, "(")
                words = {"close": closer.text, "open": CLOSERS[closer.text]}
                if closer.text == ")" and "(" not in view.text(view.line)[: closer.column]:
                    yield Finding(kind="unopened bracket", line=view.line, words=words, edit=edit)
        yield Finding(
            kind="bracket too many", line=view.line, words={"close": closer.text}, edit=drop, is_plain=True
        )
        return
    right = OPENERS[opener.text]
    words = {"open": opener.text, "right": right, "close": closer.text}
    swap = view.replaced(closer.line, closer.column, closer.end_column, right)
    yield Finding(kind="other bracket", line=closer.line, words=words, edit=swap)
    add = view.replaced(closer.line, closer.column, closer.column, right)
    unclosed = {"open": opener.text, "close": right}
    yield Finding(kind="unclosed bracket", line=opener.line, words=unclosed, edit=add)
    yield Finding(kind="other bracket", line=closer.line, words=words, is_plain=True)


def unclosed_brackets(view: View) -> Iterator[Finding]:
    """An opening bracket that nothing closes; the line that opens it is to blame."""
    if view.brackets.problem is not None and view.brackets.problem[0].line <= view.line:
        return
    open_here = [token for token in view.brackets.unclosed if token.line <= view.line]
    for line in sorted({token.line for token in open_here}, reverse=True)[:3]:
        openers = [token for token in open_here if token.line == line]
        closing = "".join(OPENERS[token.text] for token in reversed(openers))
        words = {"open": openers[-1].text, "close": OPENERS[openers[-1].text]}
        for end in dict.fromkeys((_list_end(view, line), line, view.line - 1, view.line)):
            if end < line or not view.tokens.on(end):
                continue
            edit = _closed_at_the_end(view, end, closing)
            yield Finding(
                kind="unclosed bracket", line=line, show=(line,), words={**words, "at": end}, edit=edit
            )
        yield Finding(kind="unclosed bracket", line=line, words=words, is_plain=True)


def _list_end(view: View, line: int) -> int:
    """The line on which what is opened on `line` seems to end: the first that does not end with a comma."""
    while line < len(view.lines):
        here = view.tokens.on(line)
        if here and here[-1].text not in (",", *OPENERS):
            break
        line += 1
    return line


def _closed_at_the_end(view: View, line: int, closing: str) -> dict[int, str]:
    last = view.tokens.on(line)[-1]
    column = last.column if last.text == ":" else last.end_column
    if last.end_line != line:
        column = len(view.text(line))
    return view.replaced(line, column, column, closing)


def missing_comma(view: View) -> Iterator[Finding]:
    """Two values side by side inside brackets."""
    depth, pairs = 0, []
    is_key = {token for token, after in pairwise(view.statement) if after.text == ":"}
    for token, after in pairwise(view.statement):
        if token.text in OPENERS and token.kind == "sign":
            depth += 1
        elif token.text in CLOSERS and token.kind == "sign":
            depth -= 1
        both_texts = token.kind == after.kind == "text" and after not in is_key
        glued = token.touches(after) and token.kind == "number"
        if depth > 0 and ends_value(token) and starts_value(after) and not both_texts and not glued:
            pairs.append((token, after))
    pairs = [pair for pair in pairs if pair[0].end_line == pairs[0][0].end_line]
    if pairs:
        line = pairs[0][0].end_line
        edit = view.with_pieces(line, [(t.end_column, t.end_column, ",") for t, _ in pairs])
        first, second = pairs[0]
        words = {"first": brief(first), "second": brief(second)}
        yield Finding(kind="missing comma", line=line, words=words, edit=edit)
