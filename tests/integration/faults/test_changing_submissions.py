"""A submission that changes while it is graded: the grade belongs to what was read."""

from __future__ import annotations

import os
import shutil
from pathlib import Path

import pytest
from canned import Canned
from course_builder import ASSIGNMENT, hand_in, honest
from troubled_course import SCORES, graded_source, run, saved

from autograder.course import Course
from autograder.grading import work
from autograder.grading.job import NotebookJob

Capture = pytest.CaptureFixture[str]


def test_the_grade_belongs_to_what_was_read(
    course: Course, canned: Canned, capsys: Capture
) -> None:
    def rewrite(job: NotebookJob) -> None:
        if job.student == "ann":
            hand_in(course, "ann", honest(course, middle="middle = 1"))

    canned.before = rewrite
    assert run(capsys, course).status == 0
    assert saved(course) == SCORES
    assert "middle = 2.5" in graded_source(course, "ann")
    canned.ran.clear()
    assert run(capsys, course).status == 0
    assert canned.ran == ["ann"]
    assert saved(course) == SCORES | {"ann": 60.0}
    assert "middle = 1" in graded_source(course, "ann")


def test_a_submission_that_is_gone_before_it_is_saved(
    course: Course, canned: Canned, capsys: Capture
) -> None:
    canned.before = lambda job: shutil.rmtree(course.submitted(job.student, ASSIGNMENT))
    assert run(capsys, course).status == 0
    assert saved(course) == SCORES


@pytest.mark.parametrize("moment", ["before", "after"])
def test_a_folder_that_vanishes_while_it_is_read_is_no_empty_submission(
    course: Course,
    canned: Canned,
    capsys: Capture,
    monkeypatch: pytest.MonkeyPatch,
    moment: str,
) -> None:
    read = work.read_files
    gone = course.submitted("bob", ASSIGNMENT)

    def reading(folder: Path, ignored: frozenset[str]) -> tuple[dict[str, bytes], list[str]]:
        if folder == gone and moment == "before":
            os.rename(gone, course.root / "gone")
        found = read(folder, ignored)
        if folder == gone and moment == "after":
            os.rename(gone, course.root / "gone")
        return found

    monkeypatch.setattr(work, "read_files", reading)
    failures = run(capsys, course).failures
    assert list(failures) == ["bob"]
    assert "the submission cannot be read: expected files in" in failures["bob"]
    assert saved(course) == {"ann": 70.0, "cem": 70.0}
    monkeypatch.undo()


def test_an_autograded_folder_that_was_lost_is_written_again(
    course: Course, canned: Canned, capsys: Capture
) -> None:
    assert run(capsys, course).status == 0
    shutil.rmtree(course.autograded("ann", ASSIGNMENT))
    assert run(capsys, course).status == 0
    assert len(canned.ran) == len(SCORES)
    assert "middle = 2.5" in graded_source(course, "ann")
