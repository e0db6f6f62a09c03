"""The `hackney` command as a person meets it: words in, text and exit code out, over any console."""

import io
import os
import sys
from dataclasses import dataclass
from pathlib import Path

import pytest

from hackney_challenges.commands.main import main

_GOLDEN = Path(__file__).with_name("golden") / "commands"


@dataclass(frozen=True, kw_only=True)
class Said:
    """What a command showed, and its exit code."""

    code: int
    out: str
    err: str

    @property
    def text(self) -> str:
        """All of it, complaints last."""
        return self.out + self.err

    @property
    def line(self) -> str:
        """All of it on one line, as if the window were wide."""
        return " ".join(self.text.split())


class Door:
    """Runs commands in `folder`, in a window of `columns` whose console knows `encoding`."""

    def __init__(self, monkeypatch: pytest.MonkeyPatch, folder: Path) -> None:
        self.monkeypatch = monkeypatch
        self.folder = folder
        self.encoding = "utf-8"
        self.columns = 80

    def __call__(self, *words: str) -> Said:
        out, err = io.BytesIO(), io.BytesIO()
        with self.monkeypatch.context() as patch:
            patch.chdir(self.folder)
            patch.setenv("COLUMNS", str(self.columns))
            patch.setattr(sys, "stdout", io.TextIOWrapper(out, self.encoding, "strict", "\n"))
            patch.setattr(sys, "stderr", io.TextIOWrapper(err, self.encoding, "strict", "\n"))
            code = main(list(words))
            sys.stdout.flush()
            sys.stderr.flush()
            return Said(code=code, out=self._decoded(out), err=self._decoded(err))

    def _decoded(self, shown: io.BytesIO) -> str:
        return shown.getvalue().decode(self.encoding)

    def enter(self, name: str) -> None:
        """`cd NAME`."""
        self.folder = self.folder / name


def same_as_golden(name: str, text: str) -> None:
    """Compare with `tests/golden/commands/NAME.txt`; HACKNEY_UPDATE_GOLDENS=1 writes it, but never in CI."""
    file = _GOLDEN / f"{name}.txt"
    if os.environ.get("HACKNEY_UPDATE_GOLDENS") and not os.environ.get("CI"):
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode())
    assert text == file.read_bytes().decode()
