"""The broker's end of the examiner: starts it, gives it cells, carries its questions."""

from __future__ import annotations

import asyncio
import contextlib
import json
import sys
import tempfile
import time
from collections.abc import Awaitable, Callable, Mapping
from pathlib import Path
from typing import Any

from autograder.grading import protocol
from autograder.grading.outcome import StatementResult
from autograder.grading.student import START_SECONDS, write_files
from autograder.sandbox.limits import Limits, environment
from autograder.sandbox.tiers import Tier

#: Beyond a cell's limit the examiner stops itself; this long after, it is ended.
PATIENCE = 20.0

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
        limits: Limits,
        files: Mapping[str, bytes],
        variables: Mapping[str, str],
        answer: Answer,
    ) -> None:
        self.tier = tier
        self.limits = limits
        self.files = files
        self.variables = variables
        self.answer = answer
        self.process: asyncio.subprocess.Process | None = None
        self.kinds: dict[str, str] = {}

    async def __aenter__(self) -> ExaminerProcess:
        self.folder = tempfile.TemporaryDirectory(prefix="ag-", ignore_cleanup_errors=True)
        root = Path(self.folder.name)
        work, home, nothing = root / "work", root / "home", root / "exchange"
        for path in (work, home, nothing):
            path.mkdir()
        write_files(work, self.files)
        self.log = root / "log"
        variables = environment(self.limits.threads, str(home)) | dict(self.variables)
        variables |= {"MPLBACKEND": "Agg", "AUTOGRADER_ROLE": "examiner"}
        argv = self.tier.command(
            [sys.executable, "-m", "autograder.grading.examiner"], work, nothing
        )
        try:
            with self.log.open("wb") as log:
                self.process = await asyncio.create_subprocess_exec(
                    *argv,
                    stdin=asyncio.subprocess.PIPE,
                    stdout=asyncio.subprocess.PIPE,
                    stderr=log,
                    cwd=work,
                    env=self.tier.environment(variables),
                    start_new_session=True,
                )
            kind, payload = await asyncio.wait_for(self._frame(), START_SECONDS)
            if kind != protocol.READY or json.loads(payload)["version"] != protocol.VERSION:
                raise ExaminerFailure("the examiner speaks another version: reinstall the toolkit")
        except (OSError, protocol.BrokenPipe, TimeoutError) as error:
            said = self._said()
            await self.__aexit__()
            raise ExaminerFailure(f"the examiner could not be started: {error}{said}") from None
        except BaseException:
            await self.__aexit__()
            raise
        return self

    async def __aexit__(self, *_: object) -> None:
        process = self.process
        if process is not None and process.returncode is None:
            with contextlib.suppress(ProcessLookupError):
                process.kill()
            await process.wait()
        if process is not None and process.stdin is not None:
            process.stdin.close()
        self.folder.cleanup()

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

    async def _order(
        self, kind: bytes, cell: protocol.InstructorCell | protocol.TestCell
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
        if self.process is None or self.process.stdout is None:
            raise protocol.BrokenPipe("the examiner was not started")
        return await protocol.read_frame_async(self.process.stdout)

    async def _send(self, frame: bytes) -> None:
        try:
            self.process.stdin.write(frame)
            await self.process.stdin.drain()
        except (ConnectionError, AttributeError) as error:
            raise protocol.BrokenPipe(type(error).__name__) from None

    def _said(self) -> str:
        try:
            text = self.log.read_bytes()[-800:].decode("utf-8", "replace").strip()
        except OSError:
            return ""
        return f"; it said: {text}" if text else ""
