"""Starting a process in a room: the interface, and the cold way."""

from __future__ import annotations

import os
import select
import socket
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Protocol

from autograder.sandbox.room import LOG, Room


class Process(Protocol):
    """What `subprocess.Popen` offers of a process, and a fork of a zygote too."""

    pid: int

    def poll(self) -> int | None: ...

    def wait(self, timeout: float | None = None) -> int: ...


@dataclass
class Started:
    """A process in a room.

    Attributes:
        channel: the other end of its standard input; both ways.
    """

    process: Process
    channel: socket.socket


class Starter(Protocol):
    """A way to start a target in a room, see `contained`."""

    def start(
        self, room: Room, target: str, arguments: Sequence[str], variables: Mapping[str, str]
    ) -> Started:
        """Start it.

        Args:
            variables: the whole environment of the process.

        Raises:
            OSError: if no process can be started.
        """
        ...


class ColdStarter:
    """A new Python for every process: slow, and needs nothing."""

    def start(
        self, room: Room, target: str, arguments: Sequence[str], variables: Mapping[str, str]
    ) -> Started:
        ours, theirs = socket.socketpair()
        log = room.create(LOG)
        program = [sys.executable, "-P", "-m", "autograder.kernels.contained", target, *arguments]
        plain = room.confinement is None
        try:
            process = subprocess.Popen(
                room.command(program),
                stdin=theirs,
                stdout=log,
                stderr=log,
                cwd=room.work if plain else "/",
                env=dict(variables),
                start_new_session=True,
            )
        except BaseException:
            ours.close()
            raise
        finally:
            theirs.close()
            os.close(log)
        room.joined(process.pid)
        return Started(process, ours)


class ForkedProcess:
    """A process that a zygote has forked: not a child of this one, so only its end can be seen."""

    def __init__(self, pid: int) -> None:
        self.pid = pid
        self.descriptor = os.pidfd_open(pid)
        self.ended = False

    def poll(self) -> int | None:
        return 0 if self._ended_within(0) else None

    def wait(self, timeout: float | None = None) -> int:
        """Wait for its end.

        Raises:
            subprocess.TimeoutExpired: if it does not end within `timeout` seconds.
        """
        if not self._ended_within(timeout):
            raise subprocess.TimeoutExpired("a process of a room", timeout or 0)
        return 0

    def _ended_within(self, timeout: float | None) -> bool:
        if not self.ended:
            waiting = select.poll()
            waiting.register(self.descriptor, select.POLLIN)
            self.ended = bool(waiting.poll(None if timeout is None else timeout * 1000))
            if self.ended:
                os.close(self.descriptor)
        return self.ended
