"""The course's data for a run: the student's side gets MNIST without the test images."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass

from autograder.course import Course, CourseError
from autograder.notebooks.record import Record

STAND_IN = "digits"


@dataclass(frozen=True)
class CourseData:
    """Values of AUTOGRADER_MNIST on either side, and what to say where results are shown."""

    student: str = ""
    examiner: str = ""
    digest: str = ""
    notice: str = ""

    def for_job(self) -> dict[str, str]:
        return {
            "student_data": self.student,
            "examiner_data": self.examiner,
            "data_digest": self.digest,
        }


def course_data(course: Course, records: Sequence[Record]) -> CourseData:
    """Find MNIST, once, for assignments that use it, and write the student's copy.

    Raises:
        CourseError: if the data that was asked for cannot be had.
    """
    if not any("autograder.datasets" in cell.source for r in records for cell in r.cells):
        return CourseData(STAND_IN, STAND_IN, "unused")
    from autograder import datasets

    try:
        path = datasets.mnist_path()
        if path is None:
            return CourseData(STAND_IN, STAND_IN, STAND_IN, datasets.notice())
        copy = course.state / "data" / "mnist-train.npz"
        if not copy.is_file():
            copy.parent.mkdir(parents=True, exist_ok=True)
            datasets.write_training_copy(copy)
        return CourseData(str(copy), str(path.resolve()), "mnist")
    except datasets.DatasetError as error:
        raise CourseError(str(error)) from None
