"""Why Python stopped while the code ran, in words for an 11-year-old. Pure.

One function of `Told` for each kind that isolation/reading/stop_facts.py finds. At
most two sentences of 12 words, and one small step.
"""

from collections.abc import Callable

from hackney_challenges.feedback.told import NotTold, Told, Words

Teller = Callable[[Told], Words]


def _holder(told: Told, otherwise: str = "this") -> str:
    try:
        return told.name("name")
    except NotTold:
        return otherwise


def _misspelt(told: Told) -> Words:
    name, near = told.name("name"), told.name("near")
    have = "Python has" if told.has("builtin") else "You do have"
    return Words(reason=f"there is no {name}. {have} {near}.")


def _capital(told: Told) -> Words:
    name, near = told.name("name"), told.name("near")
    return Words(reason=f"{name} and {near} are two names.", next_step=f"type {near} with the same letters.")


def _no_name(told: Told) -> Words:
    name = told.name("name")
    if told.has("called"):
        return Words(reason=f"there is no function named {name}.")
    return Words(reason=f"there is no {name}. If it is text, put quote marks round it.")


def _truth(told: Told) -> Words:
    name, right = told.name("name"), told.word("right", "True", "False", "None")
    if name.lower() == right.lower():
        return Words(reason=f"{right} starts with a capital {right[0]}.", next_step=f"type {right}.")
    return Words(reason=f"Python's word for {name} is {right}.", next_step=f"type {right}.")


def _in_module(told: Told) -> Words:
    name, module = told.name("name"), told.name("module")
    if told.has("imported"):
        return Words(reason=f"{name} lives in {module}.", next_step=f"write {module}.{name}")
    return Words(reason=f"{name} lives in {module}.", next_step=f"add from {module} import {name} on line 1.")


def _made_later(told: Told) -> Words:
    return Words(reason=f"{told.name('name')} is made on line {told.number('at')}, after this line.")


def _elsewhere(told: Told) -> Words:
    name, function = told.name("name"), told.name("function_with")
    return Words(reason=f"{name} lives inside {function}. This line is outside.")


def _text_and_number(told: Told) -> Words:
    line, name = told.number("line"), _holder(told, "")
    left, right = told.word("left", "text", "number"), told.word("right", "text", "number")
    kinds = {"text": "text", "number": "a number"}
    reason = f"{told.the('+')} got {kinds[left]} and {kinds[right]}."
    inside = name or "..."
    try:
        if name:
            reason += f" {name} is {told.value()}."
    except NotTold:
        pass
    if told.has("digits"):
        next_step = f"int({inside}) turns text into a number."
    else:
        next_step = f"str({inside}) turns a number into text."
    return Words(reason=reason, next_step=next_step, opening=(f"Python stopped at line {line}.",))


def _text_in_sum(told: Told) -> Words:
    sign, name = told.sign("sign"), _holder(told, "one side")
    reason = f"{told.the(sign)} needs numbers. {name} is text."
    step = f"int({name}) turns text into a number." if told.has("digits") and told.has("name") else None
    return Words(reason=reason, next_step=step)


def _nothing_in_sum(told: Told) -> Words:
    sign = told.the(told.sign("sign"))
    if told.has("call"):
        call = told.name("call")
        return Words(
            reason=f"{call} gave back nothing, so {sign} has no number.",
            next_step=f"put return in {call}.",
        )
    return Words(reason=f"{_holder(told, 'one side')} is nothing (None) here, so {sign} does not work.")


def _nothing_compared(told: Told) -> Words:
    if told.has("call"):
        call = told.name("call")
        return Words(reason=f"{call} gave back nothing (None).", next_step=f"put return in {call}.")
    return Words(reason=f"{_holder(told, 'one side')} is nothing (None) here.")


def _text_compared(told: Told) -> Words:
    name = _holder(told, "")
    text = told.value() if told.has("value") else "text"
    what = f"{name} is {text}" if name else f"{text} is text" if text != "text" else "one side is text"
    other = "the other side is a number"
    step = f"int({name}) makes a number." if name else "int( ) makes a number."
    return Words(reason=f"{what}. {other[0].upper()}{other[1:]}.", next_step=step)


def _function_in_sum(told: Told) -> Words:
    name = told.name("name")
    return Words(reason=f"{name} is a function here.", next_step=f"write {name}( ) to run it.")


def _list_and_item(told: Told) -> Words:
    name = told.name("list") if told.has("list") else "stops"
    return Words(
        reason=f"{told.the('+')} joins a list to a list only.", next_step=f"{name}.append( ) adds one item."
    )


