"""What tests that grade a course share: a course that is graded already, a zygote."""

from __future__ import annotations

import functools
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
from autograder.grading.workers import early_trunk
from autograder.kernels.zygote import ZygoteProcess


@pytest.fixture
def inline(monkeypatch: pytest.MonkeyPatch) -> Inline:
    executor = Inline()

    @contextmanager
    def local(*_: Any, **__: Any) -> Iterator[Executor]:
        yield executor

    monkeypatch.setattr(workers, "local_executor", local)
    return executor


@pytest.fixture(scope="session")
def graded_once(tmp_path_factory: pytest.TempPathFactory, trunk: ZygoteProcess | None) -> Course:
    """A course with two notebooks and one graded submission; never changed itself."""
    course = build_course(tmp_path_factory.mktemp("graded") / "course")
    add_second_notebook(course, "assert greeting == 'hello'")
    release(course)
    hand_in(course, STUDENT, honest(course))
    hand_in(course, STUDENT, second_answer(course), "words")
    assert grade_all(course, trunk).score == 80.0
    assert course.autograded(STUDENT, ASSIGNMENT).is_dir()
    return course


@pytest.fixture
def course(graded_once: Course, tmp_path: Path) -> Course:
    """A copy of it, to be changed; tests of other courses have a fixture of their own."""
    shutil.copytree(graded_once.root, tmp_path / "course", symlinks=True)
    return open_course(tmp_path / "course")


@pytest.fixture(scope="session")
def trunk(tmp_path_factory: pytest.TempPathFactory) -> Iterator[ZygoteProcess | None]:
    """A process that has imported Keras, for `grade`: its workers need not import it again."""
    with early_trunk(tmp_path_factory.mktemp("nothing-graded"), ["a1"]) as trunk:
        yield trunk


@pytest.fixture(autouse=True, scope="session")
def _one_answer_of_alembic() -> Iterator[None]:
    """For each new gradebook nbgrader starts alembic, only to ask for the version of its tables."""
    import nbgrader.api

    with pytest.MonkeyPatch.context() as patch:
        asked = functools.cache(nbgrader.api.get_alembic_version)
        patch.setattr(nbgrader.api, "get_alembic_version", asked)
        yield
