"""A submission's rows in the gradebook, written in one transaction through nbgrader's own models.

What nbgrader's SaveAutoGrades and AssignLatePenalties do with nine opened gradebooks a submission,
for results that are known already.
"""

from __future__ import annotations

from typing import Any

from nbgrader.api import (
    BaseCell,
    Comment,
    Grade,
    Gradebook,
    MissingEntry,
    SubmittedAssignment,
    SubmittedNotebook,
)
from nbgrader.preprocessors import AssignLatePenalties
from nbgrader.utils import compute_checksum, is_solution, is_task, parse_utc

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
        except MissingEntry:  # commits by itself: a student without a submission harms nobody
            student = self.gradebook.add_student(self.student)
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
        (notebook,) = (n for n in submission.notebooks if n.name == name)
        names = dict(
            self.db.query(BaseCell.id, BaseCell.name).filter(
                BaseCell.notebook_id == notebook.notebook_id
            )
        )
        known = {result.grade_id: result for result in results}
        for grade in notebook.grades:
            result = known.get(names[grade.cell_id])
            grade.auto_score = result.score if result is not None else 0.0
            reviewed = grade.manual_score is not None
            grade.needs_manual_grade = reviewed or grade.auto_score is None
        untouched = {cell.metadata.nbgrader.grade_id for cell in nb.cells if _is_untouched(cell)}
        for comment in notebook.comments:
            without = names[comment.cell_id] in untouched
            comment.auto_comment = "No response." if without else None

    def penalize(self, submission: SubmittedAssignment, penalties: AssignLatePenalties) -> None:
        """Set the penalties of a late submission, as the course's plugin says."""
        self.db.flush()
        self.db.expire_all()  # scores are computed by the database
        late = submission.total_seconds_late
        for notebook in submission.notebooks:
            notebook.late_submission_penalty = None
            if late > 0:
                penalties.init_plugin()
                penalty = penalties.plugin_inst.late_submission_penalty(
                    self.student, notebook.score, late
                )
                if penalty is not None:
                    penalty = penalties._check_late_penalty(notebook, penalty)
                    notebook.late_submission_penalty = penalty


def _is_untouched(cell: Any) -> bool:
    """Whether a cell for an answer still is what was released, as nbgrader tells."""
    if not is_solution(cell) or is_task(cell):
        return False
    return cell.metadata.nbgrader.get("checksum") == compute_checksum(cell)
