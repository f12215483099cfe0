"""A full disk: the run says which it is, grades nobody wrongly, and goes on when there is room."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from pathlib import Path

import pytest
from canned import Canned
from disks import fill
from troubled_course import SCORES, run, saved

from autograder.course import Course, open_course

Capture = pytest.CaptureFixture[str]
Disk = Callable[[str, str], Path]


def moved(course: Course, disk: Path) -> Course:
    """The course on another disk."""
    shutil.copytree(course.root, disk / "course")
    return open_course(disk / "course")


def test_a_disk_that_is_full_from_the_start(
    course: Course, canned: Canned, capsys: Capture, small_disk: Disk
) -> None:
    disk = small_disk("disk", "3M")
    course = moved(course, disk)
    ballast = fill(disk)
    assert "make room on the disk" in run(capsys, course).sentence
    assert canned.ran == []
    ballast.unlink()
    assert run(capsys, course).status == 0
    assert saved(course) == SCORES


def test_no_room_for_a_backup(
    course: Course, canned: Canned, capsys: Capture, small_disk: Disk
) -> None:
    (course.state / "backups").mkdir(parents=True)
    disk = small_disk("course/.autograder/backups", "64K")
    sentence = run(capsys, course).sentence
    assert f"could not be backed up: expected room for a copy in {disk}" in sentence
    assert "make room on the disk" in sentence
    assert os.listdir(disk) == []
    assert canned.ran == []


def test_no_room_for_results(
    course: Course, canned: Canned, capsys: Capture, small_disk: Disk
) -> None:
    shutil.rmtree(course.state / "results", ignore_errors=True)
    (course.state / "results").mkdir(parents=True)
    disk = small_disk("course/.autograder/results", "256K")
    ballasts: list[Path] = []
    canned.before = lambda job: ballasts or ballasts.append(fill(disk))
    failures = run(capsys, course).failures
    assert set(failures) == set(SCORES)
    assert f"the result could not be kept: expected a disk to write at {disk}" in failures["ann"]
    assert saved(course) == {}
    ballasts[0].unlink()
    canned.before = lambda job: None
    assert run(capsys, course).status == 0
    assert saved(course) == SCORES
    assert not list(course.state.rglob(".part-*"))


def test_no_room_for_graded_notebooks(
    course: Course, canned: Canned, capsys: Capture, small_disk: Disk
) -> None:
    (course.root / "autograded").mkdir()
    disk = small_disk("course/autograded", "256K")
    ballast = fill(disk)
    failures = run(capsys, course).failures
    assert set(failures) == set(SCORES)
    assert "a1 of ann could not be saved: expected a disk to write at" in failures["ann"]
    assert set(saved(course).values()) <= {0.0}
    assert not list(course.state.glob("saving-*"))
    ballast.unlink()
    assert run(capsys, course).status == 0
    assert len(canned.ran) == len(SCORES)
    assert saved(course) == SCORES


def test_no_room_for_the_gradebook(
    course: Course, canned: Canned, capsys: Capture, small_disk: Disk
) -> None:
    disk = small_disk("disk", "1M")
    shutil.move(course.database, disk / "gradebook.db")
    config = course.root / "nbgrader_config.py"
    url = f"sqlite:///{disk / 'gradebook.db'}"
    config.write_text(f'{config.read_text()}\nc.CourseDirectory.db_url = "{url}"\n')
    course = open_course(course.root)
    ballasts: list[Path] = []
    canned.before = lambda job: ballasts or ballasts.append(fill(disk))
    failures = run(capsys, course).failures
    assert "“database or disk is full”; make room on the disk" in failures["ann"]
    assert not course.autograded("ann", "a1").exists()
    ballasts[0].unlink()
    assert run(capsys, course).status == 0
    assert len(canned.ran) == len(SCORES)
    assert saved(course) == SCORES
