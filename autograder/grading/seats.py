"""The workers of a cluster as the client sees them, and which of them takes the next job."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field

from autograder.grading.job import NotebookJob
from autograder.sandbox.limits import MEGABYTE

#: A job waits at a busy worker only while jobs take less than so many seconds: it fills the gap
#: between two of them, and does not wait long behind one while others have nothing to do.
SHORT_SECONDS = 2.0
#: So many workers may die while they run a job.
DEATHS = 3


@dataclass
class Sent:
    """A job on its way.

    Attributes:
        number: the run's number of it.
        deaths: workers that died while they may have run it. After the first, it runs alone.
        key: what Dask calls it at present.
        since: when it was sent, on the clock of `time.monotonic`.
    """

    number: int
    job: NotebookJob
    deaths: int = 0
    key: str = ""
    since: float = 0.0

    @property
    def needs(self) -> dict[str, float]:
        """What it asks of a worker that says what it has: memory in MB (2^20 bytes), GPUs."""
        needs = {"MB": self.job.limits.memory_bytes / MEGABYTE}
        if self.job.record.options.gpus:
            needs["GPU"] = self.job.record.options.gpus
        return needs


@dataclass
class Seat:
    """A worker that is ready.

    Attributes:
        tier: the sandbox in which it runs submissions.
        threads: how many notebooks it runs at a time.
        resources: what it has declared.
        sent: jobs that it has and has not answered, the oldest first.
    """

    address: str
    tier: str
    threads: int
    resources: Mapping[str, float] = field(default_factory=dict)
    sent: dict[str, Sent] = field(default_factory=dict)

    def takes(self, sent: Sent, needs: Mapping[str, float], extra: int) -> bool:
        """Whether it may be sent a job now, so that at most `extra` wait there."""
        if not _has(self.resources, needs):
            return False
        if sent.deaths or any(other.deaths for other in self.sent.values()):
            return not self.sent
        return len(self.sent) < self.threads + extra

    def suspects(self) -> list[Sent]:
        """The jobs that it may have been running."""
        return list(self.sent.values())[: self.threads]


def asked(sent: Sent, seats: Iterable[Seat]) -> dict[str, float]:
    """What a job asks for, of what any worker declares."""
    declared = {name for seat in seats for name in seat.resources}
    return {name: amount for name, amount in sent.needs.items() if name in declared}


def shortage(needs: Mapping[str, float], seats: Iterable[Seat]) -> str:
    """Why no worker could ever take a job, in words; "" if one can."""
    every = [seat.resources for seat in seats]
    if not every or any(_has(resources, needs) for resources in every):
        return ""
    most = {name: max(resources.get(name, 0) for resources in every) for name in needs}
    return (
        "no worker has what the notebook asks for: expected "
        f"{_said(needs)}, received at most {_said(most)}; start a worker with more"
    )


def _has(resources: Mapping[str, float], needs: Mapping[str, float]) -> bool:
    return all(resources.get(name, 0) >= amount for name, amount in needs.items())


def _said(amounts: Mapping[str, float]) -> str:
    return ", ".join(f"{name}={amount:g}" for name, amount in amounts.items())


def choose(sent: Sent, seats: Iterable[Seat], short: bool) -> Seat | None:
    """The seat with the most room for a job; None while there is none."""
    listed = list(seats)
    needs = asked(sent, listed)
    able = [seat for seat in listed if seat.takes(sent, needs, int(short))]
    return min(able, key=lambda seat: len(seat.sent) / seat.threads, default=None)
