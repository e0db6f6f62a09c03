"""A far side that lies: whatever it sends, the near side ends it, within the limit, and keeps its head."""

import json
import os
import threading
import time
from contextlib import suppress

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from hackney_challenges.isolation import wire
from hackney_challenges.isolation.calls import MissingName, SolutionStopped, Stopped
from hackney_challenges.isolation.conversation import Conversation
from hackney_challenges.isolation.line import WorkerStopped
from hackney_challenges.isolation.pipes import PolledPipes, ThreadedPipes
from hackney_challenges.isolation.proxy import FarError, Standins
from hackney_challenges.isolation.records import Record
from hackney_challenges.isolation.wire import WireBroken
from hackney_challenges.isolation.worker import Budget, Worker


class NoProcess:
    """A process that is only its pipes."""

    pid = 0

    def cpu_seconds(self):
        return None

    def ask_for_stack(self):
        pass

    def kill(self):
        pass

    def await_end(self, seconds):
        pass

    def reap(self):
        return 0


def worker_of(tmp_path, replies, *, hold_open=True, pipes=PolledPipes):
    """A worker whose far side has sent `replies(nonce)` in answer to the first frame."""
    requests_there, requests_here = os.pipe()
    replies_here, replies_there = os.pipe()

    def far_side():
        frame = os.read(requests_there, 1 << 16)
        nonce = wire.HEADER.unpack_from(frame)[2]
        with suppress(OSError):
            os.write(replies_there, replies(nonce))
        if not hold_open:
            os.close(replies_there)

    thread = threading.Thread(target=far_side, daemon=True)
    thread.start()
    worker = Worker(
        process=NoProcess(),
        pipes=pipes(requests_here, replies_here),
        stack_file=tmp_path / "stack.txt",
        find_spot=lambda dump: None,
        facts_of=lambda spot: {},
    )

    def close():
        worker.close()
        thread.join(5)
        for descriptor in (requests_there, replies_there):
            try:
                os.close(descriptor)
            except OSError:
                continue

    return worker, close


def budget(seconds=0.2):
    return Budget(during="call", seconds=seconds, cpu_seconds=seconds, cpu_until=None, wall_seconds=seconds)


@pytest.mark.parametrize("pipes", [PolledPipes, ThreadedPipes])
@pytest.mark.parametrize(
    ("replies", "kind"),
    [
        (lambda nonce: wire.frame(wire.SCALAR, b"12345678", b"1"), "protocol"),
        (lambda nonce: wire.frame(wire.SCALAR, nonce, b"1") * 2, "protocol"),
        (lambda nonce: wire.HEADER.pack(1 << 31, wire.SCALAR, nonce), "protocol"),
        (lambda nonce: wire.HEADER.pack(100, wire.SCALAR, nonce) + b"1", "time"),
        (lambda nonce: b"\0", "time"),
        (lambda nonce: b"", "time"),
    ],
    ids=["wrong nonce", "two frames", "two gigabytes", "half a frame", "a byte", "nothing"],
)
def test_a_reply_that_breaks_the_rules_ends_the_worker(tmp_path, pipes, replies, kind):
    worker, close = worker_of(tmp_path, replies, pipes=pipes)
    try:
        for _ in range(2):
            with pytest.raises(WorkerStopped) as caught:
                worker.ask(wire.GET, b"f", budget())
            assert caught.value.stopped.kind == kind
    finally:
        close()


@pytest.mark.parametrize("pipes", [PolledPipes, ThreadedPipes])
def test_a_closed_pipe_is_an_ended_worker(tmp_path, pipes):
    worker, close = worker_of(tmp_path, lambda nonce: b"", hold_open=False, pipes=pipes)
    try:
        with pytest.raises(WorkerStopped) as caught:
            worker.ask(wire.GET, b"f", budget(5.0))
        assert caught.value.stopped.kind == "ended"
    finally:
        close()


