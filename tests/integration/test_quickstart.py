"""The engine on the course that `nbgrader quickstart` makes."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

from autograder.audit.doctor import examine_course
from autograder.course import Course, open_course
from autograder.grading.grade import Options, grade
from autograder.kernels.zygote import ZygoteProcess

pytestmark = pytest.mark.slow

#: It deletes the student's `squares` and expects a NameError: no grader outside could do that.
DELETES = "sum_of_squares_uses_squares"


def _nbgrader(folder: Path, *arguments: str) -> None:
    path = f"{os.path.dirname(sys.executable)}{os.pathsep}{os.environ['PATH']}"
    subprocess.run(
        [sys.executable, "-m", "nbgrader", *arguments],
        cwd=folder,
        env=os.environ | {"PATH": path},
        check=True,
        capture_output=True,
    )


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    folder = tmp_path_factory.mktemp("quickstart")
    _nbgrader(folder, "quickstart", "course101")
    root = folder / "course101"
    _nbgrader(root, "generate_assignment", "ps1")
    for student, step in (("bitdiddle", "source"), ("hacker", "release")):
        shutil.copytree(root / step / "ps1", root / "submitted" / student / "ps1")
    return open_course(root)


def test_the_reference_keeps_its_points_and_the_stub_gets_none(
    course: Course, trunk: ZygoteProcess | None
) -> None:
    (report,) = grade(course, ["ps1"], Options(jobs=2), lambda *_: None, trunk)
    assert all(not submission.failure for submission in report.submissions)
    scores = {
        s.student: {c.grade_id: (c.status, c.score) for r in s.results for c in r.cells}
        for s in report.submissions
    }
    good, stub = scores["bitdiddle"], scores["hacker"]
    assert good[DELETES] == ("needs_manual_grade", None)
    automatic = ("correct_squares", "squares_invalid_input", "correct_sum_of_squares")
    assert {good[name][0] for name in automatic} == {"passed"}
    assert {stub[name] for name in automatic} == {("not_attempted", 0.0)}


def test_doctor_lists_what_needs_a_person(course: Course) -> None:
    found = {d.subject: d for d in examine_course(course, lambda _: None)}
    assert found["ps1/problem1"].found == "3 of 4 tests pass"
    assert found[f"ps1/problem1: {DELETES}"].verdict == "mind"
    assert "bad" not in {diagnosis.verdict for diagnosis in found.values()}