def _inputs(told: Told) -> Words:
    name, takes, given, least = (
        told.name("name"),
        told.number("takes"),
        told.number("given"),
        told.number("least"),
    )
    inputs = f"{takes} input" if takes == 1 else f"{takes} inputs"
    if least < takes:
        inputs = f"{least} to {takes} inputs"
    who = "The check" if told.facts.get("by") == "check" else "This line"
    return Words(reason=f"{name} takes {inputs if takes else 'no inputs'}. {who} gives {given}.")


def _no_such_input(told: Told) -> Words:
    return Words(reason=f"{told.name('name')} has no input named {told.name('input')}.")


def _self(told: Told) -> Words:
    name = told.name("name")
    return Words(
        reason=f"a method has self as its first input. {name} has not.", next_step=f"def {name}(self, ...):"
    )


def _past_end(told: Told) -> Words:
    name, count, of = _holder(told, "it"), told.number("count"), told.word("of", "list", "tuple", "text")
    items = "letter" if of == "text" else "item"
    if count == 1:
        return Words(reason=f"{name} has 1 {items}: {name}[0].")
    if count == 2:
        return Words(reason=f"{name} has 2 {items}s: {name}[0] and {name}[1].")
    return Words(reason=f"{name} has {count} {items}s. The last is {name}[{count - 1}].")


def _empty(told: Told) -> Words:
    of = {"text": "text"}.get(str(told.facts.get("of")), "list")
    name = _holder(told, f"the {of}")
    return Words(reason=f"{name} is empty here.")


def _missing_key(told: Told) -> Words:
    name, key = _holder(told, "the dict"), _key(told.facts.get("key"))
    if told.has("near"):
        return Words(reason=f'{name} has no {key}. It has "{told.name("near")}".')
    if told.has("other_kind"):
        return Words(reason=f"{name} has no {key}. Text and number are two keys.")
    keys = told.facts.get("keys")
    if type(keys) is list and keys:
        shown = ", ".join(_key(each) for each in keys[:3])
        count = told.facts.get("count")
        more = " and more" if type(count) is int and count > len(keys) else ""
        return Words(reason=f"{name} has no {key}. It has: {shown}{more}.")
    if told.facts.get("count") == 0:
        return Words(reason=f"{name} is empty here.")
    return Words(reason=f"{name} has no {key}.")


def _key(value: object) -> str:
    told = Told({"value": value})
    return told.value().removeprefix("the text ").removeprefix("the number ")


def _method(told: Told) -> Words:
    name, right = told.name("name"), told.facts.get("right")
    of = told.word("of", "list", "text", "dict", "set", "tuple", "number")
    many = {
        "list": "lists",
        "text": "texts",
        "dict": "dicts",
        "set": "sets",
        "tuple": "tuples",
        "number": "numbers",
    }[of]
    if of == "number":
        return Words(reason=f"{_kept(told)} is a number. Numbers have no {name}.")
    if right == "len":
        return Words(
            reason=f"{many} have no {name}. len( ) counts.", next_step="write len( ) round the name."
        )
    if right in ("in", "+", "[ ]", "[::-1]"):
        use = {"in": "the word in", "+": "+", "[ ]": "[ ]", "[::-1]": "[::-1]"}[str(right)]
        return Words(reason=f"{many} have no {name}. They use {use}.")
    if told.has("right"):
        return Words(reason=f"{many} use {told.name('right')}, not {name}.")
    return Words(reason=f"{many} have no {name}.")


def _kept(told: Told) -> str:
    try:
        return told.name("holder")
    except NotTold:
        return "this"


def _no_parts(told: Told) -> Words:
    holder = _kept(told)
    if told.has("made_by"):
        by = told.name("made_by")
        return Words(
            reason=f"{holder} is nothing (None) here. = {by}(...) does that.".replace("= ", f"{holder} = ", 1)
            if by == "print"
            else f"{holder} is nothing (None). {holder} = {holder}.{by}(...) does that.",
        )
    return Words(reason=f"{holder} is nothing (None) here.")


def _no_items(told: Told) -> Words:
    if told.has("call"):
        call = told.name("call")
        return Words(reason=f"{call} gave back nothing (None).", next_step=f"put return in {call}.")
    return Words(reason=f"{_holder(told)} is nothing (None) here. It has no items.")


