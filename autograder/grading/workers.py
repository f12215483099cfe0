"""The processes that run the notebooks of a grade run: started when the first one needs running."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import FIRST_COMPLETED, Future, wait
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager, suppress
from pathlib import Path
from types import TracebackType
from typing import TYPE_CHECKING, Protocol

from autograder.course import STATE_FOLDER, CourseError
from autograder.grading.executors import Surroundings, local_executor
from autograder.grading.shortage import shortage
from autograder.kernels.zygote import ZygoteProcess

if TYPE_CHECKING:
    from concurrent.futures import Executor

    from autograder.grading.job import NotebookJob
    from autograder.grading.outcome import NotebookResult

_LOST = (
    "the process that graded it ended unexpectedly, twice: expected it to end by itself, received "
    "its end by a signal or for want of memory; see the system's log, and run the command again"
)

Settle = Callable[[int, "NotebookResult"], None]


class Runner(Protocol):
    """Whatever runs the notebooks of a grade run, here or on other machines.

    Attributes:
        remarks: sentences for the instructor about how they were run.
    """

    remarks: list[str]

    def run(self, jobs: Iterable[NotebookJob], settle: Settle) -> None:
        """Run notebooks, and hand over the number and the result of each as soon as it is done.

        A job is taken when it can be started soon, so that not all are in memory at a time.
        """
        ...


def run_one(runner: Runner, job: NotebookJob) -> NotebookResult:
    """Run one notebook."""
    results: list[NotebookResult] = []
    runner.run([job], lambda _, result: results.append(result))
    return results[0]


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
    with ExitStack() as stack:
        trunk = None
        with suppress(OSError):  # the machine lacks something: workers will say what
            trunk = stack.enter_context(ZygoteProcess(1))
        yield trunk


class Workers:
    """Processes of this machine that run one notebook at a time each; a context manager.

    Args:
        jobs: how many processes.
        surroundings: the tier in which submissions run, and what workers may read.
        warm: whether processes may be forked from one that has Keras imported.
        trunk: that process, if it was started early.
        share: which part of the processors they keep to, see `local_executor`.
    """

    def __init__(
        self,
        jobs: int,
        surroundings: Surroundings,
        warm: bool = True,
        trunk: ZygoteProcess | None = None,
        share: tuple[int, int] = (0, 1),
    ) -> None:
        self.jobs = jobs
        self.warm = warm
        self.surroundings = surroundings
        self.trunk = trunk
        self.share = share
        self.remarks: list[str] = []
        self.executor: Executor | None = None
        self.pool = ExitStack()
        self.ended = False

    def __enter__(self) -> Workers:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        self.pool.__exit__(kind, error, trace)

    def run(self, jobs: Iterable[NotebookJob], settle: Settle) -> None:
        """Run notebooks, see `Runner`.

        A worker that dies takes the others along: each of the lost is tried again by itself.

        Raises:
            CourseError: if no process can be started.
        """
        waiting = enumerate(jobs)
        while True:
            lost = self._run(waiting, settle)
            if not lost:
                return
            for number, job in lost.items():
                if self._run(iter([(number, job)]), settle):
                    settle(number, failed(job, _LOST))

    def run_one(self, job: NotebookJob) -> NotebookResult:
        """Run one notebook."""
        return run_one(self, job)

    def start(self) -> None:
        """Start the processes now."""
        self._executor()

    def end(self) -> None:
        """End the processes, in the middle of a job too; for good. Any thread may call it."""
        self.ended = True
        end = getattr(self.executor, "end", None)
        if end is not None:
            end()

    def _run(
        self, waiting: Iterator[tuple[int, NotebookJob]], settle: Settle
    ) -> dict[int, NotebookJob]:
        """Run what is waiting until a process dies; returns what was lost with it, if one did."""
        lost: dict[int, NotebookJob] = {}
        running: dict[Future[NotebookResult], tuple[int, NotebookJob]] = {}
        while True:
            while not lost and len(running) < 2 * self.jobs + 2:
                number, job = next(waiting, (-1, None))
                if job is None:
                    break
                try:
                    sandbox = self.surroundings.sandbox
                    future = self._executor().submit(_run, job, sandbox, self.warm)
                    running[future] = number, job
                except BrokenProcessPool:
                    lost[number] = job
            if not running:
                break
            for future in wait(running, return_when=FIRST_COMPLETED).done:
                number, job = running.pop(future)
                try:
                    result = future.result()
                except BrokenProcessPool:
                    lost[number] = job
                    continue
                except Exception as error:  # a defect of the grader's: one submission, not all
                    result = failed(job, f"the grader failed: {type(error).__name__}: {error}")
                settle(number, result)
        if lost:
            self.executor = None
            self.pool.close()
        return lost

    def _executor(self) -> Executor:
        if self.ended:
            raise BrokenProcessPool("it was ended")
        if self.executor is None:
            pool = local_executor(
                self.jobs, self.surroundings, warm=self.warm, trunk=self.trunk, share=self.share
            )
            try:
                self.executor = self.pool.enter_context(pool)
            except (OSError, RuntimeError) as error:
                what = "The processes that grade could not be started"
                expected = "room for processes, in /dev/shm and in the folder for temporary files"
                raise CourseError(f"{shortage(what, expected, error)}.") from None
        return self.executor


def _run(job: NotebookJob, sandbox: str, warm: bool) -> NotebookResult:
    from autograder.grading.runner import run_job

    return run_job(job, sandbox, warm)


def failed(job: NotebookJob, failure: str) -> NotebookResult:
    """The result of a notebook that the machine could not grade, and why."""
    from autograder.grading.outcome import NotebookResult

    return NotebookResult(job.record.notebook, (), (), {}, failure)
