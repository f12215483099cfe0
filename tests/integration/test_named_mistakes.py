"""Students' own ways of writing known mistakes, and right answers, in a real assignment."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import pytest

from autograder.course import Course, open_course
from autograder.grading.executors import default_jobs
from autograder.grading.grade import Options, SubmissionReport, grade
from autograder.grading.outcome import CellResult
from autograder.kernels.zygote import ZygoteProcess
from autograder.notebooks.generate import generate
from autograder.notebooks.misconceptions import read_misconceptions

ROOT = Path(__file__).resolve().parents[2]
ASSIGNMENT = "06_convolution"

RIGHT = """import numpy as np

def corr2d(x, k, stride=1, pad=0):
    x = np.pad(np.asarray(x, np.float64), ((pad, pad), (pad, pad)))
    windows = np.lib.stride_tricks.sliding_window_view(x, k.shape)[::stride, ::stride]
    return np.einsum("ijab,ab->ij", windows, k)
"""
ANSWERS = {
    "right": RIGHT,
    "turned": RIGHT.replace('"ijab,ab->ij", windows, k', '"ijab,ab->ij", windows, np.rot90(k, 2)'),
    "no_jump": """import numpy as np

def corr2d(x, k, stride=1, pad=0):
    x = np.pad(np.asarray(x, np.float64), ((pad, pad), (pad, pad)))
    rows = (len(x) - len(k)) // stride + 1
    columns = (len(x[0]) - len(k[0])) // stride + 1
    every = np.lib.stride_tricks.sliding_window_view(x, k.shape)
    return (every * k).sum(axis=(2, 3))[:rows, :columns]
""",
    "both": """import numpy as np

def corr2d(x, k, stride=1, pad=0):
    height, width = x.shape
    framed = np.zeros((height + pad, width + pad))
    framed[pad:, pad:] = x
    every = np.lib.stride_tricks.sliding_window_view(framed, k.shape)
    return (every * k).sum(axis=(2, 3))[:-1:stride, :-1:stride]
""",
    "unknown": RIGHT.replace("windows, k)", "windows, k) ** 1.01"),
}
TURNED, NO_JUMP = "corr2d__kernel_turned", "corr2d__stride_only_in_the_shape"
TOO_FEW, ONE_SIDE = "corr2d__one_window_too_few", "corr2d__padding_on_one_side"

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    """Submissions of assignment 06 in which only `corr2d` is solved, each in another way."""
    folder = tmp_path_factory.mktemp("course")
    shutil.copy(ROOT / "nbgrader_config.py", folder)
    for kind in ("solutions", "misconceptions"):
        shutil.copytree(ROOT / kind / ASSIGNMENT, folder / kind / ASSIGNMENT)
    course = open_course(folder)
    generate(course, ASSIGNMENT)
    path = next(course.release(ASSIGNMENT).glob("*.ipynb"))
    for student, answer in ANSWERS.items():
        notebook = nbformat.read(path, as_version=4)
        next(c for c in notebook.cells if "def corr2d" in c.source).source = answer
        place = course.submitted(student, ASSIGNMENT)
        place.mkdir(parents=True)
        nbformat.write(notebook, place / path.name)
    return course


@pytest.fixture(scope="module")
def reports(course: Course, trunk: ZygoteProcess | None) -> dict[str, SubmissionReport]:
    (report,) = grade(course, [ASSIGNMENT], Options(jobs=default_jobs()), lambda *_: None, trunk)
    return {submission.student: submission for submission in report.submissions}


def _cells(report: SubmissionReport) -> dict[str, CellResult]:
    assert not report.failure
    cells = report.results[0].cells
    return {cell.grade_id: cell for cell in cells if cell.exercise == "corr2d"}


def _words() -> dict[str, str]:
    return {m.name: m.words for m in read_misconceptions(ROOT / "misconceptions" / ASSIGNMENT)}


def test_a_right_answer_in_other_words_has_no_name(reports: dict[str, SubmissionReport]) -> None:
    cells = _cells(reports["right"])
    assert {cell.status for cell in cells.values()} == {"passed", "not_attempted"}
    assert all(cell.status == "passed" for cell in cells.values() if "corr2d" in cell.grade_id)
    assert not any(cell.mistakes for cell in cells.values())


def test_a_mistake_in_other_words_is_named(reports: dict[str, SubmissionReport]) -> None:
    for student, cell, name in (
        ("turned", "test_corr2d_direction", TURNED),
        ("no_jump", "test_corr2d_stride", NO_JUMP),
    ):
        found = _cells(reports[student])[cell]
        assert found.mistakes == (name,), found.message
        assert f"“{_words()[name]}”" in found.message


def test_two_mistakes_at_once_are_both_named(reports: dict[str, SubmissionReport]) -> None:
    cells = _cells(reports["both"])
    assert cells["test_corr2d_shape"].mistakes == (TOO_FEW,)
    found = cells["test_corr2d_pad"]
    assert set(found.mistakes) == {TOO_FEW, ONE_SIDE}, found.message
    assert all(f"“{_words()[name]}”" in found.message for name in (TOO_FEW, ONE_SIDE))


def test_an_unknown_mistake_has_no_name(reports: dict[str, SubmissionReport]) -> None:
    cells = _cells(reports["unknown"])
    assert any(cell.status == "failed" for cell in cells.values())
    assert not any(cell.mistakes for cell in cells.values())


def test_the_graded_notebook_names_it_too(
    course: Course, reports: dict[str, SubmissionReport]
) -> None:
    assert not reports["turned"].failure
    path = next(course.autograded("turned", ASSIGNMENT).glob("*.ipynb"))
    notebook = nbformat.read(path, as_version=4)
    cell = next(c for c in notebook.cells if c.id == "test_corr2d_direction")
    assert any(_words()[TURNED] in "".join(o.get("traceback", [])) for o in cell.outputs)
