"""Our own faults: one sentence on the screen, the traceback in a file of ours."""

import secrets
import traceback
from pathlib import Path

from hackney_challenges.files import write_whole
from hackney_challenges.printable import safe_text

_MOST_CHARACTERS = 100_000


def kept(ours: Path | None, problem: BaseException) -> str:
    """The sentence about a fault of ours; its traceback is put into the folder `ours`, if there is one."""
    told = "The checks stopped, not your code."
    if ours is None:
        return f"{told}\nTell your teacher: {type(problem).__name__} inside hackney-challenges."
    written = "".join(traceback.format_exception(type(problem), problem, problem.__traceback__))
    file = ours / f"fault-{secrets.token_hex(3)}.txt"
    try:
        ours.mkdir(exist_ok=True)
        write_whole(file, safe_text(written, _MOST_CHARACTERS).encode("utf-8", "backslashreplace"))
    except OSError:
        return f"{told}\nTell your teacher: {type(problem).__name__} inside hackney-challenges."
    return f"{told}\nShow your teacher the file {ours.name}/{file.name}"
