"""Build the sample class: eight invented students hand in work made from the solutions.

Usage: python demo/sample_class.py FOLDER

FOLDER becomes an nbgrader course of its own, with `source` and `submitted`; it is rebuilt from
nothing every time, except for what grading has left there (the gradebook and the known results).
"""

from __future__ import annotations

import json
import shutil
import sys
from collections.abc import Callable
from pathlib import Path

import nbformat
from nbformat import NotebookNode

from autograder.course import Course, open_course
from autograder.notebooks.delimiters import Delimiters, released_source
from autograder.notebooks.misconceptions import (
    read_misconceptions,
    with_mistakes,
    without_solutions,
)
from autograder.notebooks.record import recorded_notebook

ROOT = Path(__file__).resolve().parents[1]
CONFIG = '''"""The sample class: a course folder as nbgrader expects it."""

c = get_config()

c.CourseDirectory.course_id = "sample"
c.ClearSolutions.code_stub = {"python": "# YOUR CODE HERE"}
'''


class SampleClass:
    """The submissions of one assignment, built from its reference notebook."""

    def __init__(self, course: Course, assignment: str) -> None:
        self.course = course
        self.assignment = assignment
        self.path = next(course.source(assignment).glob("*.ipynb"))
        self.reference = nbformat.read(self.path, as_version=4)
        record = recorded_notebook(course, assignment, self.path)
        self.stubs = {cell.grade_id: cell.source for cell in record.cells}
        self.mistakes = read_misconceptions(ROOT / "misconceptions" / assignment)
        self.exercises = list(dict.fromkeys(m.exercise for m in self.mistakes))

    def submissions(self) -> dict[str, Callable[[], bytes]]:
        """What each student hands in."""
        last_two = self.exercises[-2:]
        return {
            "ada": lambda: _bytes(self.reference),
            "blaise": lambda: _bytes(with_mistakes(self.reference, self.mistakes[:1])),
            "carl": lambda: _bytes(self._one_mistake_per_exercise()),
            "dorothy": lambda: _bytes(without_solutions(self.reference, self.stubs, last_two)),
            "emmy": lambda: _bytes(without_solutions(self.reference, self.stubs)),
            "florence": lambda: _bytes(self._tests_deleted_and_solution_crashing()),
            "grace": lambda: _bytes(self.reference)[: len(_bytes(self.reference)) // 2],
            "henri": lambda: _bytes(self._fools_the_tests()),
        }

    def _one_mistake_per_exercise(self) -> NotebookNode:
        first = {mistake.exercise: mistake for mistake in reversed(self.mistakes)}
        return with_mistakes(self.reference, list(first.values()))

    def _tests_deleted_and_solution_crashing(self) -> NotebookNode:
        notebook = nbformat.from_dict(json.loads(json.dumps(self.reference)))
        solution = next(c for c in notebook.cells if _nbgrader(c).get("solution"))
        solution.source += "\nprint(1 / 0)"
        notebook.cells = [c for c in notebook.cells if not _nbgrader(c).get("grade")]
        return notebook

    def _fools_the_tests(self) -> NotebookNode:
        """Nothing solved, but everything patched that a test inside this process would trust."""
        notebook = without_solutions(self.reference, self.stubs)
        trick = nbformat.v4.new_code_cell(
            "import numpy as np\n"
            "import autograder.checks as checks\n"
            "for name in checks.__all__:\n"
            "    setattr(checks, name, lambda *args, **kwargs: None)\n"
            "np.testing.assert_allclose = np.allclose = lambda *args, **kwargs: True\n"
            "get_ipython().showtraceback = lambda *args, **kwargs: None"
        )
        notebook.cells.insert(0, trick)
        return notebook


def build(folder: Path) -> None:
    """Build the course folder of the sample class."""
    for name in ("source", "submitted", "misconceptions"):
        shutil.rmtree(folder / name, ignore_errors=True)
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "nbgrader_config.py").write_text(CONFIG)
    for source in sorted(p for p in (ROOT / "solutions").iterdir() if p.is_dir()):
        shutil.copytree(source, folder / "source" / source.name)
        mistakes = ROOT / "misconceptions" / source.name
        shutil.copytree(mistakes, folder / "misconceptions" / source.name)
    course = open_course(folder)
    for assignment in course.assignments():
        sample = SampleClass(course, assignment)
        for student, notebook in sample.submissions().items():
            place = course.submitted(student, assignment)
            place.mkdir(parents=True)
            (place / sample.path.name).write_bytes(notebook())
        print(f"{assignment}: {len(sample.submissions())} submissions in {folder}")


def _nbgrader(cell: NotebookNode) -> NotebookNode:
    return cell.metadata.get("nbgrader", {})


def _bytes(notebook: NotebookNode) -> bytes:
    """The notebook as a student has it: no hidden tests, no mark scheme, no solution marks."""
    handed_in = nbformat.from_dict(json.loads(json.dumps(notebook)))
    for cell in handed_in.cells:
        lines = released_source(cell.source, Delimiters()).split("\n")
        marks = ("### BEGIN SOLUTION", "### END SOLUTION")
        cell.source = "\n".join(line for line in lines if line.strip() not in marks)
    return nbformat.writes(handed_in).encode()


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("Usage: python demo/sample_class.py FOLDER")
    build(Path(sys.argv[1]))
