"""What grading writes, what it leaves alone, and when it starts nothing at all."""

from __future__ import annotations

import io
import json
import os
import re
import shutil
import signal
import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from pathlib import Path
from typing import Any

import nbformat
import pytest
from course_builder import (
    ASSIGNMENT,
    NOTEBOOK,
    build_course,
    hand_in,
    honest,
    locked,
    nbgrader,
    release,
)
from nbformat.v4 import new_code_cell, new_notebook
from rich.console import Console

from autograder.course import Course, CourseError, open_course
from autograder.grading import gradebook, runner, saving, workers
from autograder.grading.examining import ExaminerProcess
from autograder.grading.grade import Options, SubmissionReport, grade
from autograder.grading.lock import grading_lock
from autograder.kernels.zygote import ZygoteProcess
from autograder.reports.scores import print_scores
from autograder.sandbox.limits import Limits
from autograder.sandbox.room import Room, SandboxFailure

pytestmark = pytest.mark.slow

STUDENT = "ann"


@dataclass
class Inline(Executor):
    """Runs jobs here, one after the other, and remembers which notebooks they were."""

    ran: list[str] = field(default_factory=list)

    def submit(self, function: Callable, /, job: Any, *args: Any) -> Future:  # type: ignore[override]
        self.ran.append(job.record.notebook)
        future: Future = Future()
        future.set_result(function(job, *args))
        return future


@pytest.fixture
def inline(monkeypatch: pytest.MonkeyPatch) -> Inline:
    executor = Inline()

    @contextmanager
    def local(*_: Any, **__: Any) -> Iterator[Executor]:
        yield executor

    monkeypatch.setattr(workers, "local_executor", local)
    return executor


@pytest.fixture(scope="module")
def graded(tmp_path_factory: pytest.TempPathFactory, trunk: ZygoteProcess | None) -> Course:
    """A course with two notebooks and one graded submission; never changed itself."""
    root = tmp_path_factory.mktemp("gradebook") / "course"
    course = build_course(root)
    add_second_notebook(course, "assert greeting == 'hello'")
    release(course)
    hand_in(course, STUDENT, honest(course))
    hand_in(course, STUDENT, second_answer(course), "words")
    assert grade_all(course, trunk).score == 80.0
    return course


@pytest.fixture
def course(graded: Course, tmp_path: Path) -> Course:
    shutil.copytree(graded.root, tmp_path / "course", symlinks=True)
    return open_course(tmp_path / "course")


def add_second_notebook(course: Course, test_source: str) -> None:
    cells = [
        locked("words_setup", "import string"),
        new_code_cell(
            "greeting = ...\n### BEGIN SOLUTION\ngreeting = 'hello'\n### END SOLUTION",
            id="greeting",
            metadata=nbgrader("greeting", solution=True),
        ),
        new_code_cell(
            test_source,
            id="test_greeting",
            metadata=nbgrader("test_greeting", grade=True, locked=True, points=10.0),
        ),
    ]
    notebook = new_notebook(
        cells=cells,
        metadata={
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
            "autograder": {"format": 1},
        },
    )
    nbformat.write(notebook, course.source(ASSIGNMENT) / "words.ipynb")


def second_answer(course: Course) -> nbformat.NotebookNode:
    notebook = nbformat.read(course.release(ASSIGNMENT) / "words.ipynb", as_version=4)
    notebook.cells[1].source = "greeting = 'hello'"
    return notebook


def grade_all(
    course: Course, trunk: ZygoteProcess | None = None, **options: Any
) -> SubmissionReport:
    (report,) = grade(course, [ASSIGNMENT], Options(**options), lambda *_: None, trunk)
    return next(s for s in report.submissions if s.student == STUDENT)


def grades(course: Course) -> dict[str, tuple]:
    """Every grade of the student: automatic, manual, extra credit, needs a person."""
    with course.gradebook() as book:
        return {
            grade.name: (
                grade.auto_score,
                grade.manual_score,
                grade.extra_credit,
                grade.needs_manual_grade,
            )
            for notebook in book.find_submission(ASSIGNMENT, STUDENT).notebooks
            for grade in notebook.grades
        }


