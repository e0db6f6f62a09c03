"""The cause of a syntax stop, on files that pupils write: the kind and the line, the same on every Python."""

import json
import random
import re
import shutil
import subprocess
from pathlib import Path

import pytest

from hackney_challenges.isolation.reading.source import Unreadable, read_source

HERE = Path(__file__).parent
SAMPLES = HERE / "broken_files.txt"
SOURCE = HERE.parent.parent / "src"

FACTS_OF_ALL = """
import json, re, sys
sys.path.insert(0, sys.argv[1])
from hackney_challenges.isolation.reading.source import read_source
text = open(sys.argv[2], encoding="utf-8").read()
found = []
for part in re.split(r"(?m)^=== ", text)[1:]:
    head, source = part.split("\\n", 1)
    found.append([head, getattr(read_source(source.encode(), "x.py"), "facts", None)])
print(json.dumps(found, sort_keys=True))
"""


def samples() -> list[tuple[str, str, int, str]]:
    found = []
    for part in re.split(r"(?m)^=== ", SAMPLES.read_text(encoding="utf-8"))[1:]:
        head, source = part.split("\n", 1)
        kind, place, title = re.fullmatch(r"(.+?) @ (\d+): (.+)", head).groups()
        found.append((title, kind, int(place), source))
    return found


@pytest.mark.parametrize(
    ("kind", "line", "source"),
    [pytest.param(*rest, id=f"{rest[0]}-{title}".replace(" ", "-")) for title, *rest in samples()],
)
def test_the_cause_and_its_line_are_found(kind: str, line: int, source: str) -> None:
    found = read_source(source.encode(), "bus_fare.py")
    assert isinstance(found, Unreadable)
    assert (found.facts["kind"], found.facts["line"]) == (kind, line)


@pytest.mark.parametrize("version", ["3.10", "3.11", "3.12", "3.13", "3.14"])
def test_other_pythons_find_the_same_facts(version: str) -> None:
    other = shutil.which(f"python{version}")
    if other is None or not runs(other):
        pytest.skip(f"no Python {version} here")
    done = subprocess.run(
        [other, "-I", "-c", FACTS_OF_ALL, str(SOURCE), str(SAMPLES)],
        capture_output=True,
        text=True,
        check=True,
    )
    ours = []
    for part in re.split(r"(?m)^=== ", SAMPLES.read_text(encoding="utf-8"))[1:]:
        head, source = part.split("\n", 1)
        ours.append([head, getattr(read_source(source.encode(), "x.py"), "facts", None)])
    assert json.loads(done.stdout) == json.loads(json.dumps(ours))


def runs(python: str) -> bool:
    return subprocess.run([python, "-c", ""], capture_output=True, check=False).returncode == 0


SOUND = {
    "fare": """def fare(age):
    if age < 11:
        return 0
    elif age < 16:
        return 85
    else:
        return 175


print(fare(12), "pence")
""",
    "stops": """def stops(route):
    names = []
    for stop in route:
        if stop not in names:
            names.append(stop)
    return sorted(names)


print(stops(["Mare St", "Dalston", "Clapton"]))
""",
    "sign": """def sign(place, mins):
    text = place + ": " + str(mins) + " min"
    while len(text) < 20:
        text = text + "."
    return text


print(sign("Clapton", 3))
""",
    "basket": """class Basket:
    def __init__(self):
        self.items = {}

    def add(self, name, price):
        self.items[name] = price

    def total(self):
        return sum(self.items.values())


basket = Basket()
basket.add("plantain", 60)
print("total", basket.total())
""",
}


