"""A gradebook that cannot be written: said before anything runs, and nothing is lost."""

from __future__ import annotations

import os
import random
import sqlite3
import threading
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest
from canned import Canned
from course_builder import hand_in, honest
from rights import modes_count
from troubled_course import SCORES, run, saved

from autograder.course import Course, open_course

Capture = pytest.CaptureFixture[str]


@contextmanager
def writer(course: Course) -> Iterator[sqlite3.Connection]:
    """Another program in the middle of writing to the gradebook."""
    with closing(sqlite3.connect(course.database, check_same_thread=False)) as other:
        other.execute("BEGIN IMMEDIATE")
        yield other


def impatient(course: Course, seconds: float) -> Course:
    """The course with another time to wait for a locked gradebook; SQLite's own is five seconds."""
    config = course.root / "nbgrader_config.py"
    url = f"sqlite:///{course.database}?timeout={seconds}"
    config.write_text(f'{config.read_text()}\nc.CourseDirectory.db_url = "{url}"\n')
    return open_course(course.root)


@pytest.mark.parametrize("protected", ["file", "folder"])
def test_a_read_only_gradebook_is_said_before_anything_runs(
    course: Course, canned: Canned, capsys: Capture, protected: str
) -> None:
    folder = course.root if protected == "folder" else None
    course.state.mkdir(exist_ok=True)
    path, mode = (folder, 0o555) if folder else (course.database, 0o444)
    os.chmod(path, mode)
    try:
        with modes_count():
            sentence = run(capsys, course).sentence
    finally:
        os.chmod(path, 0o755)
    assert f"The gradebook {course.database} could not be used" in sentence
    assert "let your user" in sentence
    assert canned.ran == []
    assert run(capsys, course).status == 0
    assert saved(course) == SCORES


def test_a_gradebook_on_a_read_only_disk(
    course: Course, canned: Canned, capsys: Capture, mount: Callable[..., None]
) -> None:
    folder = course.root / "elsewhere"
    folder.mkdir()
    os.replace(course.database, folder / "gradebook.db")
    config = course.root / "nbgrader_config.py"
    url = f"sqlite:///{folder / 'gradebook.db'}"
    config.write_text(f'{config.read_text()}\nc.CourseDirectory.db_url = "{url}"\n')
    course = open_course(course.root)
    mount(folder, "--bind", str(folder))
    mount(folder, "-o", "remount,bind,ro")
    assert "readonly database" in run(capsys, course).sentence
    assert canned.ran == []


def test_a_gradebook_that_stays_locked(course: Course, canned: Canned, capsys: Capture) -> None:
    course = impatient(course, 0.1)
    with writer(course):
        sentence = run(capsys, course).sentence
    assert "“database is locked”; another program is writing to it" in sentence
    assert canned.ran == []


def test_a_gradebook_that_is_locked_for_a_moment(
    course: Course, canned: Canned, capsys: Capture
) -> None:
    with writer(course) as other:
        release = threading.Timer(0.3, other.rollback)
        release.start()
        assert run(capsys, course).status == 0
        release.join()
    assert saved(course) == SCORES


def test_a_gradebook_that_is_locked_while_notebooks_run(
    course: Course, canned: Canned, capsys: Capture
) -> None:
    course = impatient(course, 0.1)
    others = []

    def lock(job: object) -> None:
        if not others:
            others.append(sqlite3.connect(course.database))
            others[0].execute("BEGIN IMMEDIATE")

    canned.before = lock
    failures = run(capsys, course).failures
    others[0].close()
    assert set(failures) == set(SCORES)
    assert "database is locked" in failures["ann"]
    assert run(capsys, course).status == 0
    assert len(canned.ran) == len(SCORES)  # the results were kept, and only had to be saved
    assert saved(course) == SCORES


@pytest.mark.parametrize("damage", ["text", "random", "cut off"])
def test_a_gradebook_that_is_none(
    course: Course, canned: Canned, capsys: Capture, damage: str
) -> None:
    whole = course.database.read_bytes()
    broken = {
        "text": b"<html>502 Bad Gateway</html>" * 100,
        "random": random.Random(1).randbytes(20_000),
        "cut off": whole[: len(whole) // 3],
    }[damage]
    course.database.write_bytes(broken)
    sentence = run(capsys, course).sentence
    assert "put the newest copy from .autograder/backups in its place" in sentence
    assert course.database.read_bytes() == broken
    course.database.write_bytes(whole)
    assert run(capsys, course).status == 0
    assert saved(course) == SCORES


def test_a_gradebook_of_another_version_of_nbgrader(
    course: Course, canned: Canned, capsys: Capture
) -> None:
    with closing(sqlite3.connect(course.database)) as database:
        database.execute("ALTER TABLE submitted_notebook DROP COLUMN late_submission_penalty")
        database.execute("UPDATE alembic_version SET version_num = '50a4d84c131a'")
        database.commit()
    failures = run(capsys, course).failures
    assert "run `nbgrader db upgrade`" in failures["ann"]


def test_the_newest_backup_is_what_stood_there_before(
    course: Course, canned: Canned, capsys: Capture
) -> None:
    """What the advice about a broken gradebook leads to."""
    assert run(capsys, course).status == 0
    hand_in(course, "ann", honest(course, middle="middle = 1"))
    assert run(capsys, course).status == 0
    Path(course.state / "backups" / "gradebook-old.db").write_bytes(b"a copy by hand")
    newest = max(course.state.glob("backups/gradebook-0*.db"))
    course.database.write_bytes(newest.read_bytes())
    assert saved(course) == SCORES
    assert run(capsys, course, "--force").status == 0
    assert saved(course) == SCORES | {"ann": 60.0}
