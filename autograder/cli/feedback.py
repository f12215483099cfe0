"""`autograder feedback`."""

from __future__ import annotations

import click

from autograder.cli.course_option import course_option
from autograder.cli.progress import progress_bar
from autograder.course import open_course


@click.command(short_help="Write the students' feedback.")
@click.argument("assignments", nargs=-1, required=True, metavar="ASSIGNMENT...")
@course_option
@click.option("--student", metavar="ID", help="Write the feedback of this student only.")
def feedback(assignments: tuple[str, ...], course_folder: str, student: str | None) -> None:
    """Write a page for every graded notebook of ASSIGNMENTs: points, causes, comments.

    The pages show no hidden test and run no student's code; `nbgrader release_feedback` hands them
    out. The exit status is 0 when every submission has its pages, 1 when some could not be made
    (they are named, and their old pages stay), 2 when nothing could be started.
    """
    course = open_course(course_folder)
    from autograder.feedback.pages import make_pages

    with progress_bar("reading the gradebook") as show:
        made = make_pages(course, list(dict.fromkeys(assignments)), student, show)
    for assignment in made:
        done = [s for s in assignment.students if not s.failure]
        pages = sum(len(s.pages) for s in done)
        click.echo(
            f"{assignment.assignment}: {pages} page{'' if pages == 1 else 's'} for "
            f"{len(done)} student{'' if len(done) == 1 else 's'} in {assignment.folder}"
        )
    failed = [s for assignment in made for s in assignment.students if s.failure]
    for one in failed:
        click.echo(f"Not made: {one.student}: {one.failure}", err=True)
    if failed:
        raise click.exceptions.Exit(1)
