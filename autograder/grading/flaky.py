"""Tests that give the same work another score: found when a submission runs again."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any

from autograder.grading.outcome import NotebookResult


def flaky_cells(before: NotebookResult, after: NotebookResult) -> list[str]:
    """The tests whose score differs though nothing that they look at does.

    A test is compared if its own source is the same, and so are all cells that are no tests: the
    student's and the instructor's.

    Returns:
        grade_ids, in the notebook's order.
    """
    tests = {cell.grade_id for cell in (*before.cells, *after.cells)}
    old, new = _sources(before), _sources(after)
    if _others(old, tests) != _others(new, tests):
        return []
    scores = {cell.grade_id: (cell.score, cell.max_score) for cell in before.cells}
    return [
        cell.grade_id
        for cell in after.cells
        if cell.grade_id in scores
        and old.get(cell.grade_id) == new.get(cell.grade_id)
        and scores[cell.grade_id][1] == cell.max_score
        and scores[cell.grade_id][0] != cell.score
    ]


def _sources(result: NotebookResult) -> dict[str, str]:
    """Source by grade_id, or by id for cells that nbgrader does not know."""
    cells: Iterable[Mapping[str, Any]] = result.notebook.get("cells", ())
    return {
        cell["metadata"].get("nbgrader", {}).get("grade_id", cell["id"]): cell["source"]
        for cell in cells
    }


def _others(sources: Mapping[str, str], tests: set[str]) -> dict[str, str]:
    return {name: source for name, source in sources.items() if name not in tests}
