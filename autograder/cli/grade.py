"""`autograder grade`."""

from __future__ import annotations

import json
from importlib.util import find_spec

import click
from rich.console import Console

from autograder.cli.course_option import course_option
from autograder.cli.progress import progress_bar
from autograder.course import open_course


@click.command(short_help="Grade what was handed in.")
@click.argument("assignments", nargs=-1, required=True, metavar="ASSIGNMENT...")
@course_option
@click.option("--student", metavar="ID", help="Grade this student only.")
@click.option(
    "--jobs",
    type=click.IntRange(1, 256),
    metavar="N",
    show_default="all processors",
    help="Submissions graded at the same time.",
)
@click.option(
    "--sandbox",
    type=click.Choice(["auto", "bubblewrap", "landlock", "none"]),
    default="auto",
    show_default="the strongest there is",
    help="How submissions are contained; `none` only for code that you trust.",
)
@click.option(
    "--scheduler",
    metavar="ADDRESS",
    help="Grade on the workers of a Dask cluster, such as tcp://10.0.0.1:8786.",
)
@click.option("--force", is_flag=True, help="Run everything again, known results too.")
@click.option("--dry-run", is_flag=True, help="Say what would run and why; change nothing.")
@click.option(
    "--no-save", is_flag=True, help="Run what must run, but leave the gradebook as it is."
)
@click.option("--json", "as_json", is_flag=True, help="Print the results as JSON.")
def grade(
    assignments: tuple[str, ...],
    course_folder: str,
    student: str | None,
    jobs: int | None,
    sandbox: str,
    scheduler: str | None,
    force: bool,
    dry_run: bool,
    no_save: bool,
    as_json: bool,
) -> None:
    """Grade the submissions of ASSIGNMENTs and write the scores to the gradebook.

    A submission whose result is known is not run again. After a change, --no-save shows who would
    gain or lose how much; the next run then only saves. The exit status is 0 when every submission
    was processed, 1 when some could not be (they are named), 2 when nothing could be started.
    """
    from autograder.grading.workers import early_trunk

    if scheduler is not None:
        _look_for_dask()
    names = list(dict.fromkeys(assignments))
    with (
        early_trunk(course_folder, () if dry_run or scheduler else names) as trunk,
        progress_bar("reading the release and the submissions") as show,
    ):
        course = open_course(course_folder)
        from autograder.grading.executors import default_jobs
        from autograder.grading.grade import Options
        from autograder.grading.grade import grade as grade_all

        count = jobs or default_jobs()
        options = Options(student, count, force, dry_run, not no_save, sandbox)
        options.scheduler = scheduler or ""
        reports = grade_all(course, names, options, show, trunk)
    from autograder.reports.scores import as_data, print_plan, print_scores

    console = Console()
    if as_json:
        click.echo(json.dumps(as_data(reports), indent=2))
    elif dry_run:
        print_plan(reports, console)
    else:
        print_scores(reports, console)
    failed = [s for report in reports for s in report.submissions if s.failure]
    for submission in failed:
        failure = submission.failure.rstrip(".")
        click.echo(f"Not processed: {submission.student}: {failure}.", err=True)
    if failed:
        raise click.exceptions.Exit(1)


def _look_for_dask() -> None:
    """Raises a usage error where it is not installed."""
    if find_spec("distributed") is None:
        raise click.UsageError(
            "--scheduler needs Dask: expected the package distributed, received none; install it "
            "with `pip install 'convnet-autograder[cluster]'`."
        )
