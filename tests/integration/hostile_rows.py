"""Defective and hostile submissions, and what each of their cells must score.

A row begins as the honest submission and is then spoilt. Unless a row says otherwise, whatever it
does not mention scores as in the honest one.
"""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

from course_builder import NOTEBOOK, POINTS, honest
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell

from autograder.course import Course

Scores = dict[str, tuple[str, float | None]]

HONEST: Scores = {
    **{name: ("passed", points) for name, points in POINTS.items()},
    "explain": ("needs_manual_grade", None),
    "essay": ("needs_manual_grade", None),
}
NOTHING: Scores = dict.fromkeys(POINTS, ("not_attempted", 0.0))
DOUBLE = ("test_double_small", "test_double")
SQUARES = ("test_squares", "test_pairs")
TESTS = (*DOUBLE, "test_middle", "test_counts", *SQUARES)

WRONG_DOUBLE = "def double(x):\n    return 0 * x"
WRONG_SQUARES = "def sum_squares(numbers):\n    return -1"


class Submission:
    """What one row hands in; `notebook` is written unless a row writes the file itself."""

    def __init__(self, course: Course, folder: Path) -> None:
        self.course = course
        self.folder = folder
        self.notebook: NotebookNode = honest(course)
        self.path = folder / f"{NOTEBOOK}.ipynb"
        self.write = True

    def cell(self, name: str) -> NotebookNode:
        return next(cell for cell in self.notebook.cells if cell.id == name)

    def answer(self, **sources: str) -> None:
        for name, source in sources.items():
            self.cell(name).source = source

    def first(self, source: str) -> None:
        self.notebook.cells.insert(0, new_code_cell(source))

    def after(self, name: str, source: str) -> None:
        position = next(i for i, cell in enumerate(self.notebook.cells) if cell.id == name)
        self.notebook.cells.insert(position + 1, new_code_cell(source))

    def last(self, source: str) -> None:
        self.notebook.cells.append(new_code_cell(source))

    def file(self, data: bytes | str) -> None:
        self.write = False
        self.path.write_bytes(data.encode() if isinstance(data, str) else data)

    def finish(self) -> None:
        if self.write:
            self.path.write_text(json.dumps(self.notebook), encoding="utf-8")


@dataclass(frozen=True)
class Row:
    """A submission, the status and score of every graded cell, and the findings it must have."""

    name: str
    spoil: Callable[[Submission], None] = field(repr=False)
    expected: Scores
    findings: frozenset[str] = frozenset()


ROWS: list[Row] = []


def but(status: str, *names: str, base: Scores = HONEST) -> Scores:
    """The scores of `base`, but no points and this status for the cells named."""
    return {**base, **dict.fromkeys(names, (status, 0.0))}


def row(expected: Scores, *findings: str) -> Callable:
    """Add the function below to the table."""

    def add(spoil: Callable[[Submission], None]) -> Callable[[Submission], None]:
        ROWS.append(Row(spoil.__name__, spoil, expected, frozenset(findings)))
        return spoil

    return add
