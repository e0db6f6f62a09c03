"""Facts about stops in words a pupil of 11 reads: the goldens, the house words, and facts of any shape."""

import io
import os
import re
import sys
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from hackney_challenges.feedback.python_errors import Explanation, explain
from hackney_challenges.feedback.stop_sentences import STOP_SENTENCES
from hackney_challenges.feedback.syntax_sentences import SYNTAX_SENTENCES
from hackney_challenges.isolation.calls import Spot
from hackney_challenges.isolation.reading.source import (
    Compiled,
    Unreadable,
    loop_facts,
    read_source,
    stop_facts,
)

TESTS = Path(__file__).parent.parent
GOLDENS = TESTS / "golden" / "python_errors"

AVOIDED = re.compile(
    r"\b(error|wrong|fail\w*|invalid|illegal|bad|incorrect|crash\w*|exception|traceback|assert|expected|actual|"
    r"argument|parameter|literal|token|syntax|simply|just|obviously|oops|you forgot|you should)\b",
    re.IGNORECASE,
)


def reading(source: str) -> Explanation:
    found = read_source(source.encode(), "/staging/bus_fare.py")
    assert isinstance(found, Unreadable)
    return explain(found.facts)


def running(source: str, call: str) -> Explanation:
    read = read_source(source.encode(), "/staging/bus_fare.py")
    assert isinstance(read, Compiled)
    module: dict[str, Any] = {"__name__": "bus_fare"}
    called, inputs = None, None
    try:
        exec(read.code, module)
        if call != "import":
            name, between = re.fullmatch(r"(\w+)\((.*)\)", call).groups()
            called, inputs = module[name], eval(f"[{between}]")
            called(*inputs)
    except BaseException as stop:
        given = None if inputs is None else len(inputs)
        facts = stop_facts(stop, "/staging/bus_fare.py", read.tree, read.lines, called=called, given=given)
        return explain(facts)
    raise AssertionError("it did not stop")


def laid_out(told: Explanation) -> str:
    """The parts as a screen shows them, labels in a column, then the plain form."""
    rows = [(f"Line {number}", text) for number, text in told.lines]
    if told.reason is not None:
        rows.append((str(told.level), told.reason))
    if told.next_step is not None:
        rows.append(("Next", told.next_step))
    width = max((len(label) for label, _ in rows), default=0) + 2
    lines = [told.head] if told.head is not None else []
    lines += [f"  {label + ':':<{width}}{text}" for label, text in rows]
    return "\n".join([*lines, *told.said, ""])


def test_golden_2_missing_colon() -> None:
    told = reading("def fare(age):\n    if age < 11:\n        return 0\n    if age < 16\n        return 85\n")
    assert told == Explanation(
        head="Python stopped reading at line 4 of bus_fare.py",
        lines=((4, "    if age < 16"),),
        level="Because",
        reason="a line that starts with if has : at the end.",
        next_step="add : to the end of line 4. Save. Run again.",
        said=(
            "Line 4 says: if age < 16",
            "A line that starts with if has a colon at the end.",
            "Next: add a colon to the end of line 4. Save. Run again.",
        ),
    )


def test_golden_3_wrong_indentation() -> None:
    told = reading("def fare(age):\n    if age < 11:\n        return 0\n    if age < 16:\n    return 85\n")
    assert told == Explanation(
        head="Python stopped reading at line 5 of bus_fare.py",
        lines=((4, "    if age < 16:"), (5, "    return 85")),
        level="Because",
        reason="the line after : starts 4 spaces further in.",
        next_step="add 4 spaces at the start of line 5.",
        said=(
            "Line 4 ends with a colon. It starts with 4 spaces.",
            "Line 5 says: return 85. It starts with 4 spaces too.",
            "The line after a colon starts 4 spaces further in.",
            "Next: add 4 spaces at the start of line 5.",
        ),
    )


def test_golden_9_endless_loop() -> None:
    source = "def fare(age):\n    n = 0\n    while n < age:\n        print(n)\n"
    read = read_source(source.encode(), "bus_fare.py")
    assert isinstance(read, Compiled)
    spot = Spot(file="bus_fare.py", line=3, text="    while n < age:", function="fare")
    assert explain(loop_facts(read.tree, 4), [spot]) == Explanation(
        lines=((3, "    while n < age:"),),
        level="Maybe",
        reason="nothing in the loop changes n or age, so it never ends.",
        said=(
            "It was on line 3. Line 3 says: while n < age:",
            "Maybe this is why: nothing in the loop changes n or age, so it never ends.",
        ),
    )


