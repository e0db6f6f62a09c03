"""The usual cases of the bundled packs, kept as data: the same on every Python that has this hypothesis.

`tests/golden/usual_cases.json` holds, by version of hypothesis and for each
challenge, the suite's digest, and of each check how many cases it draws and a
hash of them all. HACKNEY_UPDATE_GOLDENS=1 keeps those of a new version or of a
changed suite; then every other Python has to draw the same.
"""

import hashlib
import json
import os
from pathlib import Path

import hypothesis
import pytest

import kit
from hackney_challenges.packs.manifest import read_pack
from hackney_challenges.packs.suite import read_suite

CHECKOUT = Path(__file__).parents[2]
GOLDEN = CHECKOUT / "tests/golden/usual_cases.json"


Kept = dict[str, dict[str, str]]  # challenge → "suite" and its checks → what there is to compare


def test_the_usual_cases_are_the_same_on_every_python(tmp_path: Path) -> None:
    drawn = drawn_by_the_models(tmp_path)
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))
    if os.environ.get("HACKNEY_UPDATE_GOLDENS") and not os.environ.get("CI"):
        golden[hypothesis.__version__] = drawn
        GOLDEN.write_text(json.dumps(golden, indent=1, sort_keys=True) + "\n", encoding="utf-8")
    kept: Kept = golden.get(hypothesis.__version__, {})
    known = [slug for slug in drawn if kept.get(slug, {}).get("suite") == drawn[slug]["suite"]]
    assert {slug: drawn[slug] for slug in known} == {slug: kept[slug] for slug in known}
    if new := sorted(set(drawn) - set(known)):
        pytest.skip(f"not kept yet for hypothesis {hypothesis.__version__}: {', '.join(new)}")


def test_python_3_10_whose_hypothesis_is_older_draws_what_the_others_draw() -> None:
    golden = json.loads(GOLDEN.read_text(encoding="utf-8"))
    assert golden["6.168.5"] == golden["6.170.17"]


def drawn_by_the_models(place: Path) -> Kept:
    challenges = [
        challenge
        for pack in ("hackney_first_steps", "hackney_warmup")
        for challenge in read_pack(CHECKOUT / "challenges" / pack).challenges
    ]
    models = {f"{one.slug}.py": (one.folder / "answers/model.py").read_bytes() for one in challenges}
    folder = kit.team_folder(place / "otters", models, more="")
    note = place / "drawn.txt"
    # In this process, since that draws the same and is quicker.
    options = ["--hackney-in-process", "-p", "drawn_cases", "-p", "no:randomly"]
    ended = kit.run(folder, *options, site=CHECKOUT / "tests", environment={"DRAWN_CASES": str(note)})
    assert ended.code == 0, ended.text
    cases: dict[str, list[str]] = {}
    for line in note.read_text(encoding="utf-8").splitlines():
        check, _, values = line.partition("\t")
        cases.setdefault(check, []).append(values)
    kept: Kept = {}
    for challenge in challenges:
        part = kept[challenge.slug] = {"suite": read_suite(challenge.suite_file).digest[:23]}
        for check, lines in cases.items():
            if check.startswith(f"{challenge.slug}.py::"):
                digest = hashlib.sha256("\n".join(lines).encode()).hexdigest()
                part[check.partition("::")[2]] = f"{len(lines)} cases, {digest[:16]}"
    return kept
