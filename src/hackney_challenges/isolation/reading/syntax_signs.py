"""Rules for signs: = and ==, signs the wrong way round, tests cut short, nothing after +.

Far side; standard library only.
"""

from collections.abc import Iterator
from itertools import pairwise

from hackney_challenges.isolation.reading.source_tokens import CLOSERS, OPENERS, Token
from hackney_challenges.isolation.reading.syntax_view import KEYWORDS, Finding, View, ends_value

_COMPARE = frozenset({"==", "!=", "<", ">", "<=", ">="})
_NEED_A_VALUE = _COMPARE | frozenset(
    ["+", "-", "/", "//", "%", "**", "=", "+=", "-=", "*=", "/=", "and", "or", "not", "in", "is"]
)
_PAIRS = {
    ("=", ">"): ">=",
    ("=", "<"): "<=",
    ("=", "!"): "!=",
    ("<", ">"): "!=",
    ("==", "="): "==",
    ("=", "=="): "==",
    ("!=", "="): "!=",
    ("!", "="): "!=",
}
_APART = frozenset({"+=", "-=", "*=", "/=", "!=", "<=", ">=", "==", "//", "**"})
_UNITS = frozenset(
    [
        "am",
        "pm",
        "st",
        "nd",
        "rd",
        "th",
        "p",
        "pence",
        "m",
        "cm",
        "km",
        "g",
        "kg",
        "s",
        "min",
        "mins",
        "h",
        "hours",
    ]
)
_WORD_SIGNS = {"&&": "and", "||": "or", "&": "and", "|": "or"}


def equals_in_test(view: View) -> Iterator[Finding]:
    """One `=` where a test asks whether two things are the same."""
    tokens = view.statement
    if view.stop.kind != "grammar" or not tokens or tokens[0].text not in ("if", "elif", "while", "assert"):
        return
    single = [token for token in tokens if token.text == "=" and token.line == view.line]
    if single:
        edit = view.with_pieces(view.line, [(t.column, t.end_column, "==") for t in single])
        yield Finding(kind="equals in a test", line=view.line, words={"word": tokens[0].text}, edit=edit)


def sign_pairs(view: View) -> Iterator[Finding]:
    """Two signs side by side that Python writes otherwise."""
    if view.stop.kind != "grammar":
        return
    for token, after in pairwise(view.here):
        both = token.text + after.text
        touch = token.touches(after)
        if touch and (token.text, after.text) in _PAIRS:
            right = _PAIRS[token.text, after.text]
            yield _both(view, "sign the wrong way round", token, after, right)
        elif not touch and both in _APART and token.kind in ("sign", "odd") and token.line == after.line:
            yield _both(view, "space inside a sign", token, after, both)
        elif touch and both in ("++", "--") and (after is view.here[-1] or view.here[-1].text == ";"):
            edit = view.replaced(view.line, token.column, after.end_column, f" {both[0]}= 1")
            words = {"name": view.here[0].text[:60], "sign": both[0]}
            yield Finding(kind="plus plus", line=view.line, words=words, edit=edit)
        elif touch and both in _WORD_SIGNS:
            yield _both(view, "signs for words", token, after, _WORD_SIGNS[both])
    for token in view.here:
        if token.kind == "odd" and token.text == "!":
            edit = view.replaced(view.line, token.column, token.end_column, "not ")
            words = {"wrote": "!", "right": "not"}
            yield Finding(kind="signs for words", line=view.line, words=words, edit=edit)


def _both(view: View, kind: str, first: Token, second: Token, right: str) -> Finding:
    text = view.text(view.line)
    new = right
    if right.isalpha():
        before = "" if text[: first.column].endswith(" ") else " "
        after = "" if text[second.end_column :].startswith(" ") else " "
        new = f"{before}{right}{after}"
    edit = view.replaced(view.line, first.column, second.end_column, new)
    words = {"wrote": text[first.column : second.end_column][:10], "right": right}
    return Finding(kind=kind, line=view.line, words=words, edit=edit)