@pytest.mark.parametrize("pipes", [PolledPipes, ThreadedPipes])
def test_a_worker_that_does_not_read_cannot_hold_us(tmp_path, pipes):
    requests_there, requests_here = os.pipe()
    replies_here, replies_there = os.pipe()
    worker = Worker(
        process=NoProcess(),
        pipes=pipes(requests_here, replies_here),
        stack_file=tmp_path / "stack.txt",
        find_spot=lambda dump: None,
        facts_of=lambda spot: {},
    )
    started = time.monotonic()
    with pytest.raises(WorkerStopped) as caught:
        worker.ask(wire.CALL, b"x" * 1_000_000, budget(0.2))
    assert caught.value.stopped.kind == "time"
    assert time.monotonic() - started < 5
    os.close(requests_there)
    os.close(replies_there)


def test_a_slow_drip_does_not_put_the_deadline_off(tmp_path):
    requests_there, requests_here = os.pipe()
    replies_here, replies_there = os.pipe()
    stop = threading.Event()

    def drip():
        os.read(requests_there, 1 << 16)
        os.write(replies_there, wire.HEADER.pack(1000, wire.SCALAR, b"12345678"))
        while not stop.wait(0.01):
            try:
                os.write(replies_there, b" ")
            except OSError:
                break

    thread = threading.Thread(target=drip)
    thread.start()
    worker = Worker(
        process=NoProcess(),
        pipes=PolledPipes(requests_here, replies_here),
        stack_file=tmp_path / "stack.txt",
        find_spot=lambda dump: None,
        facts_of=lambda spot: {},
    )
    try:
        with pytest.raises(WorkerStopped) as caught:
            worker.ask(wire.GET, b"f", budget(0.2))
        assert caught.value.stopped.kind == "time"
    finally:
        stop.set()
        thread.join()
        os.close(requests_there)
        os.close(replies_there)


@settings(deadline=None)
@given(st.binary(max_size=200))
def test_any_bytes_are_a_frame_or_the_beginning_of_one_or_a_broken_wire(data):
    try:
        found = wire.opened(data)
    except WireBroken:
        return
    assert found is None or wire.frame(*found) == data


@settings(deadline=None)
@given(st.integers(0, 255), st.binary(min_size=8, max_size=8), st.binary(max_size=50))
def test_a_frame_is_read_as_it_was_written_byte_by_byte(kind, nonce, payload):
    data = wire.frame(kind, nonce, payload)
    assert [wire.opened(data[:end]) for end in range(len(data))] == [None] * len(data)
    assert wire.opened(data) == (kind, nonce, payload)
    with pytest.raises(WireBroken):
        wire.opened(data + b"\0")


class ScriptedLine:
    """A line to a far side that has its replies ready."""

    def __init__(self, *replies):
        self._replies = list(replies)

    def ask(self, kind, payload):
        return self._replies.pop(0) if self._replies else (wire.SCALAR, b"null")

    go_on = ask

    def broken(self, detail):
        raise WorkerStopped(Stopped(kind="protocol", detail=detail))


def rows(*columns):
    return st.tuples(*columns).map(list)


