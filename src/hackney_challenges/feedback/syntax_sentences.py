"""Why Python cannot read a file, in words for an 11-year-old. Pure.

One function of `Told` for each kind that isolation/reading/syntax_facts.py finds. At
most two sentences of 12 words, no word of the list in docs/how-to/wording.
"""

from collections.abc import Callable

from hackney_challenges.feedback.told import NotTold, Told, Words


def _pasted_shell(told: Told) -> Words:
    if told.plain:
        line = told.number("line")
        return Words(
            opening=(
                f"Line {line} starts with three arrows. They were copied from the Shell. They are not code.",
            ),
            next_step="take out the arrows and dots at the start of lines.",
        )
    return Words(
        reason=">>> was copied from the Shell. It is not code.",
        next_step="take out >>> and ... at the start of lines.",
    )


def _missing_colon(told: Told) -> Words:
    word, line = told.name("word"), told.number("line")
    return Words(
        reason=f"a line that starts with {word} has {told.a(':')} at the end.",
        next_step=f"add {told.a(':')} to the end of line {line}. Save. Run again.",
    )


def _body_not_indented(told: Told) -> Words:
    line, header = told.number("line"), told.number("header")
    outer, own, step = told.number("header_spaces"), told.number("spaces"), told.number("step")
    if told.has("tab"):
        further, add = "one Tab further in", "one Tab"
    else:
        further, add = f"{step} spaces further in", _spaces(outer + step - own)
    opening = (
        f"Line {header} ends with a colon. It starts with {_spaces(outer)}.",
        f"Line {line} says: {told.line_text(line)}. It starts with {_spaces(own)}"
        + (" too." if own == outer else "."),
    )
    return Words(
        reason=f"the line after {told.a(':')} starts {further}.",
        next_step=f"add {add} at the start of line {line}.",
        opening=opening,
    )


def _spaces(count: int) -> str:
    return "1 space" if count == 1 else f"{count} spaces"


def _too_far_in(told: Told) -> Words:
    line = told.number("line")
    if told.has("first"):
        return Words(
            reason="the first line starts at the left edge.",
            next_step=f"take out the spaces at the start of line {line}.",
        )
    return Words(
        reason="this line starts further in than the one above.",
        next_step=f"take {_spaces(told.number('extra'))} off the start of line {line}.",
    )


def _lines_up_with_nothing(told: Told) -> Words:
    line, right = told.number("line"), told.number("right")
    next_step = None
    if told.has("proved"):
        place = f"with {_spaces(right)}" if right else "at the left edge"
        next_step = f"start line {line} {place}."
    return Words(reason="this line lines up with no line above.", next_step=next_step)


def _tab_and_spaces(told: Told) -> Words:
    line = told.number("line")
    if told.has("both"):
        reason = "this line mixes Tab and spaces. Use 4 spaces."
    elif told.has("tab"):
        reason = "this line starts with Tab. The lines above have spaces."
    else:
        reason = "this line starts with spaces. The lines above have Tab."
    return Words(reason=reason, next_step=f"start line {line} like the line above it.")


def _nothing_inside(told: Told) -> Words:
    line = told.number("line")
    what = told.name("name") if told.has("name") else told.name("word")
    return Words(
        reason=f"{what} has no lines inside yet.",
        next_step=f"write a line under line {line}, 4 spaces further in.",
    )


def _unclosed_text(told: Told) -> Words:
    quote, line = told.sign("quote"), told.number("line")
    return Words(
        reason=None if told.plain else f"the text that starts with {quote} has no {quote} at its end.",
        next_step=f"put {told.a(quote)} where the text ends.",
        opening=(
            f"Line {line} has text that starts with {told.a(quote)}.",
            "There is no quote mark at its end.",
        ),
    )


def _unopened_text(told: Told) -> Words:
    quote = told.sign("quote")
    return Words(
        reason=f"the text has {told.a(quote)} only at its end.",
        next_step=f"put {told.a(quote)} where the text starts.",
    )