def _number_from_text(told: Told) -> Words:
    to, how = told.word("to", "int", "float"), told.word("how", "word", "empty", "decimal", "unknown")
    if how == "unknown":
        return Words(reason=f"{to}() needs digits.")
    if how == "empty":
        return Words(reason=f"{to}() needs digits. The text is empty.")
    shown = told.value().removeprefix("the text ")
    if how == "decimal":
        return Words(
            reason=f"int() needs a whole number. {shown} has a point.", next_step="float() takes decimals."
        )
    return Words(reason=f"{to}() needs digits. {shown} has other signs.")


def _one_path(told: Told) -> Words:
    name = told.name("name")
    if told.has("word"):
        word = told.word("word", "if", "for", "while", "try")
        return Words(
            reason=f"{name} has no value when the {word} is skipped.", next_step=f"give {name} a value first."
        )
    return Words(reason=f"{name} has no value yet.")


def _outer(told: Told) -> Words:
    name, function = told.name("name"), told.name("function")
    return Words(reason=f"{name} lives outside {function}. Hand it in, or start it inside.")


def _zero(told: Told) -> Words:
    sign = told.the(told.sign("sign"))
    if told.has("empty"):
        return Words(reason=f"{told.name('empty')} is empty, so the number after {sign} is 0.")
    if told.has("name"):
        return Words(reason=f"the number after {sign} is 0 here. It is {told.name('name')}.")
    return Words(reason=f"the number after {sign} is 0 here.")


def _endless(told: Told) -> Words:
    name = told.name("name")
    if told.has("itself"):
        return Words(reason=f"{name} calls itself and never stops.")
    return Words(reason=f"{name} is called again and again and never stops.")


def _hides(told: Told) -> Words:
    name = told.name("name")
    return Words(
        reason=f"{name} is {told.value()} now, so {name}(...) no longer works.", next_step="use another name."
    )


def _value_called(told: Told) -> Words:
    name, of = (
        _holder(told),
        told.word("of", "number", "text", "list", "tuple", "dict", "set", "nothing", "range"),
    )
    if of in ("list", "text", "tuple", "dict"):
        return Words(
            reason=f"{name} is no function. Items need square brackets.", next_step=f"write {name}[...]"
        )
    return Words(reason=f"{name} is {told.kind('of')}, not a function.")


def _place(told: Told) -> Words:
    index = told.kind("index")
    name = _holder(told, "This one")
    step = "// gives a whole number." if index == "a decimal" else None
    return Words(reason=f"a place in [ ] is a whole number. {name} is {index}.", next_step=step)


def _part(told: Told) -> Words:
    of = told.word("of", "text", "tuple")
    what = "text" if of == "text" else "a tuple"
    return Words(
        reason=f"a part of {what} does not change.", next_step=f"make a new {'text' if of == 'text' else of}."
    )


def _loop_over(told: Told) -> Words:
    name, of = _holder(told, "this"), told.word("of", "number", "nothing", "function")
    if of == "number":
        return Words(reason=f"{name} is a number. for needs many items.", next_step=f"write range({name}).")
    if told.has("call"):
        return Words(reason=f"{told.name('call')} gave back nothing (None).", next_step="put return in it.")
    return Words(reason=f"{name} is {told.kind('of')}. for needs many items.")


def _range_of_list(told: Told) -> Words:
    name = _holder(told, "this")
    if told.facts.get("of") == "nothing":
        return Words(reason=f"{name} is nothing (None) here.")
    return Words(
        reason=f"range needs a number. {name} is {told.kind('of')}.", next_step=f"write range(len({name}))."
    )


def _names_and_values(told: Told) -> Words:
    names, values = told.number("names"), told.number("values")
    return Words(reason=f"the left has {names} names. The right has {values}.")


def _in_list(told: Told) -> Words:
    item = _key(told.facts.get("item"))
    return Words(reason=f"{item} is not in {_holder(told, 'the list')} here.")


def _module(told: Told) -> Words:
    name = told.name("name")
    if told.has("near"):
        near = told.name("near")
        return Words(
            reason=f"there is no module {name}. Python has {near}.", next_step=f"write import {near}."
        )
    return Words(reason=f"there is no module {name} here.")


def _not_in_module(told: Told) -> Words:
    name, module = told.name("name"), told.name("module")
    if told.has("near"):
        return Words(reason=f"{module} has no {name}. It has {told.name('near')}.")
    return Words(reason=f"{module} has no {name}.")


def _asks(told: Told) -> Words:
    line = told.number("line")
    reason = "the checks run alone. No one is there to type."
    if told.facts.get("function") not in (None, "<module>"):
        return Words(reason=reason, opening=(f"Line {line} uses input.",))
    footer = 'if __name__ == "__main__":'
    if told.plain:
        next_step = f"move line {line} to the end of the file, under the line: {footer}"
    else:
        next_step = f"move line {line} to the end, under  {footer}"
    return Words(reason=reason, next_step=next_step, opening=(f"Line {line} uses input.",))


