"""The engine behind stock nbgrader: the same scores, and without the package no code runs."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest
from course_builder import ASSIGNMENT, NOTEBOOK, build_course, hand_in, honest
from nbgrader.api import Gradebook

from autograder.course import Course, open_course
from autograder.grading.grade import Options, grade
from autograder.sandbox.tiers import VARIABLE

pytestmark = pytest.mark.slow

LINE = 'c.Autograde.exporter_class = "autograder.adoption.EngineExporter"\n'


def _nbgrader(
    course: Course, *arguments: str, **variables: str
) -> subprocess.CompletedProcess[str]:
    folder = os.path.dirname(sys.executable)
    environment = os.environ | {"PATH": f"{folder}{os.pathsep}{os.environ['PATH']}"} | variables
    return subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=course.root,
        env=environment,
        capture_output=True,
        text=True,
        timeout=300,
    )


def _scores(course: Course) -> dict[str, dict[str, float | None]]:
    with Gradebook(course.directory.db_url) as gradebook:
        return {
            student.id: {
                g.name: g.auto_score
                for g in gradebook.find_submission_notebook(NOTEBOOK, ASSIGNMENT, student.id).grades
            }
            for student in gradebook.students
        }


@pytest.fixture
def course(tmp_path: Path) -> Course:
    course = build_course(tmp_path / "course")
    config = course.root / "nbgrader_config.py"
    config.write_text(config.read_text() + LINE)
    patched = "import numpy as np\nnp.testing.assert_allclose = lambda *a, **k: None\ncounts = 0"
    wrong = "def double(x):\n    return x + 1"
    hand_in(course, "ada", honest(course))
    hand_in(course, "bob", honest(course, double=wrong, counts=patched))
    (hand_in(course, "zoe", honest(course)) / f"{NOTEBOOK}.ipynb").write_text("{ broken")
    return open_course(course.root)


@pytest.fixture
def mark(course: Course, tmp_path: Path) -> Path:
    """A file that the code of a student called eve makes."""
    mark = tmp_path / "mark"
    hand_in(course, "eve", honest(course, middle=f"open({str(mark)!r}, 'w').close()\nmiddle = 2.5"))
    return mark


def test_stock_autograde_gives_the_scores_of_our_own_command(course: Course) -> None:
    done = _nbgrader(course, "autograde", ASSIGNMENT)
    assert done.returncode == 0, done.stderr
    stock = _scores(course)
    grade(course, [ASSIGNMENT], Options(jobs=2, force=True), lambda *_: None)
    assert _scores(course) == stock
    assert stock["ada"]["test_double"] == 20.0
    assert stock["bob"]["test_double"] == 0.0
    assert stock["bob"]["test_counts"] == 0.0
    assert set(stock["zoe"].values()) <= {0.0, None}


def test_a_known_result_runs_nothing_again(
    course: Course, mark: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(VARIABLE, "none")  # in a sandbox nobody could leave a mark
    grade(course, [ASSIGNMENT], Options(jobs=2), lambda *_: None)
    mark.unlink()
    done = _nbgrader(course, "autograde", ASSIGNMENT, "--force")
    assert done.returncode == 0, done.stderr
    assert not mark.exists()


def test_applied_twice_is_harmless(course: Course) -> None:
    config = course.root / "nbgrader_config.py"
    config.write_text(config.read_text() + LINE + LINE)
    assert _nbgrader(course, "autograde", ASSIGNMENT, "--student", "ada").returncode == 0
    assert _scores(course)["ada"]["test_double"] == 20.0


def test_without_the_package_no_student_code_runs(
    course: Course, mark: Path, tmp_path: Path
) -> None:
    """The import fails closed: nbgrader stops before it looks at a submission."""
    blocker = tmp_path / "blocker"
    blocker.mkdir()
    (blocker / "sitecustomize.py").write_text(
        "import sys\nsys.modules['autograder'] = sys.modules['autograder.adoption'] = None\n"
    )
    done = _nbgrader(course, "autograde", ASSIGNMENT, PYTHONPATH=str(blocker))
    assert done.returncode != 0
    assert not mark.exists()
    assert not (course.root / "autograded").exists()


def test_copies_made_through_links_are_removed(course: Course, tmp_path: Path) -> None:
    """nbgrader copies a link's target before the exporter is asked."""
    secret = tmp_path / "secret.txt"
    secret.write_text("a teacher's secret")
    submitted = course.submitted("ada", ASSIGNMENT)
    (submitted / "notes.txt").symlink_to(secret)
    assert _nbgrader(course, "autograde", ASSIGNMENT, "--student", "ada").returncode == 0
    left = [p for p in (course.root / "autograded").rglob("*") if p.is_file()]
    assert left
    assert not any("secret" in p.read_text(errors="replace") for p in left if p.suffix == ".txt")


def test_formgraders_button_grades_inside_a_running_event_loop(course: Course) -> None:
    """formgrader calls nbgrader's API from a handler of its server."""
    import asyncio

    from nbgrader.apps.api import NbGraderAPI

    async def press() -> dict:
        return NbGraderAPI(course.directory, config=course.config).autograde(ASSIGNMENT, "bob")

    answer = asyncio.run(press())
    assert answer["success"], answer
    assert _scores(course)["bob"]["test_double"] == 0.0
    assert _scores(course)["bob"]["test_middle"] == 10.0
