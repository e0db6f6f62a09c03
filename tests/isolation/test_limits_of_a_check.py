"""Solutions that never end, end too soon, or take too much: each costs its own check, within its limit."""

import sys
import time
from pathlib import Path

import pytest

from hackney_challenges.isolation.calls import SolutionStopped
from hackney_challenges.isolation.proxy import FarError
from hackney_challenges.isolation.wall import Limits

from .conftest import SHORT


def stopped_by(side, name="f", *args):
    """What stopped the call of `name`; checked to be told again by the next call."""
    with side.check():
        with pytest.raises(SolutionStopped) as caught:
            getattr(side.solution, name)(*args)
        with pytest.raises(SolutionStopped) as again:
            _ = side.solution.anything
        assert again.value.stopped == caught.value.stopped
    return caught.value.stopped


ENDLESS = {
    "loop": "while True:\n        pass",
    "bare except": "while True:\n        try:\n            x = 1\n        except:\n            pass",
    "BaseException": "while True:\n        try:\n            x = 1\n        except BaseException: pass",
    "sum": "sum(range(10 ** 12))",
    "in": "-1 in iter(int, 1)",
    "regex": "import re; re.match(r'(a+)+$', 'a' * 50 + 'b')",
}


def test_an_endless_call_is_stopped_on_its_line(behind):
    assert_stopped_in_f(stopped_by(behind(f"def f():\n    {ENDLESS['bare except']}\n")))


@pytest.mark.parametrize("body", ENDLESS.values(), ids=ENDLESS)
def test_every_kind_of_endless_call_is_stopped_on_its_line(put, body):
    assert_stopped_in_f(stopped_by(put(f"def f():\n    {body}\n")))


def assert_stopped_in_f(stopped):
    assert (stopped.kind, stopped.during, stopped.seconds) == ("time", "call", 0.3)
    assert (stopped.spot.file, stopped.spot.function) == ("solution.py", "f")
    assert 2 <= stopped.spot.line <= 6


def test_waiting_is_stopped_by_the_clock_on_the_wall(put):
    stopped = stopped_by(
        put("import time\ndef f():\n    time.sleep(60)\n", Limits(call_seconds=0.1, check_seconds=1.0))
    )
    assert (stopped.kind, stopped.spot.line) == ("time", 3)


def test_the_loop_is_looked_at_in_another_worker(put):
    stopped = stopped_by(put("def f(n=1):\n    while n < 5:\n        x = n\n"))
    assert stopped.facts["kind"] == "loop"
    assert stopped.facts["names"] == ["n"]


def test_a_loop_in_a_helper_file_is_found_there(put):
    side = put(
        "import helper\ndef f():\n    helper.turn()\n",
        helper__py="def turn():\n    while True:\n        pass\n",
    )
    stopped = stopped_by(side)
    assert (stopped.spot.file, stopped.spot.function) == ("helper.py", "turn")


def test_many_slow_calls_meet_the_limit_of_the_check(put):
    side = put(
        "from time import process_time\ndef f(_):\n"
        "    until = process_time() + 0.1\n    while process_time() < until: pass\n",
        Limits(call_seconds=0.3, check_seconds=0.35),
    )
    with side.check(), pytest.raises(SolutionStopped) as caught:
        list(map(side.solution.f, [()] * 50))
    assert (caught.value.stopped.during, caught.value.stopped.seconds) == ("check", 0.35)


def test_the_next_check_and_other_functions_are_untouched(put):
    side = put("def f():\n    while True: pass\ndef g():\n    return 7\n")
    stopped_by(side)
    with side.check():
        assert side.solution.g() == 7


def test_an_endless_import_is_stopped_on_its_line(behind):
    stopped = stopped_by(behind("n = 1\nwhile True:\n    n = 2\n"))
    assert (stopped.kind, stopped.during, stopped.seconds) == ("time", "import", 0.5)
    assert stopped.spot.line in (2, 3)


@pytest.mark.parametrize(
    "source", ["import os\ndef f():\n    os._exit(0)\n", "import os\ndef f():\n    os.abort()\n"]
)
def test_ending_python_in_a_call_is_told_with_its_line(behind, source):
    stopped = stopped_by(behind(source))
    assert (stopped.kind, stopped.during, stopped.spot.line) == ("ended", "call", 3)


