"""No processes, no shared memory, no temporary folder: one sentence says what is missing."""

from __future__ import annotations

import os
import shutil
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import nullcontext
from pathlib import Path

import light_zygote
import pytest
import reachable
from course_builder import hand_in, honest
from disks import fill
from graded_course import Inline
from troubled_course import SCORES, Said, run, saved

from autograder.course import Course
from autograder.grading import workers
from autograder.kernels import warm

pytestmark = pytest.mark.skipif(not sys.platform.startswith("linux"), reason="limits are Linux'")

Capture = pytest.CaptureFixture[str]
Disk = Callable[[str, str], Path]
PROGRAM = str(Path(__file__).with_name("crowded_machine.py"))


def said(argv: list[str]) -> Said:
    done = subprocess.run(argv, capture_output=True, text=True, cwd="/", check=False)
    print(done.stderr, file=sys.__stderr__)
    return Said(done.returncode, done.stdout, done.stderr)


def test_no_process_to_be_had(untroubled: Course) -> None:
    # Not pytest's own folder: another user must be able to reach it.
    with tempfile.TemporaryDirectory(prefix="crowded-", dir="/tmp") as folder:
        course = Path(folder, "course")
        shutil.copytree(untroubled.root, course)
        argv = [sys.executable, "-B", PROGRAM, "processes", str(course)]
        if os.geteuid() == 0:
            for path in (Path(folder), *Path(folder).rglob("*")):
                os.chown(path, reachable.USER, reachable.USER)
            argv = reachable.command(argv, reachable.USER)
        sentence = said(argv).sentence
    assert "The processes that grade could not be started: expected room for" in sentence
    assert "allow more processes (`ulimit -u`), or take fewer --jobs" in sentence


def test_no_shared_memory(course: Course) -> None:
    if os.geteuid() != 0:
        pytest.skip("it takes the right to mount another /dev/shm")
    script = (
        "mount -t tmpfs -o size=4k tmpfs /dev/shm && head -c 4096 /dev/zero > /dev/shm/full && "
        'exec "$@"'
    )
    program = [sys.executable, "-B", PROGRAM, "nothing", str(course.root)]
    sentence = said(["unshare", "-m", "sh", "-c", script, "sh", *program]).sentence
    assert "The processes that grade could not be started: expected room for" in sentence
    assert "in /dev/shm" in sentence
    assert "“No space left on device”; make room on the disk" in sentence


def test_no_room_for_a_notebook(
    course: Course,
    inline: Inline,
    capsys: Capture,
    small_disk: Disk,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    disk = small_disk("tmp", "64K")
    fill(disk)
    with monkeypatch.context() as patch:
        patch.setattr(workers, "early_trunk", lambda *_: nullcontext(None))
        patch.setattr(tempfile, "tempdir", str(disk))
        failures = run(capsys, course, "--student", "ann").failures
    assert f"room for files in {disk}, received" in failures["ann"]
    assert "make room on the disk" in failures["ann"]
    assert saved(course) == {}


@pytest.mark.slow
def test_a_disk_that_fills_up_while_a_notebook_runs(
    course: Course,
    inline: Inline,
    capsys: Capture,
    small_disk: Disk,
    monkeypatch: pytest.MonkeyPatch,
) -> None:
    """Whose points were lost by that, nobody could tell: none are."""
    monkeypatch.setattr(workers, "early_trunk", lambda *_: nullcontext(None))
    monkeypatch.setattr(warm, "_warm", {})
    disk = small_disk("tmp", "4M")
    writes = "middle = 2.5\nfile = open('data', 'wb', buffering=0)\nfile.write(bytes(2_000_000))"
    hand_in(course, "ann", honest(course, middle=writes))
    with light_zygote.used():
        try:
            with monkeypatch.context() as patch:
                patch.setattr(tempfile, "tempdir", str(disk))
                (disk / "others").write_bytes(bytes(3_000_000))
                failures = run(capsys, course, "--student", "ann").failures
            assert "expected processes to be had, and room for files in" in failures["ann"]
            assert "make room on the disk" in failures["ann"]
            assert saved(course) == {}
            assert run(capsys, course, "--student", "ann").status == 0
            assert saved(course) == {"ann": SCORES["ann"]}
        finally:
            for starter in warm._warm.values():
                starter.zygote.stop()
