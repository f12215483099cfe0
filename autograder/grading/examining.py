"""The broker's end of the examiner: starts it, gives it cells, carries its questions."""

from __future__ import annotations

import asyncio
import contextlib
import json
import time
from collections.abc import Awaitable, Callable, Mapping
from typing import Any

from autograder.grading import protocol
from autograder.grading.outcome import StatementResult
from autograder.grading.student import MNIST_VARIABLE, new_room
from autograder.kernels.provisioner import START_SECONDS, KernelFailure
from autograder.kernels.starting import Starter
from autograder.sandbox.limits import Limits
from autograder.sandbox.tiers import Tier
from autograder.sandbox.watchdog import Watchdog

#: Beyond a cell's limit the examiner stops itself; this long after, it is ended.
PATIENCE = 20.0

EXAMINER = "autograder.grading.examiner:serve"

Answer = Callable[[bytes, float], Awaitable["bytes | protocol.Stop"]]


class ExaminerFailure(Exception):
    """The examiner could not be started, or one of the instructor's own cells failed in it."""


class ExaminerLate(Exception):
    """The examiner did not stop at a cell's limit and was ended."""


class ExaminerProcess:
    """An examiner for one notebook of one submission; an asynchronous context manager."""

    def __init__(
        self,
        tier: Tier,
        starter: Starter,
        limits: Limits,
        files: Mapping[str, bytes],
        data: str,
        answer: Answer,
    ) -> None:
        """
        Args:
            files: the instructor's support files.
            data: path of the MNIST file with the test images, or a word for it; "" for none.
        """
        self.tier = tier
        self.starter = starter
        self.limits = limits
        self.files = files
        self.data = data
        self.answer = answer
        self.kinds: dict[str, str] = {}

    async def __aenter__(self) -> ExaminerProcess:
        try:
            await self._start()
            kind, payload = await asyncio.wait_for(self._frame(), START_SECONDS)
            if kind != protocol.READY or json.loads(payload)["version"] != protocol.VERSION:
                raise ExaminerFailure("the examiner speaks another version: reinstall the toolkit")
        except (OSError, KernelFailure, protocol.BrokenPipe, TimeoutError) as error:
            said = self._said()
            await self.__aexit__()
            raise ExaminerFailure(f"the examiner could not be started: {error}{said}") from None
        except BaseException:
            await self.__aexit__()
            raise
        return self

    async def _start(self) -> None:
        self.room = new_room(self.tier, self.limits, self.data)
        self.room.write_files(self.files)
        variables = self.room.environment(
            {
                "MPLBACKEND": "Agg",
                "AUTOGRADER_ROLE": "examiner",
                MNIST_VARIABLE: self.room.place(self.data),
            }
        )
        started = self.starter.start(self.room, EXAMINER, (), variables)
        self.process = started.process
        self.reader, self.writer = await asyncio.open_connection(sock=started.channel)
        self.watchdog = Watchdog(self.room)

    async def __aexit__(self, *_: object) -> None:
        if hasattr(self, "watchdog"):
            self.watchdog.stop()
        if hasattr(self, "room"):
            self.room.end()
        if hasattr(self, "process"):
            self.process.wait()
        if hasattr(self, "writer"):
            self.writer.close()
            with contextlib.suppress(OSError):
                await self.writer.wait_closed()

    async def instructor(self, cell: protocol.InstructorCell) -> dict[str, Any]:
        """Run an instructor cell; {"ok": bool, "error", "detail"}."""
        return await self._order(protocol.INSTRUCTOR, cell)

    async def test(self, cell: protocol.TestCell) -> list[StatementResult]:
        """Run a test cell.

        Raises:
            ExaminerFailure: if the examiner ended.
            ExaminerLate: if it would not stop at the limit.
        """
        done = await self._order(protocol.TEST, cell)
        if "statements" not in done:  # the names could not even be fetched
            return [StatementResult(1, True, True, done["stopped"], done["error"], done["error"])]
        self.kinds = done["kinds"]
        return [StatementResult(**result) for result in done["statements"]]

    async def rehearse(self, rehearsal: protocol.Rehearsal) -> dict[str, Any]:
        """What known mistakes answer; raises like `test`."""
        return await self._order(protocol.REHEARSAL, rehearsal)

    async def _order(
        self, kind: bytes, cell: protocol.InstructorCell | protocol.TestCell | protocol.Rehearsal
    ) -> dict[str, Any]:
        deadline = time.monotonic() + cell.seconds
        try:
            return await asyncio.wait_for(
                self._converse(kind, cell, deadline), cell.seconds + PATIENCE
            )
        except TimeoutError:
            raise ExaminerLate(f"the check did not end within {cell.seconds:g} s") from None
        except protocol.BrokenPipe as error:
            raise ExaminerFailure(f"the examiner broke off: {error}{self._said()}") from None

    async def _converse(self, kind: bytes, cell: object, deadline: float) -> dict[str, Any]:
        await self._send(protocol.pack(kind, cell))
        while True:
            kind, payload = await self._frame()
            if kind == protocol.DONE:
                return json.loads(payload)
            answer = await self.answer(payload, deadline)
            if isinstance(answer, protocol.Stop):
                await self._send(protocol.pack(protocol.STOP, answer))
            else:
                await self._send(protocol.pack(protocol.ANSWER, answer))

    async def _frame(self) -> tuple[bytes, bytes]:
        return await protocol.read_frame_async(self.reader)

    async def _send(self, frame: bytes) -> None:
        try:
            self.writer.write(frame)
            await self.writer.drain()
        except ConnectionError as error:
            raise protocol.BrokenPipe(type(error).__name__) from None

    def _said(self) -> str:
        if not hasattr(self, "room"):
            return ""
        return f"; it was ended: {self.room.reason}" if self.room.reason else self.room.log()
