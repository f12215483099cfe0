"""Saving through nbgrader's own Autograde converter, for courses that have changed what it does."""

from __future__ import annotations

import os
import re
from collections.abc import Iterable, Mapping
from pathlib import Path
from typing import Any

from nbconvert.exporters import NotebookExporter
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import CheckCellMetadata, SaveAutoGrades
from nbgrader.utils import is_solution, is_task

from autograder.course import Course, CourseError
from autograder.grading.outcome import NotebookResult
from autograder.notebooks.listener import Listener

#: Settings that only nbgrader's own converter honours.
_CHANGES = {
    "autograde_preprocessors",
    "create_student",
    "exclude_overwriting",
    "post_convert_hook",
    "pre_convert_hook",
}


class SaveResults(SaveAutoGrades):
    """nbgrader's SaveAutoGrades, for answers, tasks and tests that need a person besides.

    Of these nbgrader knows less than the results do: it scores all tasks of a renamed notebook 0.
    """

    def preprocess(self, nb: Any, resources: Any) -> Any:
        self.results = resources["autograder"]["results"]
        return super().preprocess(nb, resources)

    def preprocess_cell(self, cell: Any, resources: Any, cell_index: int) -> Any:
        saved = super().preprocess_cell(cell, resources, cell_index)
        result = self.results.get(cell.metadata.get("nbgrader", {}).get("grade_id"))
        if result is not None and (result.score is None or is_solution(cell) or is_task(cell)):
            grade = self.gradebook.find_grade(
                result.grade_id, self.notebook_id, self.assignment_id, self.student_id
            )
            grade.auto_score = result.score
            grade.needs_manual_grade = result.score is None or grade.manual_score is not None
            self.gradebook.db.commit()
        return saved


class StagedAutograde(Autograde):
    """nbgrader's Autograde, reading and writing in a staging folder."""

    staging = ""
    results: Mapping[str, NotebookResult] = {}

    def _format_source(self, assignment_id: str, student_id: str, escape: bool = False) -> str:
        step = "graded" if self._sanitizing else "autograded"
        return self._staged(step, assignment_id, student_id, escape)

    def _format_dest(self, assignment_id: str, student_id: str, escape: bool = False) -> str:
        return self._staged("autograded", assignment_id, student_id, escape)

    def _staged(self, step: str, assignment: str, student: str, escape: bool) -> str:
        folder = os.path.join(self.staging, step, "")
        parts = (re.escape(folder), re.escape(os.sep)) if escape else (folder, os.sep)
        return f"{parts[0]}{student}{parts[1]}{assignment}"

    def init_single_notebook_resources(self, notebook_filename: str) -> dict[str, Any]:
        resources = super().init_single_notebook_resources(notebook_filename)
        notebook = resources["nbgrader"]["notebook"]
        cells = self.results[notebook].cells
        resources["autograder"] = {"results": {cell.grade_id: cell for cell in cells}}
        return resources


def is_changed(course: Course) -> bool:
    """Whether a course's configuration changes what nbgrader does when it saves."""
    settings = set(course.config.get("Autograde", {})) | set(course.config.get("BaseConverter", {}))
    return bool(settings & _CHANGES)


def convert(
    course: Course,
    staging: Path,
    assignment: str,
    student: str,
    results: Mapping[str, NotebookResult],
) -> None:
    """Let nbgrader's converter save the graded notebooks in a staging folder.

    Args:
        results: by the name of the notebook.

    Raises:
        CourseError: if nbgrader cannot save.
    """
    config = course.config.copy()
    config.CourseDirectory.assignment_id = assignment
    config.CourseDirectory.student_id = student
    config.Autograde = _own_settings(config)
    directory = type(course.directory)(config=config)
    converter = StagedAutograde(coursedir=directory, config=config)
    converter.staging = str(staging)
    converter.results = results
    with Listener(converter.log) as listener:
        try:
            converter.start()
        except (NbGraderException, SystemExit) as error:
            raise CourseError(
                f"{assignment} of {student} could not be saved by nbgrader: "
                f"{listener.cause() or error}; the autograded folder is as it was."
            ) from None


def _own_settings(config: Any) -> Any:
    """The course's settings of Autograde without what would run or reread student code."""
    settings = config.Autograde.copy()
    wanted = settings.get("autograde_preprocessors", Autograde.autograde_preprocessors.default())
    settings.autograde_preprocessors = without_execution(wanted)
    settings.sanitize_preprocessors = [CheckCellMetadata]
    settings.exporter_class = NotebookExporter
    return settings


def without_execution(preprocessors: Iterable[Any]) -> list[Any]:
    """nbgrader's preprocessors without those that run code, and with our SaveResults for theirs."""
    kept = [p for p in preprocessors if _name(p) not in ("Execute", "IgnorePattern")]
    return [SaveResults if _name(p) == "SaveAutoGrades" else p for p in kept]


def _name(preprocessor: Any) -> str:
    if isinstance(preprocessor, str):
        return preprocessor.rsplit(".", 1)[-1]
    return (preprocessor if isinstance(preprocessor, type) else type(preprocessor)).__name__
