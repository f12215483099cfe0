"""A grade run on the workers of a Dask cluster: data in, data out, no shared folder.

The gradebook, the lock and the results stay here.
"""

from __future__ import annotations

import asyncio
import logging
import pickle
import time
import uuid
import warnings
from collections.abc import Iterable, Iterator
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import Any

import dask
from distributed import Client, Future, Security
from distributed.comm import connect

from autograder.course import CourseError
from autograder.grading import station
from autograder.grading.agreement import difference, facts
from autograder.grading.dispatch import Dispatch
from autograder.grading.job import NotebookJob
from autograder.grading.seats import Seat, Sent
from autograder.grading.workers import Settle

#: Seconds to wait for the scheduler; for a first worker, or one in place of all that have left; for
#: a better one where there are only some that cannot be used.
CONNECT, GATHER, REFUSED = 10.0, 60.0, 5.0


class Cluster:
    """The workers behind a scheduler, see `workers.Runner`; a context manager.

    Args:
        address: the scheduler's, such as tcp://10.0.0.1:8786; tls:// takes Dask's own settings.
        sandbox: the tier, as `--sandbox` takes it; each worker takes the best it has for "auto".
        mnist: the file that notebooks need, which is sent to workers that have none; "" for none.
        warm: whether processes may be forked from one that has Keras imported.
    """

    def __init__(self, address: str, sandbox: str, mnist: str = "", warm: bool = True) -> None:
        self.address = address
        self.mnist = mnist
        self.order = station.Order(uuid.uuid4().hex, facts(), sandbox, warm, bool(mnist))
        self.remarks: list[str] = []
        self.seats: dict[str, Seat] = {}
        self.refused: set[str] = set()
        self.dispatch: Dispatch | None = None
        self.settings = ExitStack()
        self.looked = self.peopled = 0.0
        self.hopeful = False  # there was a worker, so that another may come in its place
        self.lost = False  # the scheduler was

    def __enter__(self) -> Cluster:
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # we say it in one sentence
        # Dask's own warnings: of versions, which are compared below, and of large submissions.
        warnings.filterwarnings("ignore", module="distributed")
        # So long Dask tries to reach a scheduler that has gone, before it says so.
        self.settings.enter_context(
            dask.config.set({"distributed.comm.timeouts.connect": f"{CONNECT}s"})
        )
        try:
            security = Security()
            asyncio.run(_reach(self.address, security.get_connection_args("client")))
            self.client = Client(
                self.address, timeout=CONNECT, set_as_default=False, security=security
            )
        except Exception as error:
            self.settings.close()
            reason = str(error).strip().split("\n")[0] or type(error).__name__
            raise CourseError(
                f"No scheduler answers at {self.address}: expected one like "
                f"tcp://10.0.0.1:8786, received “{reason}”; start it with `dask scheduler`, or "
                "look at the address, the network and TLS (docs/cluster.md)."
            ) from None
        try:
            self.peopled = time.monotonic()
            while not self.seats:
                self.look()
                if not self.seats:
                    time.sleep(0.2)
        except BaseException:
            self._leave()
            raise
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self._leave()

    def run(self, jobs: Iterable[NotebookJob], settle: Settle) -> None:
        """Run notebooks, see `Runner`.

        Raises:
            CourseError: if the scheduler is lost, or all workers are for a minute.
        """
        self.dispatch = Dispatch(self, jobs, settle)
        self.dispatch.run()

    def submit(self, sent: Sent, seat: Seat, needs: dict[str, float]) -> Future:
        """Send a job to a worker.

        Raises:
            CourseError: if the scheduler is lost.
        """
        with self._scheduler():
            return self.client.submit(
                station.grade,
                self.order,
                seat.tier,
                pickle.dumps(sent.job),
                key=sent.key,
                workers=[seat.address],
                allow_other_workers=False,
                resources=needs or None,
                pure=False,
            )

    def look(self) -> list[Seat]:
        """Get workers that are new ready; returns those that have left."""
        with self._scheduler():
            workers = self.client.scheduler_info(n_workers=-1)["workers"]
        gone = [self.seats.pop(address) for address in list(self.seats) if address not in workers]
        new = [a for a in workers if a not in self.seats and a not in self.refused]
        if new:
            with self._scheduler():
                self._welcome({address: workers[address] for address in new})
        self.looked = time.monotonic()
        patience = GATHER if self.hopeful or not self.remarks else REFUSED
        if self.seats:
            self.peopled, self.hopeful = self.looked, True
        elif self.looked - self.peopled > patience:
            raise CourseError(self._nobody())
        return gone

    def _welcome(self, workers: dict[str, Any]) -> None:
        """Compare versions, let workers start their processes, and send MNIST where it lacks."""
        agreed = []
        for address, theirs in self._ask(station.look, list(workers)).items():
            if isinstance(theirs, dict):
                refusal = difference(self.order.facts, theirs)
            else:
                ours = self.order.facts["autograder"]
                refusal = f"autograder: expected {ours}, received none that works ({theirs})"
            if refusal:
                advice = "install the same versions there"
                self._refuse(address, f"it differs from this machine: {refusal}; {advice}")
            else:
                agreed.append(address)
        answers = self._ask(station.prepare, agreed, self.order)
        lacking = [a for a, said in answers.items() if getattr(said, "lacks_mnist", False)]
        wrong = {}
        if lacking:
            wrong = self._ask(station.receive, lacking, Path(self.mnist).read_bytes())
        for address, said in answers.items():
            why = wrong.get(address) or getattr(said, "refusal", said)
            if why:
                self._refuse(address, str(why))
                continue
            facts_of = workers[address]
            resources = dict(facts_of.get("resources") or {})
            self.seats[address] = Seat(address, said.tier, facts_of["nthreads"], resources)

    def _ask(self, question: Any, addresses: list[str], *about: Any) -> dict[str, Any]:
        """Answers of workers, or errors in their places; a worker that has left gives neither."""
        if not addresses:
            return {}
        answers = self.client.run(question, *about, workers=addresses, on_error="return")
        return {a: said for a, said in answers.items() if not isinstance(said, OSError)}

    def _refuse(self, address: str, why: str) -> None:
        self.refused.add(address)
        self.remarks.append(f"The worker {address} was not used: {why.rstrip('.')}.")

    def _nobody(self) -> str:
        if self.remarks:
            return "No worker could be used. " + " ".join(self.remarks)
        return (
            f"No worker has come to {self.address} in {GATHER:.0f} s: expected at least one, "
            f"received none; start some with `dask worker {self.address}`. What was finished is "
            "kept; run the command again to go on."
        )

    @contextmanager
    def _scheduler(self) -> Iterator[None]:
        """Turns what Dask raises when the scheduler is lost into a sentence."""
        try:
            yield
        except CourseError:
            raise
        except Exception as error:
            self.lost = True
            reason = str(error).strip().split("\n")[0] or type(error).__name__
            raise CourseError(
                f"The scheduler {self.address} was lost (“{reason}”): start it again. What was "
                "finished is kept; run the command again to go on."
            ) from None

    def _leave(self) -> None:
        """Take back what is not done, let workers drop what they run for us, and disconnect."""
        with suppress(Exception):
            if self.dispatch is not None and self.dispatch.futures and not self.lost:
                self.client.cancel(list(self.dispatch.futures.values()), force=True)
                self.client.run(station.abandon, self.order.run, workers=list(self.seats))
        with suppress(Exception):
            self.client.close(timeout=2)
        self.settings.close()


async def _reach(address: str, settings: dict[str, Any]) -> None:
    """See that somebody answers; a client that never got an answer is slow to end."""
    comm = await connect(address, timeout=CONNECT, **settings)
    comm.abort()
