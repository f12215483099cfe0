"""`autograder collect`."""

from __future__ import annotations

import json
from pathlib import Path

import click
from rich.console import Console

from autograder.cli.course_option import course_option
from autograder.cli.progress import progress_bar
from autograder.course import open_course


@click.command(short_help="Unpack what a learning platform has collected.")
@click.argument(
    "archives", nargs=-1, required=True, type=click.Path(path_type=Path), metavar="ARCHIVE..."
)
@click.option("--assignment", required=True, metavar="NAME", help="What was handed in.")
@course_option
@click.option(
    "--update", is_flag=True, help="Replace earlier submissions, unless they are the later ones."
)
@click.option("--force", is_flag=True, help="Replace earlier submissions in any case.")
@click.option(
    "--pattern",
    metavar="REGEX",
    help="For other layouts: matches a file's whole name in the archive, with the group student_id "
    r"and, if it is not the last part, file_name: '(?P<student_id>\w+)-(?P<file_name>.+)'.",
)
@click.option(
    "--no-timestamps", is_flag=True, help="Do not take the archive's dates for times of handing in."
)
@click.option("--dry-run", is_flag=True, help="Say what would be done; change nothing.")
@click.option("--json", "as_json", is_flag=True, help="Print the results as JSON.")
def collect(
    archives: tuple[Path, ...],
    assignment: str,
    course_folder: str,
    update: bool,
    force: bool,
    pattern: str | None,
    no_timestamps: bool,
    dry_run: bool,
    as_json: bool,
) -> None:
    """Sort the zip ARCHIVEs of an assignment into the course's folder of submissions.

    Moodle's "Download all submissions", Canvas' "Download Submissions" and a folder a student are
    recognised. Nothing is written outside, no link is made or followed, and what is odd is refused
    for that student alone. A submission that is there already stays; one that is replaced is kept.
    The exit status is 0 when everything is in its place, 1 when something was refused or left as it
    was, 2 when nothing could be started.
    """
    course = open_course(course_folder)
    from autograder.collection.collect import Options
    from autograder.collection.collect import collect as collect_all
    from autograder.collection.table import as_data, print_collection

    replace = "always" if force else "later" if update else "never"
    options = Options(replace, pattern, not no_timestamps, dry_run)
    with progress_bar("reading the archives") as show:
        report = collect_all(
            course, assignment, archives, options, lambda done, total: show("students", done, total)
        )
    if as_json:
        click.echo(json.dumps(as_data(report), indent=2))
    else:
        print_collection(report, Console())
    if not report.complete:
        raise click.exceptions.Exit(1)
