"""Workers, and the zygotes they fork from, killed while a course is graded: no point is lost.

The main process is killed in `test_interruptions`.
"""

from __future__ import annotations

import multiprocessing
import os
import random
import signal
import tempfile
import threading
import time
from collections.abc import Iterator
from pathlib import Path

import light_zygote
import pytest
from course_builder import ASSIGNMENT, hand_in, honest
from processes import processes_below

from autograder.course import Course
from autograder.grading.grade import Options, grade
from autograder.kernels.zygote import ZygoteProcess

pytestmark = pytest.mark.slow

STUDENTS = 12


def branches(trunk: int) -> list[int]:
    """The zygotes of workers that are branches of one."""
    found = []
    for place in Path("/proc").glob("[0-9]*"):
        try:
            after_name = (place / "stat").read_text().rpartition(")")[2].split()
        except OSError:
            continue
        if after_name[1] == str(trunk) and after_name[0] != "Z":
            found.append(int(place.name))
    return found


@pytest.fixture
def light(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """Light zygotes, in a temporary folder of their own."""
    temporary = tmp_path / "tmp"
    temporary.mkdir()
    monkeypatch.setenv("TMPDIR", str(temporary))
    monkeypatch.setattr(tempfile, "tempdir", None)
    with light_zygote.used():
        yield temporary


def test_workers_and_zygotes_killed_at_random_moments(course: Course, light: Path) -> None:
    wrong = {f"s{number}" for number in range(0, STUDENTS, 3)}
    for number in range(STUDENTS):
        middle = f"middle = {0 if f's{number}' in wrong else 2.5}  # {number}"
        hand_in(course, f"s{number}", honest(course, middle=middle))
    chance = random.Random(11)
    killed: list[str] = []

    def kill(kind: str, pids: list[int]) -> None:
        if pids:
            killed.append(kind)
            os.kill(chance.choice(sorted(pids)), signal.SIGKILL)

    with ZygoteProcess(1) as trunk:
        accidents = {
            1: lambda: kill("branch", branches(trunk.process.pid)),
            2: lambda: kill("worker", [p.pid for p in multiprocessing.active_children()]),
            5: lambda: kill("trunk", [trunk.process.pid]),
            11: lambda: kill("worker", [p.pid for p in multiprocessing.active_children()]),
        }
        timers: list[threading.Timer] = []

        def progress(_: str, done: int, __: int) -> None:
            if accident := accidents.pop(done, None):
                timers.append(threading.Timer(chance.uniform(0, 0.3), accident))
                timers[-1].start()

        (report,) = grade(course, [ASSIGNMENT], Options(jobs=2), progress, trunk)
        for timer in timers:
            timer.join()
    assert killed == ["branch", "worker", "trunk", "worker"]
    scores = {s.student: (s.failure, s.score) for s in report.submissions if s.student[0] == "s"}
    assert scores == {
        f"s{number}": ("", 60.0 if f"s{number}" in wrong else 70.0) for number in range(STUDENTS)
    }
    deadline = time.monotonic() + 20  # what the dead have left takes a moment to notice
    while (os.listdir(light) or list(processes_below(light))) and time.monotonic() < deadline:
        time.sleep(0.1)
    assert (os.listdir(light), list(processes_below(light))) == ([], [])
