"""The broker: drives the student's kernel and the examiner through one notebook, in order.

It has no access to the gradebook, and never looks into a value that it carries.
"""

from __future__ import annotations

import asyncio
import errno
import os
import tempfile
import time
from collections.abc import Mapping
from contextlib import AsyncExitStack
from typing import Any

from autograder.grading import protocol
from autograder.grading.causes import cell_message, depends_message
from autograder.grading.examining import ExaminerFailure, ExaminerLate, ExaminerProcess
from autograder.grading.job import NotebookJob, SubmittedCell, notebook_header, test_cell
from autograder.grading.outcome import (
    CellResult,
    NotebookResult,
    StatementResult,
    score_cell,
)
from autograder.grading.outputs import test_outputs
from autograder.grading.shortage import shortage
from autograder.grading.student import StudentKernel
from autograder.kernels.provisioner import KernelFailure
from autograder.kernels.starting import Starter
from autograder.kernels.warm import starter
from autograder.notebooks.cells import Cell, options_as_metadata
from autograder.sandbox.tiers import TIERS, Tier

BY_HAND = "this test could not be run to its end by the machine: a person grades it"

_MAY_BE_STUB = ("failed", "not_run", "refused", "not_attempted", "needs_manual_grade")


class GraderCellFailed(Exception):
    """An instructor's own cell failed in the examiner: nothing can be scored."""


def run_job(job: NotebookJob, sandbox: str, warm: bool = True) -> NotebookResult:
    """Grade one notebook of one submission; never raises for anything a student wrote.

    Args:
        sandbox: the name of the tier to use.
        warm: whether processes may be forked from one that has Keras imported.
    """
    return asyncio.run(_guarded(job, TIERS[sandbox], starter(job.limits.threads, warm)))


async def _guarded(job: NotebookJob, tier: Tier, starter: Starter) -> NotebookResult:
    try:
        if job.rehearsal is not None:
            return await _rehearsed(job, job.rehearsal, tier, starter)
        return await _Run(job, tier, starter).grade()
    except (KernelFailure, ExaminerFailure, ExaminerLate, GraderCellFailed) as error:
        return _failed(job, str(error) or repr(error))
    except (OSError, RuntimeError) as error:
        if isinstance(error, RuntimeError) and "thread" not in str(error):
            raise  # all but a thread that cannot be started is a defect of the grader's
        expected = f"processes to be had, and room for files in {tempfile.gettempdir()}"
        return _failed(job, shortage("the machine failed", expected, error))


def _failed(job: NotebookJob, failure: str) -> NotebookResult:
    return NotebookResult(job.record.notebook, (), job.findings, {}, failure)


async def _rehearsed(
    job: NotebookJob, rehearsal: protocol.Rehearsal, tier: Tier, starter: Starter
) -> NotebookResult:
    """What known mistakes answer, in an examiner of their own."""

    async def nobody(request: bytes, deadline: float) -> protocol.Stop:
        return protocol.Stop("kernel_died", "there is no student's kernel")

    files, data = job.examiner_files, job.examiner_data
    async with ExaminerProcess(tier, starter, job.limits, files, data, nobody) as examiner:
        done = await examiner.rehearse(rehearsal)
    return NotebookResult(job.record.notebook, (), sandbox=tier.name, rehearsed=done)


