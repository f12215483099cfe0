"""A course with one assignment, `a1`, whose notebook is `arrays.ipynb`."""

from __future__ import annotations

from pathlib import Path

import pytest

from autograder.course import Course, open_course

from .zips import NOTEBOOK


@pytest.fixture
def course(tmp_path: Path) -> Course:
    root = tmp_path / "course"
    for assignment in ("a1", "a2"):
        folder = root / "source" / assignment
        folder.mkdir(parents=True)
        (folder / "arrays.ipynb").write_bytes(NOTEBOOK)
    (root / "nbgrader_config.py").write_text(
        "c = get_config()\nc.CourseDirectory.course_id = 'x'\n"
    )
    return open_course(root)
