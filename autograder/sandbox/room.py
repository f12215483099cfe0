"""A room: the sandbox of one process and all that it starts. It has a folder, limits and an end."""

from __future__ import annotations

import contextlib
import os
import select
import stat
import subprocess
import sys
import tempfile
import time
from abc import ABC, abstractmethod
from collections.abc import Mapping
from pathlib import Path, PurePosixPath

from autograder.sandbox.confinement import Confinement
from autograder.sandbox.limits import Limits, environment

#: Folders of every room: where a notebook runs, its home, temporary files, and the border.
WORK, HOME, TEMPORARY, EXCHANGE = FOLDERS = ("work", "home", "tmp", "exchange")
LOG = "log"

_END_SECONDS = 20.0
_SPARE_BYTES = 2**16


class SandboxFailure(Exception):
    """This machine could not make a sandbox: nobody's mistake, and nothing is scored."""


class Room(ABC):
    """A sandbox that is ready for one process and all that this process starts.

    Attributes:
        inside: the room's folder as a process in it sees it.
        descriptor: the same folder, held since before anything ran in the room.
        confinement: how a process enters; None where there is nothing to enter.
        reason: why the room was ended before its time; "" if it was not.
    """

    def __init__(self, limits: Limits, owner: int = 0) -> None:
        self.limits = limits
        self.owner = owner
        self.inside = ""
        self.descriptor = -1
        self.confinement: Confinement | None = None
        self.reason = ""
        self.ended = False
        self.guards: list[int] = []

    def __enter__(self) -> Room:
        return self

    def __exit__(self, *_: object) -> None:
        self.end()

    @property
    def work(self) -> str:
        """The folder where a process in the room starts, as it sees it."""
        return f"{self.inside}/{WORK}"

    def environment(self, variables: Mapping[str, str]) -> dict[str, str]:
        """The whole environment of a process in the room.

        Args:
            variables: what it needs beside the usual.
        """
        usual = environment(
            self.limits.threads, f"{self.inside}/{HOME}", f"{self.inside}/{TEMPORARY}"
        )
        return usual | dict(variables)

    def place(self, path: str) -> str:
        """Where a process in the room finds a data file that it may read."""
        return path

    def outside(self, name: str) -> str:
        """A path by which this process reaches a name in the room's folder."""
        return f"/proc/self/fd/{self.descriptor}/{name}"

    def command(self, argv: list[str]) -> list[str]:
        """The command that enters the room and runs `argv` there."""
        if self.confinement is None:
            return argv
        return [sys.executable, "-P", "-m", "autograder.sandbox", self.confinement.dumps(), *argv]

    def joined(self, pid: int) -> None:
        """Take note of a process that this process has started in the room."""
        self.guards.append(os.pidfd_open(pid))

    @property
    def little(self) -> int:
        """Bytes of memory that are far from the limit: of no more than that nobody asks details."""
        return self.limits.memory_bytes // 2

    def memory(self) -> int:
        """Bytes of memory that the room's processes use.

        Shared pages are counted in part (PSS), but in full where even that is `little`.
        """
        return 0

    def disk(self) -> int:
        """Bytes of files, where no file system limits them."""
        return 0

    def is_disk_full(self) -> bool:
        """Whether the disk it shares with others has no space left, which is no student's doing."""
        return False

    def end(self, reason: str = "") -> None:
        """End every process in the room and remove all of it; may be called twice.

        Args:
            reason: said to the student whose notebook is ended early by this.
        """
        if self.ended:
            return
        self.ended = True
        self.reason = reason
        try:
            self._end_processes()
        finally:
            for guard in self.guards:
                os.close(guard)
            if self.descriptor >= 0:
                os.close(self.descriptor)
                self.descriptor = -1
            self._remove()

    @abstractmethod
    def _end_processes(self) -> None:
        """End every process in the room, and wait for that."""

    def _remove(self) -> None:
        """Remove what is left on a disk: nothing, where a room's files lie in memory."""
        return

    def _wait_for_guards(self) -> None:
        """Wait until the processes that were noted have ended."""
        deadline = time.monotonic() + _END_SECONDS
        for guard in self.guards:
            waiting = select.poll()
            waiting.register(guard, select.POLLIN)
            waiting.poll(max(deadline - time.monotonic(), 0) * 1000)

    # Files. All names are opened relative to the descriptor, before anything runs in the room.

    def make_folders(self) -> None:
        for name in FOLDERS:
            self.make(name)

    def make(self, name: str) -> None:
        """Make a folder; parents are made where they are missing."""
        made = PurePosixPath()
        for part in PurePosixPath(name).parts:
            made /= part
            with contextlib.suppress(FileExistsError):
                os.mkdir(made, 0o755, dir_fd=self.descriptor)
                if self.owner:
                    os.chown(made, self.owner, self.owner, dir_fd=self.descriptor)

    def write(self, name: str, data: bytes) -> None:
        """Write a new file."""
        self.make(str(PurePosixPath(name).parent))
        with os.fdopen(self.create(name), "wb") as file:
            file.write(data)

    def write_files(self, files: Mapping[str, bytes]) -> None:
        """Write support files to the folder where the notebook runs; names were checked before."""
        for name, data in files.items():
            self.write(f"{WORK}/{name}", data)

    def create(self, name: str) -> int:
        """A descriptor of a new file, open for writing."""
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
        descriptor = os.open(name, flags, 0o644, dir_fd=self.descriptor)
        if self.owner:
            os.fchown(descriptor, self.owner, self.owner)
        return descriptor

    def remove(self, name: str) -> None:
        """Remove a file, if it is there."""
        with contextlib.suppress(OSError):
            os.unlink(name, dir_fd=self.descriptor)

    def log(self) -> str:
        """The end of what a process in the room said before it could talk to us; "" if nothing."""
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
        try:
            descriptor = os.open(LOG, flags, dir_fd=self.descriptor)
        except OSError:
            return ""
        with os.fdopen(descriptor, "rb") as file:
            facts = os.fstat(descriptor)
            if not stat.S_ISREG(facts.st_mode):
                return ""
            file.seek(max(facts.st_size - 800, 0))
            text = file.read(800).decode("utf-8", "replace").strip()
        return f"; it said: {text}" if text else ""


