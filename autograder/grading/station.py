"""What every worker of a cluster keeps between jobs: warm processes that run notebooks, and MNIST.

A Dask worker process only carries jobs and results. The notebooks run in processes of its own, one
for each of its threads, which are secluded like those of a local run: neither the network, nor the
keys of the cluster's TLS, nor Dask's connection is within their reach. They start with the first
run that comes by, stay warm for the next one, and end with the worker, however it ends.
"""

from __future__ import annotations

import asyncio
import multiprocessing
import pickle
import queue
import threading
from collections.abc import Mapping
from dataclasses import dataclass, replace
from pathlib import Path

from distributed import Worker, WorkerPlugin, get_worker

from autograder.grading.agreement import difference, facts
from autograder.grading.executors import Surroundings
from autograder.grading.job import NotebookJob
from autograder.grading.outcome import NotebookResult
from autograder.grading.station_data import StationData
from autograder.grading.workers import Workers, failed
from autograder.kernels.zygote import ZygoteProcess
from autograder.sandbox.seclusion import LANDLOCK
from autograder.sandbox.tiers import NoSandbox, tier_named

NAME = "autograder"
_ROLES = ("scheduler", "worker", "client")


@dataclass(frozen=True)
class Order:
    """What a run asks of every worker.

    Attributes:
        run: names the run.
        facts: what the two machines must have in common, see `agreement`.
        sandbox: the tier, as `--sandbox` takes it; each worker takes the best it has for "auto".
        warm: whether processes may be forked from one that has Keras imported.
        mnist: whether the notebooks need it.
    """

    run: str
    facts: Mapping[str, str]
    sandbox: str
    warm: bool
    mnist: bool


@dataclass(frozen=True)
class Readiness:
    """What a worker says before it is given jobs.

    Attributes:
        refusal: why it takes none, in words; "" if it does.
        tier: the sandbox in which it will run submissions.
        lacks_mnist: it needs the file, and has none.
    """

    refusal: str = ""
    tier: str = ""
    lacks_mnist: bool = False


class Station:
    """The warm processes of a Dask worker, for one tier."""

    def __init__(self, worker: Worker, tier: str, warm: bool, data: StationData) -> None:
        self.data = data
        self.count = worker.state.nthreads
        self.warm = warm
        self.surroundings = Surroundings(tier, _keys(worker), (str(data.folder),))
        # Dask's nanny makes its workers daemons, which may start no process; what this one starts
        # ends with it all the same.
        multiprocessing.current_process().daemon = False
        self.free: queue.SimpleQueue[Workers] = queue.SimpleQueue()
        self.busy: dict[Workers, str] = {}
        self.ended = False
        self.trunk = ZygoteProcess(1) if warm and tier != LANDLOCK else None
        try:
            for number in range(self.count):
                self._add(number)
        except BaseException:
            self.end()
            raise

    def run(self, job: NotebookJob, run: str) -> NotebookResult:
        """Run a notebook in the next process that is free."""
        if job.data_digest == "mnist":
            student, examiner = str(self.data.student), str(self.data.examiner)
            job = replace(job, student_data=student, examiner_data=examiner)
        workers = self.free.get()
        self.busy[workers] = run
        try:
            return workers.run_one(job)
        except Exception as error:  # it was ended while it was starting
            return failed(job, f"the worker failed: {type(error).__name__}: {error}")
        finally:
            self.busy.pop(workers, None)
            if workers.ended and not self.ended:
                self._add(workers.share[0])
            else:
                self.free.put(workers)

    def abandon(self, run: str) -> None:
        """End what runs for a run that was interrupted."""
        for workers, other in list(self.busy.items()):
            if other == run:
                workers.end()

    def end(self) -> None:
        """End all processes, whatever they do."""
        self.ended = True
        every = list(self.busy)
        while not self.free.empty():
            every.append(self.free.get())
        for workers in every:
            workers.end()
        if self.trunk is not None:
            self.trunk.stop()

    def _add(self, number: int) -> None:
        share = (number, self.count)
        workers = Workers(1, self.surroundings, self.warm, self.trunk, share)
        workers.start()
        self.free.put(workers)


class _End(WorkerPlugin):
    """Ends the processes when the worker closes; when it is killed, the system does."""

    def teardown(self, worker: Worker) -> None:
        for station in _stations.values():
            station.end()
        _stations.clear()


_stations: dict[tuple[str, bool], Station] = {}
_making = threading.Lock()


def look() -> dict[str, str]:
    """What this worker has, see `agreement`: the first thing that a client asks."""
    return facts()


async def prepare(order: Order, dask_worker: Worker) -> Readiness:
    """Get ready for a run; runs in the worker's event loop, whose thread lives as long as it."""
    different = difference(order.facts, facts())
    if different:
        return Readiness(different)
    try:
        tier = await asyncio.to_thread(tier_named, order.sandbox)
    except NoSandbox as error:
        return Readiness(str(error))
    if NAME not in dask_worker.plugins:
        await dask_worker.plugin_add(_End(), name=NAME)
    station = _station(dask_worker, tier.name, order.warm)
    lacks = order.mnist and not await asyncio.to_thread(station.data.find)
    return Readiness("", tier.name, lacks)


async def receive(content: bytes, dask_worker: Worker) -> str:
    """Take mnist.npz; returns what was wrong with it, or ""."""
    data = StationData(_folder(dask_worker))
    try:
        await asyncio.to_thread(data.receive, content)
    except Exception as error:
        return str(error) or repr(error)
    return ""


def abandon(run: str) -> None:
    """End what runs for an interrupted run."""
    for station in list(_stations.values()):
        station.abandon(run)


def grade(order: Order, tier: str, job: bytes) -> NotebookResult:
    """Grade one notebook: the task that Dask carries.

    Args:
        tier: what this worker said that it would use.
        job: a pickled `NotebookJob`.
    """
    station = _station(get_worker(), tier, order.warm)
    # The client's own bytes: Dask has unpickled the rest of this call before. Students' sources are
    # texts in it, and results come from rooms as data.
    return station.run(pickle.loads(job), order.run)


def _station(worker: Worker, tier: str, warm: bool) -> Station:
    with _making:
        if (tier, warm) not in _stations:
            data = StationData(_folder(worker))
            _stations[tier, warm] = Station(worker, tier, warm, data)
        return _stations[tier, warm]


def _folder(worker: Worker) -> Path:
    """A folder that Dask removes with the worker; other users may pass through what is above."""
    place = Path(worker.local_directory)
    place.chmod(place.stat().st_mode | 0o011)
    # Dask lets workers import from that place: the name must not be one that can be imported.
    return place / f"{NAME}-data"


def _keys(worker: Worker) -> tuple[str, ...]:
    """The files with keys of the cluster's TLS that this worker knows."""
    named = (getattr(worker.security, f"tls_{role}_key", None) for role in _ROLES)
    paths = (Path(name) for name in named if name and "\n" not in name)  # else it is the key
    return tuple(sorted({str(path.resolve()) for path in paths if path.is_file()}))
