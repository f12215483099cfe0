"""The starter of a worker: warm where that is possible, cold where not, with the same scores."""

from __future__ import annotations

import sys
from collections.abc import Mapping, Sequence
from functools import cache

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


@cache
def starter(threads: int, warm: bool = True) -> Starter:
    """This process's starter for rooms with a number of threads."""
    return WarmStarter(threads) if warm and sys.platform.startswith("linux") else ColdStarter()
