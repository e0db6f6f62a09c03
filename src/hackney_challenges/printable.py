"""Untrusted text made safe to show: one meaning of each character, bounded length.

Everything from a pupil, a team, a repository or the network passes through
here before it reaches a terminal, a report or a page. Pure; no I/O.
"""

import unicodedata

_HIDDEN_CATEGORIES = frozenset({"Cc", "Cf", "Cs", "Co", "Cn", "Zl", "Zp"})


def safe_line(text: str, limit: int = 200) -> str:
    """`text` on one line, with what cannot be seen spelt out, cut at `limit` characters.

    Control characters, surrogates, direction marks and unassigned code points
    become `\\xNN` or `\\uNNNN`; a cut ends with `...`.
    """
    shown = "".join(_seen(character) for character in text[: limit + 1])
    return shown if len(text) <= limit and len(shown) <= limit else shown[: max(limit - 3, 0)] + "..."


def safe_text(text: str, limit: int = 10_000) -> str:
    """As `safe_line`, but line ends and tabs stay."""
    kept = text[:limit].replace("\r\n", "\n")
    shown = "".join(character if character in "\n\t" else _seen(character) for character in kept)
    return shown if len(text) <= limit else shown + "..."


def for_encoding(text: str, encoding: str | None) -> str:
    """`text` with every character that `encoding` lacks spelt out, so that printing never raises."""
    codec = encoding or "ascii"
    return text.encode(codec, "backslashreplace").decode(codec, "replace")


def _seen(character: str) -> str:
    if character == " " or not (unicodedata.category(character) in _HIDDEN_CATEGORIES):
        return character
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"
