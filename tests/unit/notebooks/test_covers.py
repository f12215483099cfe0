"""What a test cell says it `covers` is true: a mistake of its exercise costs points there."""

from __future__ import annotations

import re
from dataclasses import dataclass
from pathlib import Path

import nbformat
import pytest

from autograder.notebooks.misconceptions import read_misconceptions

ROOT = Path(__file__).resolve().parents[3]
ASSIGNMENTS = sorted(path.name for path in (ROOT / "solutions").iterdir() if path.is_dir())
INVENTORY_ID = re.compile(r"S\d\.[1-9]\d*|E[1-9]\d*")
QUESTION = re.compile(r"^check_choice\(", re.MULTILINE)


@dataclass(frozen=True)
class Cell:
    """A test cell: its ids, the exercises whose mistakes may cost it, whether it is a question."""

    grade_id: str
    exercise: str
    depends_on: tuple[str, ...]
    covers: tuple[str, ...]
    asks: bool


def cells_of(assignment: str) -> list[Cell]:
    """The test cells of an assignment, in the order of the notebook."""
    path = next((ROOT / "solutions" / assignment).glob("*.ipynb"))
    return [
        Cell(
            cell.metadata.nbgrader.grade_id,
            options.exercise,
            tuple(options.get("depends_on", ())),
            tuple(options.covers),
            QUESTION.search(cell.source) is not None,
        )
        for cell in nbformat.read(path, as_version=4).cells
        if cell.cell_type == "code" and cell.metadata.get("nbgrader", {}).get("grade")
        for options in (cell.metadata.autograder,)
    ]


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_covers_are_ids_of_the_inventory(assignment: str) -> None:
    cells = cells_of(assignment)
    assert any(cell.covers for cell in cells)
    for cell in cells:
        odd = [i for i in cell.covers if not INVENTORY_ID.fullmatch(i)]
        assert (odd, len(set(cell.covers))) == ([], len(cell.covers)), cell.grade_id


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_a_mistake_costs_points_where_an_id_stands(assignment: str) -> None:
    """An id counts for an exercise if a mistake costs points in one of its cells that name it.

    A question to choose counts by itself: each of its wrong options is a mistake.
    """
    mistakes = read_misconceptions(ROOT / "misconceptions" / assignment)
    costs = {(mistake.exercise, grade_id) for mistake in mistakes for grade_id in mistake.costs}
    named, counted = set(), set()
    for cell in cells_of(assignment):
        ids = {(cell.exercise, i) for i in cell.covers}
        named |= ids
        makers = (cell.exercise, *cell.depends_on)
        if cell.asks or any((maker, cell.grade_id) in costs for maker in makers):
            counted |= ids
    assert sorted(named - counted) == []


@pytest.mark.parametrize("assignment", ASSIGNMENTS)
def test_mistakes_cost_only_cells_that_expect_them(assignment: str) -> None:
    makers = {cell.grade_id: (cell.exercise, *cell.depends_on) for cell in cells_of(assignment)}
    for mistake in read_misconceptions(ROOT / "misconceptions" / assignment):
        strange = [name for name in mistake.costs if mistake.exercise not in makers.get(name, ())]
        assert strange == [], mistake.name