def teacher_grades(course: Course) -> None:
    """A teacher gives points by hand, extra credit, and a comment."""
    with course.gradebook() as book:
        for name, score in (("explain", 12.0), ("essay", 11.0), ("test_middle", 7.0)):
            given = book.find_grade(name, NOTEBOOK, ASSIGNMENT, STUDENT)
            given.manual_score, given.needs_manual_grade = score, False
        book.find_grade("test_double", NOTEBOOK, ASSIGNMENT, STUDENT).extra_credit = 2.0
        book.find_comment("explain", NOTEBOOK, ASSIGNMENT, STUDENT).manual_comment = "Well said."
        book.db.commit()


def snapshot(folder: Path) -> dict[str, bytes]:
    return {str(p.relative_to(folder)): p.read_bytes() for p in folder.rglob("*") if p.is_file()}


def test_what_a_teacher_gave_survives_a_changed_submission(course: Course, inline: Inline) -> None:
    teacher_grades(course)
    hand_in(course, STUDENT, honest(course, explain="Because.", middle="middle = 0"))
    report = grade_all(course)
    assert (report.reason, report.before, report.score) == ("changed", 80.0, 70.0)
    now = grades(course)
    assert now["explain"] == (None, 12.0, None, True)
    assert now["essay"] == (None, 11.0, None, True)
    assert now["test_middle"] == (0.0, 7.0, None, True)
    assert now["test_double"] == (20.0, None, 2.0, False)
    with course.gradebook() as book:
        comment = book.find_comment("explain", NOTEBOOK, ASSIGNMENT, STUDENT)
        assert comment.manual_comment == "Well said."


def test_an_unchanged_submission_keeps_what_a_teacher_has_settled(
    course: Course, inline: Inline
) -> None:
    teacher_grades(course)
    before = grades(course)
    assert grade_all(course).reason == "unchanged"
    assert grades(course) == before
    assert inline.ran == []


def test_a_broken_submission_resets_the_old_scores(course: Course, inline: Inline) -> None:
    teacher_grades(course)
    path = course.submitted(STUDENT, ASSIGNMENT) / f"{NOTEBOOK}.ipynb"
    path.write_text("{")
    report = grade_all(course)
    assert (report.failure, report.score) == ("", 10.0)
    now = grades(course)
    assert {name: now[name][0] for name in now} == {
        **dict.fromkeys(now, 0.0),
        "test_greeting": 10.0,
    }
    assert now["explain"][1] == 12.0
    assert now["test_double"][2] == 2.0


def test_a_late_penalty_stays(course: Course, inline: Inline) -> None:
    config = course.root / "nbgrader_config.py"
    config.write_text(config.read_text() + '\nc.LateSubmissionPlugin.penalty_method = "zero"\n')
    course = open_course(course.root)
    with course.gradebook() as book:
        book.update_or_create_assignment(ASSIGNMENT, duedate="2026-01-01 12:00:00 UTC")
    folder = course.submitted(STUDENT, ASSIGNMENT)
    (folder / "timestamp.txt").write_text("2026-01-02 12:00:00 UTC")
    for _ in range(2):
        assert grade_all(course, force=True).failure == ""
        with course.gradebook() as book:
            submission = book.find_submission(ASSIGNMENT, STUDENT)
            assert submission.total_seconds_late == 86_400
            assert submission.late_submission_penalty == submission.score == 80.0


