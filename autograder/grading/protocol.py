"""The words between broker and examiner: frames of a kind, a length and a payload.

The examiner reads its orders and asks for the student's names through the same two pipes, so every
frame has one reader waiting for it. Payloads from the student pass through the broker unread.
"""

from __future__ import annotations

import asyncio
import json
import struct
from dataclasses import asdict, dataclass
from typing import Any, BinaryIO, Literal

VERSION = 1
FRAME_BYTES = 96 * 2**20
_HEAD = struct.Struct("<cQ")

READY = b"R"  # examiner: started, with its version
INSTRUCTOR = b"I"  # broker: run an instructor cell
TEST = b"T"  # broker: run a test cell
REHEARSAL = b"H"  # broker: run test cells with known mistakes
DONE = b"D"  # examiner: the result of either
STUDENT = b"S"  # examiner: a request to the student's kernel
ANSWER = b"A"  # broker: the student's answer, unread
STOP = b"X"  # broker: no answer will come; the status and the message


class BrokenPipe(Exception):
    """The other process ended, or sent what is no frame."""


@dataclass(frozen=True)
class InstructorCell:
    """An instructor cell that the examiner runs."""

    index: int
    source: str
    fetches: tuple[str, ...]
    seconds: float


@dataclass(frozen=True)
class TestCell:
    """A test cell that the examiner runs, and what it needs to know about it.

    Attributes:
        fetches: student's names to bind first, each with the kind recorded at release ("" where
            none was).
        unowned: those of them that no recorded cell binds; the examiner's own come first.
        begin, end: the words that begin and end regions of hidden tests.
    """

    __test__ = False  # no test of pytest's

    index: int
    grade_id: str
    source: str
    fetches: tuple[tuple[str, str], ...]
    seconds: float
    begin: str
    end: str
    unowned: tuple[str, ...] = ()


@dataclass(frozen=True)
class Variant:
    """The reference with one or two known mistakes in it.

    Attributes:
        cells: the source of the solution cells that are not the reference's, by number.
        tests: numbers of the test cells to run.
    """

    name: str
    cells: dict[int, str]
    tests: tuple[int, ...]


@dataclass(frozen=True)
class Rehearsal:
    """What known mistakes answer in test cells: run by the examiner, with no student's code.

    Attributes:
        cells: what runs in a student's kernel, the reference's cells, by number.
        instructor: what runs in the examiner before the tests.
        tests: by number.
        seconds: the limit of all together.
    """

    cells: dict[int, str]
    instructor: dict[int, str]
    tests: dict[int, TestCell]
    variants: tuple[Variant, ...]
    seconds: float


@dataclass(frozen=True)
class Stop:
    """Why the student's side answers no more."""

    status: Literal["timeout", "kernel_died", "refused"]
    message: str


def pack(kind: bytes, payload: bytes | dict[str, Any] | object) -> bytes:
    """A frame; dataclasses and dicts travel as JSON."""
    if not isinstance(payload, bytes):
        plain = payload if isinstance(payload, (dict, list)) else asdict(payload)  # type: ignore
        payload = json.dumps(plain).encode()
    return _HEAD.pack(kind, len(payload)) + payload


def read_frame(stream: BinaryIO) -> tuple[bytes, bytes]:
    """The next frame of a blocking stream.

    Raises:
        BrokenPipe: if the stream ends or the frame is too long.
    """
    head = stream.read(_HEAD.size)
    if len(head) < _HEAD.size:
        raise BrokenPipe("the other process has ended")
    kind, length = _checked(head)
    payload = stream.read(length)
    if len(payload) < length:
        raise BrokenPipe("the other process ended within a message")
    return kind, payload


async def read_frame_async(stream: asyncio.StreamReader) -> tuple[bytes, bytes]:
    """The next frame of an asyncio stream; raises like `read_frame`."""
    try:
        kind, length = _checked(await stream.readexactly(_HEAD.size))
        return kind, await stream.readexactly(length)
    except (asyncio.IncompleteReadError, ConnectionError) as error:
        raise BrokenPipe(f"the other process has ended ({type(error).__name__})") from None


def _checked(head: bytes) -> tuple[bytes, int]:
    kind, length = _HEAD.unpack(head)
    if length > FRAME_BYTES:
        raise BrokenPipe(f"a message of {length} bytes, expected at most {FRAME_BYTES}")
    return kind, length
