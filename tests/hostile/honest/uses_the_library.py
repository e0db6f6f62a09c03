# Rows 42 to 49, 53, 59, 68 to 70
import asyncio
import cProfile
import ctypes
import datetime
import getpass
import hashlib
import importlib

import locale
import mmap
import os
import platform
import pstats
import secrets
import select
import shutil
import signal
import socket
import sqlite3
import ssl
import statistics
import time
import timeit
import tracemalloc
import urllib.request
import uuid
import webbrowser
import xml.etree.ElementTree
import zoneinfo
from pathlib import Path

importlib.invalidate_caches()
import wave  # after the caches were thrown away  # noqa

prices = sqlite3.connect(":memory:")
prices.execute("create table fares (young int, price int)")
prices.execute("insert into fares values (11, 0), (16, 90), (200, 175)")
on_disk = sqlite3.connect("fares.db")
on_disk.execute("create table fares (price int)")
on_disk.execute("insert into fares values (90)")
on_disk.commit()
signal.signal(signal.SIGALRM, lambda *_: None)
signal.alarm(1)
signal.alarm(0)
assert datetime.datetime(2024, 7, 1, tzinfo=zoneinfo.ZoneInfo("Europe/London")).utcoffset().seconds == 3600
assert platform.system() and platform.platform() and platform.processor() is not None
assert getpass.getuser() and Path.home().is_dir() and os.path.expanduser("~")
try:
    os.getlogin()
except OSError:
    pass
locale.setlocale(locale.LC_ALL, "")
assert len(mmap.mmap(-1, 4096)) == 4096
assert uuid.uuid1() != uuid.uuid4() and secrets.token_hex(4)
assert hashlib.sha256(b"x").hexdigest() and statistics.mean([1, 2]) == 1.5
assert ssl.create_default_context() and socket.gethostname() and urllib.request.Request("http://x")
assert ctypes.sizeof(ctypes.c_int) == 4 and shutil.get_terminal_size().columns and os.cpu_count()
assert timeit.timeit("1 + 1", number=10) >= 0 and time.perf_counter() and os.times()
assert xml.etree.ElementTree.fromstring("<a/>").tag == "a"
profile = cProfile.Profile()
profile.runcall(sorted, [2, 1])
pstats.Stats(profile, stream=open(os.devnull, "w")).print_stats()
tracemalloc.start()
tracemalloc.stop()
reading, writing = os.pipe()
os.write(writing, b"x")
assert select.select([reading], [], [], 1)[0] == [reading]
os.kill(os.getpid(), 0)
signal.signal(signal.SIGUSR2, lambda *_: None)
signal.raise_signal(signal.SIGUSR2)


async def answer(age):
    await asyncio.sleep(0)
    loop = asyncio.get_running_loop()
    row = await loop.run_in_executor(None, lambda: age)
    found = prices.execute("select price from fares where young > ? order by young", (row,)).fetchone()
    return found[0]


def fare(age):
    return asyncio.run(answer(age))