class FolderRoom(Room):
    """A room whose folder lies on this machine's disk."""

    def __init__(self, limits: Limits, owner: int = 0) -> None:
        super().__init__(limits, owner)
        self.path = Path(tempfile.mkdtemp(prefix="ag-")).resolve()
        self.inside = str(self.path)
        if owner:
            os.chown(self.path, owner, owner)
        self.descriptor = os.open(self.path, os.O_RDONLY | os.O_DIRECTORY)
        self.make_folders()

    def disk(self) -> int:
        return _size(self.path)

    def is_disk_full(self) -> bool:
        try:
            facts = os.statvfs(self.path)
        except OSError:  # it has ended
            return False
        return facts.f_bavail * facts.f_frsize < _SPARE_BYTES

    def _remove(self) -> None:
        """Remove the folder, however deep or forbidding what was left in it."""
        # Not shutil.rmtree, which gives up on a thousand folders within each other.
        for command in (["rm", "-rf"], ["chmod", "-R", "u+rwX"], ["rm", "-rf"]):
            if self.path.exists():
                subprocess.run([*command, "--", str(self.path)], capture_output=True, check=False)


def _size(folder: Path) -> int:
    """Bytes that the files below a folder take; links are not followed."""
    total, waiting = 0, [str(folder)]
    while waiting:
        try:
            entries = list(os.scandir(waiting.pop()))
        except OSError:
            continue
        for entry in entries:
            try:
                facts = entry.stat(follow_symlinks=False)
            except OSError:
                continue
            total += max(facts.st_blocks * 512, 512)
            if stat.S_ISDIR(facts.st_mode):
                waiting.append(entry.path)
    return total