def test_ending_python_at_the_end_of_the_file_is_told_with_its_line(behind):
    stopped = stopped_by(behind("def f():\n    return 1\nimport os\nos._exit(0)\n"))
    assert (stopped.kind, stopped.during, stopped.spot.line) == ("ended", "import", 4)
    assert stopped.detail == "exit status 0"


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_killing_oneself_is_told(put):
    stopped = stopped_by(put("import os, signal\ndef f():\n    os.kill(os.getpid(), signal.SIGKILL)\n"))
    assert (stopped.kind, stopped.detail) == ("ended", "SIGKILL")


@pytest.mark.skipif(sys.platform != "linux", reason="RLIMIT_AS is kept on Linux only")
@pytest.mark.parametrize(
    "body", ["return 'x' * 8_000_000_000", "x = []\n    while True:\n        x.append('x' * 1_000_000)"]
)
def test_memory_runs_out_for_the_solution_alone(put, body):
    side = put(f"def f():\n    {body}\ndef g():\n    return 7\n", Limits(call_seconds=5.0, memory_mb=256))
    with side.check():
        with pytest.raises(MemoryError):
            side.solution.f()
        assert side.solution.g() == 7


def test_a_million_deep_recursion_ends_or_is_refused(put):
    side = put("import sys\nsys.setrecursionlimit(10 ** 6)\ndef f(n=0):\n    return f(n + 1)\n")
    with side.check(), pytest.raises((SolutionStopped, FarError)) as caught:
        side.solution.f()
    if isinstance(caught.value, SolutionStopped):
        assert caught.value.stopped.kind in ("ended", "time")


def test_threads_left_behind_harm_nobody(put):
    side = put(
        "import threading\n"
        "def f():\n"
        "    def spin():\n"
        "        while True: pass\n"
        "    for _ in range(3):\n"
        "        threading.Thread(target=spin).start()\n"
        "    return 1\n",
        Limits(call_seconds=2.0),
    )
    with side.check():
        assert side.solution.f() == 1


def test_closing_every_descriptor_ends_only_the_worker(behind):
    stopped = stopped_by(behind("import os\ndef f():\n    os.closerange(0, 64)\n"))
    assert stopped.kind in ("ended", "time")


@pytest.mark.skipif(sys.platform == "win32", reason="signals")
def test_a_worker_that_refuses_to_show_its_stack_is_stopped_all_the_same(put):
    stopped = stopped_by(
        put(
            "import faulthandler, signal\n"
            "def f():\n"
            "    faulthandler.unregister(signal.SIGUSR1)\n"
            "    signal.signal(signal.SIGUSR1, signal.SIG_IGN)\n"
            "    while True: pass\n"
        )
    )
    assert (stopped.kind, stopped.spot) == ("time", None)


@pytest.mark.skipif(sys.platform != "linux", reason="/proc")
def test_nothing_is_left_behind(put, tmp_path):
    side = put(
        "import os, subprocess, sys\n"
        "def f():\n"
        "    sleep = [sys.executable, '-c', 'import time; time.sleep(60)']\n"
        "    child = subprocess.Popen(sleep, start_new_session=True)\n"
        "    open('left.txt', 'w').write('x')\n"
        "    return [os.getpid(), child.pid, os.getcwd()]\n"
    )
    with side.check():
        worker, child, folder = side.solution.f()
        assert Path(folder).is_dir()
    assert not Path(folder).exists()
    assert [path.name for path in tmp_path.iterdir()] == ["solution.py"]
    until = time.monotonic() + 5
    while any(_is_running(pid) for pid in (worker, child)):
        assert time.monotonic() < until


def _is_running(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] != "Z"
    except OSError:
        return False


def test_no_processes_to_be_had_is_the_machines_fault(put, monkeypatch):
    from hackney_challenges.isolation.wall import Wall

    side = put("def f():\n    return 1\n")
    monkeypatch.setattr(sys, "executable", "/nowhere/python")
    with Wall("spawn") as wall:
        far = wall.far_side(side.file, SHORT)
        stopped = stopped_by(far)
    assert (stopped.kind, stopped.during) == ("machine", "import")