def test_a_save_that_fails_leaves_everything_as_it_was(
    course: Course, inline: Inline, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = course.autograded(STUDENT, ASSIGNMENT)
    before = snapshot(place), grades(course)
    hand_in(course, STUDENT, honest(course, middle="middle = 0"))

    def fail(*_: Any) -> None:
        raise OSError(28, "No space left on device")

    with monkeypatch.context() as patch:
        patch.setattr(saving.shutil, "move", fail)
        report = grade_all(course)
    assert "No space left" in report.failure
    assert report.status == "infrastructure_failure"
    assert snapshot(place) == before[0]
    assert not list(course.state.glob("saving-*"))
    assert grade_all(course).reason == "known"  # the result was kept, and is saved now
    assert grades(course)["test_middle"][0] == 0.0


def test_nbgrader_refusing_is_one_submissions_failure(
    course: Course, inline: Inline, monkeypatch: pytest.MonkeyPatch
) -> None:
    place = course.autograded(STUDENT, ASSIGNMENT)
    before = snapshot(place), grades(course)
    hand_in(course, STUDENT, honest(course, middle="middle = 0"))

    def refuse(*_: Any) -> None:
        raise ValueError("a notebook that nbformat cannot write")

    monkeypatch.setattr(saving.nbformat, "write", refuse)
    report = grade_all(course)
    assert "nbformat" in report.failure
    assert (snapshot(place), grades(course)) == before


def test_saving_is_what_nbgraders_converter_would_have_saved(
    course: Course, inline: Inline, monkeypatch: pytest.MonkeyPatch
) -> None:
    """New and regraded, early and late, with manual scores, comments and penalties."""
    course.config.LateSubmissionPlugin.penalty_method = "zero"
    with course.gradebook() as book:
        book.update_or_create_assignment(ASSIGNMENT, duedate="2026-01-01 00:00:00.0 UTC")
        book.find_grade("test_middle", NOTEBOOK, ASSIGNMENT, STUDENT).manual_score = 3.0
        book.find_comment("explain", NOTEBOOK, ASSIGNMENT, STUDENT).manual_comment = "good"
        book.db.commit()
    hand_in(course, STUDENT, honest(course, middle="middle = 0"))
    hand_in(course, "bob", honest(course, explain="Write why here."))
    for student, day in ((STUDENT, 2), ("bob", 1)):
        stamp = f"2026-01-0{day} 00:00:00.000000 UTC"
        (course.submitted(student, ASSIGNMENT) / "timestamp.txt").write_text(stamp)
    before = course.root.parent / "before"
    shutil.copytree(course.root, before)
    saved = []
    for changed in (False, True):
        if changed:
            shutil.rmtree(course.root)
            shutil.copytree(before, course.root)
        monkeypatch.setattr(saving, "is_changed", lambda _, changed=changed: changed)
        (report,) = grade(course, [ASSIGNMENT], Options(), lambda *_: None)
        assert [s.failure for s in report.submissions] == ["", ""]
        rows = []
        with course.gradebook() as book:
            for submission in sorted(book.assignment_submissions(ASSIGNMENT), key=str):
                rows.append((submission.student_id, submission.timestamp, submission.score))
                for notebook in sorted(submission.notebooks, key=lambda n: n.name):
                    rows.append((notebook.name, notebook.late_submission_penalty))
                    rows += sorted(
                        (g.name, g.auto_score, g.manual_score, g.needs_manual_grade)
                        for g in notebook.grades
                    )
                    rows += sorted((c.name, c.auto_comment, c.comment) for c in notebook.comments)
        saved.append((rows, snapshot(course.root / "autograded")))
    assert saved[0] == saved[1]
    assert any(row[1] == "No response." for row in saved[0][0])


def broken_room(limits: Limits, data: tuple[str, ...]) -> Room:
    raise SandboxFailure("bubblewrap could not make a sandbox")


def test_a_machine_that_cannot_start_a_kernel_writes_nothing(
    course: Course, inline: Inline, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = snapshot(course.autograded(STUDENT, ASSIGNMENT)), grades(course)
    hand_in(course, STUDENT, honest(course, middle="middle = 0"))
    hand_in(course, "bob", honest(course))
    for name, tier in runner.TIERS.items():
        monkeypatch.setitem(runner.TIERS, name, replace(tier, room=broken_room))
    report = grade_all(course)
    assert report.status == "infrastructure_failure"
    assert report.failure
    assert (snapshot(course.autograded(STUDENT, ASSIGNMENT)), grades(course)) == before
    assert not course.autograded("bob", ASSIGNMENT).exists()
    with course.gradebook() as book:
        assert [s.student_id for s in book.assignment_submissions(ASSIGNMENT)] == [STUDENT]
    monkeypatch.undo()
    assert grade_all(course, student=STUDENT).score == 70.0  # the next run tries again


@pytest.mark.parametrize(("deaths", "middle"), [(1, (10.0, False)), (9, (None, True))])
def test_an_examiner_that_dies_is_replaced_and_costs_nobody_a_point(
    course: Course,
    inline: Inline,
    monkeypatch: pytest.MonkeyPatch,
    deaths: int,
    middle: tuple[float | None, bool],
) -> None:
    whole_test = ExaminerProcess.test
    left = [deaths]

    async def dying(self: ExaminerProcess, cell: Any) -> Any:
        if cell.grade_id == "test_middle" and left[0]:
            left[0] -= 1
            self.room.end()
        return await whole_test(self, cell)

    monkeypatch.setattr(ExaminerProcess, "test", dying)
    report = grade_all(course, force=True)
    assert report.failure == ""
    now = grades(course)
    assert (now["test_middle"][0], now["test_middle"][3]) == middle
    assert sum(grade[0] or 0.0 for grade in now.values()) == 70.0 + (middle[0] or 0.0)


def test_a_worker_that_dies_fails_nobody_else(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, trunk: ZygoteProcess | None
) -> None:
    students = ("bob", "cem", "zoe")
    for student in students:
        hand_in(course, student, honest(course, middle="middle = 1"))
        hand_in(course, student, second_answer(course), "words")
    (tmp_path / "tmp").mkdir()
    monkeypatch.setattr(tempfile, "tempdir", None)
    monkeypatch.setenv("TMPDIR", str(tmp_path / "tmp"))
    killed: list[int] = []
    pool = workers.local_executor

    @contextmanager
    def mortal(*args: Any, **more: Any) -> Iterator[Executor]:
        """Kills a worker as soon as its first result is there."""
        with pool(*args, **more) as executor:
            submit = executor.submit

            def submitting(*job: Any) -> Future:
                future = submit(*job)
                future.add_done_callback(kill)
                return future

            def kill(_: Future) -> None:
                if not killed:
                    killed.append(next(iter(executor._processes)))
                    os.kill(killed[0], signal.SIGKILL)

            executor.submit = submitting
            yield executor

    monkeypatch.setattr(workers, "local_executor", mortal)
    (report,) = grade(course, [ASSIGNMENT], Options(jobs=2), lambda *_: None, trunk)
    assert killed
    reports = {s.student: s for s in report.submissions}
    for student in students:
        assert (reports[student].failure, reports[student].score) == ("", 70.0)
    deadline = time.monotonic() + 20  # what the dead worker has left takes a moment to notice
    while os.listdir(tmp_path / "tmp") and time.monotonic() < deadline:
        time.sleep(0.1)
    assert os.listdir(tmp_path / "tmp") == []


def test_a_second_run_starts_nothing(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> Any:
        raise AssertionError("something was started")

    monkeypatch.setattr(workers, "local_executor", refuse)
    backups = sorted(course.state.glob("backups/*"))
    report = grade_all(course)
    assert (report.reason, report.score, report.status) == ("unchanged", 80.0, "needs_manual_grade")
    assert sorted(course.state.glob("backups/*")) == backups


def test_a_changed_test_reruns_its_own_notebook_only(course: Course, inline: Inline) -> None:
    add_second_notebook(course, "assert greeting == 'good morning'")
    release(course)
    report = grade_all(course)
    assert (report.reason, report.score) == ("changed", 70.0)
    assert inline.ran == ["words"]
    assert grades(course)["test_greeting"][0] == 0.0


def test_a_source_that_differs_from_the_release_stops_grading(
    course: Course, inline: Inline
) -> None:
    add_second_notebook(course, "assert greeting == 'good morning'")
    before = grades(course)
    with pytest.raises(CourseError, match="has changed since its release.*autograder release a1"):
        grade_all(course)
    assert grades(course) == before
    assert inline.ran == []


@pytest.mark.parametrize("content", ["", "{", "[]", '{"cells": 3}'])
def test_a_corrupted_result_is_computed_again(course: Course, inline: Inline, content: str) -> None:
    path = max(course.state.glob("results/*/*.json"), key=lambda p: p.stat().st_size)
    whole_result = json.loads(path.read_text())
    path.write_text(content)
    report = grade_all(course)
    assert (report.reason, report.score) == ("changed", 80.0)
    assert inline.ran == [whole_result["notebook_name"]]
    assert json.loads(path.read_text())["cells"] == whole_result["cells"]


def test_a_dry_run_writes_nothing(course: Course, inline: Inline) -> None:
    hand_in(course, STUDENT, honest(course, middle="middle = 0"))
    before = grades(course)
    report = grade_all(course, dry_run=True)
    assert (report.reason, report.before) == ("changed", 80.0)
    assert grades(course) == before
    assert inline.ran == []


def test_a_changed_test_says_who_gains_and_who_loses(course: Course, inline: Inline) -> None:
    add_second_notebook(course, "assert greeting == 'good morning'")
    release(course)
    before = grades(course)
    (report,) = grade(course, [ASSIGNMENT], Options(save=False), lambda *_: None)
    assert inline.ran == ["words"]
    assert grades(course) == before
    console = Console(record=True, width=120, file=io.StringIO())
    print_scores([report], console)
    assert re.search(rf"{STUDENT} .* 80 .* 70 .* -10 ", console.export_text())
    saved = grade_all(course)
    assert (saved.reason, saved.before, saved.score) == ("known", 80.0, 70.0)
    assert inline.ran == ["words"]
    assert grades(course)["test_greeting"][0] == 0.0


def test_a_test_that_scores_otherwise_than_before_is_called_flaky(
    course: Course, inline: Inline
) -> None:
    paths = [
        path for path in course.state.glob("results/*/*.json") if "'hello'" in path.read_text()
    ]
    for path in paths:  # as if chance had been against it the last time
        result = json.loads(path.read_text())
        for cell in result["cells"]:
            if cell["grade_id"] == "test_greeting":
                cell["score"] = 0.0
        path.write_text(json.dumps(result))
    (report,) = grade(course, [ASSIGNMENT], Options(force=True), lambda *_: None)
    assert report.submissions[0].flaky == ["test_greeting"]
    console = Console(record=True, width=300, file=io.StringIO())
    print_scores([report], console)
    assert "flaky: `test_greeting` scored otherwise than before" in console.export_text()
    assert grade_all(course, force=True).flaky == []


def test_the_lock_names_its_holder(course: Course) -> None:
    with (
        grading_lock(course),
        pytest.raises(CourseError, match=rf"worked on already by .*process {os.getpid()}"),
    ):
        grade_all(course)
    assert grade_all(course).reason == "unchanged"


def test_the_gradebook_is_backed_up_before_it_is_written(course: Course, inline: Inline) -> None:
    hand_in(course, STUDENT, honest(course, middle="middle = 0"))
    assert grade_all(course).score == 70.0
    newest = max(course.state.glob("backups/gradebook-*.db"))
    with sqlite3.connect(newest) as copy:
        (total,) = copy.execute("select sum(auto_score) from grade").fetchone()
    assert total == 80.0
    for _ in range(6):
        gradebook.back_up(course)
    assert len(list(course.state.glob("backups/*.db"))) == 5
    assert not newest.exists()


def test_two_students_with_the_same_answers_both_are_saved(course: Course, inline: Inline) -> None:
    shutil.copytree(course.submitted(STUDENT, ASSIGNMENT), course.submitted("bob", ASSIGNMENT))
    (report,) = grade(course, [ASSIGNMENT], Options(), lambda *_: None)
    assert [(s.student, s.reason, s.score) for s in report.submissions] == [
        ("ann", "unchanged", 80.0),
        ("bob", "known", 80.0),
    ]
    assert course.autograded("bob", ASSIGNMENT).is_dir()


def test_a_student_who_is_not_there(course: Course) -> None:
    with pytest.raises(CourseError, match="No submission of a1 by `eve`.*expected one of ann"):
        grade_all(course, student="eve")