def mutants() -> list[tuple[str, str, int, str]]:
    """One slip in a sound file: (name, kind it makes, line, source)."""
    found: list[tuple[str, str, int, str]] = []
    for name, source in SOUND.items():
        lines = source.split("\n")
        for at, line in enumerate(lines):

            def slip(
                kind: str,
                new: str,
                on: int | None = None,
                at: int = at,
                name: str = name,
                lines: list[str] = lines,
            ) -> None:
                number = at + 1 if on is None else on
                found.append(
                    (f"{name}-{at + 1}", kind, number, "\n".join([*lines[:at], new, *lines[at + 1 :]]))
                )

            word = line.split()[0].rstrip(":") if line.split() else ""
            if line.endswith(":"):
                slip("missing colon", line[:-1])
                slip("colon mistyped", line[:-1] + ";")
                if word in ("if", "for", "def", "elif", "while", "class", "else"):
                    slip("capital letter", line.replace(word, word.capitalize(), 1))
            if line.startswith("    ") and lines[at - 1].endswith(":"):
                shallow = line.removeprefix("    ")
                if not line.lstrip().startswith(("def",)):
                    slip("body not indented", shallow)
            elif line.startswith("    ") and word not in ("elif", "else", "def"):
                slip("too far in", "  " + line) if not lines[at - 1].startswith(line[:4] + "    ") else None
            if line.startswith("print("):
                slip("print without brackets", f"print {line[6:-1]}")
                slip("unclosed bracket", line[:-1])
                slip("bracket too many", line + ")")
                slip("pasted shell", ">>> " + line)
                slip("other bracket", line[:-1] + "]")
            if word == "return":
                slip("keyword misspelt", line.replace("return", "retrun"))
                slip("capital letter", line.replace("return", "Return"))
            if line.count('"') == 2:
                first, second = line.index('"'), line.rindex('"')
                slip("unclosed text", line[:second] + line[second + 1 :])
                slip(
                    "curly quote marks",
                    line[:first] + "“" + line[first + 1 : second] + "”" + line[second + 1 :],
                )
            if word in ("if", "elif") and "<" in line:
                slip("equals in a test", line.replace("<", "="))
                slip("sign the wrong way round", line.replace("<", "=<"))
            if ", " in line and "(" in line and line.count('"') < 3:
                slip("missing comma", line.replace(", ", " ", 1))
    return found


@pytest.mark.parametrize(
    ("kind", "line", "source"),
    [pytest.param(*rest, id=f"{name}-{rest[0]}".replace(" ", "-")) for name, *rest in mutants()],
)
def test_one_slip_in_a_sound_file_is_found(kind: str, line: int, source: str) -> None:
    found = read_source(source.encode(), "bus_fare.py")
    assert isinstance(found, Unreadable)
    assert (found.facts["kind"], found.facts["line"]) == (kind, line)


def test_a_reason_is_given_only_with_proof_or_a_plain_fact() -> None:
    """Files with pieces taken out at random: whatever is said has been tried."""
    draw = random.Random(11)
    for _ in range(150):
        source = draw.choice(list(SOUND.values()))
        start = draw.randrange(len(source))
        found = read_source((source[:start] + source[start + draw.randint(1, 6) :]).encode(), "x.py")
        if isinstance(found, Unreadable):
            assert found.facts["proved"] is (found.facts["kind"] != "unknown")


@pytest.mark.parametrize(
    ("source", "needs"),
    [
        pytest.param(
            "def first[T](items: list[T]) -> T:\n    return items[0]\n", "3.12", id="type-parameter"
        ),
        pytest.param("type Pence = int\n", "3.12", id="type-statement"),
        pytest.param("try:\n    pass\nexcept* ValueError:\n    pass\n", "3.11", id="except-star"),
        pytest.param('prices = {"child": 85}\nprint(f"{prices["child"]}")\n', "3.12", id="nested-quotes"),
        pytest.param('name = t"{1}"\n', "3.14", id="template-text"),
    ],
)
@pytest.mark.parametrize("version", ["3.10", "3.11", "3.12", "3.13"])
def test_newer_grammar_is_told_from_a_slip(source: str, needs: str, version: str) -> None:
    python = shutil.which(f"python{version}")
    if python is None or not runs(python):
        pytest.skip(f"no Python {version} here")
    ask = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from hackney_challenges.isolation.reading.source import read_source\n"
        "print(getattr(read_source(sys.argv[2].encode(), 'x.py'), 'facts', {'kind': 'fine'}))"
    )
    done = subprocess.run(
        [python, "-I", "-c", ask, str(SOURCE), source], capture_output=True, text=True, check=True
    )
    is_old = [int(part) for part in version.split(".")] < [int(part) for part in needs.split(".")]
    if is_old:
        assert "'kind': 'newer python'" in done.stdout
        assert f"'needs': '{needs}'" in done.stdout
    else:
        assert "'kind': 'fine'" in done.stdout