def _backslash(told: Told) -> Words:
    if told.plain:
        return Words(
            reason="a backslash before a quote mark hides it. The text does not end.",
            next_step="type the backslash two times.",
        )
    return Words(
        reason="\\ hides the quote mark after it. The text does not end.",
        next_step="type \\\\ in place of \\ there.",
    )


def _mixed_quotes(told: Told) -> Words:
    quote, other = told.sign("quote"), told.sign("other")
    return Words(
        reason="the two quote marks of the text are not the same."
        if told.plain
        else f"the text starts with {quote} but ends with {other}.",
        next_step=f"end it with {told.a(quote)} too.",
    )


def _apostrophe(told: Told) -> Words:
    return Words(
        reason=f"the {'single quote mark' if told.plain else chr(39)} inside the text ends it too soon.",
        next_step=f"put {told.a(chr(34))} at both ends of the text.",
    )


def _quote_in_text(told: Told) -> Words:
    quote, other = told.sign("quote"), told.sign("other")
    return Words(
        reason=f"{told.a(quote)} inside the text ends it too soon.",
        next_step=f"use {told.a(other)} inside the text.",
    )


def _unclosed_long_text(told: Told) -> Words:
    quote = told.sign("quote")
    return Words(
        reason=f"the text that starts with {told.a(quote)} never ends.",
        next_step=f"put {told.a(quote)} where the text ends.",
    )


def _unclosed_bracket(told: Told) -> Words:
    opener, closer, line = told.sign("open"), told.sign("close"), told.number("line")
    next_step = f"add {told.a(closer)} to line {told.number('at')}." if told.has("at") else None
    return Words(
        reason=f"{told.the(opener)} on line {line} is not closed."
        if told.plain
        else f"{opener} on line {line} has no {closer} to go with it.",
        next_step=next_step,
    )


def _bare(told: Told, sign: str) -> str:
    return told.the(sign).removeprefix("the ")


def _unopened_bracket(told: Told) -> Words:
    opener, closer = told.sign("open"), told.sign("close")
    return Words(
        reason=f"{told.the(closer)} has no {_bare(told, opener)} before it.",
        next_step=f"add {told.a(opener)} to line {told.number('line')}.",
    )


def _bracket_too_many(told: Told) -> Words:
    closer = told.sign("close")
    return Words(
        reason=f"there is one {_bare(told, closer)} too many.",
        next_step=f"take out one {_bare(told, closer)}." if told.has("proved") else None,
    )


def _other_bracket(told: Told) -> Words:
    opener, right, closer = told.sign("open"), told.sign("right"), told.sign("close")
    return Words(
        reason=f"the brackets do not match. {told.a(right).capitalize()} goes here."
        if told.plain
        else f"{opener} goes with {right}, not with {closer}.",
        next_step=f"type {told.a(right)} in place of {told.a(closer)}.",
    )


def _print(told: Told) -> Words:
    name, line = told.name("name"), told.number("line")
    now = " now" if name == "print" else ""
    try:
        next_step = told.code("right")
    except NotTold:
        next_step = f"put round brackets round what comes after {name}."
    return Words(
        reason=f"{name} needs round brackets{now}."
        if told.plain
        else f"{name} needs round brackets ( ){now}.",
        next_step=next_step,
        opening=(f"Line {line} uses {name} with no brackets.",),
    )


def _curly_quotes(told: Told) -> Words:
    if told.plain:
        return Words(
            opening=(
                f"Line {told.number('line')} has curly quote marks. Python needs straight ones.",
                "They often come from a web page or a document.",
            ),
            next_step="type the quote marks again in this editor.",
        )
    return Words(
        reason="these quote marks are curly. Python needs straight ones.",
        next_step="type the quote marks again in this editor.",
    )


def _instead(told: Told) -> Words:
    wrote, right = told.name("wrote"), told.name("right")
    return Words(
        reason=f"{wrote} is not a word of Python. {right} is.", next_step=f"type {right} in its place."
    )


def _capital(told: Told) -> Words:
    right = told.name("right")
    return Words(
        reason=f"Python's own words have small letters: {right}.",
        next_step=f"type {right} in place of {told.name('wrote')}.",
    )


