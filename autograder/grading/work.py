"""The work of an assignment: for every student the jobs that would grade their notebooks."""

from __future__ import annotations

from autograder.course import Course
from autograder.grading.data import course_data
from autograder.grading.gradebook import timestamp_of
from autograder.grading.intake import Rebuilt, submission_files, take_in
from autograder.grading.job import NotebookJob
from autograder.grading.outcome import Finding
from autograder.grading.submitted import read_files
from autograder.notebooks.record import Record, read_records
from autograder.sandbox.limits import Limits


class AssignmentWork:
    """An assignment as the last release recorded it, ready to take submissions in.

    Raises:
        CourseError: if the assignment cannot be graded: never released, changed since, no data.
    """

    def __init__(self, course: Course, assignment: str) -> None:
        self.course = course
        self.assignment = assignment
        self.records = read_records(course, assignment)
        self.data = course_data(course, self.records)
        self.files, _ = read_files(course.source(assignment), frozenset())

    def jobs(self, student: str) -> tuple[list[NotebookJob], str | None]:
        """A job per recorded notebook, and the time of handing in.

        Raises:
            OSError: if the machine cannot read the submission.
        """
        folder = self.course.submitted(student, self.assignment)
        timestamp, complaint = timestamp_of(folder)
        own, left_out = read_files(folder, frozenset({"timestamp.txt"}))
        findings = [Finding("file", f"{text}.") for text in left_out]
        if complaint:
            findings.append(Finding("timestamp", f"{complaint}."))
        names = [record.notebook for record in self.records]
        files = submission_files(own, self.files)
        jobs = []
        for record in self.records:
            rebuilt = take_in(record, folder, names)
            rebuilt = Rebuilt(rebuilt.cells, (*rebuilt.findings, *findings))
            data = self.data.for_job()
            jobs.append(new_job(student, record, rebuilt, files, self.files, data))
        return jobs, timestamp


def new_job(
    student: str,
    record: Record,
    rebuilt: Rebuilt,
    student_files: dict[str, bytes],
    examiner_files: dict[str, bytes],
    data: dict[str, str],
) -> NotebookJob:
    """A job with the limits that the notebook's author asks for."""
    limits = Limits(seconds=record.options.seconds, threads=record.options.threads)
    return NotebookJob(
        student,
        record,
        rebuilt.cells,
        rebuilt.findings,
        student_files,
        examiner_files,
        limits,
        **data,
    )
