"""Two runs at once: the second one says who is at work; what a dead run has left holds nobody."""

from __future__ import annotations

import fcntl
import os
import signal
import subprocess
import sys

import pytest
from canned import Canned
from troubled_course import SCORES, run, saved

from autograder.course import Course
from autograder.grading.lock import grading_lock

Capture = pytest.CaptureFixture[str]

HOLD = """
import sys, time
from autograder.course import Course
from autograder.grading.lock import grading_lock
from pathlib import Path
with grading_lock(Course(Path(sys.argv[1]), None)):
    print("held", flush=True)
    time.sleep(600)
"""


@pytest.fixture
def other(course: Course):
    """Another run, in a process of its own."""
    process = subprocess.Popen(
        [sys.executable, "-c", HOLD, str(course.root)], stdout=subprocess.PIPE
    )
    assert process.stdout.readline() == b"held\n"
    yield process
    process.kill()
    process.wait()
    process.stdout.close()


def test_the_second_run_names_the_first(
    course: Course, canned: Canned, capsys: Capture, other: subprocess.Popen
) -> None:
    sentence = run(capsys, course).sentence
    assert f"(process {other.pid} on {os.uname().nodename}, since " in sentence
    assert "wait for it to end, and run the command again" in sentence
    assert canned.ran == []


def test_what_a_killed_run_has_left_is_taken_over(
    course: Course, canned: Canned, capsys: Capture, other: subprocess.Popen
) -> None:
    other.send_signal(signal.SIGKILL)
    other.wait()
    assert f"process {other.pid} " in (course.state / "lock").read_text()
    assert run(capsys, course).status == 0
    assert saved(course) == SCORES
    assert (course.state / "lock").read_text() == ""


@pytest.mark.parametrize(
    "left",
    [f"root (process {os.getpid()}, since 12:00)", "\0\1\2" * 100],
    ids=["living", "rubbish"],
)
def test_a_number_that_is_in_use_again_holds_nothing(
    course: Course, canned: Canned, capsys: Capture, left: str
) -> None:
    (course.state).mkdir(exist_ok=True)
    (course.state / "lock").write_text(left)
    assert run(capsys, course).status == 0
    assert saved(course) == SCORES


def test_a_lock_that_says_nothing_is_another_process(course: Course, capsys: Capture) -> None:
    with grading_lock(course):
        (course.state / "lock").write_bytes(b"\xff\0")
        assert "worked on already by another process" in run(capsys, course).sentence


def test_a_disk_without_locks(
    course: Course, canned: Canned, capsys: Capture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_: object) -> None:
        raise OSError(37, "No locks available")

    monkeypatch.setattr(fcntl, "flock", refuse)
    assert "expected a file system with locks" in run(capsys, course).sentence
