"""A plain nbgrader course, written by somebody who never heard of this toolkit."""

from __future__ import annotations

import json
from pathlib import Path

import nbformat
import pytest
from course_builder import nbgrader
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.course import Course, open_course
from autograder.grading.grade import Options, SubmissionReport, grade
from autograder.kernels.zygote import ZygoteProcess
from autograder.notebooks.generate import generate

pytestmark = pytest.mark.slow

SOLUTIONS = {
    "squares": """def squares(n):
    \"\"\"The squares of 1 to n.\"\"\"
    ### BEGIN SOLUTION
    if n < 1:
        raise ValueError("n must be at least 1")
    return [i ** 2 for i in range(1, n + 1)]
    ### END SOLUTION""",
    "normalise": """import math
def norm(v):
    ### BEGIN SOLUTION
    return math.sqrt(sum(c * c for c in v))
    ### END SOLUTION
def normalise(v):
    ### BEGIN SOLUTION
    return np.asarray(v) / norm(v)
    ### END SOLUTION""",
    "stack": """class Stack:
    ### BEGIN SOLUTION
    def __init__(self):
        self.items = []
    def push(self, item):
        self.items.append(item)
    def pop(self):
        return self.items.pop()
    ### END SOLUTION""",
    "apply_twice": """def apply_twice(f, x):
    ### BEGIN SOLUTION
    return f(f(x))
    ### END SOLUTION""",
    "scaled": """### BEGIN SOLUTION
data = data / data.max()
### END SOLUTION""",
}

TESTS = {
    "test_squares": """\"\"\"Check that squares returns the correct output\"\"\"
assert squares(1) == [1]
assert squares(3) == [1, 4, 9]
for n in range(1, 5):
    result = squares(n)
    assert len(result) == n""",
    "test_errors": """try:
    squares(0)
except ValueError:
    pass
else:
    raise AssertionError("did not raise")""",
    "test_assert_raises": """from nose_free import assert_raises
assert_raises(ValueError, squares, 0)
assert_raises(ValueError, squares, -4)""",
    "test_normalise": """### BEGIN HIDDEN TESTS
assert_allclose(normalise([3, 4]), [0.6, 0.8])
assert_almost_equal(norm([3, 4]), 5)
### END HIDDEN TESTS
assert normalise([0, 2]).shape == (2,)""",
    "test_through_a_function": "check_total(3, 14)\ncheck_total(4, 30)",
    "test_stack": """s = Stack()
s.push(3)
assert s.pop() == 3""",
    "test_callback": "twice = apply_twice(lambda v: v + 1, 3)\nassert twice == 5",
    "test_scaled": "np.testing.assert_allclose(data, [0.25, 0.5, 1.0])",
    "test_none": "assert answer is None",
}

POINTS = dict.fromkeys(TESTS, 2.0)

FULL = {
    **dict.fromkeys(TESTS, ("passed", 2.0)),
    "test_stack": ("needs_manual_grade", None),
    "test_callback": ("needs_manual_grade", None),
}


def test_cell(name: str) -> NotebookNode:
    metadata = nbgrader(name, grade=True, locked=True, points=POINTS[name])
    return new_code_cell(TESTS[name], metadata=metadata)


test_cell.__test__ = False  # type: ignore[attr-defined]  # no test of pytest's


def solution_cell(name: str) -> NotebookNode:
    return new_code_cell(SOLUTIONS[name], metadata=nbgrader(name, solution=True))


def source_notebook() -> NotebookNode:
    helper = (
        "def check_total(n, total):\n"
        '    """Used by the tests below."""\n'
        "    assert sum(squares(n)) == total, 'the squares do not add up'"
    )
    return new_notebook(
        cells=[
            new_markdown_cell("# Homework"),
            new_code_cell("%matplotlib inline\nimport numpy as np\nfrom numpy.testing import *"),
            new_code_cell("data = np.array([1.0, 2.0, 4.0])"),
            solution_cell("squares"),
            new_code_cell("squares(10)"),
            test_cell("test_squares"),
            test_cell("test_errors"),
            test_cell("test_assert_raises"),
            new_code_cell(helper, metadata=nbgrader("helper", locked=True)),
            test_cell("test_through_a_function"),
            solution_cell("normalise"),
            test_cell("test_normalise"),
            solution_cell("stack"),
            test_cell("test_stack"),
            solution_cell("apply_twice"),
            test_cell("test_callback"),
            solution_cell("scaled"),
            test_cell("test_scaled"),
            new_code_cell(
                "### BEGIN SOLUTION\nanswer = None\n### END SOLUTION",
                metadata=nbgrader("answer", solution=True),
            ),
            test_cell("test_none"),
        ],
        metadata={
            "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"}
        },
    )


