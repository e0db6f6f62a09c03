"""Opens the scoreboard that a text in hackney.toml or on the command line names."""

import os
import re
from pathlib import Path
from urllib.parse import unquote, urlsplit

from hackney_challenges.printable import safe_line
from hackney_challenges.scoreboard.file_store import FileStore
from hackney_challenges.scoreboard.store import UnknownPlace

_ALLOWED = (
    "A scoreboard is a folder, such as //server/share/hackney or E:/hackney, or a file:// address of one."
)


def open_store(url: str, base: Path | None = None) -> FileStore:
    """The scoreboard at `url`: a folder's path (UNC too) or its file:// address.

    A path that does not begin at the top is taken from `base`, where hackney.toml
    stands. Nothing is touched yet. Raises `UnknownPlace` for any other text.
    """
    shown = safe_line(url, 120)
    if not url.strip() or "\0" in url:
        raise UnknownPlace(f'"{shown}" names no scoreboard. {_ALLOWED}')
    scheme = re.match(r"([A-Za-z][A-Za-z0-9+.-]+):", url)
    if scheme is None:
        # Never resolved: mapped drives and shares have names that only work as they were given.
        folder = Path(url).expanduser() if url.startswith("~") else Path(url)
        return FileStore((base or Path()) / folder)
    if scheme[1].lower() in {"http", "https", "postgresql"}:
        raise UnknownPlace(f"This kit cannot reach a scoreboard at {shown} yet. {_ALLOWED}")
    if scheme[1].lower() != "file":
        raise UnknownPlace(
            f'"{shown}" begins with {safe_line(scheme[0], 30)}, which names no scoreboard. {_ALLOWED}'
        )
    parts = urlsplit(url)
    path = f"//{parts.netloc}{parts.path}" if parts.netloc not in ("", "localhost") else parts.path
    if not parts.path.startswith("/"):
        raise UnknownPlace(
            f'"{shown}" does not name a folder from the top, as in file:///E:/hackney. {_ALLOWED}'
        )
    return FileStore(Path(without_escapes(path, has_drives=os.name == "nt")))


def without_escapes(path: str, *, has_drives: bool) -> str:
    """The path in a file:// address, as a path; `/E:/hackney` is `E:/hackney` where there are drives.

    As `urllib.request.url2pathname` does, whose import brings a whole web client.
    """
    plain = unquote(path)
    return plain[1:] if has_drives and re.match(r"/[A-Za-z]:", plain) else plain
