"""The engine behind stock nbgrader: one line in a course's nbgrader_config.py.

    c.Autograde.exporter_class = "autograder.adoption.EngineExporter"

`nbgrader autograde` and formgrader's button then grade with this engine. nbgrader's converter
calls the exporter twice: with the submitted notebook, which is graded here and never executed in
nbgrader's own process, and with the graded notebook, whose scores nbgrader then saves as ever. If
the line's import fails, nbgrader stops before any student's code has run.
"""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException
from traitlets import Unicode

from autograder.course import Course, CourseError
from autograder.grading.converting import without_execution
from autograder.grading.executors import Surroundings, default_jobs
from autograder.grading.outcome import NotebookResult
from autograder.grading.store import LastResults, ResultStore
from autograder.grading.work import AssignmentWork
from autograder.grading.workers import Workers
from autograder.sandbox.tiers import AUTO, NoSandbox, tier_named


class EngineExporter(NotebookExporter):
    """nbconvert's notebook exporter with the engine in place of nbgrader's execution."""

    sandbox = Unicode(AUTO, help="auto, bubblewrap, landlock or none").tag(config=True)

    def __init__(self, **kwargs: Any) -> None:
        self.work: dict[str, AssignmentWork] = {}
        self.results: dict[tuple[str, str, str], NotebookResult] = {}
        self.keys: dict[tuple[str, str, str], tuple[str, str]] = {}
        super().__init__(**kwargs)

    def register_preprocessor(self, preprocessor: Any, enabled: bool = False) -> Any:
        """Register what nbgrader wants, without what would run code or undo the engine's work."""
        if isinstance(self.parent, Autograde) and preprocessor is not None:
            if self.parent._sanitizing:
                return None  # the notebook is rebuilt from the record instead
            kept = without_execution([preprocessor])
            if not kept:
                return None
            preprocessor = kept[0]
        return super().register_preprocessor(preprocessor, enabled)

    def from_filename(
        self, filename: str, resources: dict[str, Any] | None = None, **kwargs: Any
    ) -> tuple[str, dict[str, Any]]:
        """Grade the submitted notebook, or hand the graded one through nbgrader's saving.

        Raises:
            NbGraderException: if it could not be graded; nbgrader reports the student and goes on,
                and earlier scores stay.
        """
        if not isinstance(self.parent, Autograde) or resources is None:
            return super().from_filename(filename, resources, **kwargs)
        names = resources["nbgrader"]
        key = (names["student"], names["assignment"], names["notebook"])
        course = Course(Path(self.parent.coursedir.root), self.parent.config)
        if not self.parent._sanitizing:
            cells = self.results[key].cells
            resources["autograder"] = {"results": {cell.grade_id: cell for cell in cells}}
            saved = super().from_filename(filename, resources, **kwargs)
            LastResults(course.state).put(key, *self.keys[key])
            return saved
        _remove_links(course, names["student"], names["assignment"])
        try:
            result = self._grade(course, *key)
        except (CourseError, OSError) as error:
            raise NbGraderException(str(error)) from None
        if result.failure:
            raise NbGraderException(
                f"{key[1]} of {key[0]} could not be graded: {result.failure}; nothing was scored."
            )
        self.results[key] = result
        resources["metadata"] = {"name": key[2], "path": os.path.dirname(filename)}
        resources["output_extension"] = self.file_extension
        return nbformat.writes(nbformat.from_dict(dict(result.notebook))), resources

    def _grade(
        self, course: Course, student: str, assignment: str, notebook: str
    ) -> NotebookResult:
        """The result of one notebook; a known one starts nothing."""
        if assignment not in self.work:
            self.work[assignment] = AssignmentWork(course, assignment).prepare()
        work = self.work[assignment]
        jobs, _ = work.jobs(student)
        job = next(job for job in jobs if job.record.notebook == notebook)
        self.keys[student, assignment, notebook] = job.key, job.record.options.title
        store = ResultStore(course.state / "results")
        known = store.get(job.key)
        if known is not None:
            return known
        try:
            tier = tier_named(self.sandbox)
        except NoSandbox as error:
            raise CourseError(str(error)) from None
        data = (job.student_data, job.examiner_data)
        learned = work.known or not work.mistakes
        surroundings = Surroundings(tier.name, tuple(course.private()), data)
        with Workers(1 if learned else default_jobs(), surroundings) as workers:
            if not learned:
                work.learn(store, workers.run)
            result = work.named(workers.run_one(job))
        store.put(job.key, result)
        return result


def _remove_links(course: Course, student: str, assignment: str) -> None:
    """Remove what nbgrader has copied through links of the submission before it asked us."""
    submitted, graded = (
        place(student, assignment) for place in (course.submitted, course.autograded)
    )
    for folder, names, files in os.walk(submitted):
        for name in (*names, *files):
            path = Path(folder, name)
            if path.is_symlink() or not (path.is_dir() or path.is_file()):
                copy = graded / path.relative_to(submitted)
                if copy.is_file() or copy.is_symlink():
                    copy.unlink()
