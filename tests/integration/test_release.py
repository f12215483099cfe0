"""Releases: what is committed is fresh, holds no answers, and a refused release changes nothing."""

from __future__ import annotations

import json
import shutil
from pathlib import Path

import nbformat
import pytest
from answers import ASSIGNMENTS, MARKS, ROOT, leaks, notebook_text, secret_regions

from autograder.course import CourseError, open_course
from autograder.notebooks.generate import generate
from autograder.notebooks.lint import lint
from autograder.notebooks.record import read_notebook, recorded_notebook


@pytest.fixture
def course(tmp_path: Path):
    shutil.copy(ROOT / "nbgrader_config.py", tmp_path)
    shutil.copytree(ROOT / "solutions", tmp_path / "solutions")
    return open_course(tmp_path)


def _files(folder: Path) -> dict[str, bytes]:
    return {
        p.relative_to(folder).as_posix(): p.read_bytes() for p in folder.rglob("*") if p.is_file()
    }


def _edit(path: Path, change) -> None:
    notebook = nbformat.read(path, as_version=4)
    change(notebook)
    nbformat.write(notebook, path)


def _cell(notebook, grade_id: str):
    return next(
        c for c in notebook.cells if c.metadata.get("nbgrader", {}).get("grade_id") == grade_id
    )


def test_committed_student_versions_are_fresh(course) -> None:
    for assignment in ASSIGNMENTS:
        generate(course, assignment)
    assert _files(course.root / "assignments") == _files(ROOT / "assignments"), (
        "assignments/ is stale: run `make release`"
    )


def test_a_second_release_changes_nothing(course) -> None:
    assert generate(course, ASSIGNMENTS[0]) is True
    before = _files(course.root / "assignments")
    assert generate(course, ASSIGNMENTS[0]) is False
    assert _files(course.root / "assignments") == before


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_students_get_no_answer(assignment: str) -> None:
    released = next((ROOT / "assignments" / assignment).glob("*.ipynb")).read_text("utf-8")
    assert not MARKS.search(released)
    assert leaks(secret_regions(assignment), notebook_text(released)) == []


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_the_solutions_are_clean(course, assignment: str) -> None:
    path = next(course.source(assignment).glob("*.ipynb"))
    record = recorded_notebook(course, assignment, path)
    assert [str(c) for c in lint([record], [read_notebook(path)])] == []


def _complaints(course, change) -> list[str]:
    path = next(course.source("06_convolution").glob("*.ipynb"))
    _edit(path, change)
    record = recorded_notebook(course, "06_convolution", path)
    return [str(c) for c in lint([record], [read_notebook(path)])]


def _set_source(grade_id: str, source: str):
    def change(notebook) -> None:
        _cell(notebook, grade_id).source = source

    return change


def _set_points(notebook) -> None:
    _cell(notebook, "test_corr2d_shape").metadata.nbgrader.points = 50


def _duplicate(notebook) -> None:
    notebook.cells.append(nbformat.from_dict(json.loads(json.dumps(_cell(notebook, "setup")))))


def _leave_outputs(notebook) -> None:
    _cell(notebook, "setup").outputs = [nbformat.v4.new_output("stream", text="left")]


def _unmark(notebook) -> None:
    cell = _cell(notebook, "corr2d")
    cell.source = cell.source.replace("### BEGIN SOLUTION", "").replace("### END SOLUTION", "")


def _unknown_option(notebook) -> None:
    _cell(notebook, "test_corr2d_shape").metadata.autograder.depends_on = ["nothing"]


@pytest.mark.parametrize(
    ("change", "text"),
    [
        (_set_points, "the points sum to"),
        (_leave_outputs, "outputs are left over"),
        (_unmark, "an unmarked solution"),
        (_unknown_option, "which is no exercise"),
        (
            _set_source(
                "test_corr2d_shape",
                "### BEGIN HIDDEN TESTS\nassert corr2d is not None\n### END HIDDEN TESTS",
            ),
            "only hidden tests",
        ),
        (_set_source("test_corr2d_shape", "%matplotlib inline\nassert True"), "magics"),
        (_set_source("test_corr2d_shape", "assert nothing_at_all"), "`nothing_at_all` is bound"),
        (_set_source("test_corr2d_shape", "corr2d = 3\nassert corr2d"), "which is the student's"),
        (_set_source("test_corr2d_shape", "assert ("), "is not Python"),
        (_set_source("setup", "from numpy import *"), "hides which names are meant"),
    ],
)
def test_lint_refuses(course, change, text: str) -> None:
    found = _complaints(course, change)
    assert any(text in complaint for complaint in found), found


def test_a_repeated_id_is_named(course) -> None:
    with pytest.raises(CourseError, match="the grade_id `setup` stands 2 times"):
        _complaints(course, _duplicate)


def test_lint_refuses_functions_that_do_not_say_their_side(course) -> None:
    def change(notebook) -> None:
        cell = nbformat.v4.new_code_cell("def helper(x):\n    return corr2d(x, x)", id="helper")
        cell.metadata["nbgrader"] = {
            "grade": False, "solution": False, "locked": True, "task": False,
            "grade_id": "helper", "schema_version": 3,
        }  # fmt: skip
        at = notebook.cells.index(_cell(notebook, "test_corr2d_shape"))
        notebook.cells.insert(at, cell)

    assert any("mark it @student_side" in complaint for complaint in _complaints(course, change))


def test_a_refused_release_changes_nothing(course) -> None:
    """With submissions in the gradebook nbgrader refuses new cells, and deletes the release."""
    generate(course, "06_convolution")
    with course.gradebook() as gradebook:
        gradebook.add_student("ada")
        gradebook.add_submission("06_convolution", "ada")
    released = _files(course.root / "assignments")
    record = (course.root / "gradebook.db").read_bytes()
    path = next(course.source("06_convolution").glob("*.ipynb"))

    def rename(notebook) -> None:
        _cell(notebook, "corr2d").metadata.nbgrader.grade_id = "renamed"

    _edit(path, rename)
    with pytest.raises(CourseError, match="there are submissions"):
        generate(course, "06_convolution")
    assert _files(course.root / "assignments") == released
    assert (course.root / "gradebook.db").read_bytes() == record