# Mostly what an honest far side could send, so that the reading gets deep, and some of what none does.
NAMES = st.sampled_from(
    ["f", "object", "function", "class", "exception class", "ValueError", "OSError", "", "a\0"]
)
NUMBERS = st.integers(0, 5)
ODD = st.sampled_from([None, True, -1, 1 << 50, "x" * 300, [], {}, [1], {"t": 1}])
OWN = rows(NUMBERS, NAMES, st.lists(NUMBERS, max_size=3), NAMES)
LINEAGE = st.just([]) | rows(st.lists(OWN, max_size=3), NAMES) | ODD
CARDS = rows(NUMBERS, NAMES, NAMES, NAMES, NAMES, LINEAGE).map(lambda card: {"h": card})
VALUES = st.recursive(
    st.integers() | st.text(max_size=3) | CARDS | NUMBERS.map(lambda number: {"r": number}),
    lambda inner: (
        st.lists(inner, max_size=4)
        | st.builds(
            lambda tag, body: {tag: body},
            st.sampled_from(["t", "d", "s", "z", "m"]),
            st.lists(inner, max_size=4),
        )
    ),
    max_leaves=6,
)
CHANGES = st.lists(rows(st.integers(0, 2), VALUES), max_size=2)
SPOTS = st.lists(rows(NAMES, NUMBERS, NAMES, st.text(max_size=5)), max_size=3)
FACTS = st.just({"d": ["kind", "x"]}) | st.just({"d": []}) | VALUES
RECORDS = rows(
    NAMES,
    st.lists(NAMES, max_size=3),
    st.text(max_size=5),
    SPOTS,
    FACTS,
    st.lists(VALUES, max_size=2),
    NUMBERS,
    LINEAGE,
)
BODIES = {
    wire.VALUE: rows(VALUES, st.booleans(), st.text(max_size=3), CHANGES, st.booleans()),
    wire.RAISED: rows(RECORDS, st.text(max_size=3), CHANGES, st.booleans()),
    wire.IMPORT_RAISED: rows(RECORDS, st.text(max_size=3), CHANGES, st.booleans()),
    wire.IMPORTED: rows(st.none() | SPOTS.map(lambda spots: spots[:1]), st.text(max_size=3)),
    wire.UNREADABLE: FACTS,
    wire.MISSING: st.lists(rows(NAMES, NUMBERS, NAMES), max_size=2),
    wire.RAN: rows(st.lists(st.text(max_size=3), max_size=3), st.text(max_size=3), RECORDS | st.none()),
    wire.LENT: rows(NUMBERS, st.lists(VALUES, max_size=2), st.lists(rows(NAMES, VALUES), max_size=2)),
    wire.SCALAR: VALUES | st.booleans(),
}


@st.composite
def replies_of_any_kind(draw):
    kind = draw(st.sampled_from(sorted(BODIES)))
    body = draw(BODIES[kind])
    if isinstance(body, list) and body and draw(st.integers(0, 3)) == 0:
        body[draw(st.integers(0, len(body) - 1))] = draw(ODD)
    data = json.dumps(body).encode()
    return draw(st.sampled_from([kind, kind, kind, wire.TEXT, 99])), draw(
        st.just(data) | st.binary(max_size=9)
    )


REPLIES = replies_of_any_kind()


@settings(max_examples=200, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(st.lists(REPLIES, max_size=3))
def test_any_reply_is_a_value_an_exception_of_the_pupils_or_a_stop(replies):
    def talk(conversation):
        conversation.operate("len", ([1, {2}], {3: [4]}, lambda *_args, **_kwargs: 1))

    for begin in (
        talk,
        lambda conversation: conversation.name("f"),
        lambda conversation: conversation.attribute(None, 0, "x"),
        lambda conversation: conversation.run((), ()),
        lambda conversation: conversation.uses("x"),
    ):
        try:
            begin(Conversation(ScriptedLine(*replies), Record(), Standins(lambda name: None)))
        except (SolutionStopped, FarError, MissingName):
            continue


def test_changes_are_made_all_or_not_at_all():
    first, second = [1], [2]
    body = ["x", False, "", [[0, [9]], [1, {"d": []}]], False]
    conversation = Conversation(
        ScriptedLine((wire.VALUE, json.dumps(body).encode())), Record(), Standins(lambda name: None)
    )
    with pytest.raises(SolutionStopped):
        conversation.operate("f", (first, second))
    assert (first, second) == ([1], [2])


def test_an_answer_that_grows_through_an_argument_is_refused():
    numbers = [0] * 100_000
    body = [[{"r": 0}] * 1000, False, "", [], False]
    conversation = Conversation(
        ScriptedLine((wire.VALUE, json.dumps(body).encode())), Record(), Standins(lambda name: None)
    )
    with pytest.raises(SolutionStopped) as caught:
        conversation.operate("f", (numbers,))
    assert caught.value.stopped.kind == "protocol"
