"""A submission's rows in the gradebook, written in one transaction through nbgrader's own models.

What nbgrader's SaveAutoGrades and AssignLatePenalties do with nine opened gradebooks a submission,
for results that are known already.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from nbgrader.api import (
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    MissingEntry,
    Student,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.preprocessors import AssignLatePenalties
from nbgrader.utils import compute_checksum, is_solution, is_task, parse_utc
from sqlalchemy import func

from autograder.grading.outcome import CellResult


class Rows:
    """One submission in an open gradebook; nothing is kept before `Gradebook.db.commit`."""

    def __init__(self, gradebook: Gradebook, assignment: str, student: str) -> None:
        """
        Raises:
            MissingEntry: if the assignment was never released.
        """
        self.gradebook = gradebook
        self.db = gradebook.db
        self.assignment = gradebook.find_assignment(assignment)
        self.student = student

    def submission(self, timestamp: str | None) -> SubmittedAssignment:
        """The submission with all its rows, made where they are missing."""
        try:
            found = self.gradebook.find_submission(self.assignment.name, self.student)
        except MissingEntry:
            found = self._new_submission()
        if timestamp:
            found.timestamp = parse_utc(timestamp)
        return found

    def _new_submission(self) -> SubmittedAssignment:
        try:
            student = self.gradebook.find_student(self.student)
        except MissingEntry:  # nbgrader's own `add_student` commits, and logs what goes wrong
            student = Student(id=self.student)
            self.db.add(student)
        submission = SubmittedAssignment(assignment=self.assignment, student=student)
        for recorded in self.assignment.notebooks:
            notebook = SubmittedNotebook(notebook=recorded, assignment=submission)
            for cell in (*recorded.grade_cells, *recorded.task_cells):
                Grade(cell_id=cell.id, notebook=notebook)
            for cell in (*recorded.solution_cells, *recorded.task_cells):
                Comment(cell_id=cell.id, notebook=notebook)
        self.db.add(submission)
        self.db.flush()
        return submission

    def write(
        self, submission: SubmittedAssignment, name: str, results: tuple[CellResult, ...], nb: Any
    ) -> None:
        """Write the scores of one notebook.

        Manual scores, extra credit and manual comments stay; a cell with a manual score is marked
        for review.

        Args:
            nb: the graded notebook.
        """
        (recorded,) = (n for n in self.assignment.notebooks if n.name == name)
        names = dict(
            self.db.query(BaseCell.id, BaseCell.name).filter(BaseCell.notebook_id == recorded.id)
        )
        notebook = self._notebook(submission, recorded.id)
        known = {result.grade_id: result for result in results}
        for grade in self._of(Grade, notebook, names):
            result = known.get(names[grade.cell_id])
            grade.auto_score = result.score if result is not None else 0.0
            reviewed = grade.manual_score is not None
            grade.needs_manual_grade = reviewed or grade.auto_score is None
        untouched = {cell.metadata.nbgrader.grade_id for cell in nb.cells if _is_untouched(cell)}
        for comment in self._of(Comment, notebook, names):
            without = names[comment.cell_id] in untouched
            comment.auto_comment = "No response." if without else None

    def _notebook(self, submission: SubmittedAssignment, recorded: str) -> SubmittedNotebook:
        """One notebook of a submission, asked for by what the gradebook has an index of.

        nbgrader's own relations would look at every notebook, and every grade, of every student.

        Args:
            recorded: the id of the notebook in the assignment.
        """
        return (
            self.db.query(SubmittedNotebook)
            .filter_by(notebook_id=recorded, assignment_id=submission.id)
            .one()
        )

    def _of(self, kind: Any, notebook: SubmittedNotebook, cells: Iterable[str]) -> list[Any]:
        """The grades or comments of a notebook, by the same way.

        Args:
            cells: ids of the recorded notebook's cells.
        """
        wanted = kind.cell_id.in_(list(cells))
        return self.db.query(kind).filter(wanted, kind.notebook_id == notebook.id).all()

    def _score(self, notebook: SubmittedNotebook) -> float:
        """What nbgrader calls the score of a notebook."""
        cells = self.db.query(BaseCell.id).filter(BaseCell.notebook_id == notebook.notebook_id)
        mine = Grade.cell_id.in_([cell for (cell,) in cells]), Grade.notebook_id == notebook.id
        return float(
            self.db.query(func.coalesce(func.sum(Grade.score), 0.0)).filter(*mine).scalar()
        )

    def penalize(self, submission: SubmittedAssignment, penalties: AssignLatePenalties) -> None:
        """Set the penalties of a late submission, as the course's plugin says."""
        self.db.flush()
        self.db.expire_all()  # scores are computed by the database
        late = submission.total_seconds_late
        for recorded in self.assignment.notebooks:
            notebook = self._notebook(submission, recorded.id)
            notebook.late_submission_penalty = None
            if late > 0:
                penalties.init_plugin()
                score = self._score(notebook)
                penalty = penalties.plugin_inst.late_submission_penalty(self.student, score, late)
                if penalty is not None:
                    penalty = penalties._check_late_penalty(notebook, penalty)
                    notebook.late_submission_penalty = penalty


def _is_untouched(cell: Any) -> bool:
    """Whether a cell for an answer still is what was released, as nbgrader tells."""
    if not is_solution(cell) or is_task(cell):
        return False
    return cell.metadata.nbgrader.get("checksum") == compute_checksum(cell)
