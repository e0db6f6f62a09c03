"""Rules for colons, indentation, and the words that belong together. Far side; standard library only."""

import ast
import warnings
from collections.abc import Iterator

from hackney_challenges.isolation.reading.source_tokens import Token
from hackney_challenges.isolation.reading.syntax_view import BLOCK_WORDS, Finding, View

_MOST_INDENT = 8


def indentation(view: View) -> Iterator[Finding]:
    """Lines that start too far in, not far enough, or nowhere in particular."""
    if view.stop.kind == "tab":
        yield from _tab_and_spaces(view)
    if view.stop.kind != "indent":
        return
    above = next(view.code_lines_before(view.line), None)
    if not view.here or (_opens_block(view, view.line) and not _code_after(view, view.line)):
        header = view.line if view.here else above
        if header is not None and _opens_block(view, header):
            yield _nothing_inside(view, header)
        return
    if above is None:
        edit = {view.line: view.text(view.line).lstrip()}
        yield Finding(kind="too far in", line=view.line, words={"first": True}, edit=edit)
        return
    if _opens_block(view, above) and view.width(view.line) <= view.width(above):
        yield from _under_header(view, above)
    elif view.width(view.line) > view.width(above):
        extra = view.width(view.line) - view.width(above)
        edit = {view.line: view.indent(above) + view.text(view.line).lstrip()}
        words = {"extra": extra}
        yield Finding(kind="too far in", line=view.line, show=(above, view.line), words=words, edit=edit)
    else:
        yield from _lines_up_with_nothing(view)


def _tab_and_spaces(view: View) -> Iterator[Finding]:
    edit = {
        number: view.indent(number).expandtabs(4) + text.lstrip(" \t")
        for number, text in enumerate(view.lines, start=1)
        if "\t" in view.indent(number)
    }
    indent = view.indent(view.line)
    words = {"both": " " in indent and "\t" in indent, "tab": "\t" in indent}
    yield Finding(kind="tab and spaces", line=view.line, words=words, edit=edit, is_plain=True)


def _opens_block(view: View, line: int) -> bool:
    """Whether the statement that begins on `line` ends with a colon."""
    last = line
    while last < len(view.lines) and (view.brackets.open_at.get(last + 1) or last + 1 in view.tokens.joined):
        last += 1
    tokens = view.tokens.between(line, last)
    return (
        bool(tokens) and tokens[-1].text == ":" and tokens[0].text in BLOCK_WORDS | {"match", "case", "async"}
    )


def _code_after(view: View, line: int) -> bool:
    return bool(view.tokens.between(line + 1, len(view.lines)))


def _nothing_inside(view: View, header: int) -> Finding:
    tokens = view.tokens.on(header)
    name = tokens[1].text if tokens[0].text in ("def", "class") and len(tokens) > 1 else ""
    words = {"word": tokens[0].text, "name": name[:60]}
    edit = {header: view.text(header).rstrip() + " pass"}
    if tokens[-1].end_line == header:
        edit = view.replaced(header, tokens[-1].end_column, tokens[-1].end_column, " pass")
    return Finding(kind="nothing inside", line=header, words=words, edit=edit, is_plain=True)


def _under_header(view: View, header: int) -> Iterator[Finding]:
    word = view.first_word(view.line)
    begins_anew = word in ("def", "class", "else", "elif", "except", "finally", "@")
    comment_only = any(
        view.text(between).lstrip().startswith("#") and view.width(between) > view.width(header)
        for between in range(header + 1, view.line)
    )
    if begins_anew or comment_only or view.width(view.line) < view.width(header):
        yield _nothing_inside(view, header)
        return
    step = _step(view)
    edit = {view.line: view.indent(header) + step + view.text(view.line).lstrip()}
    words = {
        "step": len(step.expandtabs(8)) if step != "\t" else 1,
        "tab": step == "\t",
        "header": header,
        "header_spaces": view.width(header),
        "spaces": view.width(view.line),
    }
    show = (header, view.line)
    yield Finding(kind="body not indented", line=view.line, show=show, words=words, edit=edit)


