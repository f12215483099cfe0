"""Where runs are executed: processes of this machine behind `concurrent.futures`."""

from __future__ import annotations

import logging
import multiprocessing
import os
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from concurrent.futures import Executor, Future, ProcessPoolExecutor
from concurrent.futures.process import BrokenProcessPool
from contextlib import ExitStack, contextmanager, suppress
from dataclasses import dataclass
from typing import Any

from autograder.kernels import warm
from autograder.kernels.zygote import ZygoteProcess
from autograder.sandbox.seclusion import LANDLOCK, seclude


@dataclass(frozen=True)
class Surroundings:
    """What workers have around them.

    Attributes:
        sandbox: the tier in which they will run submissions.
        private: files and folders that are kept from the workers themselves.
        readable: data files that they need.
    """

    sandbox: str
    private: tuple[str, ...] = ()
    readable: tuple[str, ...] = ()


def default_jobs() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Pool(ProcessPoolExecutor):
    """A pool whose workers end when they are told to, in the middle of a job too."""

    def submit(self, function: Callable, /, *args: Any, **kwargs: Any) -> Future:
        return super().submit(_end_when_told, function, *args, **kwargs)

    def end(self) -> None:
        """End the workers and the kernels they started, in the middle of a job too."""
        workers = list((self._processes or {}).values())
        self.shutdown(wait=False, cancel_futures=True)
        for worker in workers:
            worker.terminate()
        for worker in workers:
            worker.join(10)


def _end_when_told(function: Callable, *args: Any, **kwargs: Any) -> Any:
    global _working
    try:
        try:
            _working = True
            return function(*args, **kwargs)
        finally:
            _working = False
    except SystemExit:  # the pool would take it for the job's result, and ask for the next
        os._exit(143)


_working = False


def _told_to_end(*_: object) -> None:
    """Unwind a job, which ends its kernels. Between jobs there is nothing to unwind.

    There the pool would catch the exception, and wait on for what a worker that died has locked.
    """
    if _working:
        sys.exit(143)
    os._exit(143)


@contextmanager
def local_executor(
    jobs: int,
    surroundings: Surroundings,
    warm: bool = False,
    trunk: ZygoteProcess | None = None,
    share: tuple[int, int] = (0, 1),
) -> Iterator[Executor]:
    """A pool of `jobs` processes; leaving it early ends them and the kernels they started.

    Args:
        warm: whether they start branches of one zygote as soon as they are there.
        trunk: that zygote, if it was started before; it stays when the pool ends.
        share: which pool this is, from 0, of how many that share the processors.
    """
    with ExitStack() as stack:
        # Signals do not pass between processes that Landlock confines separately, and a worker must
        # be able to end what its zygote has forked: there each starts its own.
        if not warm or surroundings.sandbox == LANDLOCK or not sys.platform.startswith("linux"):
            trunk = None
        elif trunk is None:
            with suppress(OSError):  # every worker tries for itself, and starts cold if need be
                trunk = stack.enter_context(ZygoteProcess(1))
        yield stack.enter_context(_pool(jobs, surroundings, trunk, share))


@contextmanager
def _pool(
    jobs: int, surroundings: Surroundings, trunk: ZygoteProcess | None, share: tuple[int, int]
) -> Iterator[Executor]:
    context = multiprocessing.get_context("spawn")
    branches = (trunk.socket, trunk.threads) if trunk else (None, 0)
    first, pools = share
    pool = _Pool(
        jobs,
        mp_context=context,
        initializer=_prepare_worker,
        initargs=(context.Value("i", first * jobs), pools * jobs, surroundings, *branches),
    )
    try:
        with suppress(BrokenProcessPool):  # then the first job says so
            for _ in range(jobs):  # all of them start now, side by side
                pool.submit(os.getpid)
        yield pool
    except BaseException:
        pool.end()
        raise
    pool.shutdown()


def take_share(number: int, jobs: int) -> None:
    """Keep to a share of the processors, so that a greedy neighbour slows down nobody else.

    Args:
        number: which of the shares, from 0 on.
        jobs: how many there are.
    """
    if not hasattr(os, "sched_setaffinity"):
        return
    every = sorted(os.sched_getaffinity(0))
    count = len(every)
    if jobs > count:
        share = {every[number % count]}
    else:
        share = set(every[number * count // jobs : (number + 1) * count // jobs])
    os.sched_setaffinity(0, share or every)


def _prepare_worker(
    started: Any,
    jobs: int,
    surroundings: Surroundings,
    trunk: socket.socket | None,
    threads: int,
) -> None:
    """Ctrl-C is the main process's business; its SIGTERM lets a worker end its kernels.

    Args:
        started: a shared number, of the workers that were prepared before.
        jobs: how many workers share the processors.
        trunk: where branches of a zygote with `threads` threads are ordered.
    """
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    signal.signal(signal.SIGTERM, _told_to_end)
    if sys.platform.startswith("linux"):
        from autograder.sandbox.confinement import end_with_parent

        end_with_parent()
        parent = multiprocessing.parent_process()
        if parent is not None and not parent.is_alive():
            sys.exit(143)
    with started.get_lock():
        number, started.value = started.value, started.value + 1
    take_share(number, jobs)
    seclude(surroundings.sandbox, surroundings.private, surroundings.readable)
    if trunk is not None:
        with trunk:  # closed before anything of a student's is here: its forks are not secluded
            warm.branch(trunk, threads)
    import autograder.grading.runner  # noqa: F401 - while the main process is still planning

    logging.getLogger("asyncio").setLevel(logging.CRITICAL)  # tasks that end with the kernel
