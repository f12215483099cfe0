"""A wrong answer gets the name of a known mistake only where hardly anything else can be meant."""

from __future__ import annotations

import json

from autograder.grading.mistakes import KnownMistake
from autograder.grading.naming import TITLE, TITLE_OF_TWO, with_names
from autograder.grading.outcome import CellResult, NotebookResult
from autograder.notebooks.misconceptions import Misconception


def answer(number: float, telling: bool = True) -> str:
    return json.dumps(["form", telling, [number]])


def known(answers: dict[str, dict[int, str]], *names: str) -> KnownMistake:
    parts = (Misconception(n, "e", f"I am {n}.", ("t",), f"Not {n}.", "") for n in names)
    return KnownMistake(tuple(parts), answers)


def named(
    answers: dict[str, dict[int, str]], *mistakes: KnownMistake, status: str = "failed"
) -> dict[str, CellResult]:
    """What becomes of a result with these wrong answers."""
    cells = tuple(
        CellResult(name, status, 0.0, 2.0, "wrong value", "", "e", tuple(rows.items()))
        for name, rows in answers.items()
    )
    nodes = [
        {"cell_type": "code", "metadata": {"nbgrader": {"grade_id": name}}, "outputs": []}
        for name in answers
    ]
    result = with_names(NotebookResult("nb", cells, (), {"cells": nodes}), mistakes)
    shown = {
        node["metadata"]["nbgrader"]["grade_id"]: json.dumps(node["outputs"])
        for node in result.notebook["cells"]
    }
    for cell in result.cells:
        assert bool(cell.mistakes) == ("known mistake" in shown[cell.grade_id])
    return {cell.grade_id: cell for cell in result.cells}


A = known({"t": {1: answer(2.5)}, "u": {1: answer(7.5)}}, "a")
B = known({"t": {1: answer(4.5)}, "u": {}}, "b")
BOTH = known({"t": {1: answer(6.5)}, "u": {1: answer(7.5)}}, "a", "b")


def test_an_equal_answer_is_named_in_the_words_of_the_mistake() -> None:
    cell = named({"t": {1: answer(2.5 + 1e-9)}}, A, B)["t"]
    assert cell.mistakes == ("a",)
    assert cell.message.startswith("wrong value\n\n" + TITLE)
    assert "“I am a.”" in cell.message and "Not a." in cell.message


def test_another_answer_is_not_named() -> None:
    assert named({"t": {1: answer(3.5)}}, A, B)["t"].mistakes == ()


def test_a_cell_that_passed_is_not_named() -> None:
    assert named({"t": {1: answer(2.5)}}, A, status="passed")["t"].mistakes == ()


def test_two_that_fit_as_well_are_not_named() -> None:
    twin = known({"t": {1: answer(2.5)}, "u": {1: answer(7.5)}}, "twin")
    assert named({"t": {1: answer(2.5)}}, A, twin)["t"].mistakes == ()


def test_the_rest_of_the_exercise_decides_between_two() -> None:
    other = known({"t": {1: answer(2.5)}, "u": {1: answer(9.5)}}, "other")
    cells = named({"t": {1: answer(2.5)}, "u": {1: answer(7.5)}}, A, other)
    assert cells["t"].mistakes == cells["u"].mistakes == ("a",)


def test_two_together_are_named_where_neither_is_enough() -> None:
    cells = named({"t": {1: answer(6.5)}, "u": {1: answer(7.5)}}, A, B, BOTH)
    assert cells["t"].mistakes == ("a", "b") and TITLE_OF_TWO in cells["t"].message
    assert cells["u"].mistakes == ("a",)


def test_an_answer_that_anybody_gives_is_named_only_with_the_whole_exercise() -> None:
    none = answer(0.0, telling=False)
    lazy = known({"t": {1: none, 2: none}, "u": {1: none}}, "lazy")
    alike = {"t": {1: none, 2: none}, "u": {1: none}}
    assert {c.mistakes for c in named(alike, lazy).values()} == {("lazy",)}
    assert named({"t": {1: none}, "u": {1: answer(7.5)}}, lazy)["t"].mistakes == ()
