"""What stands in the bundled packs keeps the rules for texts, and says what is true."""

import ast
import contextlib
import io
import re
from collections.abc import Iterator
from pathlib import Path

import pytest

from hackney_challenges.packs.brief import read_brief, read_hints, worked_examples
from hackney_challenges.packs.manifest import Challenge, read_pack
from hackney_challenges.packs.suite import read_suite
from hackney_challenges.suites.closeness import exactly

PACKS = Path(__file__).parents[2] / "challenges"
CHALLENGES = [
    challenge
    for name in ("hackney_first_steps", "hackney_warmup")
    for challenge in read_pack(PACKS / name).challenges
]
each_challenge = pytest.mark.parametrize("challenge", CHALLENGES, ids=lambda challenge: challenge.slug)

CHECKS = {
    "hello_hackney": "runs_without_error 2, hello_line 3, second_line 2, any_name 3",
    "swap_the_bags": "left_locker 3, right_locker 3, nothing_lost 2, swap_twice 2",
    "bus_fare": (
        "one_age_in_each_band 5, birthdays 6, impossible_ages 3, "
        "only_prices_on_the_board 3, growing_up_is_never_cheaper 3"
    ),
    "tidy_postcode": (
        "no_spaces_typed 5, messy_spaces 4, too_short_or_long 3, tidy_twice 3, nothing_lost 3, shape 2"
    ),
    "till_talk": (
        "to_pence_easy 4, to_pence_tricky 4, as_price_easy 4, as_price_zeros 3, "
        "there_and_back 3, shape_of_price 2"
    ),
    "canteen_order": (
        "simple_trays 5, same_dish_twice 4, sold_out 4, empty_tray 2, two_trays 3, order_does_not_matter 2"
    ),
    "talent_show": (
        "different_scores 5, equal_scores 4, too_few 3, any_order 3, list_unchanged 2, one_point_more_each 3"
    ),
    "dry_spell": (
        "run_in_the_middle 6, run_at_the_edge 5, no_dry_day 4, only_zero_is_dry 3, "
        "backwards 5, rainy_day_between 7"
    ),
    "study_room": (
        "small_group 5, large_group 5, edges 6, numbers_out_of_range 5, "
        "words_and_nothing 4, as_often_as_it_takes 5"
    ),
}

AVOIDED = re.compile(
    r"\b(errors?|wrong|fail(s|ed|ure)?|invalid|illegal|bad|incorrect|crash(es)?|exceptions?|traceback|assert"
    r"|expected|actual|arguments?|parameters?|literal|token|syntax|simply|just|obviously|oops"
    r"|you forgot|you should)\b",
    re.IGNORECASE,
)  # feedback.md 4


def python_files(challenge: Challenge, where: str) -> list[Path]:
    return sorted((challenge.folder / "answers").glob(where))


def words_of(sentence: str) -> list[str]:
    return re.findall(r"[A-Za-z][A-Za-z'-]*|[0-9]+", sentence)


def sentences(markdown: str) -> list[str]:
    """The prose: no headings, tables and fenced blocks; what stands in backquotes is one word."""
    prose = re.sub(r"^```.*?^```$", "\n", markdown, flags=re.DOTALL | re.MULTILINE)
    prose = re.sub(r"^(#.*|\|.*)$", "\n", prose, flags=re.MULTILINE)
    prose = re.sub(r"`[^`]*[.]`\s", "it. ", prose)
    prose = re.sub(r"`[^`]*`", "it", prose)
    pieces = re.split(
        r"\n\s*\n|\n(?=\d+\. |- )|(?<=[.?!:])\s+", re.sub(r"^\d+\. ", "", prose, flags=re.MULTILINE)
    )
    return [" ".join(piece.split()) for piece in pieces if words_of(piece)]


def school_grade(markdown: str) -> float:
    """Flesch-Kincaid's grade, counting groups of vowels as syllables; 6 is an age of 11."""
    said = sentences(markdown)
    words = [word for sentence in said for word in words_of(sentence)]
    syllables = sum(
        max(1, len(re.findall("[aeiouy]+", re.sub("(es|ed|e)$", "", word.lower())))) for word in words
    )
    return 0.39 * len(words) / len(said) + 11.8 * syllables / len(words) - 15.59


