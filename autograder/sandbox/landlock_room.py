"""Tier 2: Landlock, where namespaces are forbidden, as in many containers.

The room is a folder on the disk. A root grader gives every room a user of its own; an ordinary one
relies on Landlock not to let signals out, which newer kernels can. There is no file system to limit
the room's files: the watchdog counts them. A guard, which is no part of the room, ends everything.
"""

from __future__ import annotations

import os
import random
import signal

from autograder.sandbox import memory
from autograder.sandbox.confinement import Confinement, descendants, limited
from autograder.sandbox.libraries import SYSTEM_FILES, SYSTEM_FOLDERS, library_folders
from autograder.sandbox.limits import Limits
from autograder.sandbox.room import FolderRoom

_DEVICES = ("/dev/null", "/dev/zero", "/dev/full", "/dev/random", "/dev/urandom")
_FACTS = ("/proc/cpuinfo", "/proc/meminfo", "/proc/stat")
_FIRST_UID, _UIDS = 20000, 40000


class LandlockRoom(FolderRoom):
    """A room that Landlock's rules make."""

    def __init__(self, limits: Limits, data: tuple[str, ...] = ()) -> None:
        # Linux knows no free users; among 40,000 numbers two rooms at a time rarely meet.
        owner = _FIRST_UID + random.randrange(_UIDS) if os.geteuid() == 0 else 0
        super().__init__(limits, owner)
        self.confinement = Confinement(
            uid=owner,
            readable=(
                "/usr",
                *SYSTEM_FOLDERS,
                *SYSTEM_FILES,
                *_FACTS,
                *library_folders(),
                *data,
            ),
            writable=(self.inside, *_DEVICES),
            keep_attributes=not owner,
            folder=self.work,
            **limited(limits) | {"processes": limits.processes + _others(owner)},
        )
        self.pids: list[int] = []

    def joined(self, pid: int) -> None:
        super().joined(pid)
        self.pids.append(pid)

    def memory(self) -> int:
        below = {child for pid in self.pids for child in descendants(pid)}
        return memory.total(map(str, below), little=self.little)

    def _end_processes(self) -> None:
        for guard in self.guards:
            try:
                signal.pidfd_send_signal(guard, signal.SIGTERM)
            except ProcessLookupError:
                continue
        self._wait_for_guards()


def _others(owner: int) -> int:
    """Processes and threads that an ordinary user has already: Linux counts them all together."""
    if owner:
        return 0
    me, count = os.geteuid(), 0
    for name in os.listdir("/proc"):
        if name.isdigit():
            try:
                if os.stat(f"/proc/{name}").st_uid == me:
                    count += len(os.listdir(f"/proc/{name}/task"))
            except OSError:
                continue
    return count