def _step(view: View) -> str:
    """How much further in this file starts its blocks; 4 spaces if it never does."""
    for line in range(1, len(view.lines)):
        following = line + 1
        if view.tokens.on(line) and view.tokens.on(following) and _opens_block(view, line):
            outer, inner = view.indent(line), view.indent(following)
            if inner.startswith(outer) and inner != outer and following not in view.tokens.inside_text:
                step = inner[len(outer) :]
                if step == "\t" or (set(step) == {" "} and 2 <= len(step) <= _MOST_INDENT):
                    return step
    return "    "


def _lines_up_with_nothing(view: View) -> Iterator[Finding]:
    own = view.width(view.line)
    indents = {view.width(line): view.indent(line) for line in view.code_lines_before(view.line)}
    for width in sorted(indents, key=lambda width: (abs(width - own), -width))[:3]:
        edit = {view.line: indents[width] + view.text(view.line).lstrip()}
        words = {"spaces": own, "right": width}
        yield Finding(kind="lines up with nothing", line=view.line, words=words, edit=edit, is_plain=True)


def colons(view: View) -> Iterator[Finding]:
    """A block's first line without its colon, or with something else in its place."""
    tokens = view.statement
    if not tokens or view.stop.kind != "grammar":
        return
    word, last = tokens[0].text, tokens[-1]
    if view.here and view.here[0].text in BLOCK_WORDS and view.here[-1].text == "{":
        yield from _brace(view, view.here[-1])
        return
    if not _is_block_word(tokens) or view.brackets.problem or view.brackets.unclosed:
        return
    if last.text in (";", ",", ".") and last.kind == "sign":
        edit = view.replaced(last.line, last.column, last.end_column, ":")
        words = {"word": word, "wrote": last.text}
        yield Finding(kind="colon mistyped", line=last.line, words=words, edit=edit)
    if len(tokens) > 2 and last.text == tokens[-2].text == ":":
        edit = view.replaced(last.line, last.column, last.end_column, "")
        yield Finding(kind="extra colon", line=last.line, edit=edit)
    if _has_colon(tokens):
        return
    edit = view.replaced(last.end_line, last.end_column, last.end_column, ":")
    yield Finding(kind="missing colon", line=last.end_line, words={"word": word}, edit=edit)


def _is_block_word(tokens: list[Token]) -> bool:
    if tokens[0].text in ("match", "case"):
        return len(tokens) > 1 and tokens[1].kind != "sign"
    return tokens[0].text in BLOCK_WORDS


def _has_colon(tokens: list[Token]) -> bool:
    depth = 0
    for token in tokens:
        if token.kind == "sign" and token.text in "([{":
            depth += 1
        elif token.kind == "sign" and token.text in ")]}":
            depth -= 1
        elif token.text == ":" and depth == 0:
            return True
    return False


def _brace(view: View, brace: Token) -> Iterator[Finding]:
    """`if age < 11 {`: the brackets of another language round a block."""
    edit = view.replaced(brace.line, brace.column, brace.end_column, ":")
    for line in range(brace.line + 1, len(view.lines) + 1):
        if view.text(line).strip() == "}":
            edit[line] = ""
    yield Finding(kind="curly bracket for colon", line=brace.line, edit=edit)


def parted_words(view: View) -> Iterator[Finding]:
    """`else`, `elif` and `except` away from what they belong to; `else` with a test; `try` alone."""
    if not view.here or view.stop.kind != "grammar":
        return
    first = view.here[0]
    second = view.here[1] if len(view.here) > 1 else None
    if first.text == "else" and second is not None and second.text == "if":
        edit = view.replaced(view.line, first.column, second.end_column, "elif")
        yield Finding(kind="else if", line=view.line, edit=edit)
    elif first.text == "else" and second is not None and second.text != ":":
        edit = view.replaced(view.line, first.column, first.end_column, "elif")
        yield Finding(kind="else with a test", line=view.line, edit=edit)
    elif first.text in ("else", "elif", "except", "finally"):
        yield from _without_its_head(view, first.text)
    yield from _try_alone(view)


