"""Tier 1: bubblewrap holds namespaces, and processes enter them.

A program that sleeps holds the room; entering it (`confinement.enter`) takes the same few
milliseconds for a fresh Python and for a fork of one that has Keras imported. The room's files lie
in memory, in a file system of limited size that is gone with its namespace.
"""

from __future__ import annotations

import contextlib
import json
import os
import shutil
import signal
import subprocess
from collections.abc import Mapping

from autograder.sandbox import memory
from autograder.sandbox.confinement import Confinement, limited
from autograder.sandbox.libraries import SYSTEM_FILES, SYSTEM_FOLDERS, library_folders
from autograder.sandbox.limits import Limits
from autograder.sandbox.room import Room, SandboxFailure

BOX = "/box"
DATA = "/data"
_HOLD = ("/bin/sh", "-c", "echo held && exec sleep 2147483647")
#: Users of rooms, where the grader is root: numbers that no real user has.
_FIRST_UID, _SMALL_RANGE = 0x20000000, 20000


class BubblewrapRoom(Room):
    """A room in namespaces of its own: no network, no other processes, few files."""

    def __init__(self, limits: Limits, data: tuple[str, ...] = ()) -> None:
        super().__init__(limits)
        self.data = {path: f"{DATA}/{i}/{os.path.basename(path)}" for i, path in enumerate(data)}
        self.inside = BOX
        as_root = os.geteuid() == 0
        self.proc = self.init = self.shared = -1
        try:
            pid = self._hold(holder_arguments(limits, self.data, as_root))
            self.init = os.pidfd_open(pid)
            self.owner = _room_uid(pid) if as_root else 0
            self.descriptor = os.open(f"/proc/{pid}/root{BOX}", os.O_RDONLY | os.O_DIRECTORY)
            self.proc = os.open(f"/proc/{pid}/root/proc", os.O_RDONLY | os.O_DIRECTORY)
            self.shared = os.open(f"/proc/{pid}/root/dev/shm", os.O_RDONLY | os.O_DIRECTORY)
            self.make_folders()
        except (OSError, ValueError) as error:
            self.end()
            raise SandboxFailure(f"bubblewrap could not make a sandbox: {error}") from None
        self.confinement = Confinement(
            holder=pid,
            own_user_namespace=not as_root,
            uid=self.owner,
            folder=self.work,
            **limited(limits),
        )

    def place(self, path: str) -> str:
        return self.data.get(path, path)

    def memory(self) -> int:
        try:
            return memory.total(memory.listed(self.proc), self.proc, self.little)
        except OSError:  # it ends just now
            return 0

    def disk(self) -> int:
        """Memory of the kernel's that files take beside their bytes, a kilobyte each."""
        try:
            found = [os.fstatvfs(place) for place in (self.descriptor, self.shared)]
        except OSError:  # it ends just now
            return 0
        return sum(1024 * (facts.f_files - facts.f_ffree) for facts in found)

    def _hold(self, arguments: list[str]) -> int:
        """Start the holder; returns the pid of its namespaces' first process."""
        program = shutil.which("bwrap")
        if program is None:
            raise SandboxFailure("bubblewrap is not installed")
        told, tell = os.pipe()
        try:
            self.holder = subprocess.Popen(
                [program, "--info-fd", str(tell), *arguments, "--", *_HOLD],
                stdin=subprocess.DEVNULL,
                stdout=subprocess.PIPE,
                stderr=subprocess.PIPE,
                pass_fds=[tell],
                cwd="/",
            )
        finally:
            os.close(tell)
        with os.fdopen(told, "rb") as info:
            said = info.read()
        if self.holder.stdout.readline() != b"held\n":
            text = self.holder.stderr.read(600).decode("utf-8", "replace").strip()
            raise SandboxFailure(f"bubblewrap could not make a sandbox: {text or 'silence'}")
        return int(json.loads(said)["child-pid"])

    def _end_processes(self) -> None:
        if self.init >= 0:
            with contextlib.suppress(ProcessLookupError):
                signal.pidfd_send_signal(self.init, signal.SIGKILL)
            os.close(self.init)
        holder = getattr(self, "holder", None)
        if holder is not None:
            if self.init < 0:
                holder.kill()
            self._wait_for_guards()
            holder.wait()
            holder.stdout.close()
            holder.stderr.close()
        for descriptor in (self.proc, self.shared):
            if descriptor >= 0:
                os.close(descriptor)


def holder_arguments(limits: Limits, data: Mapping[str, str], as_root: bool) -> list[str]:
    """bubblewrap's options.

    Args:
        data: files of this machine, and where they stand in the room.
        as_root: with root's rights no user namespace is needed, and none may be allowed.
    """
    a = ["--die-with-parent", "--new-session", "--clearenv"]
    a += ["--unshare-pid", "--unshare-net", "--unshare-ipc", "--unshare-uts"]
    # The first process of a pid namespace cannot be ended from within it: let it be the holder.
    a += ["--unshare-cgroup-try", "--cap-drop", "ALL", "--as-pid-1"]
    if not as_root:
        a += ["--unshare-user", "--disable-userns"]
    a += ["--ro-bind", "/usr", "/usr"]
    for path in SYSTEM_FOLDERS:
        if os.path.islink(path):
            a += ["--symlink", os.readlink(path), path]
        elif os.path.isdir(path):
            a += ["--ro-bind", path, path]
    a += ["--perms", "0755", "--dir", "/etc"]
    for path in SYSTEM_FILES:
        a += ["--ro-bind-try", path, path]
    a += ["--proc", "/proc", "--dev", "/dev"]
    a += ["--size", str(limits.disk_bytes), "--perms", "1777", "--tmpfs", BOX]
    a += ["--size", str(limits.shared_bytes), "--perms", "1777", "--tmpfs", "/dev/shm"]
    libraries = library_folders()
    if any(path.startswith("/tmp/") for path in libraries):
        a += ["--size", str(limits.shared_bytes), "--perms", "1777", "--tmpfs", "/tmp"]
    else:
        a += ["--symlink", f"{BOX[1:]}/tmp", "/tmp"]
    bound = [(path, path) for path in libraries] + list(data.items())
    made = {"/", "/etc"}
    for source, target in bound:
        for parent in _parents(target):
            if parent not in made:
                made.add(parent)
                a += ["--perms", "0755", "--dir", parent]
        a += ["--ro-bind", source, target]
    # What bubblewrap itself has made is in memory without a limit: nothing more is written there.
    return a + ["--remount-ro", "/dev", "--remount-ro", "/", "--chdir", "/"]


def _parents(path: str) -> list[str]:
    parts = path.strip("/").split("/")[:-1]
    return ["/" + "/".join(parts[: i + 1]) for i in range(len(parts))]


def _room_uid(pid: int) -> int:
    """A user of the room's own: one user per room, so that its limits are nobody else's."""
    with open("/proc/self/uid_map") as file:
        ranges = [tuple(map(int, line.split())) for line in file]
    last = _FIRST_UID + 2**22
    large = any(first <= _FIRST_UID and first + count > last for first, _, count in ranges)
    return _FIRST_UID + pid if large else _SMALL_RANGE + pid % 40000
