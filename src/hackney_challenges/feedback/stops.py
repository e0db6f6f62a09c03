"""Messages about code that stopped, could not be read, or has no such name. Pure.

What Python's own stops mean is put into words by `python_errors`; here stands
which lines are shown and what became of the call.
"""

from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import replace

from hackney_challenges.feedback.failure import Failure, Style
from hackney_challenges.feedback.layout import Notice, Row, room, sentence
from hackney_challenges.feedback.program_runs import asked_again_rows
from hackney_challenges.feedback.python_errors import Explanation, explain
from hackney_challenges.feedback.reasons import next_row
from hackney_challenges.feedback.spoken import in_words, say_call
from hackney_challenges.feedback.values import call_text, show
from hackney_challenges.isolation.calls import Call, MissingName, ProgramRun, Raised, Recorded, Spot, Stopped
from hackney_challenges.printable import safe_line

_CODE_LIMIT = 120
_MOST_FOUND = 4
_OBSTACLES: Mapping[str, str] = {  # files.Obstacle
    "link": "a link to another place",
    "folder": "a folder of that name",
    "not a plain file": "something else of that name",
    "too big": "a file that is too big",
    "not allowed": "a file that is locked",
    "not readable": "a file that does not open",
}


def raised_notice(failure: Failure, raised: Raised, head: str, style: Style) -> Notice:
    """An exception left the pupil's code while a check called it."""
    call = _call_with(failure.calls, raised)
    if isinstance(call, Call) and call.target == "." and not raised.spots:
        return _no_such_part(failure, call, head, style)
    told = explain(raised.facts, raised.spots, file=failure.file)
    spot = raised.spots[-1] if raised.spots else None
    where = f"Python stopped at line {spot.line}" if spot else "Python stopped"
    rows = (*_ran(call, style), *_explained(told, (spot,) if spot else ()), *_own_words(raised, style))
    return Notice(state="NOT YET", head=f"{head}: {where}", rows=rows)


def _no_such_part(failure: Failure, call: Call, head: str, style: Style) -> Notice:
    """A check asked an object for a method, or another part, that its class does not have."""
    owner, name = show(call.args[0], 30), safe_line(str(call.args[1]), 30)
    text = f"the name {name} in its class"
    needs = Row(label="It needs", text=text, spoken=f"It needs {text}.")
    return Notice(
        state="NOT YET", head=f"{head}: {owner} has no {name} yet", rows=(*_ran(call, style), needs)
    )


def asked_again_notice(run: ProgramRun, raised: Raised, head: str, style: Style) -> Notice:
    """A program that asked when there was no answer left to type."""
    spot = raised.spots[-1] if raised.spots else None
    line = _code_row(spot.line, spot.text) if spot is not None else None
    return Notice(state="NOT YET", head=head, rows=asked_again_rows(run, line, style))


def stopped_notice(failure: Failure, stopped: Stopped, head: str, style: Style) -> Notice:
    """The far side could not answer any more, or never could."""
    file = safe_line(failure.file, 40)
    call = failure.calls[-1] if failure.calls else None
    if stopped.kind == "unreadable":
        return _unreadable(file, stopped)
    if stopped.kind == "import" and stopped.raised is not None:
        return _import_stop(file, stopped.raised, style)
    if stopped.kind == "asks":
        return _asks(file, stopped)
    if stopped.kind == "time":
        return _too_long(file, stopped, head, call, style)
    if stopped.kind in ("ended", "protocol", "disk"):
        return _ended(file, stopped, head, call, style)
    if stopped.kind in ("missing", "not a file"):
        return _no_file(file, stopped)
    return not_your_code(stopped.detail or "no room for one more Python on this machine")


def not_your_code(detail: str) -> Notice:
    """The checks could not do their work, and the pupil's code has no part in it."""
    shown = safe_line(detail, 100)
    rows = (Row(label="Tell your teacher", text=shown, spoken=f"Tell your teacher: {shown}."),)
    return Notice(state="NO CHECK", head="The checks stopped, not your code", rows=rows)


def missing_notice(problem: MissingName) -> Notice:
    """The solution defines no such name: what was found, and what is nearest."""
    name = safe_line(problem.missing, 40)
    thing = "class" if name[:1].isupper() and not name.isupper() else "function"
    found = [(safe_line(known, 40), line, kind) for known, line, kind in problem.found]
    near = nearest_name(name, [known for known, _, _ in found])
    shown = [entry for entry in found if near and entry[0] == near[0]] or [
        entry for entry in found if entry[2] == thing
    ]
    rows: list[Row] = []
    if shown:
        listed = ", ".join(f"{known} (line {line})" for known, line, _ in shown[:_MOST_FOUND])
        rows.append(Row(label="I found", text=listed, spoken=_found_spoken(shown)))
    else:
        plural = "classes" if thing == "class" else "functions"
        rows.append(Row(label="I found", text=f"no {plural} yet", spoken=f"I found no {plural} yet."))
    letters = " ".join(name.upper()) if name.isalpha() and name.islower() else name
    spelled = f", spelled {letters}." if near else "."
    rows.append(Row(label="It needs", text=name, spoken=f"It needs the name {name}{spelled}"))
    if near:
        reason = near[1]
        line = shown[0][1]
        rows.append(Row(label="Maybe", text=reason, spoken=f"Maybe this is why: {reason}"))
        rows.append(next_row(f"change the name on line {line}."))
    elif not shown:
        start = f"class {name}:" if thing == "class" else f"def {name}("
        step = f"write a line that starts with {start}"
        rows.append(Row(label="Next", text=step, spoken=f"Next: {step}"))
    return Notice(state="NOT YET", head=f"The checks look for a {thing} named {name}", rows=tuple(rows))


