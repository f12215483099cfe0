"""Warm starts: a process with Keras imported that forks itself into rooms.

The zygote imports libraries and nothing else; it never runs a line of a notebook, and no TensorFlow
operation, after which a fork would hang. Each fork enters its room before it does anything.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import shutil
import signal
import socket
import subprocess
import sys
import tempfile
import threading
from collections.abc import Mapping, Sequence
from pathlib import Path

from autograder.kernels import contained
from autograder.kernels.starting import ForkedProcess, Started
from autograder.sandbox.confinement import Confinement, enter
from autograder.sandbox.limits import environment
from autograder.sandbox.room import LOG, Room

_START_SECONDS, _FORK_SECONDS = 120.0, 20.0
_MESSAGE_BYTES = 2**16
_PROGRAM = "from autograder.kernels.zygote import serve; serve()"


class ZygoteFailure(OSError):
    """The zygote is not there, or must not be used: start cold instead."""


class Zygote:
    """A zygote for processes with a number of threads; starts when it is first needed.

    One at a time may be in use by one thread. A zygote that died is started again.
    """

    def __init__(self, threads: int) -> None:
        self.threads = threads
        self.process: subprocess.Popen[bytes] | None = None
        self.lock = threading.Lock()

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
        if len(message) > _MESSAGE_BYTES:
            raise ZygoteFailure("the order is too long")
        with self.lock:
            self._ready()
            ours, theirs = socket.socketpair()
            log = room.create(LOG)
            try:
                socket.send_fds(self.socket, [message], [theirs.fileno(), log])
                self.socket.settimeout(_FORK_SECONDS)
                said = json.loads(self.socket.recv(_MESSAGE_BYTES) or b'{"error": "it died"}')
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

    def _ready(self) -> None:
        if self.process is not None and self.process.poll() is None:
            return
        self._stop()
        ours, theirs = socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)
        self.home = tempfile.TemporaryDirectory(prefix="ag-", ignore_cleanup_errors=True)
        log = Path(self.home.name, LOG)
        with log.open("wb") as file:
            self.process = subprocess.Popen(
                [sys.executable, "-P", "-c", _PROGRAM],
                stdin=theirs,
                stdout=file,
                stderr=file,
                cwd="/",
                env=environment(self.threads, self.home.name),
                start_new_session=True,
            )
        theirs.close()
        self.socket = ours
        ours.settimeout(_START_SECONDS)
        try:
            if ours.recv(1) == b"r":
                return
            said = log.read_text("utf-8", "replace")[-800:].strip()
        except OSError as error:
            said = str(error)
        self._stop()
        raise ZygoteFailure(f"it did not start: {said}")

    def _stop(self) -> None:
        if self.process is None:
            return
        self.socket.close()
        self.process.kill()
        self.process.wait()
        self.process = None
        self.home.cleanup()


def serve() -> None:
    """The zygote's life: fork into a room for every order, until the other side closes."""
    try:
        _serve(socket.socket(fileno=os.dup(0)))
    except BrokenPipeError:
        pass  # whoever it worked for has ended before it was ready
    finally:  # perhaps they had no chance to tidy up
        shutil.rmtree(os.environ["HOME"], ignore_errors=True)


def _serve(orders: socket.socket) -> None:
    contained.preload()
    gc.collect()
    gc.freeze()  # what is shared is not touched by a fork's garbage collector
    threads = _threads()
    orders.send(b"r")
    while True:
        message, descriptors, *_ = socket.recv_fds(orders, _MESSAGE_BYTES, 2)
        if not message:
            return
        with contextlib.suppress(ChildProcessError):  # guards that have ended since
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        if _threads() != threads or _runtime_started():
            orders.send(json.dumps({"error": "something was computed in the zygote"}).encode())
            return
        child = os.fork()
        if child == 0:
            _become(json.loads(message), descriptors)
        for descriptor in descriptors:
            os.close(descriptor)
        orders.send(json.dumps({"pid": child}).encode())


def _become(order: dict, descriptors: Sequence[int]) -> None:
    """Enter the room and run the target; never returns."""
    try:
        channel, log = descriptors
        os.dup2(channel, 0)
        os.dup2(log, 1)
        os.dup2(log, 2)
        os.closerange(3, 65536)
        signal.set_wakeup_fd(-1)
        if order["confinement"]:
            enter(Confinement.loads(order["confinement"]))
        else:
            os.setsid()
            os.chdir(order["folder"])
        os.environ.clear()
        os.environ.update(order["variables"])
        if "numpy" in sys.modules:  # Python's own generator is seeded anew by a fork
            sys.modules["numpy"].random.seed()
        contained.call(order["target"], order["arguments"])
    except BaseException:
        import traceback

        traceback.print_exc()
        sys.stderr.flush()
        os._exit(1)
    os._exit(0)


def _threads() -> int:
    return len(os.listdir("/proc/self/task"))


def _runtime_started() -> bool:
    """Whether TensorFlow has begun to compute; a fork of such a process hangs."""
    module = sys.modules.get("tensorflow.python.eager.context")
    context = module.context_safe() if module is not None else None
    return context is not None and context._initialized
