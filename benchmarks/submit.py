"""Handing in: ours against write + fsync + rename of the same bytes (design 11).

    python benchmarks/submit.py [FOLDER]

Handing in puts two files on the share: the solution and the entry that names
it. The bare way writes the same two, each with write, fsync, rename and an fsync of
its folder. Where the solution is there already, both ways write the entry only.
Wall time, on the disk of FOLDER (default: where temporary files go); on a disk that
does not sync, the ratio is that of the processor's work alone.
"""

import os
import sys
import tempfile
import time
from pathlib import Path

from pairs import Row, paired

from hackney_challenges.scoreboard.outbox import Claim, hand_in

PAIRS = 200
SOURCE = b"def fare(age):\n    if age < 11:\n        return 0\n    return 175\n"


class Bench:
    """One team folder and one share, and a count that makes each claim another one."""

    def __init__(self, folder: Path, *, is_new_source: bool) -> None:
        self.ours = folder / "otters" / ".hackney"
        self.share = folder / "share"
        self.bare = folder / "bare"
        self.is_new_source = is_new_source
        self.count = 0
        for made in (self.ours, self.share, self.bare):
            made.mkdir(parents=True)

    def hand_in(self) -> float:
        """Seconds for one claim, by our way."""
        self.count += 1
        one = Claim(
            team_id="canal-otters",
            team_name="Canal Otters",
            challenge="bus_fare",
            pack="hackney_warmup",
            pack_version="0.1.0",
            points=self.count % 10,
            out_of=10,
            passed=2,
            total=5,
            source=self._source(),
        )
        start = time.perf_counter()
        delivery = hand_in(self.ours, str(self.share), [one])
        seconds = time.perf_counter() - start
        if delivery.sent != 1:
            raise SystemExit(delivery.sentence)
        return seconds

    def write(self) -> float:
        """Seconds to write the same bytes as the claim before, in the bare way."""
        newest = max((self.share / "inbox").iterdir(), key=lambda path: int(path.name.split("-")[1]))
        entry, source = newest.read_bytes(), self._source()
        start = time.perf_counter()
        if self.is_new_source or self.count == 1:
            self._write(f"{self.count}.py", source)
        self._write(f"{self.count}.json", entry)
        return time.perf_counter() - start

    def _source(self) -> bytes:
        return SOURCE + (b"# %d\n" % self.count if self.is_new_source else b"")

    def _write(self, name: str, data: bytes) -> None:
        part = os.open(self.bare / f"{name}.part", os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o644)
        os.write(part, data)
        os.fsync(part)
        os.close(part)
        (self.bare / f"{name}.part").rename(self.bare / name)
        folder = os.open(self.bare, os.O_RDONLY)
        os.fsync(folder)
        os.close(folder)


def rows(folder: Path) -> list[Row]:
    """The submit row, for a new solution and for one that was handed in before."""
    measured = []
    for what, is_new_source in (("submit, solution and entry", True), ("submit, solution known", False)):
        with tempfile.TemporaryDirectory(dir=folder) as place:
            bench = Bench(Path(place), is_new_source=is_new_source)
            ratios = paired(bench.hand_in, bench.write, pairs=PAIRS)
        measured.append(Row(what=what, against="write + fsync + rename", ratios=ratios, goal="<= 1.5"))
    return measured


if __name__ == "__main__":
    for row in rows(Path(sys.argv[1] if len(sys.argv) > 1 else tempfile.gettempdir())):
        print(row)
