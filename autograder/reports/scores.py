"""The scores of a run: tables with a cause for every lost point, and the same as data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from autograder.grading.grade import AssignmentReport, SubmissionReport
from autograder.grading.outcome import CellResult, NotebookResult, grouped_findings
from autograder.sandbox.tiers import NONE, NOT_SANDBOXED

_STYLES = {
    "passed": "green",
    "needs_manual_grade": "cyan",
    "partial": "yellow",
    "not_attempted": "dim",
    "infrastructure_failure": "bold red",
}


def print_scores(reports: Iterable[AssignmentReport], console: Console) -> None:
    """Print a table of scores per assignment, then the cause of every lost point."""
    for report in reports:
        console.print(_table(report))
        for line in _footer(report):
            console.print(line, style="yellow")
        console.print()
        if changed := [s for s in report.submissions if _difference(s)]:
            console.print(_changes(report.assignment, changed))
        console.print(_causes(report))


def print_plan(reports: Iterable[AssignmentReport], console: Console) -> None:
    """Print what a run would do and why; for known results, who gains or loses how much."""
    words = {
        "new": "would run: not graded yet",
        "changed": "would run: the submission, the tests or the environment changed",
        "forced": "would run: --force",
        "unchanged": "nothing to do: this very result is in the gradebook",
        "known": "would save: the result is known",
    }
    for report in reports:
        table = Table(title=f"{report.assignment}: what would be done", title_justify="left")
        for heading in ("student", "what", "score before", "score after"):
            table.add_column(heading, justify="right" if heading.startswith("score") else "left")
        for submission in report.submissions:
            after = f"{submission.score:g}" if submission.results else ""
            before = "" if submission.before is None else f"{submission.before:g}"
            what = submission.failure or words[submission.reason]
            table.add_row(escape(submission.student), escape(what), before, after)
        console.print(table)
        tier = report.tier or "none that strangers' work could be run in: see `autograder doctor`"
        console.print(f"sandbox: {tier}", style="yellow")


def as_data(reports: Iterable[AssignmentReport]) -> list[dict[str, Any]]:
    """The results as lists and dicts, an element per assignment."""
    return [
        {
            "assignment": report.assignment,
            "sandbox": sandboxes(report),
            "notice": report.notice,
            "remarks": list(report.remarks),
            "students": {s.student: _submission_data(s) for s in report.submissions},
        }
        for report in reports
    ]


def _submission_data(submission: SubmissionReport) -> dict[str, Any]:
    return {
        "score": None if submission.failure or not submission.results else submission.score,
        "max_score": submission.max_score,
        "status": submission.status if submission.results or submission.failure else "not_run",
        "reason": submission.reason,
        "before": submission.before,
        "flaky": submission.flaky,
        "failure": submission.failure,
        "notebooks": {
            result.notebook_name: {
                "findings": [
                    {"kind": finding.kind, "message": finding.message}
                    for finding in result.findings
                ],
                "cells": {
                    cell.grade_id: {
                        "score": cell.score,
                        "max_score": cell.max_score,
                        "status": cell.status,
                        "message": cell.message,
                        "detail": cell.detail,
                    }
                    for cell in result.cells
                },
            }
            for result in submission.results
        },
    }


def _table(report: AssignmentReport) -> Table:
    table = Table(title=f"{report.assignment}: scores", title_justify="left")
    table.add_column("student")
    table.add_column("score", justify="right")
    table.add_column("of", justify="right")
    table.add_column("by hand", justify="right")
    table.add_column("status")
    table.add_column("what was odd")
    for submission in report.submissions:
        cells = [cell for result in submission.results for cell in result.cells]
        by_hand = sum(cell.max_score for cell in cells if cell.status == "needs_manual_grade")
        odd = sorted({f.kind for result in submission.results for f in result.findings})
        known = bool(submission.results) and not submission.failure
        table.add_row(
            escape(submission.student),
            f"{submission.score:.4g}" if known else "–",
            f"{submission.max_score - by_hand:g}" if known else "–",
            f"{by_hand:g}" if by_hand else "",
            Text(submission.status.replace("_", " "), _STYLES.get(submission.status, "red")),
            escape(", ".join(odd).replace("_", " ")),
        )
    return table


def _footer(report: AssignmentReport) -> list[str]:
    used = sandboxes(report)
    lines = [f"sandbox: {', '.join(used)}"] if used else []
    if NONE.name in used:
        lines = [f"{NOT_SANDBOXED}: student code ran with your rights on this machine."]
    flaky: dict[str, list[str]] = {}
    for submission in report.submissions:
        for name in submission.flaky:
            flaky.setdefault(name, []).append(submission.student)
    lines += [
        f"flaky: `{name}` scored otherwise than before though nothing had changed for it: "
        f"{', '.join(students)}; a test must give the same work the same score."
        for name, students in flaky.items()
    ]
    return [*lines, *([report.notice] if report.notice else []), *report.remarks]


def _difference(submission: SubmissionReport) -> float:
    """Points gained since the last time, or lost."""
    if submission.before is None or submission.failure or not submission.results:
        return 0.0
    return submission.score - submission.before


def _changes(assignment: str, submissions: Iterable[SubmissionReport]) -> Table:
    """Who gains or loses how much."""
    table = Table(title=f"{assignment}: changed since the last time", title_justify="left")
    table.add_column("student")
    for heading in ("before", "now", "difference"):
        table.add_column(heading, justify="right")
    for submission in submissions:
        difference = _difference(submission)
        table.add_row(
            escape(submission.student),
            f"{submission.before:.4g}",
            f"{submission.score:.4g}",
            Text(f"{difference:+.4g}", "green" if difference > 0 else "red"),
        )
    return table


def sandboxes(report: AssignmentReport) -> list[str]:
    """The tiers in which the submissions of a report ran; more than one after a change."""
    results = (result for submission in report.submissions for result in submission.results)
    return sorted({result.sandbox for result in results if result.sandbox})


def _causes(report: AssignmentReport) -> Table:
    """A row per student, exercise and cause; what was not attempted shares one row a student."""
    table = Table(title="The cause of every lost point", title_justify="left", show_lines=True)
    table.add_column("student")
    table.add_column("exercise", overflow="fold", max_width=24)
    table.add_column("lost", justify="right")
    table.add_column("cause", overflow="fold", ratio=1)
    for submission in report.submissions:
        for result in submission.results:
            for sentence in grouped_findings(result.findings):
                table.add_row(escape(submission.student), "", "", escape(sentence))
            for cause, cells in grouped_causes(result).items():
                lost = sum(cell.max_score - (cell.score or 0.0) for cell in cells)
                exercises = dict.fromkeys(cell.exercise or cell.grade_id for cell in cells)
                table.add_row(
                    escape(submission.student),
                    escape(", ".join(exercises)),
                    f"−{lost:.4g}",
                    escape(cause),
                )
    return table


def grouped_causes(result: NotebookResult) -> dict[str, list[CellResult]]:
    """The cells that lost points, by their cause."""
    causes: dict[str, list[CellResult]] = {}
    for cell in result.cells:
        lost = cell.max_score - (cell.score or 0.0)
        if lost and cell.status not in ("passed", "needs_manual_grade"):
            cause = "not attempted" if cell.status == "not_attempted" else cell.message
            causes.setdefault(cause, []).append(cell)
    return causes
