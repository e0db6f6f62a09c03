"""A pack of three small challenges, installed as pip would: what the commands' tests work with."""

from pathlib import Path

NAME = "club_night"

_PACK = """
[pack]
format = 1
title = "Club night"
summary = "Three short tasks for a club night."
order = ["door_sign", "tea_money", "quiz_night"]
"""

_ABOUT = {
    "door_sign": '[challenge]\nlevel = "first steps"\n',
    "tea_money": '[challenge]\nlevel = "easy"\nneeds = ["door_sign"]\n',
    "quiz_night": '[challenge]\nlevel = "easy"\n',
}

_BRIEFS = {
    "door_sign": """# A sign for the door

The club needs a sign. Write `sign(name)`. It gives back the name in **capital letters**,
with a star on each side.

```
sign("Zoë") -> "* ZOË *"
```

- One blank stands beside each star.
- Nothing is printed.
""",
    "tea_money": """# Tea money

A cup of tea costs 80 pence; a card from Łukasz makes it £0.60. Write `tea(cups, card)`.

```
tea(2, True) -> 120
```
""",
    "quiz_night": """# Quiz night

Write `winner(scores)`. It gives back the highest score, or 0 for an empty list.

```
winner([3, 9, 4]) -> 9
```
""",
}

_STARTERS = {
    "door_sign": "def sign(name):\n    return None\n",
    "tea_money": "def tea(cups, card):\n    return None\n",
    "quiz_night": "def winner(scores):\n    return None\n",
}
_FOOTER = '\n\nif __name__ == "__main__":\n    import run_me; run_me.check(__file__)\n'

_SUITES = {
    "door_sign": '''
@points(4)
def test_one(solution):
    """one name"""
    assert solution.sign("Zoë") == exactly("* ZOË *")


@points(6)
def test_none(solution):
    """no name at all"""
    assert solution.sign("") == exactly("*  *")
''',
    "tea_money": '''
@points(10)
def test_tea(solution):
    """with a card and without"""
    assert solution.tea(2, True) == exactly(120)
    assert solution.tea(1, False) == exactly(80)
''',
    "quiz_night": '''
@points(10)
def test_winner(solution):
    """three scores"""
    assert solution.winner([3, 9, 4]) == exactly(9)


@points(10)
def test_empty(solution):
    """nobody came"""
    assert solution.winner([]) == exactly(0)
''',
}
_IMPORTS = '"""Checks of a club night."""\n\nfrom hackney_challenges import exactly, points\n\n'

_HINTS = """## Hint 1

Read the example aloud. What goes in, what comes out?

## Hint 2

Start with the easiest case. Write it down first.

## Hint 3

`return` hands a value back. `print` only shows it.
"""

MODELS = {
    "door_sign": 'def sign(name):\n    return "* " + name.upper() + " *"\n',
    "tea_money": "def tea(cups, card):\n    return cups * (60 if card else 80)\n",
    "quiz_night": "def winner(scores):\n    return max(scores, default=0)\n",
}
"""A right solution of each."""


def install(site: Path) -> Path:
    """Write the pack and its metadata into `site`, a folder that is on the path. Gives the pack's folder."""
    pack = site / NAME
    _write(pack / "__init__.py", '"""A pack for tests."""\n')
    _write(pack / "pack.toml", _PACK)
    for slug, about in _ABOUT.items():
        _write(pack / slug / "challenge.toml", about)
        _write(pack / slug / "brief.md", _BRIEFS[slug])
        _write(pack / slug / "starter.py", _STARTERS[slug] + _FOOTER)
        _write(pack / slug / "hints.md", _HINTS)
        _write(pack / slug / f"test_{slug}.py", _IMPORTS + _SUITES[slug])
    metadata = site / f"{NAME}-1.2.dist-info"
    _write(metadata / "METADATA", "Metadata-Version: 2.1\nName: club-night\nVersion: 1.2\n")
    _write(metadata / "entry_points.txt", f"[hackney_challenges]\n{NAME} = {NAME}\n")
    return pack


def _write(file: Path, text: str) -> None:
    file.parent.mkdir(parents=True, exist_ok=True)
    file.write_text(text, encoding="utf-8")
