"""Whatever the doctor may find, the how-to explains."""

import ast
from collections.abc import Iterator

import pytest

from doc_pages import SOURCE, page


def said_by(file: str) -> Iterator[tuple[str, str]]:
    """(what is said, what to do) of every finding in `file` to be mended; "" for what is known later."""
    for node in ast.walk(ast.parse((SOURCE / "commands" / file).read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and ast.unparse(node.func) == "Finding":
            words = {keyword.arg: longest_text(keyword.value) for keyword in node.keywords}
            if "mend" in words:
                yield words["says"], words["mend"]


def longest_text(words: ast.expr) -> str:
    if isinstance(words, ast.JoinedStr):
        return max((longest_text(part) for part in words.values), key=len, default="")
    return str(words.value).strip() if isinstance(words, ast.Constant) else ""


FINDINGS = [finding for file in ("machine.py", "doctor.py") for finding in said_by(file)]


@pytest.mark.parametrize(("says", "mend"), FINDINGS, ids=[says or mend for says, mend in FINDINGS])
def test_a_finding_of_the_doctor_is_in_the_how_to(says: str, mend: str) -> None:
    said = page("how-to/school-machines.md").text.replace("`", "")
    assert (says or mend) in said


def test_the_doctor_has_many_findings() -> None:
    assert len(FINDINGS) > 20
