"""The starter of a worker: warm where that is possible, cold where not, with the same scores."""

from __future__ import annotations

import socket
import sys
from collections.abc import Mapping, Sequence

from autograder.kernels.starting import ColdStarter, Started, Starter
from autograder.kernels.zygote import Zygote, ZygoteFailure
from autograder.sandbox.room import Room


class WarmStarter:
    """Forks a zygote, and starts cold when that fails."""

    def __init__(self, threads: int) -> None:
        self.zygote = Zygote(threads)
        self.cold = ColdStarter()

    def start(
        self, room: Room, target: str, arguments: Sequence[str], variables: Mapping[str, str]
    ) -> Started:
        try:
            return self.zygote.start(room, target, arguments, variables)
        except ZygoteFailure:
            return self.cold.start(room, target, arguments, variables)


_warm: dict[int, WarmStarter] = {}


def starter(threads: int, warm: bool = True) -> Starter:
    """This process's starter for rooms with a number of threads."""
    if not warm or not sys.platform.startswith("linux"):
        return ColdStarter()
    if threads not in _warm:
        _warm[threads] = WarmStarter(threads)
    return _warm[threads]


def branch(trunk: socket.socket, threads: int) -> None:
    """Let this process's starter fork a branch of another zygote, see `Zygote.branch`."""
    _warm[threads] = WarmStarter(threads)
    _warm[threads].zygote.branch(trunk)