def tests_cut_short(view: View) -> Iterator[Finding]:
    """`age == 5 or == 6`: each side of `or` needs a whole test."""
    here = view.here
    for at in range(1, len(here) - 1):
        if here[at].text not in ("and", "or") or here[at + 1].text not in _COMPARE:
            continue
        begin = at
        while begin > 0 and here[begin - 1].text not in (
            "if",
            "elif",
            "while",
            "return",
            "(",
            "and",
            "or",
            "=",
            "not",
        ):
            begin -= 1
        sign = next((i for i in range(begin, at) if here[i].text in _COMPARE), None)
        if sign is None or sign == begin:
            continue
        left = view.text(view.line)[here[begin].column : here[sign - 1].end_column]
        edit = view.replaced(view.line, here[at + 1].column, here[at + 1].column, f"{left} ")
        words = {"word": here[at].text, "right": edit[view.line].strip()[:60]}
        yield Finding(kind="test cut short", line=view.line, words=words, edit=edit)
        return


def nothing_beside(view: View) -> Iterator[Finding]:
    """A sign with nothing after it, or an `=` with nothing before it."""
    if view.stop.kind != "grammar" or not view.here:
        return
    first = view.here[0]
    if first.text in ("=", "==", "+=", "-="):
        yield Finding(kind="nothing before a sign", line=view.line, words={"sign": first.text}, is_plain=True)
        return
    for token, after in zip(view.here, [*view.here[1:], None], strict=True):
        is_end = after is None or after.text in (")", "]", "}", ":")
        is_mark = first.text == "def" and token.text in ("/", "**")  # of another rule, on kinds of inputs
        if token.text in _NEED_A_VALUE and token.kind != "text" and is_end and not is_mark:
            words = {"sign": token.text}
            yield Finding(kind="nothing after a sign", line=view.line, words=words, is_plain=True)
            return
        if token.text in ("if", "elif", "while") and token is first and (after is None or after.text == ":"):
            words = {"sign": token.text}
            yield Finding(kind="nothing after a sign", line=view.line, words=words, is_plain=True)
            return
        if token.text in ("import", "from") and after is None:
            words = {"sign": token.text}
            yield Finding(kind="nothing after a sign", line=view.line, words=words, is_plain=True)
            return


def numbers(view: View) -> Iterator[Finding]:
    """`2x`, `007`, `3pm`."""
    if view.stop.kind != "grammar":
        return
    for token, after in pairwise(view.here):
        if token.kind == "number" and after.kind == "name" and token.touches(after):
            wrote = view.text(view.line)[token.column : after.end_column]
            words = {"wrote": wrote[:40], "number": token.text[:20], "name": after.text[:20]}
            if after.text in _UNITS and view.name_counts.get(after.text) == 1:
                edit = view.replaced(view.line, token.column, after.end_column, f'"{wrote}"')
                yield Finding(kind="text without quote marks", line=view.line, words=words, edit=edit)
            elif token.text.isdecimal() and (view.name_counts.get(after.text) != 1 or len(after.text) > 1):
                edit = view.replaced(view.line, token.end_column, token.end_column, " * ")
                yield Finding(kind="number beside a name", line=view.line, words=words, edit=edit)
    for token in view.here:
        if (
            token.kind == "number"
            and token.text.isdecimal()
            and token.text.startswith("0")
            and len(token.text) > 1
        ):
            right = token.text.lstrip("0") or "0"
            edit = view.replaced(view.line, token.column, token.end_column, right)
            words = {"wrote": token.text[:20], "right": right[:20]}
            yield Finding(kind="zero in front", line=view.line, words=words, edit=edit)


def left_of_equals(view: View) -> Iterator[Finding]:
    """`85 = price`: the name goes on the left."""
    here = view.here
    signs = [at for at, token in enumerate(here) if token.text == "="]
    if (
        view.stop.kind != "grammar"
        or len(signs) != 1
        or any(token.text in (":", *OPENERS) for token in here[:1])
    ):
        return
    at = signs[0]
    left, right = here[:at], here[at + 1 :]
    if len(right) != 1 or right[0].kind != "name" or right[0].text in KEYWORDS or not left:
        return
    if (
        not ends_value(left[-1])
        or left[0].text in KEYWORDS
        or any(t.text in (*OPENERS, *CLOSERS) for t in left)
    ):
        return
    value = view.text(view.line)[left[0].column : left[-1].end_column]
    edit = view.replaced(view.line, left[0].column, right[0].end_column, f"{right[0].text} = {value}")
    words = {"name": right[0].text[:60], "right": edit[view.line].strip()[:60]}
    yield Finding(kind="number on the left", line=view.line, words=words, edit=edit)
