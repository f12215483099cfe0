"""The command `autograder`: a file a verb, and no logic."""

from __future__ import annotations

import sys
from typing import NoReturn

import click

import autograder
from autograder.cli.audit import audit
from autograder.cli.check import check
from autograder.cli.collect import collect
from autograder.cli.doctor import doctor
from autograder.cli.feedback import feedback
from autograder.cli.grade import grade
from autograder.cli.kernelspec import kernelspec
from autograder.cli.release import release
from autograder.course import CourseError

# jsonschema, which nbformat imports, would build a parser of IRIs now: .6 s in every process, for a
# check that notebooks have no use for.
sys.modules.setdefault("rfc3987_syntax", None)  # type: ignore[arg-type]


class Commands(click.Group):
    """Turns the errors that a person can mend into one sentence; no traceback for those."""

    def main(self, *args: object, **kwargs: object) -> NoReturn:
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


@click.group(cls=Commands, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(autograder.__version__, prog_name="autograder")
def main() -> None:
    """Release and grade Keras assignments on top of nbgrader: safe, fast and fair.

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


main.add_command(release)
main.add_command(collect)
main.add_command(grade)
main.add_command(feedback)
main.add_command(check)
main.add_command(doctor)
main.add_command(audit)
main.add_command(kernelspec)
