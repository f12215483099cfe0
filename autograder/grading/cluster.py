"""A grade run on the workers of a Dask cluster: data in, data out, no shared folder.

This side says which worker takes which job, so that it knows whom to blame when a worker dies, and
a job is tried again elsewhere; Dask carries it there and the result back. The gradebook, the lock
and the results stay here.
"""

from __future__ import annotations

import asyncio
import logging
import pickle
import queue
import time
import uuid
import warnings
from collections.abc import Iterable
from contextlib import suppress
from pathlib import Path
from types import TracebackType
from typing import Any, Literal

from distributed import Client, Future, KilledWorker, Security
from distributed.comm import connect

from autograder.course import CourseError
from autograder.grading import station
from autograder.grading.agreement import difference, facts
from autograder.grading.job import NotebookJob
from autograder.grading.seats import DEATHS, SHORT_SECONDS, Seat, Sent, asked, choose, shortage
from autograder.grading.workers import Settle, failed

#: Seconds to wait for the scheduler; for a first worker, or one in place of all that have left; for
#: a result that is there; and between two looks at which workers there are.
CONNECT, GATHER, ANSWER, WATCH = 15.0, 60.0, 30.0, 1.0


#: The key of a job, what became of it, and its result or what was raised.
Answer = tuple[str, Literal["done", "error", "lost"], Any]


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
        self.futures: dict[str, Future] = {}
        self.answers: queue.SimpleQueue[Answer] = queue.SimpleQueue()
        self.looked = self.peopled = 0.0
        self.seconds = SHORT_SECONDS  # what a job took lately

    def __enter__(self) -> Cluster:
        logging.getLogger("distributed").setLevel(logging.CRITICAL)  # we say it in one sentence
        # Dask's own warnings: of versions, which are compared below, and of large submissions.
        warnings.filterwarnings("ignore", module="distributed")
        try:
            security = Security()
            asyncio.run(_reach(self.address, security.get_connection_args("client")))
            self.client = Client(
                self.address, timeout=CONNECT, set_as_default=False, security=security
            )
        except Exception as error:
            reason = str(error).strip().split("\n")[0] or type(error).__name__
            raise CourseError(
                f"No scheduler answers at {self.address}: expected one like "
                f"tcp://10.0.0.1:8786, received “{reason}”; start it with `dask scheduler`, or "
                "look at the address, the network and TLS (docs/cluster.md)."
            ) from None
        try:
            self.peopled = time.monotonic()
            while not self.seats:
                self._look()
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
        fresh = (Sent(number, job) for number, job in enumerate(jobs))
        again: list[Sent] = []
        held: Sent | None = None
        while True:
            self._look_now_and_then(again, settle)
            while held := again.pop(0) if again else held or next(fresh, None):
                if not self._send(held, settle):
                    break
                held = None
            if held is None and not self.futures:
                return
            with suppress(queue.Empty):
                self._answered(*self.answers.get(timeout=WATCH), again, settle)

    def _send(self, sent: Sent, settle: Settle) -> bool:
        """Send a job to a worker; False while none has room."""
        seats = self.seats.values()
        needs = asked(sent, seats)
        lack = shortage(needs, seats)
        if lack:
            settle(sent.number, failed(sent.job, lack))
            return True
        seat = choose(sent, seats, self.seconds < SHORT_SECONDS)
        if seat is None:
            return False
        sent.key = f"{station.NAME}-{uuid.uuid4().hex}"
        sent.since = time.monotonic()
        seat.sent[sent.key] = sent
        with self._scheduler():
            future = self.client.submit(
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
        self.futures[sent.key] = future
        future.add_done_callback(self._fetch)
        return True

    def _fetch(self, future: Future) -> None:
        """Get what became of a job: in a thread of Dask's, while this one saves another."""
        try:
            error = future.exception() if future.status == "error" else None
            if error is not None:
                answer: Answer = (future.key, "error", error)
            else:
                answer = (future.key, "done", future.result(timeout=ANSWER))
        except BaseException as error:  # cancelled, or the connection is gone
            answer = (future.key, "lost", error)
        self.answers.put(answer)

    def _answered(
        self,
        key: str,
        became: Literal["done", "error", "lost"],
        value: Any,
        again: list[Sent],
        settle: Settle,
    ) -> None:
        if self.futures.pop(key, None) is None:
            return  # it was given up when its worker died
        seat = next(seat for seat in self.seats.values() if key in seat.sent)
        sent = seat.sent.pop(key)
        if became == "done":
            self.seconds = 0.8 * self.seconds + 0.2 * (time.monotonic() - sent.since)
            settle(sent.number, value)
        elif became == "lost":  # the worker has died with the result, or there is no scheduler
            self.looked = 0.0
            again.append(sent)
        elif isinstance(value, KilledWorker):
            self._blame([sent], again, settle)
        else:
            reason = f"the worker {seat.address} failed: {type(value).__name__}: {value}"
            settle(sent.number, failed(sent.job, reason))

    def _look_now_and_then(self, again: list[Sent], settle: Settle) -> None:
        """Notice workers that have come and gone."""
        if time.monotonic() - self.looked < WATCH:
            return
        for seat in self._look():
            for key in seat.sent:
                future = self.futures.pop(key)
                with suppress(Exception):
                    future.cancel()
            suspects = seat.suspects()
            again += [sent for sent in seat.sent.values() if sent not in suspects]
            self._blame(suspects, again, settle)

    def _blame(self, suspects: list[Sent], again: list[Sent], settle: Settle) -> None:
        for sent in suspects:
            sent.deaths += 1
            if sent.deaths < DEATHS:
                again.append(sent)
                continue
            failure = f"{DEATHS} workers died while they ran it; look at the logs of the workers"
            settle(sent.number, failed(sent.job, failure))

    def _look(self) -> list[Seat]:
        """Get workers that are new ready; returns those that have left."""
        with self._scheduler():
            workers = self.client.scheduler_info(n_workers=-1)["workers"]
        gone = [self.seats.pop(address) for address in list(self.seats) if address not in workers]
        new = [a for a in workers if a not in self.seats and a not in self.refused]
        if new:
            with self._scheduler():
                self._welcome({address: workers[address] for address in new})
        self.looked = time.monotonic()
        if self.seats:
            self.peopled = self.looked
        elif self.refused & set(workers) or self.looked - self.peopled > GATHER:
            raise CourseError(self._nobody())
        return gone

    def _welcome(self, workers: dict[str, Any]) -> None:
        """Compare versions, let workers start their processes, and send MNIST where it lacks."""
        agreed = []
        for address, theirs in self._ask(station.look, list(workers)).items():
            if isinstance(theirs, dict):
                refusal = difference(self.order.facts, theirs)
            else:
                refusal = (
                    f"autograder: expected {self.order.facts['autograder']}, received {theirs}"
                )
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

    def _scheduler(self) -> _Scheduler:
        return _Scheduler(self.address)

    def _leave(self) -> None:
        """Take back what is not done, let workers drop what they run for us, and disconnect."""
        with suppress(Exception):
            if self.futures:
                self.client.cancel(list(self.futures.values()), force=True)
                self.client.run(station.abandon, self.order.run, workers=list(self.seats))
        with suppress(Exception):
            self.client.close(timeout=2)


async def _reach(address: str, settings: dict[str, Any]) -> None:
    """See that somebody answers; a client that never got an answer is slow to end."""
    comm = await connect(address, timeout=CONNECT, **settings)
    comm.abort()


class _Scheduler:
    """Turns what Dask raises when the scheduler is lost into a sentence."""

    def __init__(self, address: str) -> None:
        self.address = address

    def __enter__(self) -> None: ...

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if isinstance(error, Exception) and not isinstance(error, CourseError):
            reason = str(error).strip().split("\n")[0] or type(error).__name__
            raise CourseError(
                f"The scheduler {self.address} was lost (“{reason}”): start it again. What was "
                "finished is kept; run the command again to go on."
            ) from None
