"""A model of a grade run on a cluster, event by event, fed with what was measured.

    python benchmarks/cluster_model.py --service 0.4 --main 0.015

One main process reads, sends and saves, one thing after the other; a scheduler passes every job and
every result on; workers run one notebook at a time and hold a second one ready, as
`autograder.grading.dispatch` does it. A worker that dies loses what it was running, which then runs
again elsewhere, and another worker comes in its place.
"""

from __future__ import annotations

import argparse
import heapq
import random
from collections import deque
from collections.abc import Sequence
from dataclasses import dataclass


@dataclass(frozen=True)
class Assumptions:
    """What a run is made of; seconds and bytes.

    Attributes:
        service: how long a worker took for a submission: a measured sample, drawn from at random.
        plan: the main process, a submission, before the first one is sent.
        main: the main process, a submission: reading it, sending, receiving, saving.
        scheduler: the scheduler, a submission.
        job, result: bytes on the way to a worker and back.
        bandwidth: bytes a second of the main process's link, in each direction.
        latency: between any two machines, one way.
        deaths: of workers, an hour and worker.
        replacement: until another worker stands in its place, its processes warm.
        start: until the first workers are warm.
    """

    service: Sequence[float]
    plan: float = 0.003
    main: float = 0.015
    scheduler: float = 0.002
    job: float = 40_000.0
    result: float = 20_000.0
    bandwidth: float = 125_000_000.0
    latency: float = 0.0005
    deaths: float = 0.01
    replacement: float = 60.0
    start: float = 6.0


@dataclass(frozen=True)
class Outcome:
    """What a run of the model took.

    Attributes:
        seconds: from its start until the last submission was saved.
        main, scheduler, workers: which part of the time each was busy; of the workers, on average.
        again: submissions that ran more than once.
    """

    seconds: float
    main: float
    scheduler: float
    workers: float
    again: int

    @property
    def bottleneck(self) -> str:
        """Who was busy most of the time."""
        busy = {
            "main process": self.main,
            "scheduler": self.scheduler,
            "workers": self.workers,
        }
        return max(busy, key=lambda name: busy[name])


