"""Which tests are called flaky when the same work runs again."""

from __future__ import annotations

from autograder.grading.flaky import flaky_cells
from autograder.grading.outcome import CellResult, NotebookResult


def result(score: float, test: str = "assert f(1) == 1", answer: str = "f = abs") -> NotebookResult:
    cells = [("f", answer), ("test_f", test), ("test_g", "assert g(1)")]
    notebook = {
        "cells": [
            {"id": name, "metadata": {"nbgrader": {"grade_id": name}}, "source": source}
            for name, source in cells
        ]
    }
    scored = (CellResult("test_f", "passed", score, 2.0), CellResult("test_g", "failed", 0.0, 1.0))
    return NotebookResult("n", scored, notebook=notebook)


def test_another_score_for_the_same_work() -> None:
    assert flaky_cells(result(2.0), result(0.0)) == ["test_f"]


def test_the_same_score() -> None:
    assert flaky_cells(result(2.0), result(2.0)) == []


def test_a_changed_test_is_not_flaky() -> None:
    assert flaky_cells(result(2.0), result(0.0, test="assert f(1) == 2")) == []


def test_a_changed_answer_is_not_flaky() -> None:
    assert flaky_cells(result(2.0), result(0.0, answer="f = int")) == []


def test_a_result_without_a_notebook() -> None:
    assert flaky_cells(NotebookResult("n", (), failure="no kernel"), result(0.0)) == []
