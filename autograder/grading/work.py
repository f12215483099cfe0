"""The work of an assignment: for every student the jobs that would grade their notebooks."""

from __future__ import annotations

import os
from collections.abc import Callable
from contextlib import suppress
from dataclasses import replace

from autograder.course import Course, CourseError
from autograder.grading.data import course_data
from autograder.grading.gradebook import timestamp_of
from autograder.grading.intake import submission_files, take_in
from autograder.grading.job import NotebookJob, new_job
from autograder.grading.mistakes import (
    KnownMistake,
    known_mistakes,
    mistakes_digest,
    new_rehearsals,
    read_mistakes,
)
from autograder.grading.naming import with_names
from autograder.grading.outcome import Finding, NotebookResult
from autograder.grading.reference import run_reference
from autograder.grading.shortage import shortage
from autograder.grading.store import ResultStore
from autograder.grading.submitted import read_files
from autograder.notebooks.record import Record, read_records


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
        try:
            self.files, _ = read_files(course.source(assignment), frozenset())
        except OSError as error:
            expected = f"files in {course.source(assignment)} that your user may read"
            what = f"The files of {assignment} cannot be read"
            raise CourseError(f"{shortage(what, expected, error)}.") from None
        self.by_hand: dict[str, tuple[str, ...]] = {}
        self.mistakes = read_mistakes(course, assignment)
        self.known: dict[str, list[KnownMistake]] = {}

    def prepare(self, run: Callable[[NotebookJob], NotebookResult] | None = None) -> AssignmentWork:
        """Run what has to be known before the first submission.

        Args:
            run: runs a job; by default a process of its own does.

        Raises:
            CourseError: if the machine could not run a reference solution.
        """
        self.by_hand = {record.notebook: self._by_hand(record, run) for record in self.records}
        return self

    def _by_hand(
        self, record: Record, run: Callable[[NotebookJob], NotebookResult] | None
    ) -> tuple[str, ...]:
        """Tests of a foreign course that its own reference does not pass over the border."""
        if record.own_format:
            return ()  # a release has made sure of it
        path = self.course.source(self.assignment) / f"{record.notebook}.ipynb"
        result = run_reference(self.course, record, path, run)
        return tuple(
            cell.grade_id for cell in result.cells if cell.status not in ("passed", "not_attempted")
        )

    def learn(
        self,
        store: ResultStore,
        run: Callable[[list[NotebookJob], Callable[[int, NotebookResult], None]], None],
        tell: Callable[[int, int], None] = lambda done, total: None,
    ) -> None:
        """Find out, once for a release, what the known mistakes answer.

        A rehearsal that fails costs nobody a point: its mistakes are not named then.

        Args:
            run: runs jobs, and calls back with the number and the result of each.
            tell: is called with how many are done, and of how many.
        """
        data, files = self.data.for_job(), self.files
        for record in self.records:
            path = self.course.source(self.assignment) / f"{record.notebook}.ipynb"
            jobs = new_rehearsals(record, path, self.mistakes, files, data) if self.mistakes else []
            results = {job.key: store.get(job.key) for job in jobs}
            todo = [job for job in jobs if results[job.key] is None]
            self._rehearse(todo, results, store, run, tell)
            known = self.known[record.notebook] = []
            for result in results.values():
                answers = result.rehearsed.get("answers", {}) if result else {}
                known.extend(known_mistakes(self.mistakes, answers))

    def _rehearse(
        self,
        jobs: list[NotebookJob],
        results: dict[str, NotebookResult | None],
        store: ResultStore,
        run: Callable[[list[NotebookJob], Callable[[int, NotebookResult], None]], None],
        tell: Callable[[int, int], None],
    ) -> None:
        done = 0

        def settle(number: int, result: NotebookResult) -> None:
            nonlocal done
            key = jobs[number].key
            results[key] = result
            with suppress(OSError):  # then the next run rehearses again
                store.put(key, result)
            done += 1
            tell(done, len(jobs))

        if jobs:
            tell(0, len(jobs))
            run(jobs, settle)

    def named(self, result: NotebookResult) -> NotebookResult:
        """The result in which known mistakes have their names."""
        return with_names(result, self.known.get(result.notebook_name, ()))

    def count(self, student: str | None = None) -> int:
        """How many notebooks of all students, or of one, would be graded."""
        students = 1 if student else len(self.course.students(self.assignment))
        return students * len(self.records)

    def jobs(self, student: str) -> tuple[list[NotebookJob], str | None]:
        """A job per recorded notebook, and the time of handing in.

        Raises:
            OSError: if the machine cannot read the submission, or if it vanished meanwhile.
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
            job = new_job(student, record, rebuilt.cells, files, self.files, self.data.for_job())
            found = (*rebuilt.findings, *findings)
            by_hand = self.by_hand[record.notebook]
            digest = mistakes_digest(self.mistakes)
            jobs.append(replace(job, findings=found, by_hand=by_hand, mistakes_digest=digest))
        os.lstat(folder)  # what is gone by now was no empty submission
        return jobs, timestamp
