"""What confines a worker, how that is found out, and that less than was asked for is never put up with."""

import json
import os
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from hackney_challenges.isolation import landlock, proving
from hackney_challenges.isolation.calls import SolutionStopped
from hackney_challenges.isolation.confinement import CALLS, FILES, USER
from hackney_challenges.isolation.proving import ACTS, NEEDS, Confinement, WeakConfinement, judged
from hackney_challenges.isolation.wall import Limits, Wall

SOURCE = Path(proving.__file__).parents[2]
NOTHING_DONE = {**dict.fromkeys(ACTS, False), **dict.fromkeys(NEEDS, True)}

linux = pytest.mark.skipif(sys.platform != "linux", reason="Linux only")


def lacks(found: Confinement) -> dict[str, str]:
    return {layer.name: layer.lack for layer in found.layers if layer.lack is not None}


def test_a_worker_that_could_do_nothing_forbidden_is_fully_confined():
    found = judged(NOTHING_DONE, {})
    assert (found.level, lacks(found)) == ("full", {})
    assert len(found.lines()) == 4 + bool(found.note)


@pytest.mark.parametrize("act", ACTS)
def test_one_forbidden_act_that_could_be_done_is_enough_for_partial(act):
    found = judged({**NOTHING_DONE, act: True}, {})
    assert found.level == "partial"
    assert lacks(found) == {ACTS[act]: f"a solution could {act}"}


@pytest.mark.parametrize("act", ACTS)
def test_an_act_nobody_tried_counts_as_one_that_could_be_done(act):
    found = judged({name: could for name, could in NOTHING_DONE.items() if name != act}, {})
    assert found.level == "partial"


def test_what_a_worker_says_is_missing_is_missing_whatever_the_acts_say():
    found = judged(NOTHING_DONE, {FILES: "Function not implemented"})
    assert (found.level, lacks(found)) == ("partial", {FILES: "Function not implemented"})


def test_without_files_and_calls_there_is_no_confinement():
    assert judged(NOTHING_DONE, {FILES: "no", CALLS: "no"}).level == "none"


@pytest.mark.parametrize("need", NEEDS)
def test_a_fence_in_which_honest_work_is_impossible_is_of_no_use(need):
    found = judged({**NOTHING_DONE, need: False}, {})
    assert found.level == "none"
    assert need in found.note


def test_the_error_says_which_layer_is_missing_and_why():
    error = WeakConfinement("full", judged(NOTHING_DONE, {FILES: "Operation not permitted"}))
    assert "confinement full was asked for, partial is what this computer gives" in str(error)
    assert "Missing: files (Operation not permitted)." in str(error)
    assert "Next:" in str(error)
    assert "  " not in str(error)


@pytest.mark.parametrize(("system", "name"), [("darwin", "macOS"), ("win32", "Windows")])
def test_other_systems_say_that_they_have_none(system, name):
    found = proving.of_other_systems(system)
    assert found.level == "none"
    assert name in found.note
    assert set(lacks(found)) == {USER, FILES, CALLS}


@pytest.mark.parametrize("asked", ["partial", "full"])
def test_on_another_system_a_wall_that_was_asked_for_confinement_makes_no_worker(
    asked, monkeypatch, tmp_path
):
    (tmp_path / "bus_fare.py").write_text("def fare(age):\n    return 0\n")
    with Wall("spawn", confinement=asked) as wall:
        monkeypatch.setattr(sys, "platform", "darwin")
        with pytest.raises(WeakConfinement):
            _ = wall.confinement
        side = wall.far_side(tmp_path / "bus_fare.py", Limits())
        with side.check(), pytest.raises(WeakConfinement):
            side.solution.fare(1)


def test_a_wall_that_was_asked_for_nothing_says_none():
    with Wall() as wall:
        assert wall.confinement.level == "none"


def test_what_runs_in_this_process_cannot_be_confined():
    with pytest.raises(ValueError, match="confined"):
        Wall(in_process=True, confinement="full")


STOPPING = """
def total(ages):
    return sum(ages) + totl
def spin(n=1):
    while n < 5:
        x = n
"""


@linux
def test_what_is_told_of_a_stop_is_the_same_behind_the_fence(tmp_path):
    (tmp_path / "bus_fare.py").write_text(STOPPING)
    limits = Limits(call_seconds=0.3)
    told = []
    for asked in ("none", "full"):
        with Wall(confinement=asked) as wall:
            side = wall.far_side(tmp_path / "bus_fare.py", limits)
            try:
                with side.check():
                    assert side.solution.uses("while")
                    with pytest.raises(NameError) as raised:
                        side.solution.total([1])
            except WeakConfinement as weak:
                pytest.skip(str(weak))
            with side.check(), pytest.raises(SolutionStopped) as stopped:
                side.solution.spin()
            told.append((raised.value.raised, stopped.value.stopped.facts))
    assert told[0] == told[1]
    assert told[0][0].facts["kind"] != "unknown"
    assert told[0][1]["kind"] == "loop"


