"""Faults of the real kind: processes killed, folders closed, disks full, shares that go away."""

import errno
import json
import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from boards import claim, entry, share
from hackney_challenges.scoreboard.entries import encode
from hackney_challenges.scoreboard.file_store import FileStore
from hackney_challenges.scoreboard.outbox import Delivery, hand_in
from hackney_challenges.scoreboard.standings import standings

posix = pytest.mark.skipif(sys.platform == "win32", reason="fork, signals and users of POSIX")

# HACKNEY_KILLS=2000 for the full trial.
KILLS = int(os.environ.get("HACKNEY_KILLS", "24"))

HAND_IN = """\
import os, sys
sys.path.insert(0, sys.argv[1])
from pathlib import Path
from boards import claim
from hackney_challenges.scoreboard.outbox import hand_in
from importlib.metadata import version
version("hackney-challenges")  # what is imported late, while the user may still read Python's own files
if os.getuid() == 0:
    os.setgroups([]); os.setgid(65534); os.setuid(65534)
print(hand_in(Path(sys.argv[2]), sys.argv[3], [claim()]).sentence)
"""


@posix
@pytest.mark.timeout(900)
def test_no_kill_loses_invents_or_doubles_what_was_handed_in(tmp_path: Path) -> None:
    trial = Path(__file__).with_name("kill_trial.py")
    ended = subprocess.run(
        [sys.executable, str(trial), str(tmp_path), "12", str(KILLS)],
        capture_output=True,
        text=True,
        timeout=800,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    outcome = json.loads(ended.stdout)
    assert outcome.pop("acknowledged") > KILLS
    assert outcome.pop("on the board") > KILLS
    outcome.pop("torn lines")
    assert outcome == {
        "lost": 0,
        "invented": 0,
        "twice": 0,
        "vanished while being read": 0,
        "left in the inbox": 0,
        "sources missing": 0,
        "chain breaks": 0,
        "numbers": True,
        "stopped without being killed": 0,
    }


def as_ordinary_user(folder: Path, url: str) -> str:
    """What `hand_in` says to a user who is not the administrator, from a team folder in `folder`."""
    ended = subprocess.run(
        [sys.executable, "-c", HAND_IN, str(Path(__file__).parent.parent), str(folder / ".hackney"), url],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert ended.returncode == 0, ended.stderr
    return ended.stdout


@posix
def test_a_read_only_share_keeps_the_claim_here() -> None:
    place = Path("/tmp") / f"hackney-read-only-{os.getpid()}"  # where every user can come
    try:
        for folder in (place, place / "otters", place / "share"):
            folder.mkdir()
            folder.chmod(0o777)
        (place / "share").chmod(0o555)
        assert as_ordinary_user(place / "otters", "../share") == (
            "The scoreboard lets nobody write. Tell your teacher.\n"
            "1 result waits here, safe. It goes with the next run.\n"
        )
        (place / "share").chmod(0o777)
        assert as_ordinary_user(place / "otters", "../share") == "Handed in: 1 result.\n"
    finally:
        shutil.rmtree(place)


@posix
def test_a_closed_inbox_keeps_the_claim_here() -> None:
    place = Path("/tmp") / f"hackney-closed-{os.getpid()}"
    try:
        for folder in (place, place / "otters", place / "share", place / "share" / "inbox"):
            folder.mkdir()
            folder.chmod(0o777)
        (place / "share" / "inbox").chmod(0o555)
        assert "lets nobody write" in as_ordinary_user(place / "otters", "../share")
    finally:
        shutil.rmtree(place)


def test_a_full_share_keeps_the_claim_here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    share(tmp_path / "share")
    ours = tmp_path / "otters" / ".hackney"
    opened = os.open

    def full(path: str | Path, flags: int, mode: int = 0o777) -> int:
        if flags & os.O_EXCL and "share" in Path(path).parts:
            raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        return opened(path, flags, mode)

    with monkeypatch.context() as patched:
        patched.setattr(os, "open", full)
        delivery = hand_in(ours, "../share", [claim()])
    assert delivery == Delivery(
        sent=0,
        waiting=1,
        refused=0,
        sentence="The scoreboard has no room left. Tell your teacher.\n"
        "1 result waits here, safe. It goes with the next run.",
    )
    assert hand_in(ours, "../share", []).sent == 1


@posix
@pytest.mark.skipif(os.name == "posix" and os.getuid() != 0, reason="only root may mount a small disk")
def test_a_disk_that_is_really_full(tmp_path: Path) -> None:
    (tmp_path / "share").mkdir()
    (tmp_path / "otters").mkdir()
    program = (
        "import sys; sys.path.insert(0, sys.argv[1])\n"
        "from pathlib import Path\n"
        "from boards import claim\n"
        "from hackney_challenges.scoreboard.outbox import hand_in\n"
        "for n in range(40):\n"
        "    one = claim(challenge=f'c{n}', source=b'#' * 4000 + b'%d' % n)\n"
        "    last = hand_in(Path(sys.argv[2]), '../share', [one])\n"
        "print(last.sentence)\n"
    )
    mounted = 'mount -t tmpfs -o size=64k none "$1" && shift && exec "$@"'
    small_disk = ["unshare", "-m", "sh", "-c", mounted, "sh", str(tmp_path / "share")]
    tests = str(Path(__file__).parent.parent)
    ended = subprocess.run(
        [*small_disk, sys.executable, "-c", program, tests, str(tmp_path / "otters" / ".hackney")],
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    if "unshare" in ended.stderr or "mount" in ended.stderr:
        pytest.skip("no disk may be mounted here")
    assert ended.stdout.startswith("The scoreboard has no room left. Tell your teacher.\n"), ended.stderr
    assert len(list((tmp_path / "otters" / ".hackney" / "outbox").glob("*.json"))) > 20


def test_a_share_that_goes_away_in_mid_run_gets_the_rest_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    store = share(tmp_path / "share")
    ours = tmp_path / "otters" / ".hackney"
    replace = Path.replace

    def unplugged_after_one(self: Path, target: Path) -> Path:
        put = replace(self, target)
        if Path(target).parent == store.inbox and Path(target).name.split("-")[1] == "1":
            store.folder.rename(tmp_path / "unplugged")
        return put

    with monkeypatch.context() as patched:
        patched.setattr(Path, "replace", unplugged_after_one)
        delivery = hand_in(ours, str(store.folder), [claim(challenge=f"c{n}") for n in range(3)])
    assert (delivery.sent, delivery.waiting) == (1, 2)
    assert not store.folder.exists()
    (tmp_path / "unplugged").rename(store.folder)
    assert hand_in(ours, str(store.folder), []).sent == 2
    assert standings(store.read().entries).rows[0].points == 24


def test_a_share_that_vanishes_while_it_is_read_is_a_sentence(tmp_path: Path) -> None:
    store = FileStore(tmp_path / "share")
    one = entry()
    share(store.folder).deliver(one, encode(one), b"")
    shutil.rmtree(store.inbox)
    assert store.read().entries == ()
