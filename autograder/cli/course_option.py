"""The option that every verb on a course has."""

from __future__ import annotations

import click

course_option = click.option(
    "--course",
    "course_folder",
    default=".",
    metavar="DIR",
    show_default="this folder",
    help="The nbgrader course folder.",
)
