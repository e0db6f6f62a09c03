"""The bytes of a pupil's file as lines of text, the same on every Python. Far side; standard library only.

CPython compiles the bytes. This module is for showing lines and for finding
out why bytes cannot be compiled, so it never fails: a byte that is not UTF-8
is read as the character that Windows (cp1252) means by it.
"""

import codecs
import re
from typing import Any, NamedTuple

_COOKIE = re.compile(rb"^[ \t\f]*#.*?coding[:=][ \t]*([-\w.]+)")
_UTF16_MARKS = (codecs.BOM_UTF16_LE, codecs.BOM_UTF16_BE)


class OddByte(NamedTuple):
    """A byte that is not UTF-8 in a file that names no other encoding, read as cp1252 reads it."""

    line: int
    column: int
    character: str


class SourceText(NamedTuple):
    """The lines of a file without their line ends, and the bytes that were not UTF-8."""

    lines: list[str]
    odd_bytes: list[OddByte]


def encoding_problem(data: bytes) -> dict[str, Any] | None:
    """Facts about bytes that are no Python text at all: UTF-16, a NUL, an unknown coding line; or None."""
    if data.startswith(_UTF16_MARKS):
        return {"kind": "utf-16", "line": 1}
    at = data.find(b"\0")
    if at >= 0:
        if len(data) >= 8 and data.count(b"\0") * 4 > len(data):
            return {"kind": "utf-16", "line": 1}
        return {"kind": "nul", "line": _line_of(data, at)}
    name, line = _cookie(data)
    if name is not None and line is not None:
        try:
            b"x".decode(name)  # empty bytes are decoded without a look at the name
        except (LookupError, UnicodeError):
            return {"kind": "unknown coding", "line": line, "name": name[:60]}
        if data.startswith(codecs.BOM_UTF8) and codecs.lookup(name).name != "utf-8":
            return {"kind": "unknown coding", "line": line, "name": name[:60]}
    return None


def source_text(data: bytes) -> SourceText:
    """The lines as Python counts them (LF, CR LF, lone CR), without a UTF-8 mark at the start."""
    name, _ = _cookie(data)
    body = data.removeprefix(codecs.BOM_UTF8)
    if name is not None:
        try:
            return SourceText(_lines(body.decode(name, "replace")), [])
        except (LookupError, UnicodeError):
            pass
    try:
        return SourceText(_lines(body.decode("utf-8")), [])
    except UnicodeDecodeError:
        return _as_windows_meant_it(body)


def _as_windows_meant_it(body: bytes) -> SourceText:
    # surrogateescape keeps one character for each bad byte, so columns stay true
    lines = _lines(body.decode("utf-8", "surrogateescape"))
    odd: list[OddByte] = []
    for number, line in enumerate(lines, start=1):
        if line.isascii():
            continue
        shown = []
        for column, character in enumerate(line):
            code = ord(character)
            if 0xDC80 <= code <= 0xDCFF:
                character = bytes([code - 0xDC00]).decode("cp1252", "replace")
                odd.append(OddByte(number, column, character))
            shown.append(character)
        lines[number - 1] = "".join(shown)
    return SourceText(lines, odd)


def _lines(text: str) -> list[str]:
    return text.replace("\r\n", "\n").replace("\r", "\n").split("\n")


def _line_of(data: bytes, at: int) -> int:
    before = data[:at].replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    return before.count(b"\n") + 1


def _cookie(data: bytes) -> tuple[str | None, int | None]:
    """The encoding that line 1 or 2 names (PEP 263), and which line that is."""
    head = data[:400].removeprefix(codecs.BOM_UTF8).replace(b"\r\n", b"\n").replace(b"\r", b"\n")
    for number, line in enumerate(head.split(b"\n")[:2], start=1):
        found = _COOKIE.match(line)
        if found:
            return found.group(1).decode("ascii"), number
        if line.strip() and not line.strip().startswith(b"#"):
            break
    return None, None
