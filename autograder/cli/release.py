"""`autograder release`."""

from __future__ import annotations

import click
from rich.console import Console

from autograder.cli.course_option import course_option
from autograder.course import CourseError, open_course


@click.command(short_help="Make the student versions of assignments.")
@click.argument("assignments", nargs=-1, metavar="[ASSIGNMENT]...")
@course_option
def release(assignments: tuple[str, ...], course_folder: str) -> None:
    """Make the student versions of ASSIGNMENTs (of all, if none is named).

    The notebooks are checked, the reference solution is graded like a submission, and the student
    version and the record in the gradebook change together, or not at all.
    """
    course = open_course(course_folder)
    names = list(assignments) or course.assignments()
    if not names:
        raise CourseError(
            f"{course.root} has no assignments: expected a folder with a notebook in "
            f"{course.source('NAME')}; write one first."
        )
    from autograder.release import release as release_one  # imports nbgrader: 2 s

    console = Console()
    refused = []
    for name in names:
        try:
            with console.status(f"{name}: read …") as status:
                done = release_one(course, name, status.update)
        except CourseError as error:
            refused.append(name)
            click.echo(f"Error: {error}", err=True)
            continue
        state = "released" if done.changed else "unchanged"
        automatic, points = done.points
        where = f" (sandbox: {done.sandbox})" if done.sandbox else ""
        console.print(f"{name}: {state}, {automatic:g} of {points:g} points automatic{where}")
    if refused:
        raise click.exceptions.Exit(1)