class _Run:
    def __init__(self, job: NotebookJob, tier: Tier, starter: Starter) -> None:
        self.job = job
        self.tier = tier
        self.starter = starter
        self.record = job.record
        self.sides = job.sides
        self.results: dict[int, CellResult] = {}
        self.lost_exercises: set[str] = set()
        self.end = 0.0
        self.written = 0
        self.examiner_used: list[int] = []

    async def grade(self) -> NotebookResult:
        job = self.job
        self.student = StudentKernel(
            self.tier, self.starter, job.limits, job.student_files, job.student_data
        )
        self.examiner = self._new_examiner()
        async with AsyncExitStack() as self.stack:
            starting = [self.student.__aenter__(), self.examiner.__aenter__()]
            started = await asyncio.gather(*starting, return_exceptions=True)
            for process, outcome in zip((self.student, self.examiner), started, strict=True):
                if not isinstance(outcome, BaseException):
                    self.stack.push_async_exit(process)
            for outcome in started:
                if isinstance(outcome, BaseException):
                    raise outcome
            self.end = time.monotonic() + job.limits.seconds
            cells = [await self._cell(cell) for cell in job.cells]
            if self.student.room.is_disk_full() or self.examiner.room.is_disk_full():
                # Whose points were lost by that, nobody can tell.
                raise OSError(errno.ENOSPC, os.strerror(errno.ENOSPC))
        ordered = tuple(self.results[index] for index in sorted(self.results))
        notebook = {
            "nbformat": 4,
            "nbformat_minor": 5,
            "metadata": notebook_header(self.record),
            "cells": cells,
        }
        return NotebookResult(
            self.record.notebook,
            ordered,
            job.findings,
            notebook,
            kinds=self.examiner.kinds,
            sandbox=self.tier.name,
        )

    def _new_examiner(self) -> ExaminerProcess:
        return ExaminerProcess(
            self.tier,
            self.starter,
            self.job.limits,
            self.job.examiner_files,
            self.job.examiner_data,
            self._answer,
        )

    async def _answer(self, request: bytes, deadline: float) -> bytes | protocol.Stop:
        return await self.student.answer(request, min(deadline, self.end))

    async def _cell(self, submitted: SubmittedCell) -> dict[str, Any]:
        cell = None if submitted.index is None else self.record.cells[submitted.index]
        self.written += 1
        node = _node(submitted, cell, self.written)
        if cell is not None and cell.role == "test" and cell.is_code:
            await self._prepare_examiner(submitted.index)
            result = await self._test(submitted.index, cell)
            self.results[submitted.index] = result
            node["outputs"] = test_outputs(result)
        elif submitted.cell_type == "code":
            if cell is not None and cell.role == "answer":
                self.results[submitted.index] = _by_hand(cell, submitted)
            node["outputs"], node["execution_count"] = await self._run(submitted, cell)
        elif cell is not None and cell.is_graded_by_hand:
            self.results[submitted.index] = _by_hand(cell, submitted)
        return node

    async def _run(
        self, submitted: SubmittedCell, cell: Cell | None
    ) -> tuple[list[dict[str, Any]], int | None]:
        if not submitted.source.strip():
            return [], None
        seconds = cell.seconds if cell is not None else Cell("", "", "plain", "code", "").seconds
        left = self.end - time.monotonic()
        if left <= 0:
            text = f"not run: the notebook's {self.job.limits.seconds:g} s were over"
            return [_note(text)], None
        outputs, number = await self.student.run_cell(submitted.source, min(seconds, left))
        return outputs, number or None

    async def _prepare_examiner(self, index: int) -> None:
        """Let the examiner run the instructor's cells that stand before this test."""
        for earlier in sorted(self.sides.examiner_source):
            if earlier > index or earlier in self.examiner_used:
                continue
            self.examiner_used.append(earlier)
            cell = self.record.cells[earlier]
            done = await self.examiner.instructor(
                protocol.InstructorCell(
                    earlier,
                    self.sides.examiner_source[earlier],
                    tuple(sorted(self.sides.fetches.get(earlier, ()))),
                    cell.seconds + 60.0,  # importing Keras is nobody's slowness
                )
            )
            if not done["ok"] and self.record.own_format:
                name = cell.grade_id or cell.id or f"number {earlier + 1}"
                raise GraderCellFailed(
                    f"the instructor's cell `{name}` of {self.record.notebook} failed in the "
                    f"examiner: {done['error']}"
                )

    async def _test(self, index: int, cell: Cell) -> CellResult:
        fetches = sorted(self.sides.fetches.get(index, ()))
        order = test_cell(self.record, self.sides, index)
        try:
            statements = await self._examine(order)
        except ExaminerLate as late:
            await self._replace_examiner()
            statements = [StatementResult(1, True, True, "timeout", str(late), str(late))]
        except ExaminerFailure:  # once may be chance; twice is this test with these answers
            await self._replace_examiner()
            await self._prepare_examiner(index)
            try:
                statements = await self._examine(order)
            except (ExaminerLate, ExaminerFailure) as failure:
                await self._replace_examiner()
                why = str(failure)
                return CellResult(
                    cell.grade_id, "needs_manual_grade", None, cell.points, BY_HAND, why
                )
        return self._result(index, cell, statements, fetches)

    async def _examine(self, order: protocol.TestCell) -> list[StatementResult]:
        self.student.exchanged = 0
        return await self.examiner.test(order)

    async def _replace_examiner(self) -> None:
        """A new examiner in place of one that hung; the instructor's cells run again in it."""
        await self.examiner.__aexit__()
        self.examiner_used = []
        self.examiner = await self.stack.enter_async_context(self._new_examiner())

    def _result(
        self, index: int, cell: Cell, statements: list[StatementResult], fetches: list[str]
    ) -> CellResult:
        status, score = score_cell(statements, cell.points, cell.options.partial)
        if status == "needs_manual_grade" and self.record.own_format:
            status = "failed"
        untouched = self._untouched(fetches) if status in _MAY_BE_STUB else []
        if untouched:
            status = "not_attempted"
        foreign = not self.record.own_format
        cannot_cross = (status == "refused" and foreign) or cell.grade_id in self.job.by_hand
        if cannot_cross and status != "not_attempted":
            status = "needs_manual_grade"  # it asks for what cannot cross: never a zero
        message = cell_message(statements, status, untouched)
        if status == "needs_manual_grade":
            message = f"{BY_HAND}\n\n{message}"
        if status not in ("passed", "not_attempted", "needs_manual_grade"):
            upstream = [e for e in cell.options.depends_on if e in self.lost_exercises]
            message += depends_message(upstream)
        if status != "passed" and cell.options.exercise:
            self.lost_exercises.add(cell.options.exercise)
        detail = "\n".join(f"line {s.line}: {s.status}: {s.detail}" for s in statements if s.detail)
        scored = None if status == "needs_manual_grade" else score
        exercise = cell.options.exercise
        answers = tuple((s.line, s.answer) for s in statements if s.answer)
        return CellResult(
            cell.grade_id, status, scored, cell.points, message, detail, exercise, answers
        )

    def _untouched(self, fetches: list[str]) -> list[str]:
        """Student's names that the test needs and whose solution cells still are the stubs."""
        stubs = {c.index for c in self.job.cells if c.index is not None and not c.attempted}
        return [name for name in fetches if self.sides.solution_of.get(name) in stubs]