def not_a_function_notice(name: str, value: object, style: Style) -> Notice:
    """The name is there and is a plain value, where the check calls it."""
    shown = safe_line(name, 40)
    text = f"{shown} is {show(value, max(room(style) - len(shown) - 4, 14))}"
    step = f"write a line that starts with def {shown}("
    rows = (
        Row(label="I found", text=text, spoken=sentence(f"I found that {text}")),
        Row(label="It needs", text=f"a function named {shown}", spoken=f"It needs a function named {shown}."),
        Row(label="Next", text=step, spoken=f"Next: {step}"),
    )
    return Notice(state="NOT YET", head=f"The checks look for a function named {shown}", rows=rows)


def nearest_name(name: str, known: Sequence[str]) -> tuple[str, str] | None:
    """The one of `known` that is nearly `name`, and how they differ; None if none is, or several are."""
    near = [(candidate, how) for candidate in known if (how := _how_they_differ(candidate, name))]
    return near[0] if len(near) == 1 else None


def _how_they_differ(have: str, need: str) -> str | None:
    """A sentence about two names that differ by a slip; None if they differ by more."""
    if have.lower() == need.lower():
        return f"capital letters count. {have} and {need} are two names."
    if min(len(have), len(need)) < 3:
        return None
    extra, absent = Counter(have) - Counter(need), Counter(need) - Counter(have)
    counts = extra.total(), absent.total()
    if counts == (0, 0) and have[0] == need[0]:
        return "two letters have changed places." if _is_one_swap(have, need) else None
    if counts == (1, 1) and have[0] == need[0]:
        return "one letter is different."
    if counts == (1, 0) and _without_one(have, need):
        return f"there is one {_letter_name(extra)} too many."
    if counts == (0, 1) and _without_one(need, have):
        return f"one {_letter_name(absent)} is not there."
    return None


def _letter_name(letters: Counter[str]) -> str:
    letter = next(iter(letters))
    return "underscore" if letter == "_" else letter


def _is_one_swap(one: str, other: str) -> bool:
    places = [place for place, both in enumerate(zip(one, other, strict=True)) if both[0] != both[1]]
    return len(places) == 2 and places[1] == places[0] + 1


def _without_one(longer: str, shorter: str) -> bool:
    return any(longer[:place] + longer[place + 1 :] == shorter for place in range(len(longer)))


def _found_spoken(shown: Sequence[tuple[str, int, str]]) -> str:
    if len(shown) == 1:
        known, line, kind = shown[0]
        return f"I found a {kind} named {known}, on line {line}."
    return "I found " + ", ".join(f"{known} on line {line}" for known, line, _ in shown[:_MOST_FOUND]) + "."


def _unreadable(file: str, stopped: Stopped) -> Notice:
    told = explain(stopped.facts, (stopped.spot,) if stopped.spot else (), file=file)
    spot = stopped.spot
    where = (
        f"Python stopped reading at line {spot.line} of {file}" if spot else f"Python cannot read {file} yet"
    )
    return Notice(state="NOT YET", head=told.head or where, rows=_explained(told, (spot,) if spot else ()))


def _import_stop(file: str, raised: Raised, style: Style) -> Notice:
    told = explain(raised.facts, raised.spots, file=file)
    spot = raised.spots[-1] if raised.spots else None
    where = f"Python stopped at line {spot.line} of {file}" if spot else f"Python stopped in {file}"
    rows = (*_explained(told, (spot,) if spot else ()), *_own_words(raised, style))
    return Notice(state="NOT YET", head=where, rows=rows)


def _asks(file: str, stopped: Stopped) -> Notice:
    spot = stopped.spot
    if spot is None:
        return Notice(state="NOT YET", head=f"{file} asks a question when it starts", rows=(_NO_ONE_TYPES,))
    step = f'move line {spot.line} to the end, under  if __name__ == "__main__":'
    said = f'Next: move line {spot.line} to the end of the file, under the line: if __name__ == "__main__":'
    rows = (
        _code_row(spot.line, spot.text, said=f"Line {spot.line} uses input."),
        _NO_ONE_TYPES,
        Row(label="Next", text=step, spoken=said),
    )
    return Notice(state="NOT YET", head=f"{file} asks a question on line {spot.line}", rows=rows)


_NO_ONE_TYPES = Row(
    label="Because",
    text="the checks run alone. No one is there to type.",
    spoken="The checks run alone. No one is there to type.",
)


