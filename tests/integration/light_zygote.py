"""A zygote that does not import Keras, for courses without it: the same machinery in a second."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from autograder.grading import executors
from autograder.kernels import zygote

_PROGRAM = """
from autograder.kernels import contained, forking
heavy = ("keras", "pandas", "matplotlib.pyplot", "autograder.border.models")
contained.PRELOADED = tuple(name for name in contained.PRELOADED if name not in heavy)
{more}
forking.serve()
"""

_prepare_worker = executors._prepare_worker


def use(more: str = "") -> None:
    """Let zygotes of this process and of its workers be light.

    Args:
        more: lines that a zygote runs before it begins to serve.
    """
    zygote._PROGRAM = _PROGRAM.format(more=more)
    executors._prepare_worker = prepare_worker


@contextmanager
def used(more: str = "") -> Iterator[None]:
    """As `use`, until it is left."""
    before = zygote._PROGRAM, executors._prepare_worker
    use(more)
    try:
        yield
    finally:
        zygote._PROGRAM, executors._prepare_worker = before


def prepare_worker(*arguments: Any) -> None:
    """What a worker does first."""
    use()
    _prepare_worker(*arguments)
