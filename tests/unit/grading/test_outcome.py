"""Scores of cells: never above the points, never below zero, and zero without a check passed."""

from __future__ import annotations

import itertools
import json

import pytest

from autograder.grading.outcome import (
    GRAVITY,
    CellResult,
    Finding,
    NotebookResult,
    StatementResult,
    Status,
    score_cell,
    whole,
    worst,
)


def results(*statuses: Status, checks: bool = True) -> list[StatementResult]:
    return [StatementResult(i, False, checks, status) for i, status in enumerate(statuses, 1)]


def test_all_passed_gives_all_points() -> None:
    assert score_cell(results("passed", "passed"), 3, partial=False) == ("passed", 3.0)


@pytest.mark.parametrize("status", [s for s in GRAVITY if s not in ("passed", "partial")])
@pytest.mark.parametrize("partial", [True, False])
def test_one_failure_alone_gives_nothing(status: Status, partial: bool) -> None:
    assert score_cell(results(status), 3, partial) == (status, 0.0)


def test_a_failure_voids_the_cell_unless_it_gives_partial_credit() -> None:
    mixed = results("passed", "failed", "passed", "passed")
    assert score_cell(mixed, 8, partial=False) == ("failed", 0.0)
    assert score_cell(mixed, 8, partial=True) == ("partial", 6.0)


def test_bindings_earn_nothing() -> None:
    listed = [*results("passed", "passed", checks=False), *results("failed")]
    assert score_cell(listed, 8, partial=True) == ("failed", 0.0)


def test_a_failed_binding_costs_points_too() -> None:
    listed = [*results("failed", checks=False), *results("passed", "not_run")]
    assert score_cell(listed, 8, partial=True) == ("partial", 4.0)


def test_no_statement_gives_nothing() -> None:
    assert score_cell([], 8, partial=True) == ("not_run", 0.0)


def test_what_was_not_run_is_named_after_its_cause() -> None:
    listed = results("needs_manual_grade", "not_run", "not_run")
    assert score_cell(listed, 8, partial=False) == ("needs_manual_grade", 0.0)
    assert score_cell(results("not_run", "not_attempted"), 8, False) == ("not_attempted", 0.0)


@pytest.mark.parametrize("points", [0, 1, 3, 0.1, 7])
def test_scores_are_plain_floats_within_the_points(points: float) -> None:
    for statuses in itertools.product(("passed", "failed", "timeout"), repeat=3):
        status, score = score_cell(results(*statuses), points, partial=True)
        assert type(score) is float
        assert 0.0 <= score <= points
        assert (status == "passed") == (set(statuses) == {"passed"})


@pytest.mark.parametrize("points", [float("nan"), float("inf")])
def test_points_that_are_no_numbers_give_nothing(points: float) -> None:
    assert score_cell(results("passed", "failed"), points, partial=True)[1] == 0.0


def test_the_worst_is_the_gravest() -> None:
    assert worst([]) == "passed"
    assert worst(["passed", "needs_manual_grade"]) == "needs_manual_grade"
    assert worst(["failed", "kernel_died", "passed"]) == "kernel_died"
    for one, two in itertools.combinations(GRAVITY, 2):
        assert worst([two, one]) == one


def test_a_result_survives_being_kept() -> None:
    cells = (
        CellResult("a", "passed", 2.0, 2.0),
        CellResult("b", "needs_manual_grade", None, 3.0, "message \ud800", "detail"),
    )
    result = NotebookResult("nb", cells, (Finding("k", "m"),), {"cells": []}, "", {"f": "value"})
    assert NotebookResult.from_json(json.loads(json.dumps(result.as_json()))) == result
    assert (result.score, result.max_score, result.status) == (2.0, 5.0, "needs_manual_grade")


def test_a_failure_of_the_machine_is_above_all() -> None:
    result = NotebookResult("nb", (CellResult("a", "passed", 2.0, 2.0),), failure="no kernel")
    assert result.status == "infrastructure_failure"


@pytest.mark.parametrize(
    ("statuses", "name"),
    [
        (["passed", "needs_manual_grade"], "needs_manual_grade"),
        (["passed", "failed"], "partial"),
        (["partial", "not_attempted"], "partial"),
        (["failed", "not_attempted"], "failed"),
        (["not_attempted", "needs_manual_grade"], "not_attempted"),
        (["passed", "timeout"], "timeout"),
        (["passed", "refused", "failed"], "refused"),
    ],
)
def test_a_submission_with_some_points_is_partial(statuses: list[Status], name: str) -> None:
    assert whole(statuses) == name
