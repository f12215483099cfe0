"""The processes that run the notebooks of a grade run: started when the first one needs running."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from concurrent.futures import Future, as_completed
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING

from autograder.course import STATE_FOLDER, Course
from autograder.grading.executors import Surroundings, local_executor
from autograder.kernels.zygote import ZygoteProcess

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from autograder.grading.job import NotebookJob
    from autograder.grading.outcome import NotebookResult


@contextmanager
def early_trunk(root: str | Path, assignments: Iterable[str]) -> Iterator[ZygoteProcess | None]:
    """Let a process import what workers fork from, while this one imports nbgrader.

    Yields:
        It, or None where everything may be graded already, so that nothing will have to run.
    """
    saved = Path(root, STATE_FOLDER, "last")
    graded = all((saved / assignment).is_dir() for assignment in assignments)
    if graded or not sys.platform.startswith("linux"):
        yield None
        return
    with ZygoteProcess(1) as trunk:
        yield trunk


class Workers:
    """Processes that run one notebook at a time each; a context manager.

    Args:
        jobs: how many processes.
        sandbox: the tier in which submissions run.
        readable: data files that they need.
        warm: whether processes may be forked from one that has Keras imported.
        trunk: that process, if it was started early.
    """

    def __init__(
        self,
        course: Course,
        jobs: int,
        sandbox: str,
        readable: Sequence[str] = (),
        warm: bool = True,
        trunk: ZygoteProcess | None = None,
    ) -> None:
        self.jobs = jobs
        self.warm = warm
        self.surroundings = Surroundings(sandbox, tuple(course.private()), tuple(readable))
        self.trunk = trunk
        self.executor: Executor | None = None
        self.pool = ExitStack()

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.pool.__exit__(kind, error, trace)

    def run(
        self, jobs: Sequence[NotebookJob], settle: Callable[[int, NotebookResult], None]
    ) -> None:
        """Run notebooks, and hand over the number and the result of each as soon as it is done.

        A worker that dies takes the others along: each of the lost is tried again by itself.
        """
        for number in self._run(jobs, range(len(jobs)), settle):
            if self._run(jobs, [number], settle):
                failure = "the process that graded it ended unexpectedly, twice"
                settle(number, _failed(jobs[number], failure))

    def run_one(self, job: NotebookJob) -> NotebookResult:
        """Run one notebook."""
        results: list[NotebookResult] = []
        self.run([job], lambda _, result: results.append(result))
        return results[0]

    def _run(
        self,
        jobs: Sequence[NotebookJob],
        numbers: Iterable[int],
        settle: Callable[[int, NotebookResult], None],
    ) -> list[int]:
        """Returns those that were lost with their process."""
        lost = []
        executor = self._executor()
        futures: dict[Future[NotebookResult], int] = {}
        for number in numbers:
            try:
                sandbox = self.surroundings.sandbox
                futures[executor.submit(_run, jobs[number], sandbox, self.warm)] = number
            except BrokenProcessPool:
                lost.append(number)
        for future in as_completed(futures):
            number = futures[future]
            try:
                result = future.result()
            except BrokenProcessPool:
                lost.append(number)
                continue
            except Exception as error:  # a defect of the grader's: one submission, not the batch
                result = _failed(
                    jobs[number], f"the grader failed: {type(error).__name__}: {error}"
                )
            settle(number, result)
        if lost:
            self.executor = None
            self.pool.close()
        return lost

    def _executor(self) -> Executor:
        if self.executor is None:
            pool = local_executor(self.jobs, self.surroundings, warm=self.warm, trunk=self.trunk)
            self.executor = self.pool.enter_context(pool)
        return self.executor


def _run(job: NotebookJob, sandbox: str, warm: bool) -> NotebookResult:
    from autograder.grading.runner import run_job

    return run_job(job, sandbox, warm)


def _failed(job: NotebookJob, failure: str) -> NotebookResult:
    from autograder.grading.outcome import NotebookResult

    return NotebookResult(job.record.notebook, (), (), {}, failure)
