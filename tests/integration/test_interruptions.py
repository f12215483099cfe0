"""A run that was killed, anywhere, goes on: the same scores, and nothing left lying about."""

from __future__ import annotations

import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import light_zygote
import pytest
from course_builder import ASSIGNMENT, build_course, hand_in, honest
from processes import processes_below

from autograder.course import Course
from autograder.grading.grade import Options, SubmissionReport, grade
from autograder.kernels.zygote import ZygoteProcess

pytestmark = pytest.mark.slow

STUDENTS = [f"s{number}" for number in range(6)]
KILLS = 10
SECONDS = 6.0  # about as long as a whole run takes, starting up included
GRADE = "import light_zygote; light_zygote.use(); from autograder.cli import main; main()"


def new_course(root: Path) -> Course:
    course = build_course(root / "course")
    for number, student in enumerate(STUDENTS):
        hand_in(course, student, honest(course, middle=f"middle = 2.5  # {number}"))
    hand_in(course, STUDENTS[-1], honest(course, sum_squares="def sum_squares(n): return 1"))
    return course


def cells(reports: list[SubmissionReport]) -> dict[str, list]:
    return {s.student: [result.cells for result in s.results] for s in reports}


def grade_all(course: Course, trunk: ZygoteProcess | None) -> list[SubmissionReport]:
    (report,) = grade(course, [ASSIGNMENT], Options(jobs=2), lambda *_: None, trunk)
    assert [s.failure for s in report.submissions] == [""] * len(STUDENTS)
    return report.submissions


@pytest.fixture(scope="module", autouse=True)
def light() -> Iterator[None]:
    with light_zygote.used():
        yield


@pytest.fixture(scope="module")
def undisturbed(
    tmp_path_factory: pytest.TempPathFactory, trunk: ZygoteProcess | None
) -> dict[str, list]:
    return cells(grade_all(new_course(tmp_path_factory.mktemp("undisturbed")), trunk))


def start(course: Course, temporary: Path) -> subprocess.Popen:
    temporary.mkdir(exist_ok=True)
    folders = [str(Path(__file__).parent), os.environ.get("PYTHONPATH", "")]
    return subprocess.Popen(
        [sys.executable, "-c", GRADE, "grade", ASSIGNMENT, "--course", str(course.root)],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
        env=os.environ | {"TMPDIR": str(temporary), "PYTHONPATH": os.pathsep.join(folders)},
        start_new_session=True,
    )


def settled(temporary: Path) -> tuple[list[str], list[str]]:
    """Processes and files that a run has left, after the moment it takes them to notice."""
    deadline = time.monotonic() + 30
    while True:
        processes = [command for _, command in processes_below(temporary)]
        files = sorted(os.listdir(temporary))
        if not (processes or files) or time.monotonic() > deadline:
            return processes, files
        time.sleep(0.2)


def test_killed_at_ten_random_moments(
    tmp_path: Path, undisturbed: dict[str, list], trunk: ZygoteProcess | None
) -> None:
    course, temporary = new_course(tmp_path), tmp_path / "tmp"
    moments = random.Random(4).sample(range(int(SECONDS * 10)), KILLS)
    ended = 0
    for moment in moments:
        run = start(course, temporary)
        try:
            run.wait(moment / 10)
            ended += 1
        except subprocess.TimeoutExpired:
            os.kill(run.pid, signal.SIGKILL)
            run.wait()
        assert settled(temporary) == ([], [])
    assert ended < KILLS
    assert cells(grade_all(course, trunk)) == undisturbed
    assert not list(course.state.glob("saving-*"))
    assert not list(course.state.rglob(".part-*"))
    with course.gradebook() as gradebook:
        scores = {s.student_id: s.score for s in gradebook.assignment_submissions(ASSIGNMENT)}
    assert scores == dict.fromkeys(STUDENTS[:-1], 70.0) | {STUDENTS[-1]: 50.0}


def test_interrupted_it_ends_cleanly_and_goes_on(
    tmp_path: Path, undisturbed: dict[str, list], trunk: ZygoteProcess | None
) -> None:
    course, temporary = new_course(tmp_path), tmp_path / "tmp"
    run = start(course, temporary)
    time.sleep(3)
    run.send_signal(signal.SIGINT)
    assert run.wait(60) in (0, 130)
    assert settled(temporary) == ([], [])
    assert cells(grade_all(course, trunk)) == undisturbed
