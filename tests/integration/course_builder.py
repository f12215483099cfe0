"""A small nbgrader course in the toolkit's own format, made for the tests of the grading engine.

One notebook, `arrays`: two functions, a number, a dict, an answer in words, a task, and a harness.
The hidden tests use the numbers in SECRETS, which no student may ever read in a message.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import nbformat
from nbformat import NotebookNode
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.course import Course, open_course
from autograder.notebooks.generate import generate
from autograder.notebooks.record import kinds_file, read_records

ASSIGNMENT = "a1"
NOTEBOOK = "arrays"
SECRETS = ("7919", "62710561", "104729")
SECONDS = 3

CONFIG = """
c = get_config()
c.CourseDirectory.course_id = "small"
c.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE"}
"""

KINDS = {
    "double": "callable",
    "sum_squares": "callable",
    "pairs": "callable",
    "middle": "value",
    "counts": "value",
}

DOUBLE = '''def double(x):
    """Twice `x`, an array of any shape."""
    out = ...
    ### BEGIN SOLUTION
    out = 2 * x
    ### END SOLUTION
    return out'''

MIDDLE = """middle = ...
### BEGIN SOLUTION
middle = 2.5
### END SOLUTION"""

COUNTS = """counts = ...
### BEGIN SOLUTION
counts = {"a": 3, "b": 1}
### END SOLUTION"""

SUM_SQUARES = '''def sum_squares(numbers):
    """The sum of the squares of a list of numbers."""
    total = ...
    ### BEGIN SOLUTION
    total = sum(n * n for n in numbers)
    ### END SOLUTION
    return total'''

TEST_DOUBLE_SMALL = """small = np.arange(3.0)
check_array(called(double, small), [0, 2, 4])
### BEGIN HIDDEN TESTS
check_array(called(double, np.array([104729.0])), [209458])
### END HIDDEN TESTS"""

TEST_DOUBLE = """check_array(called(double, np.ones((2, 2))), 2 * np.ones((2, 2)))
### BEGIN HIDDEN TESTS
y = rng().normal(size=(3, 4))
call = called(double, y)
check_array(call, 2 * y, about="two dimensions")
check_unchanged(call)
### END HIDDEN TESTS"""

TEST_MIDDLE = """check_that(middle is not None, "there is a middle")
### BEGIN HIDDEN TESTS
check_number(middle, 2.5, name="middle")
### END HIDDEN TESTS"""

TEST_COUNTS = """assert set(counts) == {"a", "b"}
### BEGIN HIDDEN TESTS
check_equal(counts, {"a": 3, "b": 1}, name="counts")
### END HIDDEN TESTS"""

TEST_SQUARES = """assert sum_squares([1, 2]) == 5
assert sum_squares([3]) == 9
### BEGIN HIDDEN TESTS
assert sum_squares([7919]) == 62710561
for n, squared in zip([1, 2, 7919], map(lambda n: sum_squares([n]), [1, 2, 7919])):
    assert squared == n * n
### END HIDDEN TESTS"""

TEST_PAIRS = """### BEGIN HIDDEN TESTS
check_equal(pairs(3), [0, 1, 4], name="sum_squares")
### END HIDDEN TESTS
check_equal(pairs(1), [0], name="sum_squares")"""

POINTS = {
    "test_double_small": 10.0,
    "test_double": 20.0,
    "test_middle": 10.0,
    "test_counts": 10.0,
    "test_squares": 12.0,
    "test_pairs": 8.0,
    "explain": 15.0,
    "essay": 15.0,
}

ANSWERS = {
    "double": "def double(x):\n    return 2 * x",
    "middle": "middle = 2.5",
    "counts": 'counts = {"a": 3, "b": 1}',
    "sum_squares": "def sum_squares(numbers):\n    return sum(n * n for n in numbers)",
    "explain": "Because doubling is linear.",
}


def nbgrader(grade_id: str, **flags: Any) -> dict[str, Any]:
    """nbgrader's metadata of a cell."""
    default = {"grade": False, "solution": False, "locked": False, "task": False}
    return {"nbgrader": {**default, "schema_version": 3, "grade_id": grade_id, **flags}}


def solution(grade_id: str, source: str) -> NotebookNode:
    metadata = nbgrader(grade_id, solution=True)
    metadata["autograder"] = {"exercise": grade_id, "seconds": SECONDS}
    return new_code_cell(source, id=grade_id, metadata=metadata)


