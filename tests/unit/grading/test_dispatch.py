"""Which worker takes which job, and what becomes of jobs whose workers die; without Dask."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field, replace

import pytest

from autograder.grading.dispatch import Dispatch
from autograder.grading.job import NotebookJob, new_job
from autograder.grading.outcome import NotebookResult
from autograder.grading.seats import DEATHS, Seat, Sent, asked, choose, shortage
from autograder.notebooks.cells import NotebookOptions
from autograder.notebooks.record import Record

GIGABYTE = 1024


def a_job(name: str, memory: int = GIGABYTE, gpus: int = 0) -> NotebookJob:
    record = Record("a1", name, (), NotebookOptions(memory=memory, gpus=gpus), {})
    return new_job("ann", record, (), {}, {}, {})


@dataclass
class Answered:
    """A future that is done."""

    key: str
    value: object
    status: str = "finished"

    def add_done_callback(self, tell: Callable[[Answered], None]) -> None:
        if self.value is not None:
            tell(self)

    def result(self, timeout: float) -> object:
        return self.value

    def exception(self) -> object:
        return self.value

    def cancel(self) -> None: ...


@dataclass
class Mortals:
    """Workers that answer at once, except those who are sent what `kills` them.

    Attributes:
        alone: for every job that kills, whether it was alone with the worker that it killed.
    """

    seats: dict[str, Seat]
    kills: Callable[[NotebookJob], bool] = lambda _: False
    looked: float = 0.0
    doomed: list[str] = field(default_factory=list)
    alone: list[bool] = field(default_factory=list)

    def submit(self, sent: Sent, seat: Seat, needs: dict[str, float]) -> Answered:
        if seat.address in self.doomed:
            return Answered(sent.key, None)
        if self.kills(sent.job):
            self.doomed.append(seat.address)
            return Answered(sent.key, None)
        return Answered(sent.key, NotebookResult(sent.job.record.notebook, ()))

    def look(self) -> list[Seat]:
        gone = [self.seats.pop(address) for address in self.doomed]
        for seat in gone:
            self.alone.append(len(seat.sent) == 1)
            self.seats[f"{seat.address}+"] = Seat(f"{seat.address}+", "none", seat.threads)
        self.doomed = []
        return gone


def seats(*threads: int) -> dict[str, Seat]:
    return {f"w{n}": Seat(f"w{n}", "none", count) for n, count in enumerate(threads)}


def run(workers: Mortals, jobs: list[NotebookJob]) -> dict[int, NotebookResult]:
    results: dict[int, NotebookResult] = {}

    def settle(number: int, result: NotebookResult) -> None:
        assert number not in results
        results[number] = result

    Dispatch(workers, iter(jobs), settle).run()  # type: ignore[arg-type]
    return results


def test_every_job_is_settled_once() -> None:
    results = run(Mortals(seats(1, 2)), [a_job(f"n{i}") for i in range(50)])
    assert [results[i].notebook_name for i in range(50)] == [f"n{i}" for i in range(50)]


def test_jobs_are_taken_when_there_is_room_for_them() -> None:
    taken, settled = [], []

    def jobs() -> Iterator[NotebookJob]:
        for number in range(40):
            taken.append(number)
            assert len(taken) - len(settled) <= 2 * 2 + 1  # two at each worker, and one in hand
            yield a_job(f"n{number}")

    workers = Mortals(seats(1, 1))
    Dispatch(workers, jobs(), lambda number, _: settled.append(number)).run()  # type: ignore[arg-type]
    assert sorted(settled) == list(range(40))


@pytest.mark.parametrize("threads", [1, 3])
def test_a_job_that_kills_three_workers_fails_and_nobody_else_does(threads: int) -> None:
    workers = Mortals(seats(threads, threads), kills=lambda job: job.record.notebook == "n7")
    results = run(workers, [a_job(f"n{i}") for i in range(20)])
    failures = {i: result.failure for i, result in results.items() if result.failure}
    assert list(failures) == [7] and failures[7].startswith(f"{DEATHS} workers died")
    assert len(results) == 20
    assert len(workers.alone) == DEATHS
    assert workers.alone[1:] == [True] * (DEATHS - 1)


def test_a_worker_that_died_once_is_survived_by_what_it_ran() -> None:
    deaths = iter([True])
    workers = Mortals(seats(1), kills=lambda job: next(deaths, False))
    results = run(workers, [a_job(f"n{i}") for i in range(4)])
    assert [results[i].failure for i in range(4)] == [""] * 4


def test_what_workers_declare_is_asked_for_and_nothing_else() -> None:
    sent = Sent(0, a_job("n", 2 * GIGABYTE, gpus=1))
    plain = Seat("w0", "none", 1)
    large = Seat("w1", "none", 1, {"MB": 4096})
    graphic = Seat("w2", "none", 1, {"MB": 4096, "GPU": 1})
    assert asked(sent, [plain]) == {}
    assert asked(sent, [plain, large]) == {"MB": 2048}
    assert asked(sent, [large, graphic]) == {"MB": 2048, "GPU": 1}
    assert choose(sent, [plain], short=False) is plain
    assert choose(sent, [plain, large], short=False) is large
    assert choose(sent, [large, graphic, plain], short=False) is graphic
    assert choose(replace(sent, job=a_job("n")), [graphic, large], short=False) is graphic


def test_what_no_worker_has_fails_that_notebook_at_once() -> None:
    workers = Mortals(seats(1, 1))
    workers.seats = {a: replace(seat, resources={"MB": 2048}) for a, seat in workers.seats.items()}
    results = run(workers, [a_job("small"), a_job("big", 8 * GIGABYTE), a_job("small")])
    assert [bool(results[i].failure) for i in range(3)] == [False, True, False]
    assert "expected MB=8192, received at most MB=2048" in results[1].failure
    assert shortage({}, workers.seats.values()) == ""


def test_a_second_job_waits_at_a_worker_only_while_jobs_are_short() -> None:
    seat = Seat("w0", "none", 1, sent={"k": Sent(0, a_job("n"))})
    assert choose(Sent(1, a_job("m")), [seat], short=False) is None
    assert choose(Sent(1, a_job("m")), [seat], short=True) is seat
    seat.sent["l"] = Sent(1, a_job("m"))
    assert choose(Sent(2, a_job("o")), [seat], short=True) is None