def test_golden_10_input_at_the_top(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    assert running('age = int(input("How old are you? "))\n', "import") == Explanation(
        head="bus_fare.py asks a question on line 1",
        lines=((1, 'age = int(input("How old are you? "))'),),
        level="Because",
        reason="the checks run alone. No one is there to type.",
        next_step='move line 1 to the end, under  if __name__ == "__main__":',
        said=(
            "Line 1 uses input.",
            "The checks run alone. No one is there to type.",
            'Next: move line 1 to the end of the file, under the line: if __name__ == "__main__":',
        ),
    )


def test_golden_15_name_inside() -> None:
    told = running(
        "def fare(age):\n    price = 85\n    half = 2\n    if agee < 16:\n        return price\n", "fare(12)"
    )
    assert told == Explanation(
        lines=((4, "    if agee < 16:"),),
        level="Because",
        reason="there is no agee. You do have age.",
        said=(
            "Python stopped at line 4. Line 4 says: if agee < 16:",
            "There is no agee. You do have age.",
        ),
    )


def test_golden_16_kinds_inside() -> None:
    told = running('def sign(place, mins):\n    return place + ": " + mins + " min"\n', 'sign("Clapton", 3)')
    assert told == Explanation(
        lines=((2, '    return place + ": " + mins + " min"'),),
        level="Because",
        reason="+ got text and a number. mins is the number 3.",
        next_step="str(mins) turns a number into text.",
        said=(
            "Python stopped at line 2.",
            "The plus sign got text and a number. mins is the number 3.",
            "Next: str(mins) turns a number into text.",
        ),
    )


def test_golden_17_unclosed_text() -> None:
    assert reading('def sign(place, mins):\n    return place + ": + str(mins)\n') == Explanation(
        head="Python stopped reading at line 2 of bus_fare.py",
        lines=((2, '    return place + ": + str(mins)'),),
        level="Because",
        reason='the text that starts with " has no " at its end.',
        next_step='put " where the text ends.',
        said=(
            "Line 2 has text that starts with a double quote mark.",
            "There is no quote mark at its end.",
            "Next: put a double quote mark where the text ends.",
        ),
    )


def test_golden_18_pasted_shell() -> None:
    assert reading(">>> def fare(age):\n...     return 85\n") == Explanation(
        head="Python stopped reading at line 1 of bus_fare.py",
        lines=((1, ">>> def fare(age):"),),
        level="Because",
        reason=">>> was copied from the Shell. It is not code.",
        next_step="take out >>> and ... at the start of lines.",
        said=(
            "Line 1 starts with three arrows. They were copied from the Shell. They are not code.",
            "Next: take out the arrows and dots at the start of lines.",
        ),
    )


def test_golden_19_old_print() -> None:
    source = 'def fare(age):\n    return 85\n\n\n\n\nprint "the fare is", fare(12)\n'
    assert reading(source) == Explanation(
        head="Python stopped reading at line 7 of bus_fare.py",
        lines=((7, 'print "the fare is", fare(12)'),),
        level="Because",
        reason="print needs round brackets ( ) now.",
        next_step='print("the fare is", fare(12))',
        said=(
            "Line 7 uses print with no brackets.",
            "print needs round brackets now.",
            'Next: print("the fare is", fare(12))',
        ),
    )


def test_golden_20_curly_quote_marks() -> None:
    assert reading("def sign(place, mins):\n    return place + “: ” + str(mins)\n") == Explanation(
        head="Python stopped reading at line 2 of bus_fare.py",
        lines=((2, "    return place + “: ” + str(mins)"),),
        level="Because",
        reason="these quote marks are curly. Python needs straight ones.",
        next_step="type the quote marks again in this editor.",
        said=(
            "Line 2 has curly quote marks. Python needs straight ones.",
            "They often come from a web page or a document.",
            "Next: type the quote marks again in this editor.",
        ),
    )


def told_samples(name: str) -> list[tuple[str, Explanation]]:
    text = (TESTS / "isolation" / name).read_text(encoding="utf-8")
    found = []
    for part in re.split(r"(?m)^=== ", text)[1:]:
        head, source = part.split("\n", 1)
        call = re.fullmatch(r".+? @ \d+: (.+?)(?:  #.*)?", head).group(1)
        found.append((head, reading(source) if name.startswith("broken") else running(source, call)))
    return found


@pytest.mark.parametrize("name", ["broken_files", "stopping_files"])
def test_every_kind_reads_as_it_did(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    """With HACKNEY_UPDATE_GOLDENS=1 the texts are written anew, to be read by a person."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    golden = GOLDENS / f"{name}.txt"
    text = "\n".join(f"# {head}\n{laid_out(told)}" for head, told in told_samples(f"{name}.txt"))
    if os.environ.get("HACKNEY_UPDATE_GOLDENS"):
        assert "CI" not in os.environ, "goldens are read by a person before they change"
        golden.write_text(text, encoding="utf-8", newline="\n")
    assert text == golden.read_text(encoding="utf-8")


def sentences(told: Explanation) -> list[str]:
    """Our own sentences, without the code they name at their end."""
    spoken = [line for line in told.said if " says: " not in line]
    parts = [part for part in (told.reason, told.next_step, *spoken) if part]
    return [each for part in parts for each in re.split(r"(?<=[a-z)\]0-9:])[.:] ", part)]


def syllables(word: str) -> int:
    return max(len(re.findall(r"[aeiouy]+", word.lower().rstrip("e"))), 1)


@pytest.mark.parametrize("name", ["broken_files.txt", "stopping_files.txt"])
def test_sentences_are_short_plain_and_in_house_words(name: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    for head, told in told_samples(name):
        for text in (told.reason or "", told.next_step or ""):
            assert text.isascii(), head
            assert len(text) <= 61, (head, text)
            assert not AVOIDED.search(text), (head, text)
        assert [each for each in sentences(told) if len(each.split()) > 12] == [], head


def test_the_reasons_can_be_read_at_school(monkeypatch: pytest.MonkeyPatch) -> None:
    """Flesch-Kincaid grade of all reasons together, by a simple count of syllables."""
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    both = told_samples("broken_files.txt") + told_samples("stopping_files.txt")
    said = [sentence for _, told in both if told.reason for sentence in re.split(r"\. ", told.reason)]
    words = [word for sentence in said for word in re.findall(r"[A-Za-z]+", sentence)]
    grade = 0.39 * len(words) / len(said) + 11.8 * sum(map(syllables, words)) / len(words) - 15.59
    assert grade < 3


def test_no_kind_that_a_sample_finds_is_without_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO(""))
    both = told_samples("broken_files.txt") + told_samples("stopping_files.txt")
    silent = {
        head.split(" @ ")[0]
        for head, told in both
        if told.reason is None and not told.said[0].startswith("Line 1 starts")
    }
    assert silent == {"unknown", "raised on purpose"}


def test_a_kind_nobody_knows_shows_the_line_and_the_line_above() -> None:
    told = reading("x = 1\nif x:\n    y = 2\na if 1 else b = 1\n")
    assert (told.lines, told.reason, told.level) == (((3, "    y = 2"), (4, "a if 1 else b = 1")), None, None)
    assert told.said == ("Line 3 says: y = 2", "Line 4 says: a if 1 else b = 1")


def test_what_is_not_proved_is_a_maybe_without_a_next_step() -> None:
    told = explain({"kind": "equals in a test", "line": 2, "proved": False, "show": [[2, "if a = 1:"]]})
    assert (told.level, told.next_step) == ("Maybe", None)
    assert told.said[-1] == "Maybe this is why: a double equals sign asks if two things are the same."


def test_the_innermost_line_is_the_one_that_is_shown() -> None:
    spots = [
        Spot(file="bus_fare.py", line=9, text="fare(1)"),
        Spot(file="bus_fare.py", line=2, text="\treturn agee"),
    ]
    facts = {"kind": "misspelt name", "line": 2, "name": "agee", "near": "age", "proved": True}
    assert explain(facts, spots).lines == ((2, "    return agee"),)


def test_long_names_leave_the_second_sentence_out() -> None:
    name = "the_name_of_the_very_last_bus_stop"
    told = explain({"kind": "no such name", "line": 1, "name": name, "proved": True})
    assert told.reason == "there is no the_name_of_the_very_..."


def test_controls_in_a_line_are_spelt_out() -> None:
    told = explain({"kind": "unknown", "line": 1, "show": [[1, "x = '\x1b[31m\u202e'"]]})
    assert told.lines == ((1, "x = '\\x1b[31m\\u202e'"),)


@pytest.mark.parametrize(
    "facts",
    [
        pytest.param({}, id="nothing"),
        pytest.param({"kind": 3}, id="a-kind-that-is-no-text"),
        pytest.param({"kind": ["missing colon"]}, id="a-kind-that-is-a-list"),
        pytest.param({"kind": "missing colon", "line": "4", "word": None}, id="other-types"),
        pytest.param({"kind": "missing colon", "line": -4, "word": "if"}, id="a-line-below-zero"),
        pytest.param({"kind": "missing key", "key": ["text"], "keys": [3, None]}, id="half-a-value"),
        pytest.param(
            {"kind": "loop", "names": [1, 2], "changed": False, "line": 2}, id="names-that-are-numbers"
        ),
    ],
)
def test_facts_of_another_shape_lead_to_silence(facts: dict[str, object]) -> None:
    assert explain(facts).reason is None


PLAIN_DATA = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(max_size=20),
    lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.text(max_size=5), inner, max_size=3),
    max_leaves=6,
)
KEYS = [
    *("proved", "show", "file", "line", "function", "at", "by", "column", "count", "index"),
    *("name", "word", "near", "wrote", "right", "left", "first", "second", "module", "call", "holder"),
    *("value", "sign", "quote", "other", "open", "close", "of", "key", "keys", "item", "values", "digits"),
    *("takes", "given", "least", "names", "changed", "always", "way_out", "made_by", "empty", "how", "to"),
    *("header", "header_spaces", "spaces", "step", "extra", "has", "needs", "input", "builtin"),
]


@settings(max_examples=400, deadline=None)
@given(
    kind=st.sampled_from([*SYNTAX_SENTENCES, *STOP_SENTENCES, "unknown", "new one"]),
    facts=st.dictionaries(
        st.sampled_from(KEYS), PLAIN_DATA | st.sampled_from(["+", "text", "number", "if", "int", "list"])
    ),
)
def test_facts_of_any_shape_are_taken(kind: str, facts: dict[str, object]) -> None:
    told = explain({**facts, "kind": kind}, file="bus_fare.py")
    for text in (told.head, told.reason, told.next_step, *told.said, *(text for _, text in told.lines)):
        assert text is None or (text.isprintable() and len(text) < 400)
