"""The life of a zygote: it imports libraries, and forks itself into rooms.

It never runs a line of a notebook, and no operation of the backend, after which a fork would hang.
Each fork enters its room before it does anything. An order may also ask for a branch: a fork that
is a zygote itself, for one worker, so that the libraries are imported once for all workers.
"""

from __future__ import annotations

import contextlib
import gc
import json
import os
import shutil
import signal
import socket
import sys
from collections.abc import Mapping, Sequence
from typing import Any

from autograder.kernels import contained
from autograder.kernels.hugepages import collapse_memory
from autograder.sandbox import namespaces
from autograder.sandbox.confinement import Confinement, enter

MESSAGE_BYTES = 2**16


def serve() -> None:
    """Fork for every order, until the other side closes."""
    try:
        contained.preload()
        gc.collect()
        gc.freeze()  # what is shared is not touched by a fork's garbage collector
        collapse_memory()
        _serve(socket.socket(fileno=os.dup(0)), _threads())
    except BrokenPipeError:
        pass  # whoever it worked for has ended before it was ready
    finally:  # perhaps they had no chance to tidy up
        shutil.rmtree(os.environ["HOME"], ignore_errors=True)


def _serve(orders: socket.socket, threads: int) -> None:
    orders.send(b"r")
    while True:
        message, descriptors, *_ = socket.recv_fds(orders, MESSAGE_BYTES, 2)
        if not message:
            return
        with contextlib.suppress(ChildProcessError):  # guards and branches that have ended since
            while os.waitpid(-1, os.WNOHANG)[0]:
                pass
        order = json.loads(message)
        used = _threads() != threads or _runtime_started()
        child = 0 if used else os.fork()
        if not used and child == 0:
            if "worker" in order:
                _branch(order, descriptors[0], threads)
            _become(order, descriptors)
        for descriptor in descriptors:
            os.close(descriptor)
        if "worker" not in order:
            said = {"error": "something was computed in the zygote"} if used else {"pid": child}
            orders.send(json.dumps(said).encode())
        if used:
            return


def _branch(order: Mapping[str, Any], channel: int, threads: int) -> None:
    """Be the zygote of a worker, in the namespaces that seclude the worker; never returns."""
    try:
        os.dup2(channel, 0)
        os.closerange(3, 65536)
        os.setsid()
        os.sched_setaffinity(0, order["processors"])
        namespaces.join(order["worker"])
        _serve(socket.socket(fileno=os.dup(0)), threads)
    except BaseException:
        os._exit(1)
    os._exit(0)


def _become(order: Mapping[str, Any], descriptors: Sequence[int]) -> None:
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
    """Whether TensorFlow has begun to compute; a fork of such a process hangs.

    JAX and PyTorch are told by their threads: importing them starts none, and where computing has
    started none either (PyTorch with one thread), a fork works on.
    """
    module = sys.modules.get("tensorflow.python.eager.context")
    context = module.context_safe() if module is not None else None
    return context is not None and context._initialized
