"""Fixtures of tests that grade a course: one that is graded already, and one that is in trouble."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from concurrent.futures import Executor
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from course_builder import ASSIGNMENT, build_course, hand_in, honest, release
from graded_course import STUDENT, Inline, add_second_notebook, grade_all, second_answer

from autograder.course import Course, open_course
from autograder.grading import workers


@pytest.fixture
def inline(monkeypatch: pytest.MonkeyPatch) -> Inline:
    executor = Inline()

    @contextmanager
    def local(*_: Any, **__: Any) -> Iterator[Executor]:
        yield executor

    monkeypatch.setattr(workers, "local_executor", local)
    return executor


@pytest.fixture(scope="session")
def graded_once(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """A course with two notebooks and one graded submission; never changed itself."""
    course = build_course(tmp_path_factory.mktemp("graded") / "course")
    add_second_notebook(course, "assert greeting == 'hello'")
    release(course)
    hand_in(course, STUDENT, honest(course))
    hand_in(course, STUDENT, second_answer(course), "words")
    assert grade_all(course).score == 80.0
    assert course.autograded(STUDENT, ASSIGNMENT).is_dir()
    return course


@pytest.fixture
def graded(graded_once: Course, tmp_path: Path) -> Course:
    """A copy of it, to be changed."""
    shutil.copytree(graded_once.root, tmp_path / "course", symlinks=True)
    return open_course(tmp_path / "course")
