"""Untrusted text made safe to show: nothing hidden, nothing that steers a terminal, bounded length.

Everything from a pupil, a team, a repository or the network passes through
here before it reaches a terminal, a report or a page. Pure; no I/O.
"""

# Persian, Bengali and Sinhala names, and many emoji, are spelt with these; hidden beside ASCII only.
_JOINERS = "\u200c\u200d"


def safe_line(text: str, limit: int = 200) -> str:
    """`text` on one line of at most `limit` characters, with what cannot be seen spelt out.

    Control characters, surrogates, direction marks, odd blanks and unassigned
    code points become `\\xNN` or `\\uNNNN`, which leaves no difference to a text
    that has these very letters; a cut ends with `...`. What has been through
    here once comes through again unchanged.
    """
    shown = _seen(text[: limit + 1], "")
    return shown if len(text) <= limit and len(shown) <= limit else _cut(shown, limit)


def safe_text(text: str, limit: int = 10_000) -> str:
    """As `safe_line`, but line ends (CRLF as LF) and tabs stay."""
    shown = _seen(text[: limit + 1].replace("\r\n", "\n"), "\n\t")
    return shown if len(text) <= limit and len(shown) <= limit else _cut(shown, limit)


def for_encoding(text: str, encoding: str | None) -> str:
    """`text` with every character that `encoding` lacks spelt out, so that printing never raises.

    An encoding that is None or unknown counts as ASCII.
    """
    try:
        codec = encoding or "ascii"
        return text.encode(codec, "backslashreplace").decode(codec)
    except (LookupError, UnicodeError):
        return text.encode("ascii", "backslashreplace").decode("ascii")


def _seen(text: str, kept: str) -> str:
    if text.isprintable():
        return text
    return "".join(
        character
        if character.isprintable() or character in kept or _joins(text, place)
        else _spelt_out(character)
        for place, character in enumerate(text)
    )


def _joins(text: str, place: int) -> bool:
    """Whether the character is a joiner between two that are not ASCII and can be seen."""
    if text[place] not in _JOINERS or not 0 < place < len(text) - 1:
        return False
    return all(not other.isascii() and other.isprintable() for other in (text[place - 1], text[place + 1]))


def _spelt_out(character: str) -> str:
    code = ord(character)
    if code < 0x100:
        return f"\\x{code:02x}"
    return f"\\u{code:04x}" if code < 0x10000 else f"\\U{code:08x}"


def _cut(shown: str, limit: int) -> str:
    return shown[: max(limit - 3, 0)].rstrip(_JOINERS) + "..."[: max(limit, 0)]