def test(grade_id: str, source: str, exercise: str, **options: Any) -> NotebookNode:
    metadata = nbgrader(grade_id, grade=True, locked=True, points=POINTS[grade_id])
    metadata["autograder"] = {"exercise": exercise, "seconds": SECONDS, **options}
    return new_code_cell(source, id=grade_id, metadata=metadata)


test.__test__ = False  # no test of pytest's


def locked(grade_id: str, source: str) -> NotebookNode:
    metadata = nbgrader(grade_id, locked=True)
    metadata["autograder"] = {"seconds": SECONDS}
    return new_code_cell(source, id=grade_id, metadata=metadata)


def source_notebook() -> NotebookNode:
    """The instructor's notebook."""
    imports = (
        "import numpy as np\n"
        "from autograder.checks import (\n"
        "    called, check_array, check_equal, check_number, check_that, check_unchanged, rng,\n"
        "    student_side,\n)"
    )
    harness = (
        "@student_side\n"
        "def pairs(n):\n"
        '    """The sums of squares of [0], [1], … [n - 1]."""\n'
        "    return [sum_squares([i]) for i in range(n)]"
    )
    essay = (
        "Doubling, an essay: write two sentences.\n\n=== BEGIN MARK SCHEME ===\nThe secret scheme."
        "\n=== END MARK SCHEME ==="
    )
    cells = [
        new_markdown_cell("# Arrays", id="title"),
        locked("setup", imports),
        new_code_cell("factor = 2  # yours to play with", id="play"),
        solution("double", DOUBLE),
        locked("show", "print(double(np.ones(2)))"),
        test("test_double_small", TEST_DOUBLE_SMALL, "double"),
        test("test_double", TEST_DOUBLE, "double"),
        solution("middle", MIDDLE),
        test("test_middle", TEST_MIDDLE, "middle"),
        solution("counts", COUNTS),
        test("test_counts", TEST_COUNTS, "counts"),
        solution("sum_squares", SUM_SQUARES),
        locked("harness", harness),
        test("test_squares", TEST_SQUARES, "sum_squares", partial=True),
        test("test_pairs", TEST_PAIRS, "sum_squares"),
        new_markdown_cell(
            "Write why here.",
            id="explain",
            metadata=nbgrader("explain", grade=True, solution=True, points=POINTS["explain"]),
        ),
        new_markdown_cell(
            essay,
            id="essay",
            metadata=nbgrader("essay", task=True, locked=True, points=POINTS["essay"]),
        ),
    ]
    metadata = {
        "kernelspec": {"name": "python3", "display_name": "Python 3", "language": "python"},
        "autograder": {"format": 1, "title": "Arrays"},
    }
    return new_notebook(cells=cells, metadata=metadata)


def build_course(root: Path, notebook: NotebookNode | None = None) -> Course:
    """Write the course to `root` and release its assignment."""
    folder = root / "source" / ASSIGNMENT
    folder.mkdir(parents=True)
    (root / "nbgrader_config.py").write_text(CONFIG)
    nbformat.write(notebook or source_notebook(), folder / f"{NOTEBOOK}.ipynb")
    (folder / "helpers.py").write_text("WIDTH = 3\n")
    course = open_course(root)
    release(course)
    return course


def release(course: Course) -> None:
    """Release the assignment and record the kinds of the reference's names."""
    generate(course, ASSIGNMENT)
    records = read_records(course, ASSIGNMENT)
    path = kinds_file(course, ASSIGNMENT)
    path.parent.mkdir(parents=True, exist_ok=True)
    kinds = {r.notebook: {"digest": r.digest, "kinds": KINDS} for r in records}
    path.write_text(json.dumps(kinds))


def released(course: Course) -> NotebookNode:
    """The notebook as students get it."""
    return nbformat.read(course.release(ASSIGNMENT) / f"{NOTEBOOK}.ipynb", as_version=4)


def honest(course: Course, **answers: str) -> NotebookNode:
    """The released notebook with right answers in it; `answers` replace some of them."""
    notebook = released(course)
    for cell in notebook.cells:
        if cell.id in ANSWERS | answers:
            cell.source = (ANSWERS | answers)[cell.id]
    notebook.cells.append(new_markdown_cell("Two is the first prime. It is even.", id="own"))
    return notebook


def hand_in(course: Course, student: str, notebook: NotebookNode, name: str = NOTEBOOK) -> Path:
    """Write a submission; returns its folder."""
    folder = course.submitted(student, ASSIGNMENT)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / f"{name}.ipynb").write_text(json.dumps(notebook), encoding="utf-8")
    return folder
