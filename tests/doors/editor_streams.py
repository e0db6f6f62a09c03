"""Runs a script as IDLE or Thonny does: streams of their own make, the real ones gone or not ours.

Started as `python editor_streams.py idle|thonny SCRIPT SHOWN TYPED...`. What
the editor's shell would show goes to the file SHOWN. Descriptor 1 stays with
whoever started this: in Thonny it carries the editor's own protocol, so that
nothing else may ever be written there.
"""

import io
import os
import sys
from pathlib import Path


class ShellOutput(io.TextIOBase):
    """IDLE's stdout and stderr: a terminal by its own word, without a descriptor, for text only."""

    encoding = "utf-8"
    errors = "strict"

    def __init__(self) -> None:
        self.shown: list[str] = []

    def write(self, text: str) -> int:
        if type(text) is not str:
            raise TypeError("must be str, not " + type(text).__name__)
        self.shown.append(text)
        return len(text)

    def writable(self) -> bool:
        return True

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        raise io.UnsupportedOperation("fileno")

    def flush(self) -> None:
        pass


class OldShellOutput(ShellOutput):
    """IDLE before Python 3.8: its window knew no letter above U+FFFF."""

    def write(self, text: str) -> int:
        if any(ord(letter) > 0xFFFF for letter in text):
            raise UnicodeEncodeError("UCS-2", text, 0, 1, "Non-BMP character not supported in Tk")
        return super().write(text)


class ShellInput(io.TextIOBase):
    """IDLE's stdin: lines come from the shell window, one by one."""

    encoding = "utf-8"

    def __init__(self, lines: list[str]) -> None:
        self.lines = lines

    def readable(self) -> bool:
        return True

    def readline(self, size: int = -1) -> str:  # type: ignore[override]
        return self.lines.pop(0) + "\n" if self.lines else ""

    def isatty(self) -> bool:
        return True

    def fileno(self) -> int:
        raise io.UnsupportedOperation("fileno")


class ThonnyOutput(ShellOutput):
    """Thonny's stdout: its descriptor is the real one, which carries the editor's protocol."""

    def fileno(self) -> int:
        return 1


def main() -> None:
    kind, script, shown_file, *typed = sys.argv[1:]
    source = Path(script).read_bytes()
    out = {"idle": ShellOutput, "old-idle": OldShellOutput, "thonny": ThonnyOutput}[kind]()
    sys.stdin = ShellInput(typed)  # type: ignore[assignment]
    sys.stdout = sys.stderr = out  # type: ignore[assignment]
    if kind == "thonny":
        sys.__stdout__ = sys.__stderr__ = out  # type: ignore[assignment]
        os.environ["PYTHONSAFEPATH"] = "1"
        os.environ["PYTHONIOENCODING"] = "utf-8"
    else:
        # pythonw has no streams of its own, and its descriptors are closed.
        sys.__stdin__ = sys.__stdout__ = sys.__stderr__ = None  # type: ignore[assignment]
        os.close(0)
        os.close(2)
    os.chdir(Path(script).parent)
    sys.argv = [script]
    sys.path.insert(0, str(Path(script).parent))
    space = {"__name__": "__main__", "__file__": script, "__builtins__": __builtins__}
    try:
        exec(compile(source, script, "exec"), space)  # that is how an editor runs a file
    finally:
        Path(shown_file).write_text("".join(out.shown), encoding="utf-8")


if __name__ == "__main__":
    main()
