"""Which processes belong to a run of the grader: those that live below its temporary folder."""

from __future__ import annotations

import os
from collections.abc import Iterator
from multiprocessing import resource_tracker
from pathlib import Path


def processes_below(folder: Path) -> Iterator[tuple[Path, str]]:
    """Processes that run in a folder or were told of it, in their command or environment.

    Yields their place in /proc and their command. multiprocessing's tracker, which lives as long as
    the process that needs it, is none of them.
    """
    own = str(resource_tracker._resource_tracker._pid)
    for place in Path("/proc").glob("[0-9]*"):
        try:
            command = (
                (place / "cmdline").read_bytes().replace(b"\0", b" ").decode("utf-8", "replace")
            )
            where = os.readlink(place / "cwd")
            environment = (place / "environ").read_bytes()
        except OSError:
            continue
        told = str(folder) in command or str(folder).encode() in environment
        if place.name != own and (told or where.startswith(str(folder))):
            yield place, command
