"""Rules for Python's own words, names, and words of other languages. Far side; standard library only."""

import builtins
import re
from collections.abc import Iterator, Sequence
from difflib import get_close_matches
from itertools import pairwise

from hackney_challenges.isolation.reading.source_tokens import Token
from hackney_challenges.isolation.reading.syntax_view import (
    KEYWORDS,
    VALUE_WORDS,
    Finding,
    View,
    starts_value,
)

_FIRST_WORDS = [
    "if",
    "elif",
    "else",
    "for",
    "while",
    "def",
    "class",
    "return",
    "import",
    "from",
    "try",
    "except",
    "finally",
    "with",
    "break",
    "continue",
    "pass",
]
_INNER_WORDS = ("in", "and", "or", "not", "import", "is", "as", "else", "if", "for")
_TYPE_WORDS = frozenset(
    [
        "let",
        "var",
        "const",
        "int",
        "float",
        "double",
        "string",
        "String",
        "str",
        "bool",
        "boolean",
        "char",
        "dim",
        "Dim",
        "local",
        "auto",
    ]
)
_DEF_WORDS = frozenset({"function", "func", "fun", "fn", "sub", "procedure", "void", "define"})
_SIGN_WORDS = {"MOD": "%", "DIV": "//", "mod": "%", "div": "//", "Mod": "%", "Div": "//"}
_CALLED = frozenset({"input", "int", "str", "float", "len", "range", "round", "sorted", "sum", "max", "min"})
_BACKSLASH_INSIDE = re.compile(r"\{[^{}]*\\[^{}]*\}")
_BUILTINS = frozenset(dir(builtins))
_LONGEST_WORD = 20


def _near(word: str, known: Sequence[str], n: int, cutoff: float) -> list[str]:
    return get_close_matches(word, known, n=n, cutoff=cutoff) if len(word) <= _LONGEST_WORD else []


def words_first(view: View) -> Iterator[Finding]:
    """The first word of the line: a capital letter, a slip of the keys, another language's word."""
    if not view.here or view.stop.kind != "grammar":
        return
    first = view.here[0]
    second = view.here[1] if len(view.here) > 1 else None
    if first.kind != "name":
        return
    if first.text.lower() in KEYWORDS and first.text not in KEYWORDS:
        yield _instead("capital letter", view, first, first.text.lower())
    if first.text in _DEF_WORDS and second is not None and second.kind == "name":
        yield _instead("word of another language", view, first, "def")
    if first.text in _TYPE_WORDS and second is not None and second.kind == "name":
        edit = view.replaced(view.line, first.column, second.column, "")
        words = {"wrote": first.text, "right": ""}
        yield Finding(kind="word of another language", line=view.line, words=words, edit=edit)
    yield from _definition(view)
    yield from _print(view)
    if first.text not in KEYWORDS and second is not None and second.text not in ("=", ".", "("):
        for word in _near(first.text.lower(), _FIRST_WORDS, n=3, cutoff=0.6):
            yield _instead("keyword misspelt", view, first, word)
    elif first.text not in KEYWORDS and view.name_counts.get(first.text) == 1:
        for word in _near(first.text, _FIRST_WORDS, n=3, cutoff=0.75):
            yield _instead("keyword misspelt", view, first, word)


def words_inside(view: View) -> Iterator[Finding]:
    """Words further in: AND, MOD, `then`, `do`; `for` without `in`, `from` without `import`."""
    if view.stop.kind != "grammar":
        return
    yield from _then(view)
    yield from _for(view)
    yield from _from(view)
    for token in view.here[1:]:
        if token.kind != "name":
            continue
        if token.text in _SIGN_WORDS:
            yield _instead("signs for words", view, token, _SIGN_WORDS[token.text])
        elif (
            token.text.lower() in KEYWORDS and token.text not in KEYWORDS and token.text.lower() not in "from"
        ):
            yield _instead("capital letter", view, token, token.text.lower())