def _other_language(told: Told) -> Words:
    wrote = told.name("wrote")
    if told.has("right"):
        return _instead(told)
    return Words(reason=f"Python does not need the word {wrote} here.", next_step=f"take out {wrote}.")


def _one_line(reason: str, lead: str = "") -> Callable[[Told], Words]:
    """A kind whose next step is the mended line itself."""

    def tell(told: Told) -> Words:
        try:
            next_step = lead + told.code("right", 58 - len(lead))
        except NotTold:
            next_step = None
        return Words(reason=_filled(reason, told), next_step=next_step)

    return tell


def _plainly(reason: str, next_step: str | None = None) -> Callable[[Told], Words]:
    """A kind of one sentence. `{name}`-like fields are names, `{n:line}` numbers, `{s:sign}` signs."""

    def tell(told: Told) -> Words:
        return Words(reason=_filled(reason, told), next_step=_filled(next_step, told) if next_step else None)

    return tell


def _filled(template: str, told: Told) -> str:
    parts = template.split("{")
    text = parts[0]
    for part in parts[1:]:
        field, rest = part.split("}", 1)
        how, _, key = field.partition(":")
        if how == "n":
            text += str(told.number(key))
        elif how == "a":
            text += told.a(key)
        elif how == "s":
            text += told.the(told.sign(key))
        else:
            text += told.name(how)
        text += rest
    return text


def _sign_way(told: Told) -> Words:
    right, wrote = told.sign("right"), told.name("wrote")
    if told.plain:
        return Words(reason=f"Python writes {told.a(right)} here.")
    return Words(reason=f"Python writes {right} here, not {wrote}.", next_step=f"type {right} in its place.")


def _plus_plus(told: Told) -> Words:
    sign, name = told.word("sign", "+", "-"), told.name("name")
    does = "adds 1" if sign == "+" else "takes 1 away"
    twice = ("two plus signs" if sign == "+" else "two minus signs") if told.plain else sign * 2
    return Words(reason=f"Python has no {twice}. {name} {sign}= 1 {does}.", next_step=f"{name} {sign}= 1")


def _number_beside(told: Told) -> Words:
    number, name = told.name("number"), told.name("name")
    return Words(
        reason=f"there is no sign between {number} and {name}.",
        next_step=f"write {number} * {name} to multiply.",
    )


def _nothing_beside(place: str) -> Callable[[Told], Words]:
    def tell(told: Told) -> Words:
        return Words(reason=f"there is nothing {place} {told.the(told.sign('sign'))}.")

    return tell


def _lines_up_with_head(told: Told) -> Words:
    word = told.word("word", "else", "elif", "except", "finally")
    head = told.word("head", "if", "elif", "for", "while", "try", "except", "else")
    right, line = told.number("right"), told.number("line")
    place = f"with {_spaces(right)}" if right else "at the left edge"
    return Words(reason=f"{word} lines up with its {head}.", next_step=f"start line {line} {place}.")


def _else_with_no_if(told: Told) -> Words:
    word = told.word("word", "else", "elif", "except", "finally")
    head = told.word("head", "if", "try")
    return Words(reason=f"this {word} has no {head} right above it.")


def _not_utf8(told: Told) -> Words:
    column, line = told.number("column"), told.number("line")
    return Words(
        reason=f"letter {column} is not saved the way Python reads files.",
        next_step=f"type line {line} again. Save the file as UTF-8.",
    )


def _newer(told: Told) -> Words:
    needs, has = told.name("needs"), told.name("has")
    return Words(reason=f"this line needs Python {needs}. This is Python {has}.")


