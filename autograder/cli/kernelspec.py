"""`autograder kernelspec`."""

from __future__ import annotations

import sys

import click


@click.command(short_help="Install the sandboxed kernel for Jupyter's own tools.")
@click.option("--user", is_flag=True, help="For this user; otherwise for this Python environment.")
def kernelspec(user: bool) -> None:
    """Install the kernel `autograder-sandbox`.

    `jupyter execute --kernel_name autograder-sandbox NOTEBOOK`, nbclient and nbgrader then run
    notebooks in the sandbox by themselves.
    """
    from autograder.kernels.provisioner import install_kernelspec

    try:
        place = install_kernelspec(None if user else sys.prefix)
    except OSError as error:
        where = error.filename or "the folder for kernels"
        raise click.ClickException(
            f"The kernel could not be installed in {where}: expected a folder that can be written, "
            f"received “{error.strerror}”; try --user."
        ) from None
    click.echo(f"Installed the kernel autograder-sandbox in {place}.")
