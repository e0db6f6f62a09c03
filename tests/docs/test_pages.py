"""The pages hang together: links lead somewhere, every page is found, and what is named exists."""

import re

import pytest

from doc_pages import DOCS, ROOT, SOURCE, Page, code_spans, page, pages, rows

PAGES = pages()


@pytest.mark.parametrize("each", PAGES, ids=lambda each: each.name)
def test_every_link_leads_somewhere(each: Page) -> None:
    for link in each.links:
        if link.startswith("https://"):
            continue
        name, _, anchor = link.partition("#")
        target = Page((each.path.parent / name).resolve() if name else each.path)
        assert target.path.exists(), link
        if anchor:
            assert anchor in target.anchors, link


def test_every_page_is_found_from_the_index() -> None:
    found, ahead = set(), [DOCS / "README.md"]
    while ahead:
        at = ahead.pop()
        if at not in found and at.suffix == ".md":
            found.add(at)
            links = [link.partition("#")[0] for link in Page(at).links]
            ahead += [(at.parent / link).resolve() for link in links if link and "://" not in link]
    assert {each.path for each in PAGES if DOCS in each.path.parents} <= found


def test_the_readme_leads_to_the_documentation_of_every_reader() -> None:
    links = set(Page(ROOT / "README.md").links)
    assert {"docs/README.md", "docs/tutorial/first-afternoon.md", "docs/how-to/run-a-lesson.md"} <= links


def test_the_index_of_decisions_lists_each_with_its_title_in_order() -> None:
    index = re.findall(r"^- \[(.+)\]\((.+)\)$", page("decisions/README.md").text, re.MULTILINE)
    files = sorted((DOCS / "decisions").glob("0*.md"))
    assert index == [(Page(file).headings[0], file.name) for file in files]


@pytest.mark.parametrize("each", PAGES, ids=lambda each: each.name)
def test_a_page_has_one_title_and_lines_that_fit(each: Page) -> None:
    assert re.match(r"# \S", each.text)
    assert len(re.findall(r"^# ", each.prose, re.MULTILINE)) == 1
    for line in each.prose.splitlines():
        assert len(line) <= 120 or line.startswith("|") or "](" in line, line


def test_every_module_that_is_named_exists() -> None:
    """`packs/suite.py` in a page is a file of the kit."""
    rooms = {folder.name for folder in SOURCE.iterdir() if folder.is_dir()}
    seen = 0
    for each in PAGES:
        for span in code_spans(each.text):
            if re.fullmatch(r"[a-z_/]+\.py", span) and span.split("/")[0] in rooms:
                assert (SOURCE / span).is_file(), f"{each.name}: {span}"
                seen += 1
    assert seen > 10


def test_every_room_is_on_a_floor_of_the_contributors_page() -> None:
    floors = Page(ROOT / "CONTRIBUTING.md").section("The house")
    named = {span for row in rows(floors) for span in code_spans(row[1])}
    rooms = {path.stem for path in SOURCE.iterdir() if path.is_dir() or path.suffix == ".py"}
    assert named == {room for room in rooms if not room.startswith("__")}


def test_the_readme_shows_what_the_tutorial_shows() -> None:
    shown = next(block.text for block in Page(ROOT / "README.md").blocks if block.language == "text")
    assert shown in {block.text for block in page("tutorial/first-afternoon.md").blocks}


def command_below(comment: str) -> str:
    """The block below this comment of the README."""
    found = re.search(rf"^<!-- {comment} -->\n```\n(.*?)^```$", Page(ROOT / "README.md").text, re.M | re.S)
    assert found is not None
    return found[1]


@pytest.mark.parametrize("which", ["demo command", "test command"])
def test_each_of_the_readmes_commands_is_one_line(which: str) -> None:
    assert len(command_below(which).splitlines()) == 1


def test_ci_runs_the_readmes_test_command_word_for_word() -> None:
    assert command_below("test command") in (ROOT / ".ci" / "run").read_text(encoding="utf-8")


def test_every_fragment_of_the_news_is_whole_sentences() -> None:
    for file in (ROOT / "changes").glob("*.md"):
        text = file.read_text(encoding="utf-8").strip()
        assert re.match(r"[A-Z`]", text), file
        assert text.endswith("."), file
        assert "\n" not in text, file


def test_every_switch_of_the_tests_is_on_the_contributors_page() -> None:
    contributing = (ROOT / "CONTRIBUTING.md").read_text(encoding="utf-8")
    for file in (ROOT / "tests").rglob("*.py"):
        for name in re.findall(r'environ\.get\("(HACKNEY_\w+)"', file.read_text(encoding="utf-8")):
            assert name in contributing
