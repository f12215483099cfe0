"""Jobs are taken a few at a time, and a process that dies loses nobody's result; none runs here."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future
from concurrent.futures.process import BrokenProcessPool
from contextlib import contextmanager
from typing import Any

import pytest

from autograder.grading import workers as module
from autograder.grading.executors import Surroundings
from autograder.grading.job import NotebookJob, new_job
from autograder.grading.outcome import NotebookResult
from autograder.grading.workers import Workers
from autograder.notebooks.cells import NotebookOptions
from autograder.notebooks.record import Record


def a_job(name: str) -> NotebookJob:
    return new_job("ann", Record("a1", name, (), NotebookOptions(), {}), (), {}, {}, {})


class Mortal(Executor):
    """Answers at once, until it is given a notebook of which it dies."""

    def __init__(self, deadly: Callable[[str], bool]) -> None:
        self.deadly = deadly
        self.dead = False

    def submit(self, function: Callable, /, job: Any, *_: Any, **__: Any) -> Future:
        if self.dead:
            raise BrokenProcessPool("dead")
        future: Future = Future()
        if self.deadly(job.record.notebook):
            self.dead = True
            future.set_exception(BrokenProcessPool("died"))
        else:
            future.set_result(NotebookResult(job.record.notebook, ()))
        return future


@pytest.fixture
def run(monkeypatch: pytest.MonkeyPatch) -> Callable[..., dict[int, NotebookResult]]:
    def run(count: int, deadly: Callable[[str], bool] = lambda _: False) -> dict:
        @contextmanager
        def local(*_: Any, **__: Any) -> Iterator[Executor]:
            yield Mortal(deadly)

        monkeypatch.setattr(module, "local_executor", local)
        results: dict[int, NotebookResult] = {}

        def jobs() -> Iterator[NotebookJob]:
            for number in range(count):
                assert number - len(results) < 2 * 2 + 2
                yield a_job(f"n{number}")

        def settle(number: int, result: NotebookResult) -> None:
            assert number not in results
            results[number] = result

        with Workers(2, Surroundings("none")) as workers:
            workers.run(jobs(), settle)
        return results

    return run


def test_jobs_are_taken_when_there_is_room_for_them(run: Callable) -> None:
    results = run(40)
    assert [results[i].notebook_name for i in range(40)] == [f"n{i}" for i in range(40)]


def test_only_what_killed_its_process_twice_fails(run: Callable) -> None:
    results = run(20, deadly=lambda name: name == "n7")
    assert {i for i, result in results.items() if result.failure} == {7}
    assert "ended unexpectedly, twice" in results[7].failure
    assert len(results) == 20


def test_what_was_lost_with_another_is_run_again(run: Callable) -> None:
    deaths = iter([True, False])
    results = run(20, deadly=lambda name: name == "n3" and next(deaths))
    assert [results[i].failure for i in range(20)] == [""] * 20
