"""The program that runs in a room: `python -P -m autograder.kernels.contained TARGET ARGUMENTS...`.

Standard input is the channel to whoever started it; standard output and error are the room's log. A
target is a module and a function in it, called with the arguments and the channel.
"""

from __future__ import annotations

import importlib
import os
import socket
import sys
import tempfile
from collections.abc import Sequence

from autograder.kernels.output import bound_output

#: Imported before any code of a notebook: what a notebook has beside it (a file `numpy.py`) shadows
#: none of these, whether a process starts cold or warm.
PRELOADED = (
    "keras",
    "numpy",
    "pandas",
    "matplotlib.pyplot",
    "ipykernel.kernelapp",
    "ipykernel.debugger",
    "tornado.platform.asyncio",
    "IPython.core.completerlib",
    "IPython.core.debugger",
    "IPython.core.logger",
    "IPython.core.oinspect",
    "IPython.extensions.storemagic",
    "autograder.border.agent",
    "autograder.border.models",
    "autograder.checks",
    "autograder.datasets",
    "autograder.grading.examiner",
)

IPYTHON = "autograder.kernels.contained:serve_ipython"


def preload() -> None:
    """Import what every notebook of the course needs; what is not installed is left out."""
    # Without it ipykernel goes without a debugger, which nobody could use and which is half of a
    # kernel's start; a notebook may import it all the same.
    sys.modules.setdefault("debugpy", None)  # type: ignore[arg-type]
    for name in PRELOADED:
        try:
            importlib.import_module(name)
        except ImportError:
            continue
    if sys.modules["debugpy"] is None:
        del sys.modules["debugpy"]


def call(target: str, arguments: Sequence[str]) -> None:
    """Run a target with this process's standard input as its channel."""
    channel = socket.socket(fileno=os.dup(0))
    with open(os.devnull, "rb") as nothing:
        os.dup2(nothing.fileno(), 0)
    backend = os.environ.get("MPLBACKEND")
    if backend and "matplotlib" in sys.modules:  # it looks at the environment once, when imported
        sys.modules["matplotlib"].rcParams["backend"] = backend
    tempfile.tempdir = None  # found out anew, from this process's own environment
    module, _, name = target.partition(":")
    getattr(importlib.import_module(module), name)(channel, *arguments)


def serve_ipython(channel: socket.socket, connection_file: str, *arguments: str) -> None:
    """Be an IPython kernel; says on the channel when its sockets are open."""
    from ipykernel.kernelapp import IPKernelApp

    bound_output()
    app = IPKernelApp.instance()
    app.initialize(["-f", connection_file, "--HistoryManager.enabled=False", *arguments])
    if "" not in sys.path:  # what lies beside the notebook; Python was told to leave it out (-P)
        sys.path.insert(0, "")
    channel.sendall(b"r")
    channel.close()
    app.start()


if __name__ == "__main__":
    preload()
    call(sys.argv[1], sys.argv[2:])
