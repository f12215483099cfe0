"""What a test cell says it `covers` is true: a mistake of its exercise costs points there.

That every item of the inventory is covered, and no other, is in tests/unit/audit/test_coverage.py.
"""

from __future__ import annotations

from functools import lru_cache
from pathlib import Path

import pytest

from autograder.audit.coverage import Assignment, read_assignment
from autograder.course import open_course

ROOT = Path(__file__).resolve().parents[3]
ASSIGNMENTS = sorted(path.name for path in (ROOT / "solutions").iterdir() if path.is_dir())


@lru_cache
def assignment(name: str) -> Assignment:
    return read_assignment(open_course(ROOT), name)


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_covers_name_an_id_once(name: str) -> None:
    cells = assignment(name).cells
    assert any(cell.covers for cell in cells)
    assert [c.grade_id for c in cells if len(set(c.covers)) != len(c.covers)] == []


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_a_mistake_costs_points_where_an_id_stands(name: str) -> None:
    """An id counts for an exercise if a mistake costs points in one of its cells that name it.

    A question to choose counts by itself: each of its wrong options is a mistake.
    """
    mistakes = assignment(name).mistakes
    costs = {(mistake.exercise, grade_id) for mistake in mistakes for grade_id in mistake.costs}
    named, counted = set(), set()
    for cell in assignment(name).cells:
        ids = set() if cell.by_hand else {(cell.exercise, i) for i in cell.covers}
        named |= ids
        if cell.question or any((maker, cell.grade_id) in costs for maker in cell.makers):
            counted |= ids
    assert sorted(named - counted) == []


@pytest.mark.parametrize("name", ASSIGNMENTS)
def test_mistakes_cost_only_cells_that_expect_them(name: str) -> None:
    makers = {cell.grade_id: cell.makers for cell in assignment(name).cells if not cell.by_hand}
    for mistake in assignment(name).mistakes:
        strange = [cell for cell in mistake.costs if mistake.exercise not in makers.get(cell, ())]
        assert strange == [], mistake.name
