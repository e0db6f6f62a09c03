"""Any value as short, safe text, and two values so that the difference is seen.

Work is bounded by the width asked for, not by the value: nothing huge is ever
spelt whole.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from hackney_challenges.feedback.differences import MISSING, Difference, first_difference, look_alike
from hackney_challenges.feedback.spelling import ordered, quoted, spelt
from hackney_challenges.isolation.calls import ProgramRun, Recorded
from hackney_challenges.printable import safe_line

WIDTH = 60
_NARROWEST = len("nothing (None)")
_MOST_ARGUMENTS = 12
_OPERATIONS: Mapping[str, str] = {  # as a conversation records them
    **{sign: f"{{}} {sign} {{}}" for sign in ("==", "!=", "<", "<=", ">", ">=")},
    **{sign: f"{{}} {sign} {{}}" for sign in ("+", "-", "*", "/", "//", "%", "**", "@", "&", "|", "^")},
    ".": "{}.{}",
    ".=": "{}.{} = {}",
    "[]": "{}[{}]",
    "[]=": "{}[{}] = {}",
    "del []": "del {}[{}]",
    "iter": "list({})",
}
_BRACKETS: Mapping[type, tuple[str, str]] = {list: ("[", "]"), tuple: ("(", ")")}
_LETTERS_EITHER_SIDE = 20
_LETTERS_TO_A_BLANK = 8  # a window is widened by this much to start at a whole word


def show(value: object, width: int = WIDTH, *, ascii_only: bool = False) -> str:
    """`value` as text of at most `width` columns (never fewer than 14), on one line."""
    if value is None:
        return "nothing (None)"
    text = spelt(value, width, ascii_only=ascii_only)
    return text if len(text) <= width else _shortened(value, max(width, _NARROWEST), ascii_only)


def call_text(call: Recorded, width: int = WIDTH) -> str:
    """The call as a pupil would write it: `fare(10)`, or `the program, typing "Leyla"`."""
    if isinstance(call, ProgramRun):
        return _program_text(call, width)
    written = _OPERATIONS.get(call.target)
    if written is not None and call.args:
        return _operation_text(written, call.args, width)
    target = safe_line(call.target, 40)
    inputs = [("", value) for value in call.args[:_MOST_ARGUMENTS]]
    inputs += [
        (f"{safe_line(name, 20)}=", value) for name, value in list(call.kwargs.items())[:_MOST_ARGUMENTS]
    ]
    is_cut = len(call.args) > _MOST_ARGUMENTS or len(call.kwargs) > _MOST_ARGUMENTS
    tail = ", ...)" if is_cut else ")"
    whole = ", ".join(name + spelt(value, width) for name, value in inputs)
    if len(target) + 1 + len(whole) + len(tail) <= width:
        return f"{target}({whole}{tail}"
    free = width - len(target) - 1 - len(tail) - sum(len(name) + 2 for name, _ in inputs)
    return _within(f"{target}(", _shared_out(inputs, free), tail, width)


def _operation_text(written: str, parts: tuple[Any, ...], width: int) -> str:
    """What an operator did to a thing of the far side, as it is written: `basket[0]`."""
    free = width - len(written.replace("{}", ""))
    texts = _shared_out([("", part) for part in parts], free)
    if written.startswith("{}."):  # the name of an attribute stands without quote marks
        texts[1] = safe_line(str(parts[1]), 30)
    return written.format(*texts[: written.count("{}")])


def _within(opening: str, inputs: list[str], tail: str, width: int) -> str:
    """The inputs between their brackets, the later ones left out if there is no room."""
    whole = f"{opening}{', '.join(inputs)}{tail}"
    while len(whole) > width and inputs:
        inputs = inputs[:-1]
        whole = f"{opening}{', '.join([*inputs, '...)'])}"
    return whole


def _shortened(value: Any, width: int, ascii_only: bool) -> str:
    """The start of a value that does not fit, and how long it is."""
    if type(value) in (str, bytes):
        return _shortened_text(value, width, ascii_only)
    if type(value) in (list, tuple, set, frozenset, dict):
        return _shortened_items(value, width, ascii_only)
    text = spelt(value, width * 2, ascii_only=ascii_only)
    if type(value) is int and text.lstrip("-").isdigit():
        note = f" ({len(text.lstrip('-'))} digits)"
        half = (width - len(note) - 3) // 2
        if half > 0:
            return text[:half] + "..." + text[-half:] + note
    return text if len(text) <= width else text[: width - 3] + "..."


def _shortened_text(value: Any, width: int, ascii_only: bool) -> str:
    kept = width
    while kept > 0:
        text = spelt(value[:kept], 10 * width, ascii_only=ascii_only)
        if len(text) + 3 <= width:
            return f"{text[:-1]}...{text[-1]}"
        kept -= 1
    return '"..."'


def _shortened_items(value: Any, width: int, ascii_only: bool) -> str:
    """As many whole items as fit; without room for one, how many there are."""
    count, is_dict = len(value), type(value) is dict
    note = f" ({count} {'key' if is_dict else 'item'}{'' if count == 1 else 's'})"
    opening, closing = _BRACKETS.get(type(value), ("{", "}"))
    shown = ""
    for text in _item_texts(value, width, ascii_only):
        if len(shown) + len(text) + 5 + len(note) > width:
            break
        shown += text
    whole = f"{opening}{shown}...{closing}{note}"
    return whole if len(whole) <= width else f"{opening}...{closing}"


def _item_texts(value: Any, width: int, ascii_only: bool) -> Iterator[str]:
    if type(value) is dict:
        for key, item in value.items():
            texts = (spelt(part, width, ascii_only=ascii_only) for part in (key, item))
            yield ": ".join(texts) + ", "
    else:
        for place, item in enumerate(value if type(value) in (list, tuple) else ordered(value)):
            text = spelt(item, width, ascii_only=ascii_only)
            if place == 0 and type(item) in (str, bytes) and len(text) > width // 2:
                text = _shortened_text(item, max(width // 2, _NARROWEST), ascii_only)
            yield text + ", "


def _shared_out(inputs: list[tuple[str, object]], free: int) -> list[str]:
    """Each input as text; short ones whole, long ones in what is left."""
    lengths = {place: len(spelt(value, max(free, 12))) for place, (_, value) in enumerate(inputs)}
    shares: dict[int, int] = {}
    left, waiting = free, len(inputs)
    for place in sorted(lengths, key=lengths.__getitem__):
        shares[place] = min(lengths[place], max(left // waiting, 12))
        left, waiting = left - shares[place], waiting - 1
    return [name + _nested(value, shares[place]) for place, (name, value) in enumerate(inputs)]


def _nested(value: object, width: int) -> str:
    return "None" if value is None else show(value, width)


def _program_text(run: ProgramRun, width: int) -> str:
    text = "the program"
    if run.argv:
        text += " with " + " ".join(safe_line(word, 20) for word in run.argv[:4])
    for place, line in enumerate(run.typed):
        said = (", typing " if place == 0 else ", then ") + show(line, max(width // 2, 12))
        if len(text) + len(said) > width - (0 if place == len(run.typed) - 1 else 5):
            return text + (", ..." if place else f", typing {len(run.typed)} lines")
        text += said
    return text


@dataclass(frozen=True, slots=True, kw_only=True)
class Pair:
    """Two values as texts that never look alike.

    `place` says where they differ if only that part is shown: `item 151`,
    `letter 98`, `key "adult"`; else it is empty. `right_before` is how many
    items come before it, all of them equal.
    """

    gave: str
    needs: str
    place: str = ""
    right_before: int = 0


def show_pair(gave: object, needs: object, width: int = WIDTH) -> tuple[str, str]:
    """Both values in at most `width` columns (never fewer than 30), never alike, the place first if cut."""
    found = pair(gave, needs, width)
    if not found.place:
        return found.gave, found.needs
    longest = width - 2 - _NARROWEST
    place = found.place if len(found.place) <= longest else found.place[: longest - 3] + "..."
    found = pair(gave, needs, width - len(place) - 2)
    return f"{place}: {found.gave}", f"{place}: {found.needs}"


def pair(gave: object, needs: object, width: int = WIDTH, *, is_exact: bool = False) -> Pair:
    """Both values, whole if they fit, else cut round the first difference (of kinds too with `is_exact`)."""
    for ascii_only in (False, True):
        whole = _whole(gave, width, ascii_only), _whole(needs, width, ascii_only)
        if max(map(len, whole)) <= width and not look_alike(*whole):
            return Pair(gave=whole[0], needs=whole[1])
    found = first_difference(gave, needs, is_exact=is_exact)
    if found is not None and found.path:
        return _pair_at(found, gave, needs, width)
    if type(gave) is type(needs) and type(gave) in (str, bytes):
        return _text_pair(gave, needs, width)
    if type(gave) is int and type(needs) is int:
        return _digit_pair(gave, needs, width)
    return _told_apart(show(gave, width), show(needs, width), width)


def _whole(value: object, width: int, ascii_only: bool) -> str:
    return "nothing (None)" if value is None else spelt(value, width, ascii_only=ascii_only)


def _told_apart(gave: str, needs: str, width: int) -> Pair:
    """Two texts, the second marked as another one if both are the same."""
    if gave != needs:
        return Pair(gave=gave, needs=needs)
    note = " (another)"
    return Pair(gave=gave, needs=needs[: max(width - len(note), 1)] + note)


def _pair_at(found: Difference, gave: Any, needs: Any, width: int) -> Pair:
    step, place = found.path[-1], _place_text(found, width)
    right_before = found.path[0].at - 1 if len(found.path) == 1 and step.into == "item" else 0
    if step.into == "member":
        texts = ("not there", "there") if found.gave is MISSING else ("there", "not there")
    elif MISSING in (found.gave, found.needs) and step.into == "key":
        other = found.needs if found.gave is MISSING else found.gave
        shown = show(other, width)
        texts = ("not there", shown) if found.gave is MISSING else (shown, "not there")
    elif found.gave is MISSING or found.needs is MISSING:
        there = show(found.needs if found.gave is MISSING else found.gave, width)
        texts = ("not there", there) if found.gave is MISSING else (there, "not there")
    else:
        inner = pair(found.gave, found.needs, width)
        place = f"{place}, {inner.place}" if inner.place else place
        texts = inner.gave, inner.needs
    return Pair(gave=texts[0], needs=texts[1], place=place, right_before=right_before)


def _place_text(found: Difference, width: int) -> str:
    names = {"item": "item", "key": "key", "member": ""}
    steps = [
        f"{names[step.into]} {_nested(step.at, max(width // 3, _NARROWEST))}".strip()
        for step in found.path[-2:]
    ]
    return ", ".join(steps)


def _text_pair(gave: Any, needs: Any, width: int) -> Pair:
    line = _first_different_line(gave, needs) if type(gave) is str else None
    if line is not None:
        inner = pair(line[1], line[2], width)
        place = f"line {line[0]}" + (f", {inner.place}" if inner.place else "")
        return Pair(gave=inner.gave, needs=inner.needs, place=place)
    start = _first_different(gave, needs)
    place = f"letter {start + 1}" if type(gave) is str else f"byte {start + 1}"
    for ascii_only in (False, True):
        for reach in range(_LETTERS_EITHER_SIDE, -1, -1):
            windows = [_window(text, start, reach, ascii_only) for text in (gave, needs)]
            if max(map(len, windows)) <= max(width, _NARROWEST) and not look_alike(*windows):
                return Pair(gave=windows[0], needs=windows[1], place=place)
    return _told_apart(show(gave, width), show(needs, width), width)


def _digit_pair(gave: int, needs: int, width: int) -> Pair:
    one, other = spelt(gave, width), spelt(needs, width)
    start = _first_different(one, other)
    for reach in range(_LETTERS_EITHER_SIDE, -1, -1):
        windows = [_window(text, start, reach, False)[1:-1] for text in (one, other)]
        if max(map(len, windows)) <= width and windows[0] != windows[1]:
            return Pair(gave=windows[0], needs=windows[1], place=f"digit {start + 1}")
    return _told_apart(show(gave, width), show(needs, width), width)


def _first_different_line(gave: str, needs: str) -> tuple[int, str, str] | None:
    """The number of the first line that differs and both lines; None if that shows no difference."""
    ours, theirs = gave.split("\n"), needs.split("\n")
    if max(len(ours), len(theirs)) < 2:
        return None
    for place, (one, other) in enumerate(zip(ours, theirs, strict=False)):
        if one != other:
            return place + 1, one, other
    return None


def _first_different(one: Any, other: Any) -> int:
    """Where two texts part, found by halves: each step compares slices at the speed of C."""
    low, high = 0, min(len(one), len(other))
    while low < high:
        middle = (low + high + 1) // 2
        low, high = (middle, high) if one[:middle] == other[:middle] else (low, middle - 1)
    return low


def _window(text: Any, place: int, reach: int, ascii_only: bool) -> str:
    """`reach` letters either side of `place`, from a whole word if one starts near; `...` is the rest."""
    start, stop = max(place - reach, 0), min(place + reach + 1, len(text))
    if start <= 3:
        start = 0
    elif type(text) is str and reach == _LETTERS_EITHER_SIDE:
        blank = text.rfind(" ", start - _LETTERS_TO_A_BLANK, start + 1)
        start = blank if blank > 0 else start
    stop = len(text) if len(text) - stop <= 3 else stop
    piece = text[start:stop]
    shown = quoted(piece, ascii_only=ascii_only) if type(text) is str else spelt(piece, 10 * len(piece) + 10)
    mark = shown.index(shown[-1])
    before, after = "..." if start else "", "..." if stop < len(text) else ""
    return shown[: mark + 1] + before + shown[mark + 1 : -1] + after + shown[-1]