class Run:
    """One run of the model: `count` submissions on `workers` workers."""

    def __init__(self, given: Assumptions, count: int, workers: int, seed: int = 0) -> None:
        self.given = given
        self.random = random.Random(seed)
        self.left = count
        self.fresh = count
        self.events: list[tuple[float, int, str, int, int]] = []
        self.order = 0
        self.held: list[deque[int]] = [deque() for _ in range(workers)]
        self.life = [0] * workers  # how many workers have stood in this place
        self.up = [False] * workers
        self.running = [False] * workers
        self.answers: deque[int] = deque()
        self.lost: deque[int] = deque()
        self.main_free = self.scheduler_free = 0.0
        self.busy_main = self.busy_scheduler = self.busy_workers = 0.0
        self.again = 0

    def outcome(self) -> Outcome:
        """Let it run."""
        given, places = self.given, len(self.held)
        begin = given.plan * self.left
        self.main_free, self.busy_main = begin, begin
        for place in range(places):
            self._at(max(given.start, begin), "up", place)
        now = 0.0
        while self.left:
            now, _, what, place, life = heapq.heappop(self.events)
            if what == "up":
                self.up[place] = True
                if given.deaths:
                    after = self.random.expovariate(given.deaths / 3600)
                    self._at(now + after, "dies", place)
                self._fill(now)
            elif what == "dies":
                self._dies(now, place)
            elif what == "arrives" and life == self.life[place]:
                self._begin(now, place)
            elif what == "done" and life == self.life[place]:
                self._done(now, place)
            elif what == "answered":
                self._settle(now)
        end = max(now, self.main_free)
        return Outcome(
            end,
            self.busy_main / end,
            self.busy_scheduler / end,
            self.busy_workers / end / places,
            self.again,
        )

    def _at(self, time: float, what: str, place: int) -> None:
        self.order += 1
        heapq.heappush(self.events, (time, self.order, what, place, self.life[place]))

    def _fill(self, now: float) -> None:
        """The main process sends while a worker has room: half its work on a submission."""
        given = self.given
        while self.fresh or self.lost:
            able = [p for p, held in enumerate(self.held) if self.up[p] and len(held) < 2]
            if not able:
                return
            place = min(able, key=lambda p: len(self.held[p]))
            job = self.lost.popleft() if self.lost else self.fresh
            self.fresh -= job == self.fresh
            self.main_free = max(self.main_free, now) + given.main / 2
            self.busy_main += given.main / 2
            passed = self._through_scheduler(self.main_free)
            self.held[place].append(job)
            self._at(passed + given.latency + given.job / given.bandwidth, "arrives", place)

    def _through_scheduler(self, now: float) -> float:
        cost = self.given.scheduler / 2
        self.scheduler_free = max(self.scheduler_free, now) + cost
        self.busy_scheduler += cost
        return self.scheduler_free + self.given.latency

    def _begin(self, now: float, place: int) -> None:
        if not self.running[place] and self.held[place]:
            self.running[place] = True
            seconds = self.random.choice(self.given.service)
            self.busy_workers += seconds
            self._at(now + seconds, "done", place)

    def _done(self, now: float, place: int) -> None:
        self.running[place] = False
        self.answers.append(self.held[place].popleft())
        back = self._through_scheduler(now + self.given.latency)
        self._at(back + self.given.result / self.given.bandwidth, "answered", place)
        self._begin(now, place)

    def _settle(self, now: float) -> None:
        self.answers.popleft()
        self.main_free = max(self.main_free, now) + self.given.main / 2
        self.busy_main += self.given.main / 2
        self.left -= 1
        self._fill(now)

    def _dies(self, now: float, place: int) -> None:
        self.again += self.running[place]
        self.lost.extend(self.held[place])
        self.held[place].clear()
        self.up[place] = self.running[place] = False
        self.life[place] += 1
        self._at(now + self.given.replacement, "up", place)
        self._fill(now)


def table(given: Assumptions, count: int, many: Sequence[int], megabytes: float) -> str:
    """What runs with various numbers of workers take, as markdown.

    Args:
        megabytes: memory of the main process after `count` submissions.
    """
    lines = [
        "| workers | time | a submission | busy: main process | scheduler | workers | bottleneck "
        "| ran again | memory of the main process |",
        "|---|---|---|---|---|---|---|---|---|",
    ]
    for workers in many:
        found = Run(given, count, workers).outcome()
        lines.append(
            f"| {workers} | {clock(found.seconds)} | {found.seconds / count * 1000:.0f} ms "
            f"| {found.main:.0%} | {found.scheduler:.0%} | {found.workers:.0%} "
            f"| {found.bottleneck} | {found.again} | {megabytes:,.0f} MB |"
        )
    return "\n".join(lines)


def clock(seconds: float) -> str:
    """Hours and minutes, for people."""
    return f"{seconds // 3600:.0f} h {seconds % 3600 // 60:02.0f} min"


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__.split("\n")[0])
    parser.add_argument("--submissions", type=int, default=100_000, metavar="N")
    parser.add_argument("--workers", type=int, nargs="+", default=[10, 25, 50, 100], metavar="N")
    parser.add_argument("--service", type=float, required=True, help="seconds of a worker")
    parser.add_argument("--main", type=float, required=True, help="seconds of the main process")
    parser.add_argument("--scheduler", type=float, default=0.002, help="seconds of the scheduler")
    parser.add_argument("--deaths", type=float, default=0.01, help="an hour and worker")
    parser.add_argument("--memory", type=float, default=0.0, help="MB of the main process")
    given = parser.parse_args()
    assumptions = Assumptions(
        [given.service], main=given.main, scheduler=given.scheduler, deaths=given.deaths
    )
    print(table(assumptions, given.submissions, given.workers, given.memory))


if __name__ == "__main__":
    main()
