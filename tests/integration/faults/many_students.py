"""A course of many students: its work is counted in a test, and measured from the command line."""

from __future__ import annotations

import json
import resource
import sys
import tempfile
import time
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from types import TracebackType
from typing import Any

import pytest
from course_builder import ASSIGNMENT, NOTEBOOK, build_course, honest
from sqlalchemy import event
from sqlalchemy.engine import Engine

from autograder.course import Course
from autograder.grading import store, submitted


class Counted:
    """Counts the database's steps and the files that the engine reads; a context manager.

    Attributes:
        steps: instructions of SQLite's virtual machine, which do not depend on the machine's speed.
        files: submitted files and results that were read or written.
    """

    def __init__(self, patch: pytest.MonkeyPatch) -> None:
        self.patch = patch
        self.reset()

    def reset(self) -> None:
        self.steps = self.files = 0

    def __enter__(self) -> Counted:
        event.listen(Engine, "connect", self._connected)
        for place, name in ((submitted, "read_regular"), (store, "write_json")):
            self.patch.setattr(place, name, self._counting(getattr(place, name)))
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        event.remove(Engine, "connect", self._connected)

    def _connected(self, connection: Any, _: Any) -> None:
        connection.set_progress_handler(self._step, 10)

    def _step(self) -> int:
        self.steps += 10
        return 0

    def _counting(self, function: Any) -> Any:
        def counted(*arguments: Any) -> Any:
            self.files += 1
            return function(*arguments)

        return counted


def enrol(course: Course, first: int, last: int) -> None:
    """Let the students from number `first` up to `last` hand in honest work.

    Every tenth has words of their own in it; all others hand in the same.
    """
    text = json.dumps(honest(course))
    for number in range(first, last):
        place = course.submitted(f"s{number:05}", ASSIGNMENT)
        place.mkdir(parents=True, exist_ok=True)
        own = text if number % 10 else text.replace("It is even.", f"It is even, says {number}.")
        (place / f"{NOTEBOOK}.ipynb").write_text(own)


def measure(students: int) -> None:
    """Print what a course costs whose notebooks cost nothing: intake, keys, results, saving."""
    from canned import Canned

    from autograder.grading import workers
    from autograder.grading.grade import Options, grade

    @contextmanager
    def local(*_: Any, **__: Any) -> Iterator[Canned]:
        yield Canned()

    workers.local_executor = local
    with tempfile.TemporaryDirectory() as folder:
        course = build_course(Path(folder) / "course")
        there = 0
        for number in (students // 4, students):
            enrol(course, there, number)
            for what, count in (("new", number - there), ("unchanged", number)):
                began = time.process_time()
                (report,) = grade(course, [ASSIGNMENT], Options(sandbox="none"), lambda *_: None)
                seconds = time.process_time() - began
                assert not any(submission.failure for submission in report.submissions)
                memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
                print(
                    f"{number:6} students, {count:6} of them {what}: {seconds:6.1f} CPU-s, "
                    f"{1000 * seconds / count:5.2f} ms each, at most {memory} MB so far",
                    flush=True,
                )
            there = number


if __name__ == "__main__":
    measure(int(sys.argv[1]))