def slips_inside(view: View) -> Iterator[Finding]:
    """A slip of the keys in a word further in: `for stop inn stops`, `from random imprt randint`."""
    if view.stop.kind != "grammar":
        return
    for token in view.here[1:]:
        if token.kind == "name" and token.text not in KEYWORDS and view.name_counts.get(token.text) == 1:
            for word in _near(token.text.lower(), _INNER_WORDS, n=2, cutoff=0.66):
                yield _instead("keyword misspelt", view, token, word)


def _instead(kind: str, view: View, token: Token, right: str) -> Finding:
    edit = view.replaced(token.line, token.column, token.end_column, right)
    return Finding(kind=kind, line=token.line, words={"wrote": token.text[:60], "right": right}, edit=edit)


def _definition(view: View) -> Iterator[Finding]:
    """`def` without brackets, without a name, with a number for an input; or no `def` at all."""
    here = view.here
    if here[0].text == "def" and len(here) > 1:
        name = here[1]
        if name.text == "(":
            yield Finding(kind="def without a name", line=view.line, is_plain=True)
            return
        if name.kind == "name" and "(" not in [token.text for token in here]:
            end = here[-1].column if here[-1].text == ":" else here[-1].end_column
            inputs = view.text(view.line)[name.end_column : end].strip()
            edit = view.replaced(view.line, name.end_column, end, f"({inputs})")
            words = {"name": name.text[:60], "right": edit[view.line].strip()[:60]}
            yield Finding(kind="def without brackets", line=view.line, words=words, edit=edit)
        for before, token in pairwise(here):
            if before.text in ("(", ",") and token.kind in ("number", "text"):
                words = {"value": token.text[:20]}
                yield Finding(kind="value as an input name", line=view.line, words=words, is_plain=True)
                return
    elif len(here) > 3 and here[0].text not in KEYWORDS and here[1].text == "(" and here[-1].text == ":":
        edit = view.replaced(view.line, here[0].column, here[0].column, "def ")
        words = {"name": here[0].text[:60]}
        yield Finding(kind="def left out", line=view.line, words=words, edit=edit)


def _print(view: View) -> Iterator[Finding]:
    """`print "hello"`, and other calls that lost their round brackets."""
    here = view.here
    for token, after in pairwise(here):
        is_print = token is here[0] and token.text.lower() == "print"
        if not is_print and token.text not in _CALLED:
            continue
        if token.end_column > after.column or not (starts_value(after) or after.text in ("not", "-", "[")):
            continue
        last = here[-1]
        if last.text in (":", ",", ";") and last is not after:
            last = here[-2]
        if last.end_line != view.line:
            continue
        text = view.text(view.line)
        name = "print" if is_print else token.text
        inside = text[after.column : last.end_column]
        rest = text[last.end_column :] if here[-1].text == ":" else ""
        edit = {view.line: f"{text[: token.column]}{name}({inside}){rest}"}
        words = {"name": name, "right": edit[view.line].strip()[:80]}
        yield Finding(kind="print without brackets", line=view.line, words=words, edit=edit)
        return


def _then(view: View) -> Iterator[Finding]:
    tokens = view.statement
    if not tokens or tokens[0].text not in ("if", "elif", "while", "else", "for"):
        return
    last = tokens[-1]
    word = tokens[-2] if last.text == ":" and len(tokens) > 2 else last
    if word.text.lower() in ("then", "do", "begin"):
        before = tokens[tokens.index(word) - 1]
        edit = view.replaced(word.line, before.end_column, last.end_column, ":")
        if before.line == word.line:
            yield Finding(kind="then", line=word.line, words={"wrote": word.text}, edit=edit)


