"""Saving: results go into the gradebook through nbgrader's own Autograde converter.

The converter reads a staged copy of the graded notebook, never the submission. Its output replaces
the student's autograded folder only when everything went well.
"""

from __future__ import annotations

import os
import re
import shutil
import tempfile
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import nbformat
from nbconvert.exporters import NotebookExporter
from nbgrader.api import MissingEntry
from nbgrader.converters import Autograde
from nbgrader.converters.base import NbGraderException
from nbgrader.preprocessors import CheckCellMetadata, SaveAutoGrades
from nbgrader.utils import is_solution, is_task, parse_utc, rmtree

from autograder.course import Course, CourseError, prepare_nbgrader
from autograder.grading.outcome import NotebookResult
from autograder.grading.submitted import read_regular
from autograder.notebooks.listener import Listener


@dataclass(frozen=True)
class Submission:
    """What is saved of one student's submission of one assignment."""

    student: str
    assignment: str
    results: tuple[NotebookResult, ...]
    files: Mapping[str, bytes]
    timestamp: str | None


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


def save(course: Course, submission: Submission) -> None:
    """Write one submission's results to the gradebook and to its autograded folder.

    Manual scores, extra credit and comments stay; a cell with a manual score is marked for review.

    Raises:
        CourseError: if nbgrader cannot save; the autograded folder is then as it was.
    """
    prepare_nbgrader()
    course.state.mkdir(parents=True, exist_ok=True)
    staging = Path(tempfile.mkdtemp(prefix="saving-", dir=course.state))
    try:
        _stage(staging, submission)
        _convert(course, staging, submission)
        _swap(
            staging / "autograded" / submission.student / submission.assignment,
            course.autograded(submission.student, submission.assignment),
            staging / "before",
        )
    except OSError as error:
        raise CourseError(
            f"{submission.assignment} of {submission.student} could not be saved: {error}; check "
            "the space on the disk and the permissions of the course folder."
        ) from None
    finally:
        rmtree(str(staging))


def saved_students(course: Course, assignment: str) -> set[str]:
    """Students who have a submission of `assignment` in the gradebook."""
    with course.gradebook() as gradebook:
        try:
            return {s.student_id for s in gradebook.assignment_submissions(assignment)}
        except MissingEntry:
            return set()


def timestamp_of(folder: Path) -> tuple[str | None, str]:
    """The time of handing in from `timestamp.txt`, and a complaint if it cannot be read."""
    if folder.is_symlink() or not folder.is_dir():
        return None, ""
    try:
        text = read_regular(folder / "timestamp.txt", 1024).decode("ascii").strip()
        parsed = parse_utc(text) if text else None
    except FileNotFoundError:
        return None, ""
    except Exception:  # noqa: BLE001  whatever a student wrote into it, and dateutil made of it
        return None, "the time of handing in (timestamp.txt) cannot be read and was ignored"
    return (f"{parsed.strftime('%Y-%m-%d %H:%M:%S.%f')} UTC" if parsed else None), ""


def back_up(course: Course) -> Path | None:
    """A copy of an SQLite gradebook before a run writes to it; the last five are kept."""
    import sqlite3

    url = course.directory.db_url
    source = Path(url.removeprefix("sqlite:///"))
    if not url.startswith("sqlite:///") or not source.is_file():
        return None
    folder = course.state / "backups"
    folder.mkdir(parents=True, exist_ok=True)
    kept = sorted(folder.glob("gradebook-*.db"))
    number = int(kept[-1].stem.split("-")[1]) + 1 if kept else 1
    path = folder / f"gradebook-{number:06d}.db"
    try:
        with sqlite3.connect(source) as old, sqlite3.connect(path) as new:
            old.backup(new)
    except sqlite3.Error as error:
        path.unlink(missing_ok=True)
        raise CourseError(
            f"The gradebook {source} could not be backed up: expected an nbgrader database, "
            f"received “{error}”; check the file."
        ) from None
    for old_copy in kept[:-4]:
        old_copy.unlink(missing_ok=True)
    return path


def _stage(staging: Path, submission: Submission) -> None:
    folder = staging / "graded" / submission.student / submission.assignment
    folder.mkdir(parents=True)
    for name, data in submission.files.items():
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        (folder / name).write_bytes(data)
    for result in submission.results:
        notebook = nbformat.from_dict(dict(result.notebook))
        nbformat.write(notebook, folder / f"{result.notebook_name}.ipynb")
    if submission.timestamp:
        (folder / "timestamp.txt").write_text(submission.timestamp)


def _convert(course: Course, staging: Path, submission: Submission) -> None:
    config = course.config.copy()
    config.CourseDirectory.assignment_id = submission.assignment
    config.CourseDirectory.student_id = submission.student
    config.Autograde = _own_settings(config)
    directory = type(course.directory)(config=config)
    converter = StagedAutograde(coursedir=directory, config=config)
    converter.staging = str(staging)
    converter.results = {result.notebook_name: result for result in submission.results}
    with Listener(converter.log) as listener:
        try:
            converter.start()
        except (NbGraderException, SystemExit) as error:
            raise CourseError(
                f"{submission.assignment} of {submission.student} could not be saved by nbgrader: "
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


def _swap(new: Path, place: Path, before: Path) -> None:
    place.parent.mkdir(parents=True, exist_ok=True)
    if os.path.lexists(place):
        shutil.move(place, before)
    try:
        shutil.move(new, place)
    except BaseException:
        if before.exists():
            shutil.move(before, place)
        raise
