"""Options, exit codes and hooks: the reference and the code say the same."""

import ast

import pytest

from doc_pages import SOURCE, code_spans, page
from hackney_challenges.errors import ExitCode
from hackney_challenges.plugin import entry


def test_every_option_of_ours_is_in_the_reference_and_no_other() -> None:
    parser = pytest.Parser(_ispytest=True)
    entry.pytest_addoption(parser)
    ours = {name for group in parser._groups for option in group.options for name in option.names()}
    shown = code_spans(page("reference/pytest-options.md").text)
    assert {name.split()[0] for name in shown if name.startswith("--hackney-")} == ours
    first_column = {row[0].strip("`").split()[0] for row in page("reference/pytest-options.md").rows()}
    assert ours <= first_column


def test_every_exit_code_is_in_the_reference_with_its_name_and_meaning() -> None:
    shown = [row for row in page("reference/exit-codes.md").rows() if row[0].isdigit()]
    codes = [(str(code.value), code.name.lower().replace("_", " ")) for code in ExitCode]
    assert [(number, name) for number, name, _ in shown] == codes
    assert all(len(meaning.split()) > 1 or meaning == "done" for _, _, meaning in shown)


def test_every_hook_is_in_the_reference_with_its_exact_signature() -> None:
    tree = ast.parse((SOURCE / "hookspecs.py").read_text(encoding="utf-8"))
    hooks = {
        f"`{node.name}({ast.unparse(node.args)}) -> {ast.unparse(node.returns)}`"
        for node in tree.body
        if isinstance(node, ast.FunctionDef) and node.returns is not None and node.decorator_list
    }
    assert hooks
    assert {heading for heading in page("reference/hooks.md").headings if "(" in heading} == hooks
