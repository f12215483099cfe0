"""`autograder audit`."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from autograder.cli.course_option import course_option
from autograder.course import open_course

if TYPE_CHECKING:
    from autograder.audit.page import Page

check_option = click.option("--check", is_flag=True, help="Change nothing; only compare.")


@click.group(short_help="Test the tests: is everything of the lectures covered?")
def audit() -> None:
    """Test the course's tests, and write down what was found.

    The exit status is 0 when nothing is missing, 1 when something is (it is named), 2 when nothing
    could be started.
    """


@audit.command(short_help="Write docs/coverage.md: which exercise covers what.")
@course_option
@check_option
def coverage(course_folder: str, check: bool) -> None:
    """Write docs/coverage.md from docs/inventory.toml, the notebooks and the misconceptions.

    With --check, a page that is not up to date counts as missing.
    """
    course = open_course(course_folder)
    from autograder.audit.coverage_page import coverage_page

    _finish(coverage_page(course), check)


@audit.command(short_help="Write docs/errata.md: what the lectures have wrong.")
@course_option
@check_option
def errata(course_folder: str, check: bool) -> None:
    """Write docs/errata.md from docs/inventory.toml, the notebooks and tests/errata.

    With --check, a page that is not up to date counts as missing.
    """
    course = open_course(course_folder)
    from autograder.audit.errata_page import errata_page

    _finish(errata_page(course), check)


def _finish(page: Page, check: bool) -> None:
    state = "up to date" if page.is_current else "out of date" if check else "written"
    if state == "written":
        page.write()
    click.echo(f"{page.path}: {state}")
    for hole in page.holes:
        click.echo(hole, err=True)
    if page.holes or state == "out of date":
        raise click.exceptions.Exit(1)
