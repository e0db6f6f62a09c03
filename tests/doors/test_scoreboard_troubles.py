"""A scoreboard that is full, read-only or away, met through pytest and through `hackney submit`.

The checks say what they always say; nothing is lost; the next time it goes.
Full and read-only disks are real: small ones, seen by the command alone.
"""

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

import club_pack
from command_door import Door
from hackney_challenges.scoreboard.file_store import FileStore

PROGRAMS = {
    "pytest": (["pytest", "door_sign.py", "--hackney-submit"], 0),
    "hackney": (["hackney_challenges", "submit", "door_sign"], 10),
}
MOUNTS = {
    "full": 'mount -t tmpfs -o size=64k none "$1" && { dd if=/dev/zero of="$1/all" 2>/dev/null; true; }',
    "read-only": 'mount -t tmpfs -o ro none "$1"',
    "away": 'rmdir "$1"',
}
SAID = {
    "full": "The scoreboard has no room left. Tell your teacher.",
    "read-only": "The scoreboard lets nobody write. Tell your teacher.",
    "away": "The scoreboard cannot be reached just now.",
}


@pytest.mark.skipif(os.name == "nt", reason="disks of Linux")
@pytest.mark.parametrize("program", PROGRAMS)
@pytest.mark.parametrize("trouble", MOUNTS)
def test_no_trouble_of_the_scoreboard_costs_anything(
    otters: Door, tmp_path: Path, site: Path, trouble: str, program: str
) -> None:
    share = tmp_path / "share"
    share.mkdir()
    with (otters.folder / "hackney.toml").open("a", encoding="utf-8") as file:
        file.write('\n[scoreboard]\nurl = "../share"\n')
    (otters.folder / "door_sign.py").write_text(club_pack.MODELS["door_sign"], encoding="utf-8")
    words, code = PROGRAMS[program]
    ended = subprocess.run(
        [*troubled(share, trouble), sys.executable, "-m", *words],
        cwd=otters.folder,
        env={**os.environ, "PYTHONPATH": str(site)},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if "mount" in ended.stderr or "unshare" in ended.stderr:
        pytest.skip("no disk may be mounted here")
    lines = ended.stdout.splitlines()
    assert ended.returncode == code, ended.stdout + ended.stderr
    assert "2 of 2 checks OK. 10 points." in lines
    told = lines.index(SAID[trouble])
    assert lines[told + 1] == "1 result waits here, safe. It goes with the next run."
    assert len(list((otters.folder / ".hackney" / "outbox").glob("*.json"))) == 1

    share.mkdir(exist_ok=True)
    share.chmod(0o755)
    assert otters("submit").code == 0
    entries = FileStore(share).read().entries
    assert len({entry.id for entry in entries}) == len(entries) == 1
    best = json.loads((otters.folder / ".hackney" / "progress.json").read_text(encoding="utf-8"))["best"]
    assert best["door_sign"]["points"] == 10


def troubled(share: Path, trouble: str) -> list[str]:
    """What to write before a command, so that `share` is in `trouble` for it."""
    act, alone = MOUNTS[trouble], ["unshare", "-m"]
    if trouble == "away":
        alone = []
    elif os.geteuid() != 0:
        if trouble == "full":
            pytest.skip("only root may mount a small disk")
        act, alone = 'chmod a-w "$1"', []
    return [*alone, "sh", "-c", f'{act} && shift && exec "$@"', "sh", str(share)]