WITHOUT = """
import ctypes, json, struct, sys
from pathlib import Path
from hackney_challenges.isolation import kernel, privileges
from hackney_challenges.isolation.proving import WeakConfinement
from hackney_challenges.isolation.wall import Limits, Wall
asked, file, *forbidden = sys.argv[1:]
# A container's own filter, which refuses some calls.
steps = [(0x20, 0, 0, 0)]
for number in forbidden:
    steps += [(0x15, 0, 1, int(number)), (0x06, 0, 0, 0x00050001)]
steps.append((0x06, 0, 0, 0x7FFF0000))
code = ctypes.create_string_buffer(b"".join(struct.pack("<HBBI", *step) for step in steps))
privileges.give_up_new_privileges()
kernel.call(317, 1, 0, struct.pack("@HP", len(steps), ctypes.addressof(code)))
with Wall(confinement=asked) as wall:
    try:
        level = wall.confinement.level
        side = wall.far_side(Path(file), Limits())
        with side.check():
            answer = side.solution.fare(1)
        print(json.dumps([level, answer]))
    except WeakConfinement as weak:
        print(json.dumps([weak.found.level, str(weak)]))
"""


def in_a_container_without(numbers, asked, folder):
    (folder / "bus_fare.py").write_text("def fare(age):\n    return 0\n")
    command = [sys.executable, "-c", WITHOUT, asked, str(folder / "bus_fare.py"), *map(str, numbers)]
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60)
    assert done.returncode == 0, done.stderr
    return json.loads(done.stdout)


LANDLOCK, SECCOMP = (444, 445, 446), (317,)
x86_64 = pytest.mark.skipif(sys.platform != "linux" or os.uname().machine != "x86_64", reason="x86_64 Linux")


@x86_64
@pytest.mark.parametrize(("numbers", "layer"), [(LANDLOCK, "files"), (SECCOMP, "calls")])
def test_a_container_that_forbids_a_layer_is_found_out_and_refused(numbers, layer, tmp_path):
    level, said = in_a_container_without(numbers, "full", tmp_path)
    assert level == "partial"
    assert f"Missing: {layer} (Operation not permitted)." in said


@x86_64
def test_partial_is_enough_where_partial_was_asked_for(tmp_path):
    assert in_a_container_without(LANDLOCK, "partial", tmp_path) == ["partial", 0]


@x86_64
def test_none_is_not_enough_where_partial_was_asked_for(tmp_path):
    level, said = in_a_container_without([*LANDLOCK, *SECCOMP], "partial", tmp_path)
    assert level == "none"
    assert "files" in said


def test_older_kernels_are_asked_only_for_what_they_know():
    steps = [landlock.handled(version) for version in range(1, 8)]
    assert steps[0] == ((1 << 13) - 1, 0, 0)
    assert steps[1][0] == (1 << 14) - 1
    assert steps[2][0] == (1 << 15) - 1
    assert (steps[3][1], steps[2][1]) == (3, 0)
    assert steps[4][0] == (1 << 16) - 1
    assert (steps[5][2], steps[4][2]) == (3, 0)
    assert steps[6] == steps[5]


BY_ABI = """
import json, os, sys
from pathlib import Path
from hackney_challenges.isolation import landlock, privileges
outside, inside = sys.argv[1:]
try:
    newest = landlock.abi()
except OSError:
    newest = 0
found = []
for version in range(1, newest + 1):
    reading, writing = os.pipe()
    if os.fork() == 0:
        privileges.give_up_new_privileges()
        rules = [landlock.Rule(inside, landlock.WORK), landlock.Rule("/not there", landlock.READ)]
        landlock.restrict(rules, version)
        could = []
        for act in (
            lambda: Path(inside, "mine.txt").write_text("x"),
            lambda: os.mkdir(inside + "/folder"),
            lambda: Path(outside, "suite.py").read_text(),
            lambda: Path(outside, "new.py").write_text("x"),
            lambda: os.listdir(outside),
            lambda: os.mkfifo(inside + "/pipe"),
        ):
            try:
                act()
                could.append(True)
            except OSError:
                could.append(False)
        os.write(writing, json.dumps(could).encode())
        os._exit(0)
    os.wait()
    found.append(json.loads(os.read(reading, 1000)))
    os.rmdir(inside + "/folder")
print(json.dumps(found))
"""


@linux
def test_each_version_of_landlock_leaves_a_folder_and_nothing_else(tmp_path):
    inside, outside = tmp_path / "inside", tmp_path / "outside"
    inside.mkdir()
    outside.mkdir()
    (outside / "suite.py").write_text("secret")
    command = [sys.executable, "-c", textwrap.dedent(BY_ABI), str(outside), str(inside)]
    environment = {**os.environ, "PYTHONPATH": str(SOURCE)}
    done = subprocess.run(command, capture_output=True, text=True, env=environment, timeout=60)
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    if not found:
        pytest.skip("no Landlock here")
    assert found == [[True, True, False, False, False, False]] * len(found)
