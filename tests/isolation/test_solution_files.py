"""Files as pupils leave them: read, imported, asked for names."""

import os
import sys

import pytest

from hackney_challenges.isolation.calls import MissingName, SolutionStopped
from hackney_challenges.isolation.wall import Limits, Wall

from .conftest import SHORT


def stopped_at(side, name="f"):
    with side.check(), pytest.raises(SolutionStopped) as caught:
        getattr(side.solution, name)
    return caught.value.stopped


@pytest.mark.parametrize(
    "source",
    [
        b"\xef\xbb\xbfdef f():\r\n    return 1\r\n",
        b"def f():\r    return 1\r",
        b"def f():\n\treturn 1",
        b"# 5 \xa3 a head\ndef f():\n    return 1\n",
        b"# coding: cp1252\nx = '\xa3'\ndef f():\n    return 1\n",
        "naïve = '£'\ndef f():\n    return 1\n".encode(),
    ],
    ids=["bom-crlf", "lone-cr", "tab", "cp1252-comment", "cp1252-cookie", "utf8"],
)
def test_a_file_python_can_read_is_read(put, source):
    side = put(source)
    with side.check():
        assert side.solution.f() == 1


@pytest.mark.parametrize(
    "source",
    [b"def f(:\n", b"def f():\n    return '\xa3'\n", "def f():\n".encode("utf-16"), b"x = 1\0\n"],
    ids=["syntax", "cp1252", "utf-16", "nul"],
)
def test_a_file_python_cannot_read_stops_with_facts(behind, source):
    stopped = stopped_at(behind(source))
    assert stopped.kind == "unreadable"
    assert stopped.facts["kind"]


def test_a_parser_bomb_costs_its_own_check(put):
    stopped = stopped_at(put(b"x = " + b"-" * 300_000 + b"1\n"))
    assert stopped.kind in ("unreadable", "ended", "time")


def test_a_missing_file_and_what_is_no_file(usual_wall, tmp_path):
    (tmp_path / "folder.py").mkdir()
    (tmp_path / "big.py").write_bytes(b"#" * ((1 << 20) + 1))
    found = {}
    for name in ("nowhere", "folder", "big"):
        stopped = stopped_at(usual_wall.far_side(tmp_path / f"{name}.py", Limits()))
        found[name] = (stopped.kind, stopped.during, stopped.detail)
    assert found == {
        "nowhere": ("missing", "import", "missing"),
        "folder": ("not a file", "import", "folder"),
        "big": ("not a file", "import", "too big"),
    }


@pytest.mark.skipif(sys.platform == "win32", reason="links and pipes")
def test_links_and_pipes_are_no_files(usual_wall, tmp_path):
    (tmp_path / "link.py").symlink_to("/etc/passwd")
    os.mkfifo(tmp_path / "pipe.py")
    for name in ("link", "pipe"):
        assert stopped_at(usual_wall.far_side(tmp_path / f"{name}.py", Limits())).kind == "not a file"


def test_an_exception_while_importing_is_told_with_its_line(behind):
    stopped = stopped_at(behind("def f():\n    return 1\nx = 1 / 0\n"))
    assert (stopped.kind, stopped.during) == ("import", "import")
    assert (stopped.raised.kind, stopped.spot.line) == ("ZeroDivisionError", 3)


def test_a_module_that_is_missing_is_an_exception_while_importing(put):
    stopped = stopped_at(put("import numpy_is_not_here\ndef f():\n    return 1\n"))
    assert (stopped.kind, stopped.raised.kind) == ("import", "ModuleNotFoundError")


@pytest.mark.parametrize("end", ["quit()", "exit(1)", "import sys; sys.exit('done')", "raise SystemExit"])
def test_names_above_an_exit_stay(behind, end):
    side = behind(f"def f():\n    return 1\n{end}\ndef g():\n    return 2\n")
    with side.check():
        assert side.solution.f() == 1
        with pytest.raises(MissingName):
            _ = side.solution.g


def test_names_above_a_question_stay_and_names_below_tell_of_it(behind):
    side = behind("def f():\n    return 1\nn = int(input('How many? '))\ndef g():\n    return n\n")
    with side.check():
        assert side.solution.f() == 1
        with pytest.raises(SolutionStopped) as caught:
            _ = side.solution.g
        assert side.solution.f() == 1
    stopped = caught.value.stopped
    assert (stopped.kind, stopped.during, stopped.spot.line) == ("asks", "import", 3)
    assert stopped.spot.text == "n = int(input('How many? '))"


def test_a_question_in_a_call_is_the_end_of_typing(behind):
    side = behind("def f():\n    return input('Name? ')\n")
    with side.check(), pytest.raises(EOFError):
        side.solution.f()


def test_the_main_block_does_not_run_and_run_me_is_inert(put):
    side = put(
        "import run_me\nrun_me.check(__file__)\ndef f():\n    return __name__\n"
        "if __name__ == '__main__':\n    raise ValueError\n"
    )
    with side.check():
        assert side.solution.f() == "solution"


