"""The little Markdown that briefs and hints are written in, as lines for a screen. Pure.

Paragraphs and list items are wrapped; fenced code stands as it is, a little
further in; a table is lined up, or told row by row where it is too wide.
"""

import textwrap
from collections.abc import Iterator, Sequence

from hackney_challenges.printable import safe_text

_LIMIT = 50_000
_SHORT_CODE = 30
# A character that safe_text never lets through, so that no brief can hold it.
_HELD = "\x00"


def screen_lines(text: str, width: int, *, plain: bool = False) -> list[str]:
    """`text` in lines of at most `width` columns, code aside; `plain` for screen readers."""
    lines: list[str] = []
    for block in _blocks(safe_text(text, _LIMIT)):
        first = block[0]
        if first == "":
            lines.append("")
        elif first.startswith("```"):
            lines += [line if plain else f"    {line}".rstrip() for line in block[1:]]
        elif first.startswith("|"):
            lines += _table(block, width, plain=plain)
        else:
            lines += _wrapped(block, width, plain=plain)
    while lines and not lines[-1]:
        del lines[-1]
    return lines


def _blocks(text: str) -> Iterator[list[str]]:
    """Code (its fence first), tables, list items and paragraphs; `[""]` for an empty line."""
    block: list[str] = []
    in_code = False
    for line in text.splitlines():
        bare = line.strip()
        if in_code:
            if bare.startswith("```"):
                in_code = False
                yield block
                block = []
            else:
                block.append(line)
            continue
        goes_on = block and bare and block[0].startswith("|") == bare.startswith("|")
        if block and (not goes_on or _is_item(bare) or bare.startswith(("#", "```")) or block[0][:1] == "#"):
            yield block
            block = []
        if bare.startswith("```"):
            in_code = True
            block = [bare]
        elif bare:
            block.append(bare)
        else:
            yield [""]
    if block:
        yield block


def _is_item(line: str) -> bool:
    number, point, _ = line.partition(". ")
    return line.startswith(("- ", "* ")) or (bool(point) and number.isdigit() and len(number) < 3)


def _wrapped(block: Sequence[str], width: int, *, plain: bool) -> list[str]:
    text = _words(" ".join(block), plain=plain).lstrip("#").strip()
    hang = text.index(" ") + 1 if _is_item(block[0]) and not plain else 0
    lines = textwrap.wrap(
        _held_together(text),
        width,
        subsequent_indent=" " * hang,
        break_long_words=False,
        break_on_hyphens=False,
    )
    return [line.replace(_HELD, " ") for line in lines]


def _held_together(text: str) -> str:
    """`text` with the blanks inside short code held, so that no line ends there."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return text
    return "`".join(
        part.replace(" ", _HELD) if number % 2 and len(part) <= _SHORT_CODE else part
        for number, part in enumerate(parts)
    )


def _table(block: Sequence[str], width: int, *, plain: bool) -> list[str]:
    rows = [[_words(cell.strip(), plain=plain) for cell in row.strip("|").split("|")] for row in block]
    rows = [row for row in rows if not all(set(cell) <= set("-: ") for cell in row)]
    if not rows:
        return []
    columns = max(len(row) for row in rows)
    rows = [row + [""] * (columns - len(row)) for row in rows]
    widths = [max(len(row[column]) for row in rows) for column in range(columns)]
    if not plain and 4 + sum(widths) + 2 * (columns - 1) <= width:
        return [
            ("    " + "  ".join(f"{cell:<{wide}}" for cell, wide in zip(row, widths, strict=True))).rstrip()
            for row in rows
        ]
    head, *body = rows
    told = [", ".join(f"{name}: {cell}" for name, cell in zip(head, row, strict=True)) for row in body]
    end = "." if plain else ""
    lines: list[str] = []
    for row_text in told or [", ".join(head)]:
        lines += textwrap.wrap(row_text + end, width, subsequent_indent="  ")
    return lines


def _words(text: str, *, plain: bool) -> str:
    """Words without the marks for bold; what stands between backquotes keeps its own stars."""
    parts = text.split("`")
    if len(parts) % 2 == 0:
        return text
    shown = []
    for number, part in enumerate(parts):
        if number % 2 == 0:
            shown.append(part.replace("**", ""))
        elif plain:
            shown.append(f'"{part}"' if " " in part else part)
        else:
            shown.append(f"`{part}`")
    return "".join(shown)