def strings_of_suite(challenge: Challenge) -> Iterator[tuple[str, str]]:
    """Each text of a suite that a pupil may see, with what it is: the words of a case, or of an assert."""
    for node in ast.walk(ast.parse(challenge.suite_file.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id == "case":
            yield "case", ast.literal_eval(node.args[0])
        if isinstance(node, ast.Assert) and node.msg is not None:
            # A number may stand in the words; what the pupil's code gave may not.
            parts = node.msg.values if isinstance(node.msg, ast.JoinedStr) else [node.msg]
            yield "assert", "".join(part.value if isinstance(part, ast.Constant) else "5" for part in parts)


@each_challenge
def test_checks_and_their_points_are_those_agreed(challenge: Challenge) -> None:
    suite = read_suite(challenge.suite_file)
    found = ", ".join(f"{check.name.removeprefix('test_')} {check.points}" for check in suite.checks)
    assert found == CHECKS[challenge.slug]


def test_the_packs_are_worth_what_the_catalogue_says() -> None:
    def worth(pack: str) -> int:
        return sum(read_suite(one.suite_file).points for one in CHALLENGES if one.pack == pack)

    assert (worth("hackney_first_steps"), worth("hackney_warmup")) == (20, 160)


@each_challenge
def test_titles_are_short_and_in_words_a_pupil_would_use(challenge: Challenge) -> None:
    titles = [check.title for check in read_suite(challenge.suite_file).checks]
    assert len(set(titles)) == len(titles)
    for title in titles:
        assert len(title) <= 50
        assert title.isascii()
        assert not title.endswith(".")
        assert not AVOIDED.search(title)


@each_challenge
def test_what_a_suite_says_is_short_and_kind(challenge: Challenge) -> None:
    for kind, text in strings_of_suite(challenge):
        assert not AVOIDED.search(text), text
        assert len(text) <= (40 if kind == "case" else 72), text
        if kind == "assert":
            assert len(words_of(text)) <= 12, text
            assert text.isascii(), text
            assert text.endswith("."), text


@each_challenge
def test_briefs_and_hints_are_easy_to_read(challenge: Challenge) -> None:
    for text in (read_brief(challenge).text, "\n\n".join(read_hints(challenge))):
        assert max(len(words_of(sentence)) for sentence in sentences(text)) <= 14
        assert school_grade(text) <= 6
        assert not AVOIDED.search(text)
        assert max(map(len, text.splitlines())) <= 80


@each_challenge
def test_a_brief_says_what_to_write_the_rules_and_examples(challenge: Challenge) -> None:
    headings = re.findall("^## (.*)$", read_brief(challenge).text, flags=re.MULTILINE)
    examples = "How it looks" if read_suite(challenge.suite_file).is_program else "Examples"
    assert headings == ["What to write", "The rules", examples, "One step further"]


@each_challenge
def test_worked_examples_are_true_for_the_model(challenge: Challenge) -> None:
    model = compile((challenge.folder / "answers/model.py").read_text(encoding="utf-8"), "model.py", "exec")
    brief = read_brief(challenge)
    if not read_suite(challenge.suite_file).is_program:
        names: dict[str, object] = {}
        exec(model, names)
        examples = worked_examples(brief)
        assert 3 <= len(examples) <= 5
        for call, wanted in examples:
            assert eval(call, names) == exactly(ast.literal_eval(wanted))
        return
    [transcript] = re.findall("^```text\n(.*?)^```$", brief.text, flags=re.DOTALL | re.MULTILINE)
    answers = iter(re.findall(r"\? (.*)", transcript))
    screen = io.StringIO()

    def asked(prompt: str) -> str:
        answer = next(answers)
        screen.write(f"{prompt}{answer}\n")
        return answer

    with contextlib.redirect_stdout(screen):
        exec(model, {"__name__": "__main__", "input": asked})
    assert screen.getvalue() == transcript
    assert list(answers) == []


@each_challenge
def test_three_hints_hold_no_line_of_the_model(challenge: Challenge) -> None:
    hints = read_hints(challenge)
    model = (challenge.folder / "answers/model.py").read_text(encoding="utf-8")
    assert len(hints) == 3
    for line in filter(None, map(str.strip, model.splitlines())):
        assert line not in "\n".join(hints)


@each_challenge
def test_a_starter_ends_as_its_kind_does(challenge: Challenge) -> None:
    starter = challenge.starter_file.read_text(encoding="utf-8")
    footer = 'if __name__ == "__main__":\n    import run_me; run_me.check(__file__)\n'
    assert starter.endswith(footer) != read_suite(challenge.suite_file).is_program


@each_challenge
def test_each_mistake_is_described_and_has_one_kind_sentence_for_its_pupil(challenge: Challenge) -> None:
    checks = {check.name for check in read_suite(challenge.suite_file).checks}
    lost: set[str] = set()
    messages = set()
    for file in python_files(challenge, "mistakes/*.py"):
        docstring = ast.get_docstring(ast.parse(file.read_text(encoding="utf-8"))) or ""
        description, message, losses = docstring.split("\n\n")
        assert description.endswith(".")
        assert len(message) <= 72
        assert len(words_of(message)) <= 12
        assert re.fullmatch(r"[A-Z][^.?!]*([0-9]\.[0-9][^.?!]*)?[.?]", message), message
        assert not AVOIDED.search(message)
        assert message.isascii()
        named = re.fullmatch(r"Loses: (test_\w+(?:,\s+test_\w+)*)\.", losses)
        assert named, losses
        assert set(re.findall(r"test_\w+", losses)) <= checks
        lost |= set(re.findall(r"test_\w+", losses))
        messages.add(message)
    assert lost == checks
    assert len(messages) == len(python_files(challenge, "mistakes/*.py")) == 6
