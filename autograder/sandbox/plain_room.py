"""No sandbox: a folder and a process group, for code of one's own."""

from __future__ import annotations

import os
import signal
from contextlib import suppress

from autograder.sandbox.limits import Limits
from autograder.sandbox.room import FolderRoom


class PlainRoom(FolderRoom):
    """A folder, and nothing that would keep a process in it."""

    def __init__(self, limits: Limits, data: tuple[str, ...] = ()) -> None:
        super().__init__(limits)
        self.pids: list[int] = []

    def outside(self, name: str) -> str:
        return os.path.join(self.inside, name)

    def joined(self, pid: int) -> None:
        self.pids.append(pid)

    def _end_processes(self) -> None:
        for pid in self.pids:
            with suppress(ProcessLookupError, PermissionError):
                os.killpg(pid, signal.SIGKILL)
