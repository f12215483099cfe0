"""`autograder check`."""

from __future__ import annotations

from pathlib import Path

import click
from rich.console import Console
from rich.markup import escape
from rich.progress import BarColumn, Progress, TextColumn, TimeElapsedColumn
from rich.table import Table

_STYLES = {
    "correct": "green",
    "not yet": "yellow",
    "not attempted": "dim",
    "could not run": "red",
}


@click.command(short_help="Check your own notebook, as a student.")
@click.argument("notebook", type=click.Path(path_type=Path), metavar="NOTEBOOK")
def check(notebook: Path) -> None:
    """Run NOTEBOOK from top to bottom and say how far each exercise is.

    Only the visible checks are run; hidden ones come when it is graded. The exit status is 0 when
    every exercise is correct, 1 when some is not, 2 when the notebook could not be read.
    """
    from autograder.feedback.selfcheck import check_notebook

    console = Console()
    columns = (TextColumn("{task.description}"), BarColumn(), TimeElapsedColumn())
    with Progress(*columns, console=Console(stderr=True), transient=True) as progress:
        task = progress.add_task(notebook.name)
        found = check_notebook(
            notebook, lambda done, total: progress.update(task, completed=done, total=total)
        )
    table = Table(title=notebook.name, title_justify="left")
    for heading in ("exercise", "state"):
        table.add_column(heading)
    table.add_column("points", justify="right")
    table.add_column("seconds", justify="right")
    for exercise in found:
        state = f"[{_STYLES[exercise.state]}]{exercise.state}[/]"
        table.add_row(
            escape(exercise.exercise), state, f"{exercise.points:g}", f"{exercise.seconds:.1f}"
        )
    console.print(table)
    for exercise in found:
        if exercise.messages:
            console.print(f"\n[bold]{escape(exercise.exercise)}[/]")
        for message in dict.fromkeys(exercise.messages):
            console.print(escape(message), soft_wrap=True)
    console.print()
    correct = sum(exercise.state == "correct" for exercise in found)
    console.print(
        f"{correct} of {len(found)} exercises pass their visible checks. Hidden checks follow when "
        "your work is graded."
    )
    if correct < len(found):
        raise click.exceptions.Exit(1)
