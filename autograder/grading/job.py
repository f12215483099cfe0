"""A run's inputs and their content key: everything that a result depends on, as plain data."""

from __future__ import annotations

import hashlib
import json
import platform
import sys
from collections.abc import Mapping
from dataclasses import asdict, dataclass, field
from functools import cache
from importlib.metadata import PackageNotFoundError, version
from typing import Any

import autograder
from autograder.grading import protocol
from autograder.grading.outcome import Finding
from autograder.notebooks.record import Record
from autograder.notebooks.sides import Sides, sides
from autograder.sandbox.limits import MEGABYTE, Limits, backend

#: Changes whenever the same inputs may give another result.
ENGINE = "6"
_LIBRARIES = (
    *("numpy", "pandas", "keras", "tensorflow", "tensorflow-cpu", "jax", "jaxlib", "torch"),
    *("ipykernel", "ipython"),
)


@dataclass(frozen=True)
class SubmittedCell:
    """A cell of the rebuilt notebook.

    Attributes:
        index: the recorded cell that it stands for; None for a cell the student added.
        source: the student's for solution and plain cells, the record's for all others.
        attempted: False for a solution cell that equals the release's stub, whitespace apart, and
            for everything a student should have done in a notebook that cannot be read.
        attachments: pictures in markdown, as the notebook format holds them.
    """

    index: int | None
    cell_type: str
    source: str
    attempted: bool = True
    attachments: Mapping[str, Mapping[str, str]] = field(default_factory=dict)


@dataclass(frozen=True)
class NotebookJob:
    """Everything that grading one notebook of one submission needs.

    Attributes:
        cells: the rebuilt notebook in order.
        student_files: support files for the student's kernel: names below the work folder → bytes.
        examiner_files: the instructor's support files.
        by_hand: test cells that cannot be graded over the border; a person must.
        student_data, examiner_data: paths of the MNIST files on either side, "" for none: the
            student's holds no test images.
        data_digest: which data these are.
        mistakes_digest: which known mistakes are looked for in wrong answers; "" for none.
        rehearsal: in place of a submission, what known mistakes are to be tried.
    """

    student: str
    record: Record
    cells: tuple[SubmittedCell, ...]
    findings: tuple[Finding, ...]
    student_files: Mapping[str, bytes]
    examiner_files: Mapping[str, bytes]
    limits: Limits
    by_hand: tuple[str, ...] = ()
    student_data: str = ""
    examiner_data: str = ""
    data_digest: str = ""
    mistakes_digest: str = ""
    rehearsal: protocol.Rehearsal | None = None

    @property
    def sides(self) -> Sides:
        return sides(self.record.cells, self.record.own_format)

    @property
    def key(self) -> str:
        """A sha256 of all that the result depends on; the student's name is no part of it."""
        said = {
            "engine": [ENGINE, autograder.__version__],
            "environment": environment_digest(),
            "record": [self.record.digest, sorted(self.record.kinds.items())],
            "cells": [asdict(cell) for cell in self.cells],
            "findings": [asdict(finding) for finding in self.findings],
            "student_files": digests(self.student_files),
            "examiner_files": digests(self.examiner_files),
            "limits": asdict(self.limits),
            "by_hand": self.by_hand,
            "data": self.data_digest,
            "mistakes": self.mistakes_digest,
            "rehearsal": asdict(self.rehearsal) if self.rehearsal else None,
        }
        return hashlib.sha256(json.dumps(said, sort_keys=True).encode()).hexdigest()


def test_cell(record: Record, sides: Sides, index: int) -> protocol.TestCell:
    """What the examiner is told of a recorded test cell."""
    cell = record.cells[index]
    fetches = sorted(sides.fetches.get(index, ()))
    return protocol.TestCell(
        index,
        cell.grade_id,
        cell.source,
        tuple((name, record.kinds.get(name, "")) for name in fetches),
        cell.seconds,
        record.delimiters.begin,
        record.delimiters.end,
        tuple(name for name in fetches if name not in sides.owner),
    )


def new_job(
    student: str,
    record: Record,
    cells: tuple[SubmittedCell, ...],
    student_files: Mapping[str, bytes],
    examiner_files: Mapping[str, bytes],
    data: Mapping[str, str],
) -> NotebookJob:
    """A job with the limits that the notebook's author asks for, and no findings yet."""
    options = record.options
    memory = options.memory * MEGABYTE
    limits = Limits(seconds=options.seconds, threads=options.threads, memory_bytes=memory)
    return NotebookJob(student, record, cells, (), student_files, examiner_files, limits, **data)


@cache
def environment_digest() -> str:
    """A digest of the Python, the backend and the libraries that results depend on."""
    found = {"python": platform.python_version(), "platform": sys.platform, "backend": backend()}
    found |= libraries()
    return hashlib.sha256(json.dumps(found, sort_keys=True).encode()).hexdigest()


def libraries() -> dict[str, str]:
    """The versions of the libraries that results depend on; what is not installed is left out."""
    found = {}
    for name in _LIBRARIES:
        try:
            found[name] = version(name)
        except PackageNotFoundError:
            continue
    return found


def digests(files: Mapping[str, bytes]) -> dict[str, str]:
    """A sha256 per file."""
    return {name: hashlib.sha256(data).hexdigest() for name, data in sorted(files.items())}


def notebook_header(record: Record) -> dict[str, Any]:
    """Metadata of the graded notebook: the record's kernelspec, nothing of the student's."""
    return {
        "kernelspec": record.metadata.get("kernelspec", {}),
        "language_info": {"name": "python"},
    }
