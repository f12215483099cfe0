"""What grading writes: scores, penalties, backups, and what a teacher gave stays."""

from __future__ import annotations

import shutil
import sqlite3

import pytest
from course_builder import ASSIGNMENT, NOTEBOOK, hand_in, honest
from graded_course import (
    STUDENT,
    Inline,
    grade_all,
    grades,
    snapshot,
)

from autograder.course import Course, open_course
from autograder.grading import gradebook, saving
from autograder.grading.grade import Options, grade

pytestmark = pytest.mark.slow


def teacher_grades(course: Course) -> None:
    """A teacher gives points by hand, extra credit, and a comment."""
    with course.gradebook() as book:
        for name, score in (("explain", 12.0), ("essay", 11.0), ("test_middle", 7.0)):
            given = book.find_grade(name, NOTEBOOK, ASSIGNMENT, STUDENT)
            given.manual_score, given.needs_manual_grade = score, False
        book.find_grade("test_double", NOTEBOOK, ASSIGNMENT, STUDENT).extra_credit = 2.0
        book.find_comment("explain", NOTEBOOK, ASSIGNMENT, STUDENT).manual_comment = "Well said."
        book.db.commit()


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