_HEADS = {
    "else": ("if", "elif", "for", "while", "try", "except"),
    "elif": ("if", "elif"),
    "except": ("try", "except"),
    "finally": ("try", "except", "else"),
}


def _without_its_head(view: View, word: str) -> Iterator[Finding]:
    heads = _HEADS[word]
    head_word = heads[0]
    own = view.width(view.line)
    before = [line for line in view.code_lines_before(view.line) if view.width(line) <= own]
    if before and view.width(before[0]) == own and view.first_word(before[0]) == "else" and word == "elif":
        yield Finding(kind="elif after else", line=view.line, show=(before[0], view.line), is_plain=True)
        return
    if before and view.width(before[0]) == own and view.first_word(before[0]) in heads:
        return
    for line in view.code_lines_before(view.line):
        if view.first_word(line) in heads and view.width(line) != own:
            edit = {view.line: view.indent(line) + view.text(view.line).lstrip()}
            for inside in range(view.line + 1, len(view.lines) + 1):
                if view.tokens.on(inside) and view.width(inside) <= own:
                    break
                shift = view.width(line) - own
                edit[inside] = " " * max(view.width(inside) + shift, 0) + view.text(inside).lstrip()
            words = {"word": word, "head": view.first_word(line), "right": view.width(line), "spaces": own}
            yield Finding(
                kind="lines up with its head", line=view.line, show=(line, view.line), words=words, edit=edit
            )
            break
    words = {"word": word, "head": head_word}
    yield Finding(kind="else with no if", line=view.line, words=words, is_plain=True)


def _try_alone(view: View) -> Iterator[Finding]:
    """The stop is at the line after a `try` block that has no `except`."""
    own = view.width(view.line)
    for line in view.code_lines_before(view.line):
        if view.width(line) == own:
            if view.first_word(line) == "try" and view.first_word(view.line) not in ("except", "finally"):
                indent = view.indent(line)
                edit = {view.line: f"{indent}except ValueError: pass\n{view.text(view.line)}"}
                yield Finding(kind="try alone", line=line, edit=edit)
            return
        if view.width(line) < own:
            return


def outside(view: View) -> Iterator[Finding]:
    """`return` outside a function, `break` outside a loop: the grammar is sound, the place is not."""
    if view.stop.kind != "later":
        return
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        tree = ast.parse("\n".join(view.lines))
    waiting: list[tuple[ast.AST, bool, bool]] = [(tree, False, False)]
    while waiting:
        node, in_function, in_loop = waiting.pop()
        if getattr(node, "lineno", None) == view.line:
            if isinstance(node, (ast.Return, ast.Yield, ast.YieldFrom)) and not in_function:
                word = "return" if isinstance(node, ast.Return) else "yield"
                yield Finding(kind="return outside", line=view.line, words={"word": word}, is_plain=True)
            if isinstance(node, (ast.Break, ast.Continue)) and not in_loop:
                word = "break" if isinstance(node, ast.Break) else "continue"
                yield Finding(kind="loop word outside", line=view.line, words={"word": word}, is_plain=True)
        for name, value in ast.iter_fields(node):
            for child in value if isinstance(value, list) else [value]:
                if isinstance(child, ast.AST):
                    waiting.append((child, *_place(node, name, in_function, in_loop)))


def _place(node: ast.AST, part: str, in_function: bool, in_loop: bool) -> tuple[bool, bool]:
    if isinstance(node, (ast.FunctionDef, ast.AsyncFunctionDef, ast.Lambda)):
        return True, False
    if isinstance(node, ast.ClassDef):
        return False, False
    if isinstance(node, (ast.For, ast.AsyncFor, ast.While)) and part == "body":
        return in_function, True
    return in_function, in_loop
