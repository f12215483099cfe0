"""A Dask cluster for tests: a scheduler and workers in processes of their own, on loopback.

Workers load this module too, so that their zygotes are light.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType

import light_zygote
from distributed import Worker

SECONDS = 60.0


def dask_setup(worker: Worker) -> None:
    """What Dask calls in a worker that loads this module."""
    light_zygote.use()


class DaskCluster:
    """A scheduler and workers that are started by Dask's own commands; a context manager.

    Args:
        folder: where they keep their files, temporary ones too.
        workers: how many there are from the beginning, with one thread each.
    """

    def __init__(self, folder: Path, workers: int) -> None:
        self.folder = folder
        self.temporary = folder / "tmp"
        self.temporary.mkdir(parents=True)
        self.file = folder / "scheduler.json"
        self.processes: list[subprocess.Popen] = []
        self.scheduler = self._start("scheduler", "--host", "127.0.0.1", "--port", "0")
        deadline = time.monotonic() + SECONDS
        while not self.file.exists() and time.monotonic() < deadline:
            time.sleep(0.05)
        self.address: str = json.loads(self.file.read_text())["address"]
        for _ in range(workers):
            self.add_worker()

    def __enter__(self) -> DaskCluster:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        for process in reversed(self.processes):
            process.send_signal(signal.SIGTERM)
        for process in self.processes:
            try:
                process.wait(30)
            except subprocess.TimeoutExpired:
                process.kill()
                process.wait()

    def add_worker(self, *options: str, **variables: str) -> subprocess.Popen:
        """Start a worker, with environment variables of its own."""
        local = str(self.temporary)
        options = ("--nthreads", "1", "--local-directory", local, "--preload", __name__, *options)
        return self._start("worker", *options, **variables)

    @contextmanager
    def added(self, **variables: str) -> Iterator[None]:
        """A worker for a while."""
        process = self.add_worker(**variables)
        try:
            yield
        finally:
            process.send_signal(signal.SIGTERM)
            process.wait(30)
            self.processes.remove(process)

    def _start(self, what: str, *options: str, **variables: str) -> subprocess.Popen:
        command = [sys.executable, "-m", "dask", what, "--scheduler-file", str(self.file)]
        here = [str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")]
        environment = os.environ | {
            "TMPDIR": str(self.temporary),
            "AUTOGRADER_MNIST": "digits",
            "PYTHONPATH": os.pathsep.join(filter(None, here)),
        }
        with (self.folder / f"{what}-{len(self.processes)}.log").open("wb") as log:
            process = subprocess.Popen(
                [*command, "--no-dashboard", *options],
                stdout=log,
                stderr=log,
                env=environment | variables,
                cwd=self.folder,
                start_new_session=True,
            )
        self.processes.append(process)
        return process
