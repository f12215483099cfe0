"""Every defective or hostile submission scores exactly what it is worth, and harms nobody."""

from __future__ import annotations

import os
import re
import tempfile
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest
from course_builder import ASSIGNMENT, NOTEBOOK, SECRETS, build_course, hand_in, honest
from hostile_corpus import ROWS
from hostile_rows import HONEST, Submission
from processes import processes_below

from autograder.course import Course
from autograder.grading.grade import Options, SubmissionReport, grade
from autograder.kernels.zygote import ZygoteProcess

pytestmark = pytest.mark.slow

FIRST, LAST = "aaa_honest", "zzz_honest"


@dataclass
class Batch:
    """The course after one run over all rows, and what the run left behind."""

    course: Course
    reports: dict[str, SubmissionReport]
    left_processes: list[str]
    left_files: list[str]


@pytest.fixture(scope="module")
def batch(tmp_path_factory: pytest.TempPathFactory) -> Batch:
    course = build_course(tmp_path_factory.mktemp("hostile") / "course")
    for student in (FIRST, LAST):
        hand_in(course, student, honest(course))
    for row in ROWS:
        folder = course.submitted(row.name, ASSIGNMENT)
        folder.mkdir(parents=True)
        submission = Submission(course, folder)
        row.spoil(submission)
        submission.finish()
    temporary = tmp_path_factory.mktemp("temporary")
    patch = pytest.MonkeyPatch()
    patch.setenv("TMPDIR", str(temporary))
    patch.setattr(tempfile, "tempdir", None)
    try:
        (report,) = grade(course, [ASSIGNMENT], Options(jobs=2), lambda *_: None)
    finally:
        patch.undo()
    left = [command for _, command in processes_below(temporary)]
    return Batch(
        course, {s.student: s for s in report.submissions}, left, sorted(os.listdir(temporary))
    )


def scores(report: SubmissionReport) -> dict[str, tuple[str, float | None]]:
    return {cell.grade_id: (cell.status, cell.score) for cell in report.results[0].cells}


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_every_cell_scores_what_it_is_worth(batch: Batch, row) -> None:
    report = batch.reports[row.name]
    assert report.failure == ""
    assert scores(report) == row.expected


@pytest.mark.parametrize("row", ROWS, ids=lambda row: row.name)
def test_what_was_odd_is_said(batch: Batch, row) -> None:
    findings = batch.reports[row.name].results[0].findings
    assert {finding.kind for finding in findings} == row.findings
    for finding in findings:
        assert finding.message.isprintable()


@pytest.mark.parametrize("student", [FIRST, LAST])
def test_honest_neighbours_are_untouched(batch: Batch, student: str) -> None:
    assert scores(batch.reports[student]) == HONEST


def test_an_honest_submission_alone_scores_the_same(
    batch: Batch, tmp_path: Path, trunk: ZygoteProcess | None
) -> None:
    course = build_course(tmp_path / "course")
    hand_in(course, FIRST, honest(course))
    (report,) = grade(course, [ASSIGNMENT], Options(), lambda *_: None, trunk)
    alone, together = report.submissions[0].results[0], batch.reports[FIRST].results[0]
    assert alone.cells == together.cells


def test_nothing_is_left_running_or_lying_about(batch: Batch) -> None:
    assert batch.left_processes == []
    assert batch.left_files == []
    assert not list(batch.course.state.glob("saving-*"))


def test_the_gradebook_holds_the_same_scores(batch: Batch) -> None:
    with batch.course.gradebook() as gradebook:
        for student, report in batch.reports.items():
            submission = gradebook.find_submission(ASSIGNMENT, student)
            (notebook,) = submission.notebooks
            saved = {
                grade.name: (grade.auto_score, grade.needs_manual_grade)
                for grade in notebook.grades
            }
            for cell in report.results[0].cells:
                by_hand = cell.status == "needs_manual_grade"
                assert saved[cell.grade_id] == (cell.score, by_hand), (student, cell.grade_id)
            assert submission.score == pytest.approx(report.score)


def graded_notebooks(batch: Batch):
    for student in batch.reports:
        path = batch.course.autograded(student, ASSIGNMENT) / f"{NOTEBOOK}.ipynb"
        yield student, nbformat.read(path, as_version=4)


def test_graded_notebooks_hold_no_html_and_little_output(batch: Batch) -> None:
    allowed = {"text/plain", "image/png", "image/jpeg"}
    for student, notebook in graded_notebooks(batch):
        nbformat.validate(notebook)
        for cell in notebook.cells:
            for output in cell.get("outputs", []):
                assert set(output.get("data", {})) <= allowed, student
                assert len(str(output)) < 5_000_000, student


def test_no_message_shows_a_hidden_input(batch: Batch) -> None:
    for student, notebook in graded_notebooks(batch):
        for cell in notebook.cells:
            text = str(cell.get("outputs", ""))
            assert not re.search("|".join(SECRETS), text), (student, cell.id)
    for student, report in batch.reports.items():
        for cell in report.results[0].cells:
            assert not re.search("|".join(SECRETS), cell.message), (student, cell.grade_id)


def test_nothing_behind_a_link_is_taken_along(batch: Batch) -> None:
    assert (batch.course.root / "private" / "private.txt").is_file()
    assert not list((batch.course.root / "autograded").rglob("private.txt"))
    for path in (batch.course.root / "autograded").rglob("*"):
        assert not path.is_symlink()
        assert path.name not in ("passwords.txt", "pipe", ".hidden")


def test_messages_are_plain_text(batch: Batch) -> None:
    for report in batch.reports.values():
        for cell in report.results[0].cells:
            assert cell.message.replace("\n", "").isprintable() or not cell.message
