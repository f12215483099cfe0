"""Saving: results go into the gradebook and the autograded folder, both or neither.

Only the main process does this, one submission after the other, from results alone: a submission's
own files are not read again.
"""

from __future__ import annotations

import os
import shutil
import tempfile
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType

import nbformat
from nbformat import NotebookNode
from nbgrader.api import Gradebook, MissingEntry
from nbgrader.converters import Autograde
from nbgrader.preprocessors import AssignLatePenalties, LimitOutput
from nbgrader.utils import rmtree
from sqlalchemy.exc import SQLAlchemyError

from autograder.course import Course, CourseError, database_error, prepare_nbgrader
from autograder.grading.converting import convert, is_changed
from autograder.grading.outcome import NotebookResult
from autograder.grading.rows import Rows
from autograder.grading.shortage import shortage

_STAGING = "saving-"


@dataclass(frozen=True)
class Submission:
    """What is saved of one student's submission of one assignment."""

    student: str
    assignment: str
    results: tuple[NotebookResult, ...]
    files: Mapping[str, bytes]
    timestamp: str | None


class Saver:
    """Saves the submissions of a run with one gradebook that stays open; a context manager."""

    def __init__(self, course: Course) -> None:
        self.course = course
        self.config = course.config
        self.gradebook: Gradebook | None = None
        self.penalties = AssignLatePenalties(config=self.config)
        self.limit = LimitOutput(config=self.config)
        self.permissions = Autograde(coursedir=course.directory, config=self.config).permissions

    def __enter__(self) -> Saver:
        prepare_nbgrader()
        for left in self.course.state.glob(f"{_STAGING}*"):  # by a run that was killed
            shutil.rmtree(left, ignore_errors=True)
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._close()

    def save(self, submission: Submission) -> None:
        """Write one submission's results to the gradebook and to its autograded folder.

        Manual scores, extra credit and comments stay; a cell with a manual score is marked for
        review.

        Raises:
            CourseError: if it cannot be saved; gradebook and folder are then as they were.
        """
        who = f"{submission.assignment} of {submission.student}"
        staging = None
        try:
            staging = Path(tempfile.mkdtemp(prefix=_STAGING, dir=self.course.state))
            if is_changed(self.course):
                self._through_nbgrader(staging, submission)
            else:
                self._directly(staging, submission)
        except SQLAlchemyError as error:
            self._close()
            raise database_error(self.course, error) from None
        except MissingEntry as error:
            raise CourseError(
                f"{who} could not be saved: expected what the last release recorded, received "
                f"“{error}”; release {submission.assignment} again."
            ) from None
        except OSError as error:
            what = f"{who} could not be saved"
            expected = f"a disk to write at {error.filename or self.course.root}"
            raise CourseError(f"{shortage(what, expected, error)}.") from None
        finally:
            if staging is not None:
                rmtree(str(staging))

    def _directly(self, staging: Path, submission: Submission) -> None:
        new = staging / "autograded"
        notebooks = _stage(new, submission)
        if self.gradebook is None:
            directory = self.course.directory
            self.gradebook = Gradebook(directory.db_url, directory.course_id)
        rows = Rows(self.gradebook, submission.assignment, submission.student)
        database = self.gradebook.db
        place = self.course.autograded(submission.student, submission.assignment)
        swapped = False
        try:
            row = rows.submission(submission.timestamp)
            for result in submission.results:
                notebook = notebooks[result.notebook_name]
                rows.write(row, result.notebook_name, result.cells, notebook)
                self.limit.preprocess(notebook, {})
                nbformat.write(notebook, new / f"{result.notebook_name}.ipynb")
            rows.penalize(row, self.penalties)
            database.flush()
            self._permit(new)
            _swap(new, place, staging / "before")
            swapped = True
            database.commit()
        except BaseException:
            database.rollback()
            if swapped:
                _swap_back(place, staging / "before")
            raise
        finally:
            database.remove()

    def _through_nbgrader(self, staging: Path, submission: Submission) -> None:
        self._close()  # nbgrader opens its own, and one of the two would find it locked
        graded = staging / "graded" / submission.student / submission.assignment
        for name, notebook in _stage(graded, submission).items():
            nbformat.write(notebook, graded / f"{name}.ipynb")
        results = {result.notebook_name: result for result in submission.results}
        convert(self.course, staging, submission.assignment, submission.student, results)
        _swap(
            staging / "autograded" / submission.student / submission.assignment,
            self.course.autograded(submission.student, submission.assignment),
            staging / "before",
        )

    def _permit(self, folder: Path) -> None:
        """Set the permissions that nbgrader is configured to set."""
        shared = self.course.directory.groupshared
        for place, _, files in os.walk(folder):
            for name in files:
                os.chmod(os.path.join(place, name), int(str(self.permissions), 8))
            if shared:
                os.chmod(place, (os.stat(place).st_mode | 0o2770) & 0o2777)

    def _close(self) -> None:
        if self.gradebook is not None:
            self.gradebook.close()
            self.gradebook = None


def _stage(folder: Path, submission: Submission) -> dict[str, NotebookNode]:
    """Write everything but the notebooks to a folder; returns those."""
    folder.mkdir(parents=True)
    for name, data in submission.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    if submission.timestamp:
        (folder / "timestamp.txt").write_text(submission.timestamp)
    return {
        result.notebook_name: nbformat.from_dict(dict(result.notebook))
        for result in submission.results
    }


def _swap(new: Path, place: Path, before: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    if os.path.lexists(place):
        shutil.move(place, before)
    try:
        shutil.move(new, place)
    except BaseException:
        _swap_back(place, before)
        raise


def _swap_back(place: Path, before: Path) -> None:
    if place.exists():
        rmtree(str(place))
    if before.exists():
        shutil.move(before, place)
