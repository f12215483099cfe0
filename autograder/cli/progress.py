"""The progress bar of the commands: on standard error, gone when the work is done."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import ExitStack, contextmanager, suppress

from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeElapsedColumn


@contextmanager
def progress_bar(first: str) -> Iterator[Callable[[str, int, int], None]]:
    """A bar for each name that the yielded function is called with: name, done, and of how many.

    Args:
        first: what is being done before it is called.
    """
    columns = (
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    progress = Progress(*columns, console=Console(stderr=True), transient=True)
    with ExitStack() as stack:
        with suppress(RuntimeError):  # no thread to be had: then there is no bar
            stack.enter_context(progress)
        tasks = {}
        reading = progress.add_task(first, total=None)

        def show(name: str, done: int, total: int) -> None:
            progress.update(reading, visible=False)
            if name not in tasks:
                tasks[name] = progress.add_task(name, total=total)
            progress.update(tasks[name], completed=done)

        yield show
