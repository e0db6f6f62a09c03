"""Why Python cannot read a file: structure only, never the compiler's words. Far side; standard library only.

The raw line speaks first; the compiler's position only says where to begin.
Every edit that is proposed has been made in memory and compiled: it is proved
if the file then compiles, or if Python comes further down.
"""

from typing import Any

from hackney_challenges.isolation.source_text import SourceText
from hackney_challenges.isolation.source_tokens import Tokens


def syntax_facts(text: SourceText) -> dict[str, Any]:
    """Plain facts about the first thing that stops Python in `text`."""
    try:
        compile("\n".join(text.lines), "x", "exec", dont_inherit=True)
    except (MemoryError, RecursionError):
        return {"kind": "too deep", "line": 1, "proved": True, "show": []}
    except (SyntaxError, ValueError) as stop:
        line = getattr(stop, "lineno", 1) or 1
        line = min(max(line, 1), len(text.lines))
        first = max(line - 1, 1)
        show = [[n, text.lines[n - 1][:300]] for n in range(first, line + 1)]
        return {"kind": "unknown", "line": line, "proved": False, "show": show}
    odd = text.odd_bytes[0]
    return {
        "kind": "not utf-8",
        "line": odd.line,
        "character": odd.character,
        "proved": True,
        "show": [[odd.line, text.lines[odd.line - 1][:300]]],
    }


def with_plain_comments(text: SourceText) -> bytes:
    """The file with a `?` for each byte that is not UTF-8 and stands in a comment."""
    tokens = Tokens(text.lines)
    lines = list(text.lines)
    for odd in text.odd_bytes:
        before = tokens.between(odd.line - 1, odd.line)
        in_code = any(
            (token.line, token.column) <= (odd.line, odd.column) < (token.end_line, token.end_column)
            for token in before
        )
        line = lines[odd.line - 1]
        if not in_code and odd.line not in tokens.inside_text and "#" in line[: odd.column]:
            lines[odd.line - 1] = line[: odd.column] + "?" + line[odd.column + 1 :]
        else:
            return b"'"
    return "\n".join(lines).encode("utf-8", "replace")
