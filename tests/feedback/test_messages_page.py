"""docs/reference/messages.md shows what pupils read: copied from the goldens, never typed.

HACKNEY_UPDATE_GOLDENS=1 writes it anew.
"""

import os
from pathlib import Path

ROOT = Path(__file__).parent.parent.parent
GOLDENS = ROOT / "tests" / "golden" / "feedback"
PAGE = ROOT / "docs" / "reference" / "messages.md"

SHOWN = {
    "01 print instead of return": "The answer was printed. `Maybe`: it holds in every case that ran.",
    "05 None on one path": "One way through the function has no `return`. Two inputs that work are named.",
    "07 off by one": "The nearest input that works, beside the one that does not.",
    "08 decimal rounding": "`Because` is proved: the step below it was tried on the very answer.",
    "11 changes its list": "The inputs are looked at again after the call.",
    "14 case or spaces": "Both sides never look alike: what differs is named.",
    "15 NameError inside": "Python's own stops are explained from the code, never from Python's words.",
    "02 missing colon": "The mend was made in memory, and Python could read on.",
    "09 endless loop": "The loop that never ends is shown, and why, if that is sure.",
    "a program that asks again": "Programs are told by what was typed and what they showed.",
}
INTRODUCTION = """\
# Ten messages

What a pupil reads when a check does not hold yet. The first line says the state and which check it
is, then come the call, what it gave, what it needs, at most one reason and one small step: six
lines, in words an eleven-year-old knows. `Because` is proved. `Maybe` holds in every case that is
known. Where nothing is sure there is no reason, and the call with its two values stands alone. Only
the first check that does not hold is told in full; `--hackney-more` tells all.

Below each message stands the same for a screen reader (`--hackney-plain`).
"""


def _page() -> str:
    parts = [INTRODUCTION]
    for name, remark in SHOWN.items():
        golden = (GOLDENS / f"{name}.txt").read_text(encoding="utf-8")
        layouts = {
            part.split("\n", 1)[0]: part.split("\n", 1)[1].strip("\n") for part in golden.split("== ")[1:]
        }
        title = name.lstrip("0123456789 ")
        parts.append(f"## {title[:1].upper()}{title[1:]}\n\n{remark}\n")
        parts += [f"```text\n{layouts[layout]}\n```\n" for layout in ("72 columns", "plain")]
    return "\n".join(parts)


def test_the_page_of_messages_is_what_pupils_read():
    if os.environ.get("HACKNEY_UPDATE_GOLDENS"):
        assert "CI" not in os.environ, "goldens are read by a person before they change"
        PAGE.write_text(_page(), encoding="utf-8", newline="\n")
    assert PAGE.read_text(encoding="utf-8") == _page()
    assert len(SHOWN) == 10
