"""Every word that a person may type stands in the reference, with an example and what it shows."""

import ast
import re
from collections.abc import Iterator

import click
import pytest
from click.shell_completion import get_completion_class

from doc_pages import SOURCE, Shell, code_spans, page, pages, play, same_as_page
from hackney_challenges.commands.main import WORDS, Words, hackney

COMMANDS = page("reference/commands.md")
_EVERYWHERE = {"--plain", "--help"}


def command(name: str) -> click.Command:
    found = Words.get_command(hackney, click.Context(hackney), name)  # type: ignore[arg-type]
    assert found is not None
    return found


def section(name: str) -> str:
    heading = next(
        heading for heading in COMMANDS.headings if re.fullmatch(rf"hackney {name}( .*)?", heading)
    )
    return COMMANDS.section(heading)


def options(of: click.Command) -> set[str]:
    return {name for parameter in of.params if isinstance(parameter, click.Option) for name in parameter.opts}


def test_what_the_commands_show_is_what_the_reference_shows(shell: Shell) -> None:
    same_as_page(COMMANDS, play(COMMANDS, shell))


@pytest.mark.parametrize("name", WORDS)
def test_a_command_is_in_the_reference_with_its_options_and_examples(name: str) -> None:
    said = section(name)
    about = command(name)
    documented = {word.split()[0] for word in code_spans(said) if word.startswith("--")}
    assert documented == options(about) - _EVERYWHERE
    assert "--plain" in options(about)
    examples = re.split(r"\n *Examples?:\n", about.help or "")[1].splitlines()
    for example in examples:
        assert example.strip() in said


@pytest.mark.parametrize("name", WORDS)
def test_the_heading_of_a_command_names_what_it_takes(name: str) -> None:
    about = command(name)
    arguments = [
        each.make_metavar(click.Context(about)) for each in about.params if isinstance(each, click.Argument)
    ]
    assert " ".join(["hackney", name, *arguments]) in COMMANDS.headings


def test_no_command_is_in_the_reference_that_does_not_exist() -> None:
    named = {heading.split()[1] for heading in COMMANDS.headings if heading.startswith("hackney ")}
    assert named == {*WORDS, "--help"}


def typed_lines() -> Iterator[tuple[str, str]]:
    """Every `hackney ...` of every page and of START_HERE.md, with where it stands."""
    texts = {each.name: each.text for each in pages()}
    texts["START_HERE.md"] = (SOURCE / "team" / "templates" / "START_HERE.md").read_text(encoding="utf-8")
    for name, text in texts.items():
        for found in re.finditer(r"(?:^|[`$] ?)hackney ([a-z-]+)([^`\n|]*)", text, re.MULTILINE):
            yield name, found[0].strip("`$ ")


def test_every_command_line_in_the_documentation_can_be_typed() -> None:
    seen = 0
    for where, line in typed_lines():
        name, *more = line.split()[1:]
        if name.startswith("--"):
            continue
        assert name in WORDS, f"{where}: {line}"
        for word in more:
            if word.startswith("--"):
                assert word in options(command(name)) | _EVERYWHERE, f"{where}: {line}"
        seen += 1
    assert seen > 50


def test_every_environment_variable_that_is_read_is_in_the_reference() -> None:
    documented = {word.partition("=")[0] for word in code_spans(COMMANDS.section("Environment variables"))}
    for file in SOURCE.rglob("*.py"):
        if "isolation" in file.parts:  # what a far side is given, not what anybody sets
            continue
        for name in read_variables(file.read_text(encoding="utf-8")):
            if name not in {"PYTHONSAFEPATH", "TEST_RUN_PIPE"}:  # Python's own; set by VS Code
                assert name in documented, file


def read_variables(source: str) -> Iterator[str]:
    """The names that `source` looks up in os.environ, and all that are ours."""
    tree = ast.parse(source)
    constants = {
        target.id: node.value.value
        for node in tree.body
        if isinstance(node, ast.Assign) and isinstance(node.value, ast.Constant)
        for target in node.targets
        if isinstance(target, ast.Name)
    }
    for node in ast.walk(tree):
        if isinstance(node, ast.Constant) and re.fullmatch(r"_?HACKNEY_[A-Z_]+", str(node.value)):
            yield str(node.value)
        if isinstance(node, ast.Call) and ast.unparse(node.func) in (
            "os.environ.get",
            "os.environ.setdefault",
        ):
            name = node.args[0]
            yield (
                str(name.value)
                if isinstance(name, ast.Constant)
                else str(constants.get(ast.unparse(name), "COLUMNS"))
            )


def test_each_line_of_the_page_about_tab_is_one_that_click_answers() -> None:
    found = re.findall(r"(_[A-Z_]+)=([a-z]+)_source hackney", page("how-to/tab-completion.md").text)
    assert [shell for _, shell in found] == ["bash", "zsh", "fish"]
    for variable, shell in found:
        assert variable == "_HACKNEY_COMPLETE"
        assert get_completion_class(shell) is not None