SYNTAX_SENTENCES: dict[str, Callable[[Told], Words]] = {
    "pasted shell": _pasted_shell,
    "missing colon": _missing_colon,
    "colon mistyped": _plainly(
        "a line that starts with {word} has {a::} at the end.", "type {a::} at the end of line {n:line}."
    ),
    "extra colon": _plainly("one {a::} too many stands here.", "take out one of the two."),
    "curly bracket for colon": _plainly(
        "Python uses {a::} here, and no curly brackets.", "type {a::} in place of the bracket."
    ),
    "equals in a test": _plainly("{a:==} asks if two things are the same.", "type {a:==} in place of {a:=}."),
    "body not indented": _body_not_indented,
    "too far in": _too_far_in,
    "lines up with nothing": _lines_up_with_nothing,
    "tab and spaces": _tab_and_spaces,
    "nothing inside": _nothing_inside,
    "unclosed text": _unclosed_text,
    "unopened text": _unopened_text,
    "apostrophe in text": _apostrophe,
    "quote mark in text": _quote_in_text,
    "backslash before quote mark": _backslash,
    "mixed quote marks": _mixed_quotes,
    "unclosed long text": _unclosed_long_text,
    "unclosed bracket": _unclosed_bracket,
    "unopened bracket": _unopened_bracket,
    "bracket too many": _bracket_too_many,
    "other bracket": _other_bracket,
    "missing comma": _plainly("put a comma between {first} and {second}.", "add {a:,} after {first}."),
    "print without brackets": _print,
    "curly quote marks": _curly_quotes,
    "empty brackets in text": _plainly("the curly brackets in the text have no name in them."),
    "odd space": _plainly(
        "a space in this line is not a plain space.", "type the spaces on line {n:line} again."
    ),
    "odd sign": _one_line("a sign in this line is not on the keyboard.", "in its place type "),
    "money sign": _plainly("numbers in Python have no money sign.", "take out the sign before the number."),
    "else if": _plainly("Python writes elif for else if.", "type elif in place of else if."),
    "else with a test": _plainly("else has no test. elif has one.", "type elif in place of else."),
    "elif after else": _plainly("else comes last, after every elif.", "move the else part to the end."),
    "lines up with its head": _lines_up_with_head,
    "else with no if": _else_with_no_if,
    "try alone": _plainly("try needs an except part after it."),
    "return outside": _plainly("{word} has to be inside a function."),
    "loop word outside": _plainly("{word} has to be inside a loop."),
    "name with a space": _plainly("a name has no spaces.", "write {right}."),
    "name with a minus": _plainly("a name has no minus sign in it.", "write {right}."),
    "name starts with a digit": _plainly(
        "a name starts with a letter.", "put the number at the end of the name."
    ),
    "Python's own word": _plainly("{word} is one of Python's own words.", "use another name."),
    "def without brackets": _one_line("the name after def has round brackets after it."),
    "def without a name": _plainly("def has a name after it, then the brackets.", "put a name after def."),
    "def left out": _plainly("a function starts with def.", "put def before {name} on line {n:line}."),
    "value as an input name": _plainly(
        "the brackets after def hold names.", "put a name in place of {value}."
    ),
    "capital letter": _capital,
    "sign the wrong way round": _sign_way,
    "space inside a sign": _plainly(
        "this sign has no space inside it.", "take out the space inside the sign."
    ),
    "signs for words": _instead,
    "plus plus": _plus_plus,
    "number beside a name": _number_beside,
    "keyword misspelt": _instead,
    "word of another language": _other_language,
    "then": _plainly("Python has {a::} in place of {wrote}.", "type {a::} in its place."),
    "for with equals": _one_line("for goes with in and range in Python."),
    "missing in": _plainly("for needs the word in after {name}.", "put in after {name}."),
    "missing import word": _plainly("from needs the word import too.", "put import before the last name."),
    "test cut short": _one_line("each side of {word} needs a whole test."),
    "nothing after a sign": _nothing_beside("after"),
    "nothing before a sign": _nothing_beside("before"),
    "text without quote marks": _plainly("put quote marks round {wrote} if it is text."),
    "number on the left": _one_line("the name goes on the left of {a:=}."),
    "zero in front": _plainly("a number has no 0 in front.", "write {right}."),
    "not utf-8": _not_utf8,
    "newer python": _newer,
    "utf-16": _plainly("the file is saved as UTF-16. Python reads UTF-8.", "save the file again as UTF-8."),
    "nul": _plainly("this line has an empty character in it.", "type line {n:line} again."),
    "unknown coding": _plainly(
        "the coding line names {name}. That does not work here.", "take out line {n:line}."
    ),
    "too deep": _plainly("the file has too many brackets or signs inside each other."),
}
