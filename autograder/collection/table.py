"""A collection for a person, as tables, and for a program, as data."""

from __future__ import annotations

from typing import Any

from rich.console import Console
from rich.markup import escape
from rich.table import Table
from rich.text import Text

from autograder.collection.names import shown
from autograder.collection.report import CollectionReport, StudentReport
from autograder.grading.outcome import Finding

_STYLES = {"collected": "green", "replaced": "cyan", "unchanged": "dim", "kept": "yellow"}
_WOULD = {
    "collected": "would be collected",
    "replaced": "would be replaced",
    "kept": "would be kept as it is",
}


def print_collection(report: CollectionReport, console: Console) -> None:
    """Print a row per student, then a sentence for everything that was odd."""
    title = f"{report.assignment}: {'what would be done' if report.dry_run else 'submissions'}"
    table = Table(title=title, title_justify="left")
    table.add_column("student", overflow="fold")
    table.add_column("submission")
    table.add_column("files", justify="right")
    table.add_column("handed in")
    table.add_column("what was odd", overflow="fold")
    for student in report.students:
        words = _WOULD.get(student.status, student.status) if report.dry_run else student.status
        odd = sorted({finding.kind for finding in student.findings} - {student.status})
        table.add_row(
            escape(student.student),
            Text(words, _STYLES.get(student.status, "red")),
            str(len(student.files) or ""),
            student.when.astimezone().strftime("%Y-%m-%d %H:%M") if student.when else "",
            escape(", ".join(odd).replace("_", " ")),
        )
    console.print(table)
    for archive in report.archives:
        console.print(escape(f"{shown(archive.name)}: {archive.layout}."), highlight=False)
        if archive.note:
            console.print(escape(archive.note), style="yellow")
    odd_ones = [(s.student, s.findings) for s in report.students if s.findings]
    odd_ones += [(f"nobody, in {shown(a.name)}", a.findings) for a in report.archives if a.findings]
    if odd_ones:
        console.print()
        console.print(_sentences(odd_ones))
    if any(student.earlier for student in report.students):
        places = sorted({str(s.earlier.parents[1]) for s in report.students if s.earlier})
        console.print(f"What was replaced is kept in {escape(', '.join(places))}.", soft_wrap=True)


def as_data(report: CollectionReport) -> dict[str, Any]:
    """The collection as lists and dicts."""
    return {
        "assignment": report.assignment,
        "dry_run": report.dry_run,
        "archives": [
            {
                "name": archive.name,
                "layout": archive.layout,
                "note": archive.note,
                "findings": _findings(archive.findings),
            }
            for archive in report.archives
        ],
        "students": [_student(student) for student in report.students],
    }


def _student(student: StudentReport) -> dict[str, Any]:
    return {
        "student": student.student,
        "called": student.person,
        "archive": student.archive,
        "status": student.status,
        "files": student.files,
        "handed_in": student.when.isoformat() if student.when else None,
        "findings": _findings(student.findings),
        "earlier": str(student.earlier) if student.earlier else None,
    }


def _findings(findings: list[Finding]) -> list[dict[str, str]]:
    return [{"kind": finding.kind, "message": finding.message} for finding in findings]


def _sentences(odd_ones: list[tuple[str, list[Finding]]]) -> Table:
    """A row per student and kind: the first sentence, and how many more are like it."""
    table = Table(title="What was odd", title_justify="left", show_lines=True)
    table.add_column("student", overflow="fold", max_width=24)
    table.add_column("why", overflow="fold", ratio=1)
    for who, findings in odd_ones:
        kinds: dict[str, list[str]] = {}
        for finding in findings:
            kinds.setdefault(finding.kind, []).append(finding.message)
        sentences = [
            messages[0] + (f" (and {len(messages) - 1} more like it)" if messages[1:] else "")
            for messages in kinds.values()
        ]
        table.add_row(escape(who), escape("\n".join(sentences)))
    return table