def _loop(told: Told) -> Words:
    line = told.number("line")
    opening = (f"It was on line {line}. Line {line} says: {told.line_text(line)}",)
    if told.facts.get("changed") is not False:
        if told.has("always") and told.facts.get("way_out") is False:
            return Words(reason="this loop has no way out: no break, no return.", opening=opening)
        return Words(opening=opening)
    names = told.facts.get("names")
    if type(names) is not list or not all(type(name) is str for name in names):
        raise NotTold("names")
    shown = [Told({"name": name}).name("name") for name in names]
    if not shown:
        if told.has("always"):
            return Words(reason="this loop has no way out: no break, no return.", opening=opening)
        return Words(opening=opening)
    joined = shown[0] if len(shown) == 1 else f"{', '.join(shown[:-1])} or {shown[-1]}"
    return Words(reason=f"nothing in the loop changes {joined}, so it never ends.", opening=opening)


def _says(reason: str, next_step: str | None = None) -> Teller:
    """A kind of one sentence; `{}` is the name in it, or "this"."""

    def tell(told: Told) -> Words:
        name = _holder(told)
        return Words(
            reason=reason.replace("{}", name), next_step=next_step.replace("{}", name) if next_step else None
        )

    return tell


STOP_SENTENCES: dict[str, Teller] = {
    "misspelt name": _misspelt,
    "capital differs": _capital,
    "no such name": _no_name,
    "truth word": _truth,
    "missing import": _says("{} is a module. It is not imported yet.", "add import {} on line 1."),
    "name in a module": _in_module,
    "made later": _made_later,
    "inside another function": _elsewhere,
    "block end word": _says("Python has no word {}. Spaces show where a block ends.", "take out {}."),
    "text and number": _text_and_number,
    "text in a sum": _text_in_sum,
    "nothing in a sum": _nothing_in_sum,
    "nothing compared": _nothing_compared,
    "text compared": _text_compared,
    "function in a sum": _function_in_sum,
    "function compared": _function_in_sum,
    "list compared": _says("{} is a list. The other side is one value."),
    "list and item": _list_and_item,
    "in needs many": _says("in looks inside text or a list. {} is neither."),
    "number of inputs": _inputs,
    "no such input": _no_such_input,
    "self left out": _self,
    "past the end": _past_end,
    "empty list": _empty,
    "missing key": _missing_key,
    "no such method": _method,
    "nothing has no parts": _no_parts,
    "nothing has no items": _no_items,
    "number has no items": _says("{} is a number. A number has no items."),
    "square for round brackets": _says("{} is a function. It needs round brackets.", "write {}(...)"),
    "not in the module": _not_in_module,
    "no such part": _misspelt,
    "number from text": _number_from_text,
    "set on one path": _one_path,
    "outer name changed": _outer,
    "never started": _says("{} has no value to begin with.", "give {} a value first."),
    "divided by zero": _zero,
    "endless calls": _endless,
    "hides a builtin": _hides,
    "value called": _value_called,
    "number before brackets": _says(
        "there is no sign between the number and the bracket.", "write * to multiply."
    ),
    "cannot change a part": _part,
    "loop over no list": _loop_over,
    "range of a decimal": _says("range needs a whole number. {} is a decimal.", "write int({})."),
    "range of text": _says("range needs a number. {} is text.", "write int({})."),
    "range of a list": _range_of_list,
    "place is no number": _place,
    "names and values": _names_and_values,
    "nothing to share out": _says("the right side is nothing (None). There is nothing to share out."),
    "len of no list": _says("len counts items or letters. {} has none."),
    "number of no text": _says("{} is no text and no number here."),
    "join needs text": _says(
        "join needs a list of text. {} has numbers too.", "str( ) turns a number into text."
    ),
    "sum of text": _says("sum adds numbers. {} has text in it.", "int( ) turns text into a number."),
    "mixed list": _says("{} has text and numbers. They have no order."),
    "text for a number": _says("{} is text. This needs a number.", "int({}) makes a number."),
    "not in the list": _in_list,
    "root below zero": _says("sqrt needs 0 or more. {} is less than 0."),
    "no such module": _module,
    "no such file": _says("there is no file named {} here."),
    "helper unreadable": _says("Python stopped reading {}. Look in that file."),
    "ended itself": _says("this line ends the whole program.", "take it out, or use return."),
    "too big": _says("a list or text here grew too big."),
    "asks": _asks,
    "loop": _loop,
}