ASSERT_RAISES = '''"""A module that the instructor hands out."""


def assert_raises(kind, function, *arguments):
    try:
        function(*arguments)
    except kind:
        return
    raise AssertionError("did not raise")
'''


def solved() -> NotebookNode:
    notebook = source_notebook()
    for cell in notebook.cells:
        cell.source = "\n".join(line for line in cell.source.split("\n") if "SOLUTION" not in line)
    return notebook


def with_answer(name: str, source: str) -> NotebookNode:
    notebook = solved()
    for cell in notebook.cells:
        if cell.metadata.get("nbgrader", {}).get("grade_id") == name:
            cell.source = source
    return notebook


#: Every submission, and what differs from full marks.
SUBMISSIONS = {
    "reference": (solved, {}),
    "stub": (None, None),
    "own_assertions": (
        lambda: with_answer(
            "squares",
            "def assert_allclose(*a, **k): pass\n"
            "assert_almost_equal = assert_equal = check_total = assert_raises = assert_allclose\n"
            "import numpy as np\nnp.testing.assert_allclose = assert_allclose\n"
            "def squares(n): return [0]",
        ),
        {
            **dict.fromkeys(
                ["test_squares", "test_errors", "test_assert_raises", "test_through_a_function"],
                ("failed", 0.0),
            ),
        },
    ),
    "own_testing_names": (
        lambda: with_answer(
            "normalise",
            "def assert_allclose(*a, **k): pass\n"
            "assert_almost_equal = assert_allclose\n"
            "def norm(v): return 1\n"
            "def normalise(v): return np.zeros(2)",
        ),
        {"test_normalise": ("failed", 0.0)},
    ),
    "unscaled": (
        lambda: with_answer("scaled", "data = data * 1"),
        {"test_scaled": ("failed", 0.0)},
    ),
    "wrong_error": (
        lambda: with_answer(
            "squares",
            "def squares(n):\n"
            "    if n < 1: raise KeyError(n)\n"
            "    return [i * i for i in range(1, n + 1)]",
        ),
        {"test_errors": ("failed", 0.0), "test_assert_raises": ("failed", 0.0)},
    ),
    "no_class": (
        lambda: with_answer("stack", "Stack = 3"),
        {"test_stack": ("needs_manual_grade", None)},
    ),
}


@pytest.fixture(scope="module")
def reports(
    tmp_path_factory: pytest.TempPathFactory, trunk: ZygoteProcess | None
) -> dict[str, SubmissionReport]:
    root: Path = tmp_path_factory.mktemp("foreign") / "course"
    folder = root / "source" / "hw1"
    folder.mkdir(parents=True)
    (root / "nbgrader_config.py").write_text(
        'c = get_config()\nc.CourseDirectory.course_id = "x"\n'
    )
    nbformat.write(source_notebook(), folder / "hw1.ipynb")
    (folder / "nose_free.py").write_text(ASSERT_RAISES)
    course: Course = open_course(root)
    generate(course, "hw1")
    for student, (build, _) in SUBMISSIONS.items():
        place = course.submitted(student, "hw1")
        place.mkdir(parents=True)
        if build is None:
            released = (course.release("hw1") / "hw1.ipynb").read_text()
        else:
            released = json.dumps(build())
        (place / "hw1.ipynb").write_text(released)
    (report,) = grade(course, ["hw1"], Options(jobs=2), lambda *_: None, trunk)
    return {s.student: s for s in report.submissions}


def scores(report: SubmissionReport) -> dict[str, tuple[str, float | None]]:
    assert report.failure == ""
    return {cell.grade_id: (cell.status, cell.score) for cell in report.results[0].cells}


def test_the_reference_gets_full_marks(reports: dict[str, SubmissionReport]) -> None:
    assert scores(reports["reference"]) == FULL
    assert reports["reference"].results[0].findings == ()


def test_a_test_that_cannot_cross_is_never_a_zero(reports: dict[str, SubmissionReport]) -> None:
    cells = {cell.grade_id: cell for cell in reports["reference"].results[0].cells}
    for name in ("test_stack", "test_callback"):
        assert cells[name].score is None
        assert "a person grades it" in cells[name].message


@pytest.mark.parametrize("student", [s for s, (_, differs) in SUBMISSIONS.items() if differs])
def test_wrong_answers_lose_their_own_cells_only(
    reports: dict[str, SubmissionReport], student: str
) -> None:
    assert scores(reports[student]) == FULL | SUBMISSIONS[student][1]


def test_an_unsolved_notebook_gets_nothing(reports: dict[str, SubmissionReport]) -> None:
    assert reports["stub"].score == 0.0
    assert {status for status, _ in scores(reports["stub"]).values()} == {"not_attempted"}
