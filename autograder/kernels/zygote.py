"""Warm starts: a process with Keras imported that forks itself into rooms, see `forking`."""

from __future__ import annotations

import json
import os
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

from autograder.kernels.forking import MESSAGE_BYTES
from autograder.kernels.starting import ForkedProcess, Started
from autograder.sandbox.limits import environment
from autograder.sandbox.room import LOG, Room

_START_SECONDS, _FORK_SECONDS = 120.0, 20.0
_PROGRAM = "from autograder.kernels.forking import serve; serve()"


class ZygoteFailure(OSError):
    """The zygote is not there, or must not be used: start cold instead."""


class ZygoteProcess:
    """A zygote in a process of its own, which is ready when it says so on the socket.

    A context manager; leaving it ends the process, and what it has forked goes on.

    Attributes:
        socket: takes orders; it may be handed to other processes for orders of branches.
    """

    def __init__(self, threads: int) -> None:
        """
        Raises:
            OSError: if the machine has no room for it: no temporary folder, no process to spare.
        """
        self.threads = threads
        self.home = tempfile.TemporaryDirectory(prefix="ag-", ignore_cleanup_errors=True)
        self.socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            with theirs, Path(self.home.name, LOG).open("wb") as log:
                self.process = subprocess.Popen(
                    [sys.executable, "-P", "-c", _PROGRAM],
                    stdin=theirs,
                    stdout=log,
                    stderr=log,
                    cwd="/",
                    env=environment(threads, self.home.name),
                    start_new_session=True,
                )
        except BaseException:
            self.socket.close()
            self.home.cleanup()
            raise

    def __enter__(self) -> ZygoteProcess:
        return self

    def __exit__(self, *_: object) -> None:
        self.stop()

    def log(self) -> str:
        """The end of what it said."""
        return Path(self.home.name, LOG).read_text("utf-8", "replace")[-800:].strip()

    def stop(self) -> None:
        """End it; what it has forked goes on."""
        self.socket.close()
        self.home.cleanup()  # while it could still do so itself, should this process be killed
        self.process.kill()
        self.process.wait()
        self.home.cleanup()  # it may have written something since


class Zygote:
    """A zygote for processes with a number of threads; starts when it is first needed.

    One at a time may be in use by one thread. A zygote that died is started again.
    """

    def __init__(self, threads: int) -> None:
        self.threads = threads
        self.process: ZygoteProcess | None = None
        self.socket: socket.socket | None = None
        self.ready = False
        self.lock = threading.Lock()

    def branch(self, trunk: socket.socket) -> None:
        """Let another zygote's fork be this one, secluded like this process; does not wait for it.

        Args:
            trunk: the other's socket, for this one order.
        """
        order = {"worker": os.getpid(), "processors": sorted(os.sched_getaffinity(0))}
        self.socket, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        try:
            socket.send_fds(trunk, [json.dumps(order).encode()], [theirs.fileno()])
        except OSError:
            self._stop()  # one of its own, then
        finally:
            theirs.close()

    def start(
        self, room: Room, target: str, arguments: Sequence[str], variables: Mapping[str, str]
    ) -> Started:
        """Fork a process into a room, see `Starter`.

        Raises:
            ZygoteFailure: if it cannot; nothing was started then.
        """
        order = {
            "confinement": room.confinement.dumps() if room.confinement else "",
            "folder": room.work,
            "target": target,
            "arguments": list(arguments),
            "variables": dict(variables),
        }
        message = json.dumps(order).encode()
        if len(message) > MESSAGE_BYTES:
            raise ZygoteFailure("the order is too long")
        with self.lock:
            orders = self._orders()
            ours, theirs = socket.socketpair()
            log = room.create(LOG)
            try:
                socket.send_fds(orders, [message], [theirs.fileno(), log])
                orders.settimeout(_FORK_SECONDS)
                said = json.loads(orders.recv(MESSAGE_BYTES) or b'{"error": "it died"}')
                if "pid" not in said:
                    raise ZygoteFailure(said["error"])
                room.joined(said["pid"])
                return Started(ForkedProcess(said["pid"]), ours)
            except (OSError, ValueError) as error:
                ours.close()
                room.remove(LOG)
                self._stop()
                raise ZygoteFailure(str(error)) from None
            finally:
                theirs.close()
                os.close(log)

    def stop(self) -> None:
        """End the zygote; what it has forked goes on."""
        with self.lock:
            self._stop()

    def _orders(self) -> socket.socket:
        """The socket of a zygote that is ready."""
        if self.socket is not None and self._lives(self.socket):
            return self.socket
        self._stop()
        try:
            self.process = ZygoteProcess(self.threads)
        except OSError as error:
            raise ZygoteFailure(f"it did not start: {error}") from None
        self.socket = self.process.socket
        if self._lives(self.socket):
            return self.socket
        said = self.process.log()
        self._stop()
        raise ZygoteFailure(f"it did not start: {said}")

    def _lives(self, orders: socket.socket) -> bool:
        """Whether it is ready and has not ended; waits while it starts."""
        try:
            if self.ready:
                orders.setblocking(False)
                return bool(orders.recv(1, socket.MSG_PEEK))
            orders.settimeout(_START_SECONDS)
            self.ready = orders.recv(1) == b"r"
        except BlockingIOError:
            return True
        except OSError:
            return False
        return self.ready

    def _stop(self) -> None:
        self.ready = False
        if self.process is not None:
            self.process.stop()
        elif self.socket is not None:
            self.socket.close()
        self.process = self.socket = None
