"""Work per student does not grow with their number: counted in the database's own steps and files.

`many_students.py` measures a whole course from the command line.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
from canned import Canned
from many_students import Counted, enrol
from troubled_course import run, saved

from autograder.course import Course

Capture = pytest.CaptureFixture[str]

FEW, MANY = 40, 160


def test_work_per_student_does_not_grow(
    course: Course, canned: Canned, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    """New submissions, all again, and a run that finds nothing to do."""
    work: dict[int, list[float]] = {}
    with Counted(monkeypatch) as counted:
        there = len(course.students("a1"))
        for students in (FEW, MANY):
            enrol(course, there, students)
            work[students] = []
            for arguments, number in (((), students - there), (("--force",), students)):
                counted.reset()
                assert run(capsys, course, *arguments).status == 0
                work[students] += [counted.steps / number, counted.files / number]
            counted.reset()
            assert run(capsys, course).status == 0
            work[students] += [counted.steps / students, counted.files / students]
            there = students
    assert len(saved(course)) == MANY
    for few, many in zip(work[FEW], work[MANY], strict=True):
        assert many < 1.1 * few, work


def test_those_who_handed_in_nothing_cost_a_look_each(
    course: Course, monkeypatch: pytest.MonkeyPatch
) -> None:
    students = 10_000
    for number in range(students):
        (course.root / "submitted" / f"n{number}").mkdir()
    looks = []
    look = os.lstat

    def looking(path: str | Path, **more: int | None) -> os.stat_result:
        looks.append(path)
        return look(path, **more)

    monkeypatch.setattr(os, "lstat", looking)
    assert course.students("a1") == ["ann", "bob", "cem"]
    assert len(looks) == students + 3
