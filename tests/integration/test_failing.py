"""A run or a save that fails: nothing is written by halves, and nobody else is concerned."""

from __future__ import annotations

import os
import signal
import tempfile
import time
from collections.abc import Iterator
from concurrent.futures import Executor, Future
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path
from typing import Any

import pytest
from course_builder import ASSIGNMENT, hand_in, honest
from graded_course import (
    STUDENT,
    Inline,
    grade_all,
    grades,
    second_answer,
    snapshot,
)

from autograder.course import Course, CourseError
from autograder.grading import runner, saving, workers
from autograder.grading.examining import ExaminerProcess
from autograder.grading.grade import Options, grade
from autograder.kernels.zygote import ZygoteProcess
from autograder.sandbox.limits import Limits
from autograder.sandbox.room import Room, SandboxFailure

pytestmark = pytest.mark.slow


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


def test_a_student_who_is_not_there(course: Course) -> None:
    with pytest.raises(CourseError, match="No submission of a1 by `eve`.*expected one of ann"):
        grade_all(course, student="eve")