def _by_hand(cell: Cell, submitted: SubmittedCell) -> CellResult:
    exercise = cell.options.exercise
    if submitted.attempted:
        return CellResult(cell.grade_id, "needs_manual_grade", None, cell.points, exercise=exercise)
    text = "no answer was given"
    return CellResult(cell.grade_id, "not_attempted", 0.0, cell.points, text, exercise=exercise)


def _node(submitted: SubmittedCell, cell: Cell | None, number: int) -> dict[str, Any]:
    """The cell of the graded notebook: structure from the record, never from the submission."""
    metadata: dict[str, Any] = {}
    if cell is not None and cell.nbgrader:
        metadata["nbgrader"] = dict(cell.nbgrader)
    if cell is not None and (options := options_as_metadata(cell.options)):
        metadata["autograder"] = options
    identity = f"added-{number}" if cell is None else cell.id or f"recorded-{submitted.index}"
    node: dict[str, Any] = {
        "id": identity,
        "cell_type": submitted.cell_type,
        "metadata": metadata,
        "source": submitted.source,
    }
    if submitted.cell_type == "code":
        node |= {"outputs": [], "execution_count": None}
    elif submitted.attachments:
        node["attachments"] = {name: dict(d) for name, d in submitted.attachments.items()}
    return node


def _note(text: str) -> Mapping[str, Any]:
    return {"output_type": "stream", "name": "stdout", "text": f"[{text}]\n"}
