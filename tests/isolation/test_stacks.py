"""The line read off a dump that a worker wrote."""

from hypothesis import given, settings
from hypothesis import strategies as st

from hackney_challenges.isolation.calls import Spot
from hackney_challenges.isolation.stacks import spot_in

FILES = {"fare.py": ["def f():", "    while True:", "        pass"]}

DUMP = b"""Thread 0x00007f0000000001 (most recent call first):
  File "/tmp/w/1/work/fare.py", line 1 in other

Current thread 0x00007f0000000000 (most recent call first):
  File "/usr/lib/python3.13/re/__init__.py", line 5 in match
  File "/tmp/w/1/work/fare.py", line 3 in f
  File "/tmp/w/1/work/fare.py", line 2 in g
  File "/kit/isolation/answering.py", line 9 in _called
"""


def test_the_innermost_line_of_the_solution_in_the_serving_thread_is_told():
    assert spot_in(DUMP, FILES.get) == Spot(file="fare.py", line=3, text="        pass", function="f")


def test_the_last_of_several_dumps_counts():
    later = DUMP.replace(b"line 3 in f", b"line 2 in f")
    assert spot_in(DUMP + b"\n" + later, FILES.get).line == 2


def test_windows_paths_are_read():
    dump = (
        b'Current thread 0x1 (most recent call first):\n  File "C:\\Temp\\w\\fare.py", line 1 in <module>\n'
    )
    assert spot_in(dump, FILES.get) == Spot(file="fare.py", line=1, text="def f():", function="<module>")


def test_a_line_the_file_does_not_have_is_no_line():
    assert spot_in(
        DUMP.replace(b"line 3", b"line 300").replace(b"line 2 in g", b"line 77 in g"), FILES.get
    ) == Spot(file="fare.py", line=1, text="def f():", function="other")


@settings(deadline=None)
@given(st.binary(max_size=300) | st.text(max_size=300).map(str.encode))
def test_any_bytes_are_a_spot_or_nothing(dump):
    spot_in(dump, FILES.get)


def test_a_flood_is_read_quickly():
    assert spot_in(b'  File "' * 8192, FILES.get) is None
