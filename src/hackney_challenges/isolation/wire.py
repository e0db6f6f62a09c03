"""Frames: what goes over the pipes between the near side and a worker, and the limits of all of it.

A frame is a length, a kind, a nonce and a payload. The near side chooses a
fresh nonce for each frame; the worker's next frame repeats it, so that nothing
a worker writes unasked is ever taken for an answer. Each request has exactly
one reply; a byte more breaks the protocol. No I/O here; standard library only.
"""

import struct

MAX_FRAME = 1 << 20
"""Bytes of a payload. Checked before anything is read or kept."""
MAX_DEPTH = 64
MAX_NODES = 200_000
"""Values in one answer, counted as if nothing were shared."""
MAX_KEYS = 10_000
"""Keys of one dict or set: equal hashes make a set of n cost n * n."""
MAX_DIGITS = 4_300
MAX_ITEMS = 10_000
"""Items read from an iterator before it is cut."""
MAX_SOURCE = 1 << 20
MAX_REQUEST = 4 << 20
"""Bytes of a request. Larger than an answer's, since the file itself goes in one."""
PRINTS_KEPT = 65_536

# Near to far.
START = 1  # the file and where it lives; once, first
IMPORT = 2
GET = 3  # a name of the module
CALL = 4  # a handle, called
CALL_SCALARS = 5  # the same, all arguments scalars: the way most calls go
METHOD = 6  # a handle's method, called
ATTRIBUTE = 7
OPERATE = 8  # len, ==, [], with, ...
RUN = 9  # the file as a program
USES = 10
LOOP = 11  # what the tree tells of the loop round a line
ANSWER = 12  # to LENT: what the lent function gave
ANSWER_RAISED = 13

# Far to near.
READY = 32
IMPORTED = 33
IMPORT_RAISED = 34
UNREADABLE = 35
SCALAR = 36  # an int, float, bool or None; nothing printed, nothing changed
TEXT = 37  # a str, as it is; nothing printed, nothing changed
VALUE = 38
RAISED = 39
MISSING = 40
LENT = 41  # the pupil's code calls a function that was lent to it
RAN = 42
FACTS = 43

HEADER = struct.Struct("<IB8s")
NONCE_SIZE = 8


class WireBroken(Exception):
    """The other side sent what no honest side sends."""


def frame(kind: int, nonce: bytes, payload: bytes) -> bytes:
    """The bytes of one frame."""
    return HEADER.pack(len(payload), kind, nonce) + payload


def opened(data: bytes | bytearray, limit: int = MAX_FRAME) -> tuple[int, bytes, bytes] | None:
    """Kind, nonce and payload of the one whole frame in `data`; None while more bytes are to come.

    Raises `WireBroken` for a length over `limit`, as soon as the header is
    there, and for bytes after the frame.
    """
    if len(data) < HEADER.size:
        return None
    length, kind, nonce = HEADER.unpack_from(data)
    if length > limit:
        raise WireBroken(f"a frame of {length} bytes")
    end = HEADER.size + length
    if len(data) < end:
        return None
    if len(data) > end:
        raise WireBroken("bytes after the frame")
    return kind, nonce, bytes(data[HEADER.size : end])
