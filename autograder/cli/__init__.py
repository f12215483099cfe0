"""The command `autograder`: a file a verb, and no logic."""

from __future__ import annotations

import io
import sys
from importlib import import_module
from importlib.util import find_spec
from typing import NoReturn

import click

import autograder
from autograder.course import CourseError

# jsonschema, which nbformat imports, would build a parser of IRIs now: .6 s in every process, for a
# check that notebooks have no use for.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]

_VERBS = ("release", "collect", "grade", "feedback", "check", "doctor", "audit", "kernelspec")

_INSTRUCTORS = """Release and grade Keras assignments on top of nbgrader: safe, fast and fair.

An instructor's week:

\b
  autograder doctor                   see what this machine can do
  autograder release                  make the student versions
  autograder collect ARCHIVE          unpack what a learning platform has collected
  autograder grade 06_convolution     grade what was handed in
  autograder feedback 06_convolution  write the students' feedback

A student's:

\b
  autograder check NOTEBOOK           see how far you are
"""
_STUDENTS = """Check your own notebooks: `autograder check NOTEBOOK` says how far you are."""


def _verbs() -> list[str]:
    """The verbs that are here, in order: the package that students get has `check` only."""
    return sorted(verb for verb in _VERBS if find_spec(f"{__name__}.{verb}"))


class Commands(click.Group):
    """Imports a verb when it is called, and turns the errors that a person can mend into one
    sentence; no traceback for those.
    """

    def list_commands(self, ctx: click.Context) -> list[str]:
        return _verbs()

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:
        if cmd_name not in _verbs():
            return None
        return getattr(import_module(f"{__name__}.{cmd_name}"), cmd_name)

    def main(self, *args: object, **kwargs: object) -> NoReturn:
        for stream in (sys.stdout, sys.stderr):
            if isinstance(stream, io.TextIOWrapper):  # Windows writes files in an old encoding
                stream.reconfigure(errors="replace")
        try:
            status = super().main(*args, **{**kwargs, "standalone_mode": False})  # type: ignore
            sys.exit(status if isinstance(status, int) else 0)
        except click.exceptions.Abort:
            click.echo(
                "\nStopped. What was finished is kept; run the command again to go on.", err=True
            )
            sys.exit(130)
        except click.ClickException as error:
            error.show()
            sys.exit(error.exit_code)
        except CourseError as error:
            click.echo(f"Error: {error}", err=True)
            sys.exit(2)
        except BrokenPipeError:
            sys.exit(141)


@click.group(
    cls=Commands,
    help=_INSTRUCTORS if "grade" in _verbs() else _STUDENTS,
    context_settings={"help_option_names": ["-h", "--help"]},
)
@click.version_option(autograder.__version__, prog_name="autograder")
def main() -> None:
    """Nothing but the group of the verbs."""