def _for(view: View) -> Iterator[Finding]:
    here = view.here
    if len(here) < 4 or here[0].text != "for" or here[1].kind != "name":
        return
    name, third = here[1], here[2]
    text = view.text(view.line)
    to = next((token for token in here[3:] if token.text.lower() == "to"), None)
    if third.text in ("=", "in") and to is not None and to is not here[-1]:
        end = here[-1].column if here[-1].text == ":" else here[-1].end_column
        first, last = text[third.end_column : to.column].strip(), text[to.end_column : end].strip()
        top = str(int(last) + 1) if last.isdecimal() and len(last) < 9 else f"{last} + 1"
        edit = {view.line: f"{text[: name.end_column]} in range({first}, {top}):"}
        words = {"right": edit[view.line].strip()[:80]}
        yield Finding(kind="for with equals", line=view.line, words=words, edit=edit)
    if third.kind in ("name", "text") and third.text not in KEYWORDS:
        edit = view.replaced(view.line, name.end_column, third.column, " in ")
        yield Finding(kind="missing in", line=view.line, words={"name": name.text[:60]}, edit=edit)
    if third.text in ("=", ":", "of", "from"):
        edit = view.replaced(view.line, third.column, third.end_column, "in")
        words = {"wrote": third.text, "right": "in"}
        yield Finding(kind="keyword misspelt", line=view.line, words=words, edit=edit)


def _from(view: View) -> Iterator[Finding]:
    """`from random randint`, `import random randint`."""
    here = view.here
    if len(here) < 3 or here[0].text != "from" or "import" in [token.text for token in here]:
        return
    if here[1].kind == here[2].kind == "name":
        edit = view.replaced(view.line, here[1].end_column, here[2].column, " import ")
        yield Finding(kind="missing import word", line=view.line, edit=edit)


def names(view: View) -> Iterator[Finding]:
    """Names that cannot be names: two words, a minus, a digit first, one of Python's own words."""
    if view.stop.kind != "grammar" or not view.here:
        return
    here = view.here
    begin = 1 if here[0].text in ("def", "class") else 0
    end_sign = ("(", ":") if begin else ("=",)
    end = next((i for i, token in enumerate(here) if token.text in end_sign and i > begin), None)
    if end is not None:
        yield from _name_parts(view, here[begin:end])
    tried = 0
    for before, token, after in zip([None, *here], here, [*here[1:], None], strict=False):
        if token.text not in KEYWORDS or token.kind != "name" or tried == 4:
            continue
        is_defined = before is not None and before.text in ("def", "class")
        ends_like_a_name = is_defined or after is None or after.text in ("=", ",", ")", "in", ":", "+=")
        starts_like_a_name = is_defined or before is None or before.text in ("for", "(", ",", "as", "import")
        if ends_like_a_name and starts_like_a_name:
            tried += 1
            edit = view.replaced(view.line, token.end_column, token.end_column, "_")
            words = {"word": token.text}
            yield Finding(kind="Python's own word", line=view.line, words=words, edit=edit)


def _name_parts(view: View, parts: list[Token]) -> Iterator[Finding]:
    if len(parts) < 2:
        return
    start, end = parts[0].column, parts[-1].end_column
    wrote = view.text(view.line)[start:end]
    are_names = all(token.kind == "name" and token.text not in KEYWORDS for token in parts)
    if are_names:
        right = "_".join(token.text for token in parts)
        words = {"right": right[:60]}
        edit = view.replaced(view.line, start, end, right)
        yield Finding(kind="name with a space", line=view.line, words=words, edit=edit)
    if parts[0].kind == "number" and parts[0].touches(parts[1]) and len(parts) == 2:
        edit = view.replaced(view.line, start, start, "n")
        yield Finding(kind="name starts with a digit", line=view.line, words={"wrote": wrote[:60]}, edit=edit)
    signs = [token for token in parts if token.text == "-"]
    if signs and all(token.kind == "name" or token.text == "-" for token in parts) and parts[-1].text != "-":
        right = wrote.replace("-", "_").replace(" ", "")
        edit = view.replaced(view.line, start, end, right)
        words = {"right": right[:60]}
        yield Finding(kind="name with a minus", line=view.line, words=words, edit=edit)


