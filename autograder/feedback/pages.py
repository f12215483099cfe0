"""The pages of an assignment: one student after the other, through nbgrader's own converter.

A student's pages are made in a staging folder and then put in their places one by one, so that an
old page stays until its new one is whole.
"""

from __future__ import annotations

import os
import re
import tempfile
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from pathlib import Path

from nbgrader.api import MissingEntry
from nbgrader.converters import GenerateFeedback
from nbgrader.converters.base import NbGraderException
from nbgrader.utils import rmtree

from autograder.course import STUDENT_ID, Course, CourseError, prepare_nbgrader
from autograder.feedback.exporter import KEPT_FILES, FeedbackExporter, remove_copies
from autograder.grading.gradebook import saved_students
from autograder.grading.submitted import Unreadable, read_regular
from autograder.notebooks.listener import Listener


@dataclass
class StudentPages:
    """What became of one student's pages.

    Attributes:
        pages: where they are.
        failure: why they could not be made; "" if they were. Old pages are there still.
    """

    student: str
    pages: list[Path] = field(default_factory=list)
    failure: str = ""


@dataclass
class AssignmentPages:
    """The pages of an assignment, and the folder of all feedback."""

    assignment: str
    students: list[StudentPages]
    folder: Path


Progress = Callable[[str, int, int], None]


class StagedFeedback(GenerateFeedback):
    """nbgrader's GenerateFeedback, writing in a staging folder, with recorded notebooks only."""

    staging = ""
    wanted: Sequence[str] = ()

    def init_notebooks(self) -> None:
        super().init_notebooks()
        for folder, found in self.assignments.items():
            self.assignments[folder] = [path for path in found if Path(path).stem in self.wanted]

    def init_assignment(self, assignment_id: str, student_id: str) -> None:
        """Copy nothing: a page needs no other file."""

    def _format_dest(self, assignment_id: str, student_id: str, escape: bool = False) -> str:
        if not self.staging:
            return super()._format_dest(assignment_id, student_id, escape)
        folder = os.path.join(self.staging, "")
        parts = (re.escape(folder), re.escape(os.sep)) if escape else (folder, os.sep)
        return f"{parts[0]}{student_id}{parts[1]}{assignment_id}"


def make_pages(
    course: Course, assignments: Sequence[str], student: str | None, progress: Progress
) -> list[AssignmentPages]:
    """Make the pages of every submission of the assignments.

    Args:
        student: make this student's only; None makes all.
        progress: called with what is being done, how many are done, and of how many.

    Raises:
        CourseError: if an assignment or the student is unknown; nothing was changed then.
    """
    prepare_nbgrader()
    planned = [
        (name, _notebooks(course, name), _students(course, name, student)) for name in assignments
    ]
    made = []
    for name, notebooks, (students, graded) in planned:
        done = []
        for one in students:
            progress(name, len(done), len(students))
            done.append(_student(course, name, notebooks, one, one in graded))
        progress(name, len(students), len(students))
        made.append(AssignmentPages(name, done, course.feedback(".", ".").resolve()))
    return made


def _notebooks(course: Course, assignment: str) -> list[str]:
    with course.gradebook() as gradebook:
        try:
            return [notebook.name for notebook in gradebook.find_assignment(assignment).notebooks]
        except MissingEntry:
            known = ", ".join(sorted(a.name for a in gradebook.assignments)) or "none"
            raise CourseError(
                f"No assignment `{assignment}` in the gradebook: expected one of {known}, received "
                f"`{assignment}`; check the name."
            ) from None


def _students(course: Course, assignment: str, wanted: str | None) -> tuple[list[str], set[str]]:
    """The students to make pages for, and which of them are graded."""
    graded = saved_students(course, assignment)
    students = sorted(graded | set(course.students(assignment)))
    if wanted is not None and wanted not in students:
        raise CourseError(
            f"No submission of {assignment} by `{wanted}`: expected one of "
            f"{', '.join(students) or 'none'}, received `{wanted}`; check the id."
        )
    if not graded:
        raise CourseError(
            f"Nothing of {assignment} is graded: expected submissions in the gradebook, received "
            f"none; run `autograder grade {assignment}`."
        )
    return (students if wanted is None else [wanted]), graded


def _student(
    course: Course, assignment: str, notebooks: Sequence[str], student: str, is_graded: bool
) -> StudentPages:
    again = f"run `autograder grade {assignment} --student {student}`"
    if not is_graded:
        return StudentPages(student, failure=f"not graded yet; {again}")
    if not STUDENT_ID.fullmatch(student):
        return StudentPages(student, failure="the id cannot be the name of a folder; change it")
    folder = course.autograded(student, assignment)
    for name in notebooks:
        path = folder / f"{name}.ipynb"
        if path.is_symlink() or not path.is_file():
            return StudentPages(student, failure=f"there is no graded notebook at {path}; {again}")
    course.state.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix="feedback-", dir=course.state))
    try:
        return StudentPages(student, _convert(course, assignment, notebooks, student, staging))
    except CourseError as error:
        return StudentPages(student, failure=str(error))
    except OSError as error:
        reason = f"the pages could not be written: {error.strerror or error}"
        return StudentPages(student, failure=f"{reason}; check the disk and the permissions")
    except Exception as error:  # a defect of ours: one student, not the batch
        failure = f"the page could not be made: {type(error).__name__}: {error}"
        return StudentPages(student, failure=failure)
    finally:
        rmtree(str(staging))


def _convert(
    course: Course, assignment: str, notebooks: Sequence[str], student: str, staging: Path
) -> list[Path]:
    config = course.config.copy()
    config.CourseDirectory.assignment_id = assignment
    config.CourseDirectory.student_id = student
    config.GenerateFeedback.exporter_class = FeedbackExporter
    directory = type(course.directory)(config=config)
    converter = StagedFeedback(coursedir=directory, config=config)
    converter.staging, converter.wanted = str(staging), notebooks
    with Listener(converter.log) as listener:
        try:
            converter.start()
        except (NbGraderException, SystemExit) as error:
            raise CourseError(listener.cause() or str(error)) from None
        graded = course.autograded(student, assignment)
        place = course.feedback(student, assignment)
        place.mkdir(parents=True, exist_ok=True)
        made = [place / f"{name}.html" for name in notebooks]
        for page in made:
            _put(page, (staging / student / assignment / page.name).read_bytes())
        for name in KEPT_FILES:
            try:
                _put(place / name, read_regular(graded / name, 4096))
            except (FileNotFoundError, Unreadable):
                continue
        remove_copies(graded, place, {*KEPT_FILES, *(page.name for page in made)})
        converter.staging = ""
        converter.set_permissions(assignment, student)
    return made


def _put(path: Path, data: bytes) -> None:
    """Write a file so that it is there whole or not at all."""
    handle, part = tempfile.mkstemp(dir=path.parent, prefix=".part-")
    try:
        with os.fdopen(handle, "wb") as file:
            file.write(data)
        os.replace(part, path)
    except BaseException:
        Path(part).unlink(missing_ok=True)
        raise
