"""Which known mistake a wrong answer is: said only where hardly anything else can be meant."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from autograder.checks.failure import Message
from autograder.grading.answers import is_telling, same_answer
from autograder.grading.mistakes import KnownMistake
from autograder.grading.outcome import CellResult, NotebookResult
from autograder.grading.outputs import test_outputs

TITLE = "this answer is that of a known mistake"
TITLE_OF_TWO = "this answer is that of two known mistakes together"


def with_names(result: NotebookResult, known: Sequence[KnownMistake]) -> NotebookResult:
    """The result in which messages under wrong answers name the mistake, where it is known.

    A mistake is named under a test if it gives the same wrong answer there, up to rounding, and no
    other known one fits the whole exercise as well. Answers that many mistakes give (None, an
    exception, a lone True) are enough only where everything in the exercise is the same.
    """
    given = {cell.grade_id: dict(cell.answers) for cell in result.cells}
    failed = {c.grade_id for c in result.cells if c.answers and c.status in ("failed", "partial")}
    cells = []
    for cell in result.cells:
        found = _best(cell, given, known) if cell.grade_id in failed else None
        cells.append(_named(cell, found) if found else cell)
    if all(old is new for old, new in zip(result.cells, cells, strict=True)):
        return result
    notebook = _with_outputs(result.notebook, cells)
    return replace(result, cells=tuple(cells), notebook=notebook)


def _best(
    cell: CellResult, given: dict[str, dict[int, str]], known: Sequence[KnownMistake]
) -> KnownMistake | None:
    """The mistake that explains the answers of a cell, or None if none or several do."""
    ranked = []
    for mistake in known:
        equal = _equal(mistake, cell)
        if not equal or len(mistake.mistakes) > 1 and len(equal) < len(cell.answers):
            continue
        differences = _differences(mistake, given)
        if any(is_telling(answer) for answer in equal) or not differences:
            ranked.append(((differences, len(mistake.mistakes)), mistake))
    ranked.sort(key=lambda pair: pair[0])
    if not ranked or len(ranked) > 1 and ranked[0][0] == ranked[1][0]:
        return None
    best = ranked[0][1]
    alone = [one for one in known if len(one.mistakes) == 1 and one.mistakes[0] in best.mistakes]
    enough = [one for one in alone if len(_equal(one, cell)) == len(cell.answers)]
    return enough[0] if len(enough) == 1 else best


def _equal(mistake: KnownMistake, cell: CellResult) -> list[str]:
    """The answers of a cell that are the mistake's, too."""
    here = mistake.answers.get(cell.grade_id) or {}
    return [a for line, a in cell.answers if line in here and same_answer(a, here[line])]


def _differences(mistake: KnownMistake, given: dict[str, dict[int, str]]) -> int:
    """How many statements of the mistake's tests end otherwise than the student's."""
    count = 0
    for name, expected in mistake.answers.items():
        answers = given.get(name, {})
        for line in {*expected, *answers}:
            both = line in expected and line in answers
            count += not (both and same_answer(answers[line], expected[line]))
    return count


def _named(cell: CellResult, found: KnownMistake) -> CellResult:
    rows = []
    for mistake in found.mistakes:
        rows += [("the mistake", f"“{mistake.words}”"), ("remember", mistake.hint)]
    title = TITLE if len(found.mistakes) == 1 else TITLE_OF_TWO
    message = f"{cell.message}\n\n{Message(title, tuple(rows))}"
    names = tuple(mistake.name for mistake in found.mistakes)
    return replace(cell, message=message, mistakes=names)


def _with_outputs(notebook: Any, results: Sequence[CellResult]) -> dict[str, Any]:
    by_id = {result.grade_id: result for result in results if result.mistakes}

    def renewed(cell: dict[str, Any]) -> dict[str, Any]:
        name = cell["metadata"].get("nbgrader", {}).get("grade_id")
        known = name in by_id and cell["cell_type"] == "code" and "outputs" in cell
        return {**cell, "outputs": test_outputs(by_id[name])} if known else cell

    return {**notebook, "cells": [renewed(cell) for cell in notebook["cells"]]}