def test_helpers_and_data_beside_are_found(behind):
    side = behind(
        "import helper\nfrom pathlib import Path\n"
        "beside = Path(__file__).with_name('data.txt')\n"
        "def f():\n    return helper.word + open('data.txt').read() + beside.read_text()\n",
        helper__py="word = 'a'\n",
        data__txt="b",
    )
    with side.check():
        assert side.solution.f() == "abb"


def test_what_a_solution_writes_is_gone_with_its_check(put, tmp_path):
    side = put(
        "def f():\n    with open('log.txt', 'a') as log:\n        log.write('x')\n"
        "    return open('log.txt').read()\n"
    )
    for _ in range(2):
        with side.check():
            assert side.solution.f() == "x"
    assert not (tmp_path / "log.txt").exists()


@pytest.mark.parametrize("name", ["random", "json", "traceback", "typing", "linecache"])
def test_a_file_named_like_pythons_own_breaks_nothing(behind, name):
    side = behind(
        f"import {name}\ndef f():\n    return 1 // 1\ndef g():\n    return 1 // 0\n",
        **{f"{name}__py": "raise ValueError('this is not the one you meant')\n"},
    )
    with side.check():
        assert side.solution.f() == 1
        with pytest.raises(ZeroDivisionError):
            side.solution.g()


def test_a_helper_named_like_pythons_own_is_found_when_it_is_meant(behind):
    side = behind(
        "from calendar import days\ndef f():\n    return days(2)\n",
        calendar__py="def days(n):\n    return n * 7\n",
    )
    with side.check():
        assert side.solution.f() == 14


def test_a_syntax_slip_in_a_helper_names_the_helpers_line(put):
    stopped = stopped_at(put("import helper\n", helper__py="x = 1\ny = = 2\n"))
    assert (stopped.kind, stopped.raised.kind) == ("import", "SyntaxError")
    assert (stopped.spot.file, stopped.spot.line) == ("helper.py", 2)


def test_the_environment_holds_nothing_of_ours(put, monkeypatch):
    monkeypatch.setenv("HACKNEY_SECRET", "s3cret")
    side = put("import os, sys\ndef f():\n    return dict(os.environ), sys.argv, sys.path\n")
    with side.check():
        environment, argv, path = side.solution.f()
    assert "s3cret" not in str(environment)
    assert argv == ["solution.py"]
    assert not [place for place in path if "site-packages" in place or "hackney_challenges" in place]


def test_the_kit_cannot_be_imported(put):
    side = put("def f():\n    import hackney_challenges.isolation.wall\n")
    with side.check(), pytest.raises(ImportError):
        side.solution.f()


def test_colours_of_honest_code_work(put):
    side = put(
        "from __future__ import annotations\n"
        "from dataclasses import dataclass\n"
        "import tempfile, threading, logging, asyncio, sqlite3, datetime\n"
        "from concurrent.futures import ThreadPoolExecutor\n"
        "@dataclass\nclass P:\n    x: int\n"
        "def f():\n"
        "    with ThreadPoolExecutor(20) as pool:\n"
        "        squares = list(pool.map(lambda n: n * n, range(20)))\n"
        "    with tempfile.NamedTemporaryFile('w') as file:\n"
        "        file.write('x')\n"
        "    asyncio.run(asyncio.sleep(0))\n"
        "    sqlite3.connect(':memory:').execute('select 1')\n"
        "    print('\\ud800', '\\N{PILE OF POO}')\n"
        "    return P(3).x + squares[3]\n",
        Limits(call_seconds=5.0),
    )
    with side.check():
        assert side.solution.f() == 12


_FORK = pytest.param("fork", marks=pytest.mark.skipif(sys.platform == "win32", reason="forks are POSIX's"))


@pytest.mark.parametrize("method", [_FORK, "spawn"])
def test_only_known_modules_are_loaded_before_a_solution_asks(tmp_path, method):
    file = tmp_path / "solution.py"
    file.write_text(
        "import sys\n"
        "def f():\n    return sorted({'statistics', 'sqlite3', 'this'} & set(sys.modules))\n"
        "def g():\n    import sqlite3, statistics, this\n"
    )
    with Wall(method) as wall:
        side = wall.far_side(file, SHORT)
        with side.check():
            assert side.solution.f() == (["statistics"] if method == "fork" else [])


@pytest.mark.skipif(sys.platform == "win32", reason="forks are POSIX's")
def test_a_fault_costs_the_next_check_no_second_reading(tmp_path):
    file = tmp_path / "solution.py"
    file.write_text(
        "import sys\ndef f():\n    return any('.reading.stop' in name for name in sys.modules)\n"
        "def g():\n    return 1 // 0\n"
    )
    with Wall("fork") as wall:
        side = wall.far_side(file, SHORT)
        with side.check():
            assert side.solution.f() is False
            with pytest.raises(ZeroDivisionError) as caught:
                side.solution.g()
            assert caught.value.raised.facts
        with side.check():
            assert side.solution.f() is True


def test_a_worker_starts_with_little_loaded(tmp_path):
    file = tmp_path / "solution.py"
    file.write_text(
        "import sys\ndef f():\n"
        "    return sorted({'ast', 'dataclasses', 'inspect', 'tempfile'} & set(sys.modules))\n"
    )
    with Wall() as wall:
        side = wall.far_side(file, SHORT)
        with side.check():
            assert side.solution.f() == []