def _too_long(file: str, stopped: Stopped, head: str, call: Recorded | None, style: Style) -> Notice:
    limit = f"{stopped.seconds:g} seconds" if stopped.seconds else "time"
    told = explain(stopped.facts, (stopped.spot,) if stopped.spot else (), file=file)
    spot = stopped.spot
    code = _explained(told, (spot,) if spot else ())
    if stopped.during == "import" or call is None:
        ran = Row(
            label="I ran",
            text=f"{file}, then I stopped it",
            spoken=f"I ran {file}. After {limit} I stopped it.",
        )
        title = f"{file} did not finish in {limit}"
        return Notice(state="NOT YET", head=title, rows=(ran, *code))
    shown = call_text(call, room(style) - 21)
    spoken = f"{say_call(call)} After {limit} I stopped it."
    what = shown if len(f"{head}: {shown}") < 40 else "it"
    if isinstance(call, ProgramRun):
        what = "the program"
    if stopped.during == "check":
        text, what = f"{shown} and the calls before it", "the whole check"
        spoken = f"{say_call(call)} I stopped it after {limit}."
    else:
        text = f"{shown}, then I stopped it"
    if spot and code and code[0].is_code and not told.said:
        said = f"It was on line {spot.line}. {code[0].spoken}"
        code = (replace(code[0], spoken=said), *code[1:])
    return Notice(
        state="NOT YET",
        head=f"{head}: {what} did not finish in {limit}",
        rows=(Row(label="I ran", text=text, spoken=spoken), *code),
    )


def _ended(file: str, stopped: Stopped, head: str, call: Recorded | None, style: Style) -> Notice:
    spot = stopped.spot
    code = (_code_row(spot.line, spot.text),) if spot else ()
    if stopped.kind == "protocol":
        what, reason = f"{file} cut the line to the checks", "no answer came back that the checks can read."
    elif stopped.kind == "disk":
        what, reason = f"{file} wrote too much to files", "a check may write 16 MB, in 256 files."
    else:
        what, reason = f"{file} stopped Python itself", "the checks need Python to go on to the end."
    because = Row(label="Because", text=reason, spoken=in_words(reason))
    if stopped.during == "import" or call is None:
        return Notice(state="NOT YET", head=what, rows=(*code, because))
    return Notice(state="NOT YET", head=f"{head}: {what}", rows=(*_ran(call, style), *code, because))


def _no_file(file: str, stopped: Stopped) -> Notice:
    slug = file.removesuffix(".py")
    if stopped.kind == "missing":
        return Notice(
            state="NOT YET", head=f"There is no {file} yet", rows=(next_row(f"hackney get {slug}"),)
        )
    detail = _OBSTACLES.get(stopped.detail, safe_line(stopped.detail, 100))
    rows = [Row(label="I found", text=detail, spoken=sentence(f"I found {detail}"))] if detail else []
    rows.append(Row(label="It needs", text="one plain file", spoken="It needs to be one plain file."))
    return Notice(state="NO CHECK", head=f"{file} is not a file I can read", rows=tuple(rows))


def _call_with(calls: Sequence[Recorded], outcome: object) -> Recorded | None:
    """The call that ended with `outcome`, else the last one."""
    for call in reversed(calls):
        if isinstance(call, Call) and call.outcome is outcome:
            return call
    return calls[-1] if calls else None


def _ran(call: Recorded | None, style: Style) -> tuple[Row, ...]:
    return (
        (Row(label="I ran", text=call_text(call, room(style, may_wrap=True)), spoken=say_call(call)),)
        if call
        else ()
    )


def _explained(told: Explanation, spots: Sequence[Spot]) -> tuple[Row, ...]:
    """Lines of code, reason and next step; the plain form is the explanation's own where it has one."""
    lines = told.lines or tuple((spot.line, spot.text) for spot in spots)
    rows = [_code_row(line, text) for line, text in lines]
    if told.reason:
        level = told.level or "Maybe"
        said = in_words(told.reason)
        spoken = said if level == "Because" else f"Maybe this is why: {told.reason}"
        rows.append(Row(label=level, text=told.reason, spoken=spoken))
    if told.next_step:
        rows.append(next_row(told.next_step))
    if not told.said or not rows:
        return tuple(rows)
    heard = ("\n".join(told.said), *("" for _ in rows[1:]))
    return tuple(replace(row, spoken=spoken) for row, spoken in zip(rows, heard, strict=True))


def _own_words(raised: Raised, style: Style) -> tuple[Row, ...]:
    """Python's own words, only where everything is asked for."""
    if not style.more:
        return ()
    words = f"{safe_line(raised.kind, 40)}: {safe_line(raised.text, 200)}"
    return (Row(label="Python says", text=words, spoken=f"Python says {words}."),)


def _code_row(line: int, text: str, said: str | None = None) -> Row:
    code = safe_line(text.expandtabs(4).rstrip(), _CODE_LIMIT)
    return Row(
        label=f"Line {line}", text=code, spoken=said or f"Line {line} says: {code.strip()}", is_code=True
    )
