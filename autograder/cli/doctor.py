"""`autograder doctor`."""

from __future__ import annotations

import click
from rich.console import Console
from rich.markup import escape
from rich.table import Table

from autograder.course import open_course

_MARKS = {"good": "[green]good[/]", "mind": "[yellow]mind[/]", "bad": "[red]bad[/]"}


@click.command(short_help="Find out what this machine and a course can do.")
@click.option("--course", "course_folder", metavar="DIR", help="A course to look at, too.")
def doctor(course_folder: str | None) -> None:
    """Try out this machine: versions, backend, device, data, kernels, containment.

    With --course, the reference solutions of that course are run through the border, and tests that
    cannot be graded by this engine are listed. The exit status is 1 if something is bad.
    """
    course = open_course(course_folder) if course_folder else None
    from autograder.audit.doctor import examine_course, examine_machine

    table = Table()
    table.add_column("looked at", overflow="fold")
    table.add_column("")
    table.add_column("found", overflow="fold", ratio=2)
    table.add_column("what to do", overflow="fold", ratio=1)
    bad = False
    with Console(stderr=True).status("this machine …") as status:
        diagnoses = list(examine_machine())
        if course is not None:
            diagnoses += examine_course(course, status.update)
    for diagnosis in diagnoses:
        bad = bad or diagnosis.verdict == "bad"
        table.add_row(
            escape(diagnosis.subject),
            _MARKS[diagnosis.verdict],
            escape(diagnosis.found),
            escape(diagnosis.remedy),
        )
    Console().print(table)
    if bad:
        raise click.exceptions.Exit(1)