def unquoted_text(view: View) -> Iterator[Finding]:
    """Words side by side, after = or in brackets, that are names nowhere else: text without quote marks."""
    if view.stop.kind != "grammar":
        return
    here = view.here
    for start, token in enumerate(here):
        before = here[start - 1] if start else None
        if before is None or before.text not in ("=", "(", ",", "return", "==", "+", "[", ":", "!="):
            continue
        end = start
        while end < len(here) and _could_be_text(here[end]):
            end += 1
        run = here[start:end]
        follows = here[end].text if end < len(here) else ")"
        is_one_word = len(run) == 2 and run[0].touches(run[1])  # 2x, 0x12g: a matter for another rule
        if len(run) < 2 or is_one_word or follows not in (")", ",", ":", "+", "]"):
            continue
        if not any(_is_stranger(view, word) for word in run) or token.kind not in ("name", "number"):
            continue
        if any(word.text in _BUILTINS and word.text not in VALUE_WORDS for word in run):
            continue
        wrote = view.text(view.line)[run[0].column : run[-1].end_column]
        edit = view.replaced(view.line, run[0].column, run[-1].end_column, f'"{wrote}"')
        words = {"wrote": wrote[:40]}
        yield Finding(kind="text without quote marks", line=view.line, words=words, edit=edit)


def _could_be_text(token: Token) -> bool:
    return token.kind in ("name", "number") or (token.kind == "odd" and token.text in "!?")


def _is_stranger(view: View, token: Token) -> bool:
    return token.kind == "name" and token.text not in KEYWORDS and view.name_counts.get(token.text) == 1


def newer_python(view: View, version: tuple[int, int]) -> Iterator[Finding]:
    """Grammar that came after this Python; without it the file can be read further."""
    here = view.here
    for token, after in pairwise(here):
        if token.text == "except" and after.text == "*" and version < (3, 11):
            edit = view.replaced(view.line, after.column, after.end_column, "")
            yield _newer(view, "3.11", edit)
    texts = [token.text for token in here]
    if version < (3, 12) and len(here) > 3:
        begin = texts.index("def") if "def" in texts else texts.index("class") if "class" in texts else None
        if begin is not None and texts[begin + 2 : begin + 3] == ["["] and "]" in texts:
            opened, closed = here[begin + 2], here[texts.index("]")]
            yield _newer(view, "3.12", view.replaced(view.line, opened.column, closed.end_column, ""))
        if texts[0] == "type" and here[1].kind == "name" and texts[2] in ("=", "["):
            end = (
                here[texts.index("]")].end_column if "]" in texts and texts[2] == "[" else here[1].end_column
            )
            edit = view.replaced(view.line, here[0].column, end, here[1].text)
            yield _newer(view, "3.12", edit)
    if version < (3, 12):
        yield from _nested_quotes(view)
    if version < (3, 14):
        for token in here:
            if token.kind == "text" and token.text[:2].lower() in ('t"', "t'"):
                yield _newer(view, "3.14", view.replaced(view.line, token.column, token.column + 1, "f"))


def _nested_quotes(view: View) -> Iterator[Finding]:
    """`f"{prices["child"]}"`: one kind of quote mark inside and out, or a backslash inside (3.12)."""
    here = view.here
    for at, token in enumerate(here):
        if token.kind == "text" and token.text[:1] in "fF" and _BACKSLASH_INSIDE.search(token.text):
            yield _newer(view, "3.12", view.replaced(view.line, token.column, token.end_column, '""'))
        if (
            token.kind != "text"
            or token.text[:1] not in "fF"
            or token.text.count("{") <= token.text.count("}")
        ):
            continue
        for last in range(at + 1, len(here)):
            part = here[last]
            if part.kind == "text" and part.text.count("}") > part.text.count("{"):
                if part.end_line == view.line and token.touches(here[at + 1]):
                    edit = view.replaced(view.line, token.column, part.end_column, '""')
                    yield _newer(view, "3.12", edit)
                return


def _newer(view: View, needs: str, edit: dict[int, str]) -> Finding:
    return Finding(kind="newer python", line=view.line, words={"needs": needs}, edit=edit)
