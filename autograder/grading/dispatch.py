"""One round of jobs on a cluster: which worker takes which, and what is tried again.

This side says where a job goes, so that it knows which jobs to suspect when a worker dies; Dask
carries it there and the result back.
"""

from __future__ import annotations

import queue
import time
import uuid
from collections import deque
from collections.abc import Iterable
from contextlib import suppress
from typing import Any, Literal, Protocol

from distributed import Future, KilledWorker

from autograder.grading.job import NotebookJob
from autograder.grading.seats import DEATHS, SHORT_SECONDS, Seat, Sent, asked, choose, shortage
from autograder.grading.workers import Settle, failed

#: Seconds to wait for a result that is there, and between two looks at which workers there are.
ANSWER, WATCH = 30.0, 1.0

#: The key of a job, what became of it, and its result or what was raised.
Answer = tuple[str, Literal["done", "error", "lost"], Any]


class Workforce(Protocol):
    """The workers of a cluster.

    Attributes:
        looked: when they were last looked at, on the clock of `time.monotonic`.
    """

    seats: dict[str, Seat]
    looked: float

    def look(self) -> list[Seat]: ...

    def submit(self, sent: Sent, seat: Seat, needs: dict[str, float]) -> Future: ...


class Dispatch:
    """Jobs on their way to workers and back.

    Attributes:
        futures, places: what was sent and is not answered, and where.
        again: jobs that never ran, as their worker died before.
        suspects: jobs that may have been running when a worker died: they come last, alone.
    """

    def __init__(self, workers: Workforce, jobs: Iterable[NotebookJob], settle: Settle) -> None:
        self.workers = workers
        self.fresh = (Sent(number, job) for number, job in enumerate(jobs))
        self.settle = settle
        self.again: deque[Sent] = deque()
        self.suspects: deque[Sent] = deque()
        self.futures: dict[str, Future] = {}
        self.places: dict[str, Seat] = {}
        self.answers: queue.SimpleQueue[Answer] = queue.SimpleQueue()
        self.seconds = SHORT_SECONDS  # what a job took lately

    def run(self) -> None:
        """Send jobs while there is room, and settle what comes back, until all are done."""
        held: Sent | None = None
        while True:
            self._look()
            held = held or self._next()
            while held is not None and self._send(held):
                held = self._next()
            if held is None and not self.futures:
                return
            with suppress(queue.Empty):
                self._answered(*self.answers.get(timeout=WATCH))

    def _next(self) -> Sent | None:
        if self.again:
            return self.again.popleft()
        fresh = next(self.fresh, None)
        return self.suspects.popleft() if fresh is None and self.suspects else fresh

    def _send(self, sent: Sent) -> bool:
        """Send a job to a worker, or settle that none can take it; False while none has room."""
        seats = self.workers.seats.values()
        needs = asked(sent, seats)
        lack = shortage(needs, seats)
        if lack:
            self.settle(sent.number, failed(sent.job, lack))
            return True
        seat = choose(sent, seats, self.seconds < SHORT_SECONDS)
        if seat is None:
            return False
        sent.key = f"grade-{uuid.uuid4().hex}"
        sent.since = time.monotonic()
        future = self.workers.submit(sent, seat, needs)
        seat.sent[sent.key] = sent
        self.futures[sent.key], self.places[sent.key] = future, seat
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

    def _answered(self, key: str, became: Literal["done", "error", "lost"], value: Any) -> None:
        if self.futures.pop(key, None) is None:
            return  # it was given up when its worker died
        seat = self.places.pop(key)
        sent = seat.sent.pop(key)
        if became == "done":
            self.seconds = 0.8 * self.seconds + 0.2 * (time.monotonic() - sent.since)
            self.settle(sent.number, value)
        elif became == "lost" or isinstance(value, KilledWorker):
            self.workers.looked = 0.0  # perhaps it is the scheduler that is gone
            self._blame([sent])
        else:
            reason = f"the worker {seat.address} failed: {type(value).__name__}: {value}"
            self.settle(sent.number, failed(sent.job, reason))

    def _look(self) -> None:
        """Notice workers that have come and gone, now and then."""
        if time.monotonic() - self.workers.looked < WATCH:
            return
        gone = self.workers.look()
        while gone and not self.answers.empty():  # before somebody is blamed who was done
            self._answered(*self.answers.get())
        for seat in gone:
            suspects = seat.suspects()
            for key, sent in seat.sent.items():
                future = self.futures.pop(key)
                del self.places[key]
                with suppress(Exception):
                    future.cancel()
                if sent not in suspects:
                    self.again.append(sent)
            self._blame(suspects)

    def _blame(self, suspects: Iterable[Sent]) -> None:
        for sent in suspects:
            sent.deaths += 1
            if sent.deaths < DEATHS:
                self.suspects.append(sent)
                continue
            failure = f"{DEATHS} workers died while they ran it; look at the logs of the workers"
            self.settle(sent.number, failed(sent.job, failure))
