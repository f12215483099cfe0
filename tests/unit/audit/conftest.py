"""A course of one assignment, two exercises, a question and two mistakes, all in a few cells."""

from __future__ import annotations

from pathlib import Path

import nbformat
import pytest
from nbformat.v4 import new_code_cell, new_markdown_cell, new_notebook

from autograder.course import Course, open_course

INVENTORY = """
[lectures.S0]
title = "The first lecture"
about = "halves and doubles"

[items]
"S0.1" = "Doubling | twice as much"
"S0.2" = "Halving"
"S0.3" = "Nothing"

[errata.E1]
lecture = "S0"
place = "L7"
title = "A sum"
says = "1 + 1 = 3"
right = "2"
why = "Count."

[errata.E2]
lecture = "S0"
place = "L9"
title = "A product"
says = "2 · 2 = 5"
right = "4"
why = "Count."
further = true
"""

CHOICE = """options = ["a", "b", "c"]
check_choice(answer_half, options)
check_choice(answer_half, options, right="a", reasons={"b": "No.", "c": "Never."})"""

MISTAKE = '''"""I did it {words}.

costs: {costs}
hint: look again.
"""
def double(x):
    return x
'''

ERRATA_TEST = "def test_e1_sum() -> None:\n    assert 1 + 1 == 2 != 3\n"


def _cell(source: str, grade_id: str, exercise: str, covers: list[str]) -> nbformat.NotebookNode:
    nbgrader = {"grade": True, "solution": False, "locked": True, "points": 1, "schema_version": 3}
    options = {"exercise": exercise, "covers": covers}
    metadata = {"nbgrader": {**nbgrader, "grade_id": grade_id}, "autograder": options}
    return new_code_cell(source, id=grade_id, metadata=metadata)


@pytest.fixture
def course(tmp_path: Path) -> Course:
    """S0.1 has an exercise with two mistakes, S0.2 a question, E1 an exercise; S0.3 has nothing."""
    notebook = new_notebook(metadata={"autograder": {"format": 1, "title": "Twice"}})
    notebook.cells = [
        new_markdown_cell("# Twice\n\n## 1 · Two of each: `double` (5 of the 10 points)", id="one"),
        _cell("check(double(2) == 4)", "test_double", "double", ["S0.1", "E1"]),
        _cell("check(double(0) == 0)", "test_zero", "double", ["S0.1"]),
        new_markdown_cell("## 2 · Questions\n\n```\n# no heading\n```", id="two"),
        _cell(CHOICE, "test_half", "concepts", ["S0.2"]),
    ]
    folder = tmp_path / "source" / "01_twice"
    folder.mkdir(parents=True)
    nbformat.write(notebook, folder / "01_twice.ipynb")
    mistakes = tmp_path / "misconceptions" / "01_twice"
    mistakes.mkdir(parents=True)
    for name, costs in (("once", "test_double, test_zero"), ("never", "test_zero")):
        text = MISTAKE.format(words=name, costs=costs)
        (mistakes / f"double__{name}.py").write_text(text, "utf-8")
    tests = tmp_path / "tests" / "errata"
    tests.mkdir(parents=True)
    (tests / "test_s0.py").write_text(
        ERRATA_TEST + "\n\n" + ERRATA_TEST.replace("e1_sum", "e2_product"), "utf-8"
    )
    (tmp_path / "docs").mkdir()
    (tmp_path / "docs" / "inventory.toml").write_text(INVENTORY, "utf-8")
    return open_course(tmp_path)
