"""A course with one graded submission of two notebooks: how it is made, graded and looked at."""

from __future__ import annotations

from collections.abc import Callable
from concurrent.futures import Executor, Future
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

import nbformat
from course_builder import ASSIGNMENT, locked, nbgrader
from nbformat.v4 import new_code_cell, new_notebook

from autograder.course import Course
from autograder.grading.grade import Options, SubmissionReport, grade
from autograder.kernels.zygote import ZygoteProcess

STUDENT = "ann"


@dataclass
class Inline(Executor):
    """Runs jobs here, one after the other, and remembers which notebooks they were."""

    ran: list[str] = field(default_factory=list)

    def submit(self, function: Callable, /, job: Any, *args: Any) -> Future:  # type: ignore[override]
        self.ran.append(job.record.notebook)
        future: Future = Future()
        future.set_result(function(job, *args))
        return future


def add_second_notebook(course: Course, test_source: str) -> None:
    cells = [
        locked("words_setup", "import string"),
        new_code_cell(
            "greeting = ...\n### BEGIN SOLUTION\ngreeting = 'hello'\n### END SOLUTION",
            id="greeting",
            metadata=nbgrader("greeting", solution=True),
        ),
        new_code_cell(
            test_source,
            id="test_greeting",
            metadata=nbgrader("test_greeting", grade=True, locked=True, points=10.0),
        ),
    ]
    notebook = new_notebook(
        cells=cells,
        metadata={
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
            "autograder": {"format": 1},
        },
    )
    nbformat.write(notebook, course.source(ASSIGNMENT) / "words.ipynb")


def second_answer(course: Course) -> nbformat.NotebookNode:
    notebook = nbformat.read(course.release(ASSIGNMENT) / "words.ipynb", as_version=4)
    notebook.cells[1].source = "greeting = 'hello'"
    return notebook


def grade_all(
    course: Course, trunk: ZygoteProcess | None = None, **options: Any
) -> SubmissionReport:
    (report,) = grade(course, [ASSIGNMENT], Options(**options), lambda *_: None, trunk)
    return next(s for s in report.submissions if s.student == STUDENT)


def grades(course: Course) -> dict[str, tuple]:
    """Every grade of the student: automatic, manual, extra credit, needs a person."""
    with course.gradebook() as book:
        return {
            grade.name: (
                grade.auto_score,
                grade.manual_score,
                grade.extra_credit,
                grade.needs_manual_grade,
            )
            for notebook in book.find_submission(ASSIGNMENT, STUDENT).notebooks
            for grade in notebook.grades
        }


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}
