"""A trial by kill -9: teams that hand in and a collector, killed again and again at any moment.

Run as `python kill_trial.py FOLDER WRITERS KILLS`; prints what came of it as JSON.
Each writer notes what it will hand in before it does, and what was acknowledged
after; the trial compares those notes with the scoreboard in the end. It forks
from one small process, so that a new writer costs no new Python.
"""

import json
import os
import random
import signal
import sys
import time
from collections import Counter
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent.parent))

from boards import claim
from hackney_challenges.scoreboard.collector import collect, collecting
from hackney_challenges.scoreboard.entries import ClaimBody
from hackney_challenges.scoreboard.file_store import FileStore
from hackney_challenges.scoreboard.outbox import hand_in
from hackney_challenges.scoreboard.store import CollectorBusy


def note(path: Path, number: int) -> None:
    with path.open("ab", buffering=0) as file:
        file.write(b"%d\n" % number)


def noted(path: Path) -> list[int]:
    return [int(line) for line in path.read_bytes().split()] if path.exists() else []


def write_on(team: Path, share: Path) -> None:
    number = max(noted(team / "meant"), default=0)
    dice = random.Random(f"{team.name} {number}")
    while True:
        # Without a pause the trial would measure the reader, which looks after every kill.
        time.sleep(dice.uniform(0, 0.05))
        number += 1
        note(team / "meant", number)
        one = claim(team_id=team.name, challenge=f"c{number}", source=b"# %d" % (number % 3))
        delivery = hand_in(team / ".hackney", str(share), [one])
        if delivery.refused == 0:
            note(team / "acknowledged", number)


def collect_on(store: FileStore) -> None:
    write = os.write

    def in_two_halves(descriptor: int, data: memoryview) -> int:
        if len(data) < 200:
            return write(descriptor, data)
        written = write(descriptor, data[: len(data) // 2])
        time.sleep(0.005)
        return written

    os.write = in_two_halves  # type: ignore[assignment]
    while True:
        try:
            with collecting(store) as collector:
                while True:
                    collector.one_pass()
        except CollectorBusy:
            time.sleep(0.001)


def child(act: object, *arguments: object) -> int:
    pid = os.fork()
    if pid == 0:
        try:
            act(*arguments)  # type: ignore[operator]
        finally:
            os._exit(70)
    return pid


def main(folder: Path, writers: int, kills: int) -> dict[str, object]:
    """Run the trial; gives the counts of everything that must not happen, and some that should."""
    store = FileStore(folder / "share")
    store.folder.mkdir()
    teams = [folder / f"team-{number}" for number in range(writers)]
    for team in teams:
        team.mkdir()
    dice = random.Random(1)
    running = {child(write_on, team, store.folder): team for team in teams}
    collector = child(collect_on, store)
    seen: set[str] = set()
    vanished = stopped_alone = 0
    for round_number in range(kills):
        time.sleep(dice.uniform(0.01, 0.05))
        kills_collector = round_number % 5 == 4
        victim = collector if kills_collector else dice.choice(list(running))
        os.kill(victim, signal.SIGKILL)
        stopped_alone += os.WIFEXITED(os.waitpid(victim, 0)[1])
        if kills_collector:
            collector = child(collect_on, store)
        else:
            team = running.pop(victim)
            running[child(write_on, team, store.folder)] = team
        if round_number % 3:
            continue
        now = {entry.id for entry in store.read().entries}
        vanished += len(seen - now)
        seen |= now
    for pid in (*running, collector):
        os.kill(pid, signal.SIGKILL)
        stopped_alone += os.WIFEXITED(os.waitpid(pid, 0)[1])
    for team in teams:
        hand_in(team / ".hackney", str(store.folder), [])
    collect(store)
    lines = Counter[str]()
    for line in store.file.read_bytes().splitlines():
        try:
            lines[json.loads(line)["ev"]["id"]] += 1
        except ValueError:
            continue
    reading = store.read()
    there = Counter((e.body.team, e.body.challenge) for e in reading.entries if isinstance(e.body, ClaimBody))
    meant = {(team.name, f"c{number}") for team in teams for number in noted(team / "meant")}
    acknowledged = {(team.name, f"c{number}") for team in teams for number in noted(team / "acknowledged")}
    return {
        "acknowledged": len(acknowledged),
        "on the board": len(reading.entries),
        "lost": len(acknowledged - there.keys()),
        "invented": len(there.keys() - meant),
        "twice": sum(count > 1 for count in there.values()) + sum(count > 1 for count in lines.values()),
        "vanished while being read": vanished,
        "left in the inbox": len(list(store.inbox.glob("*.json"))),
        "sources missing": len(
            {f"# {n}" for n in range(3)} - {p.read_text() for p in store.handed_in.glob("*.py")}
        ),
        "chain breaks": len(reading.damage),
        "numbers": sorted(entry.n or 0 for entry in reading.entries)
        == list(range(1, len(reading.entries) + 1)),
        "torn lines": reading.set_aside_count,
        "stopped without being killed": stopped_alone,
    }


if __name__ == "__main__":
    print(json.dumps(main(Path(sys.argv[1]), int(sys.argv[2]), int(sys.argv[3]))))
