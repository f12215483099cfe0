"""A clock that jumps by a day, forwards and backwards, decides nothing: no limit, name or lock."""

from __future__ import annotations

import ast
import itertools
import time
from collections.abc import Iterator
from pathlib import Path

import light_zygote
import pytest
from canned import Canned
from course_builder import ASSIGNMENT, hand_in, honest
from graded_course import Inline
from troubled_course import SCORES, run, saved

import autograder
from autograder.course import Course
from autograder.grading.grade import Options, grade
from autograder.grading.gradebook import back_up
from autograder.kernels import warm

JUMPS = """
import itertools, time
wall, jumps = time.time, itertools.cycle([0.0, 86400.0, -86400.0])
time.time = lambda: wall() + next(jumps)
"""

SLEEPS = "import time\n\ndef double(x):\n    time.sleep(0.2)\n    return 2 * x"
NEVER_ENDS = "def double(x):\n    while True:\n        pass"


@pytest.fixture
def jumping(monkeypatch: pytest.MonkeyPatch) -> None:
    wall, jumps = time.time, itertools.cycle([0.0, 86400.0, -86400.0])
    monkeypatch.setattr(time, "time", lambda: wall() + next(jumps))


@pytest.fixture
def jumping_everywhere(jumping: None, monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """In this process, which is the worker too, in the student's kernel and in the examiner."""
    monkeypatch.setattr(warm, "_warm", {})
    with light_zygote.used(JUMPS):
        yield
    for starter in warm._warm.values():
        starter.zygote.stop()


@pytest.mark.slow
def test_limits_are_kept_to(course: Course, inline: Inline, jumping_everywhere: None) -> None:
    hand_in(course, "ann", honest(course, double=SLEEPS))
    hand_in(course, "bob", honest(course, double=NEVER_ENDS))
    (report,) = grade(course, [ASSIGNMENT], Options(), lambda *_: None)
    said = {s.student: s for s in report.submissions}
    assert {student: s.failure for student, s in said.items()} == dict.fromkeys(SCORES, "")
    assert said["ann"].score == 70.0
    cells = {cell.grade_id: cell.status for cell in said["bob"].results[0].cells}
    assert cells["test_double"] == cells["test_double_small"] == "timeout"
    assert said["bob"].score == 40.0
    assert saved(course) == {"ann": 70.0, "bob": 40.0, "cem": 70.0}


def test_names_and_the_lock_do_not_depend_on_it(
    course: Course, canned: Canned, capsys: pytest.CaptureFixture[str], jumping: None
) -> None:
    for number in range(3):
        hand_in(course, "ann", honest(course, explain=f"Because of {number}."))
        assert run(capsys, course).status == 0
    assert [p.name for p in sorted(course.state.glob("backups/*"))] == [
        f"gradebook-{number:06d}.db" for number in (1, 2, 3)
    ]
    assert back_up(course).name == "gradebook-000004.db"
    assert run(capsys, course).status == 0
    assert saved(course)["ann"] == 70.0


def test_no_module_of_the_engine_asks_for_the_time_of_day() -> None:
    """Limits are kept by `time.monotonic`, which does not jump."""
    folder = Path(autograder.__file__).parent
    asking = set()
    for room in ("grading", "kernels", "sandbox", "border"):
        for path in (folder / room).glob("*.py"):
            for node in ast.walk(ast.parse(path.read_text("utf-8"))):
                if isinstance(node, ast.Attribute) and isinstance(node.value, ast.Name):
                    name = f"{node.value.id}.{node.attr}"
                    if name in ("time.time", "time.time_ns", "datetime.now"):
                        asking.add(path.name)
                if isinstance(node, ast.ImportFrom) and node.module == "time":
                    asking |= {path.name for alias in node.names if alias.name == "time"}
    assert asking == set()
