"""`autograder release`."""

from __future__ import annotations

import click
from rich.console import Console
from rich.markup import escape

from autograder.cli.course_option import course_option
from autograder.course import CourseError, open_course


@click.command(short_help="Make the student versions of assignments.")
@click.argument("assignments", nargs=-1, metavar="[ASSIGNMENT]...")
@course_option
@click.option(
    "--bundle",
    is_flag=False,
    flag_value="",
    metavar="[FILE]",
    help="Then write one zip for students: the student versions, the package to check them with, "
    "requirements and instructions. Without FILE it is NAME.zip in the course folder.",
)
def release(assignments: tuple[str, ...], course_folder: str, bundle: str | None) -> None:
    """Make the student versions of ASSIGNMENTs (of all, if none is named).

    The notebooks are checked, the reference solution is graded like a submission, and the student
    version and the record in the gradebook change together, or not at all. The exit status is 0
    when everything was done, 1 when some were refused (they are named, and no bundle is written), 2
    when nothing could be started.
    """
    course = open_course(course_folder)
    names = list(dict.fromkeys(assignments)) or course.assignments()
    if not names:
        raise CourseError(
            f"{course.root} has no assignments: expected a folder with a notebook in "
            f"{course.source('NAME')}; write one first."
        )
    from autograder.bundle.bundle import bundle_place, write_bundle

    place = None if bundle is None else bundle_place(course, bundle)
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
        if place is not None:
            click.echo(f"No bundle was written: {', '.join(refused)} not released.", err=True)
        raise click.exceptions.Exit(1)
    if place is not None:
        made = write_bundle(course, names, place)
        count = "1 assignment" if made.assignments == 1 else f"{made.assignments} assignments"
        console.print(
            f"bundle: {escape(str(made.path))}, {made.size / 1e6:.2f} MB: {count} in {made.files} "
            f"file{'' if made.files == 1 else 's'}, the package to check them with "
            f"({made.modules} modules), requirements.txt, README.md",
            soft_wrap=True,
        )
