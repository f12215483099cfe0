"""Where a student stands: what the gradebook says of one notebook, and which cells it recorded."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from autograder.course import Course, CourseError
from autograder.feedback.sources import Regions
from autograder.notebooks.cells import Role


@dataclass(frozen=True)
class RecordedCell:
    """A cell that the last release recorded, as students may see it.

    Attributes:
        source: without hidden tests, mark schemes and solutions.
        has_hidden: something of it is not shown.
    """

    grade_id: str
    role: Role
    cell_type: str
    source: str
    has_hidden: bool


@dataclass(frozen=True)
class Mark:
    """The points of one graded cell.

    Attributes:
        score: what counts: the manual score before the automatic one, and extra credit.
        automatic, manual, extra: None where there is none.
        waiting: a person has still to look at it.
    """

    score: float
    max_score: float
    automatic: float | None
    manual: float | None
    extra: float | None
    waiting: bool


@dataclass(frozen=True)
class Standing:
    """One student's notebook in the gradebook.

    Attributes:
        name: the student's name, "" if the gradebook has none.
        cells: the recorded cells by grade_id.
        marks: the graded cells' points by grade_id.
        comments: what instructors wrote, by grade_id.
        score, max_score, penalty: in points, as nbgrader computes them; the penalty is not yet
            taken off the score.
    """

    name: str
    cells: Mapping[str, RecordedCell]
    marks: Mapping[str, Mark]
    comments: Mapping[str, str]
    score: float
    max_score: float
    penalty: float

    @property
    def total(self) -> float:
        """The score less the late penalty."""
        return self.score - self.penalty


def read_standing(
    course: Course, student: str, assignment: str, notebook: str, regions: Regions
) -> Standing:
    """What the gradebook says of a student's notebook.

    Raises:
        CourseError: if the gradebook has no such submission, or cannot be read.
    """
    from nbgrader.api import MissingEntry

    with course.gradebook() as gradebook:
        try:
            submitted = gradebook.find_submission_notebook(notebook, assignment, student)
        except MissingEntry:
            raise CourseError(
                f"{notebook} of {assignment} by {student} is not in the gradebook: expected a "
                "graded submission, received none; grade it first."
            ) from None
        person = submitted.student
        return Standing(
            " ".join(name for name in (person.first_name, person.last_name) if name),
            _recorded(submitted.notebook, regions),
            {grade.name: _mark(grade) for grade in submitted.grades},
            {comment.name: comment.comment for comment in submitted.comments if comment.comment},
            float(submitted.score),
            float(submitted.max_score),
            float(submitted.late_submission_penalty or 0.0),
        )


def _recorded(notebook: Any, regions: Regions) -> dict[str, RecordedCell]:
    tests, solutions, tasks = (
        {cell.name for cell in cells}
        for cells in (notebook.grade_cells, notebook.solution_cells, notebook.task_cells)
    )

    def role(name: str) -> Role:
        if name in tasks:
            return "task"
        if name in tests:
            return "answer" if name in solutions else "test"
        return "solution" if name in solutions else "locked"

    recorded = {}
    for cell in notebook.source_cells:
        source = cell.source or ""
        shown = regions.outside(source)
        recorded[cell.name] = RecordedCell(
            cell.name, role(cell.name), cell.cell_type, shown, shown != source
        )
    return recorded


def _mark(grade: Any) -> Mark:
    return Mark(
        float(grade.score or 0.0),
        float(grade.max_score or 0.0),
        grade.auto_score,
        grade.manual_score,
        grade.extra_credit,
        bool(grade.needs_manual_grade),
    )
