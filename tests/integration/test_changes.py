"""What has changed runs again, and nothing else does."""

from __future__ import annotations

import io
import re
from dataclasses import replace
from typing import Any

import pytest
from course_builder import ASSIGNMENT, hand_in, honest, release
from graded_course import (
    STUDENT,
    Inline,
    add_second_notebook,
    grade_all,
    grades,
)
from rich.console import Console

from autograder.course import Course, CourseError
from autograder.grading import workers
from autograder.grading.grade import Options, grade
from autograder.grading.store import ResultStore
from autograder.reports.scores import print_scores

pytestmark = pytest.mark.slow


def test_a_second_run_starts_nothing(course: Course, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: Any, **__: Any) -> Any:
        raise AssertionError("something was started")

    monkeypatch.setattr(workers, "local_executor", refuse)
    backups = sorted(course.state.glob("backups/*"))
    report = grade_all(course)
    assert (report.reason, report.score, report.status) == ("unchanged", 80.0, "needs_manual_grade")
    assert sorted(course.state.glob("backups/*")) == backups


def test_a_changed_test_reruns_its_own_notebook_only(course: Course, inline: Inline) -> None:
    add_second_notebook(course, "assert greeting == 'good morning'")
    release(course)
    report = grade_all(course)
    assert (report.reason, report.score) == ("changed", 70.0)
    assert inline.ran == ["words"]
    assert grades(course)["test_greeting"][0] == 0.0


def test_a_source_that_differs_from_the_release_stops_grading(
    course: Course, inline: Inline
) -> None:
    add_second_notebook(course, "assert greeting == 'good morning'")
    before = grades(course)
    with pytest.raises(CourseError, match="has changed since its release.*autograder release a1"):
        grade_all(course)
    assert grades(course) == before
    assert inline.ran == []


def test_a_dry_run_writes_nothing(course: Course, inline: Inline) -> None:
    hand_in(course, STUDENT, honest(course, middle="middle = 0"))
    before = grades(course)
    report = grade_all(course, dry_run=True)
    assert (report.reason, report.before) == ("changed", 80.0)
    assert grades(course) == before
    assert inline.ran == []


def test_a_changed_test_says_who_gains_and_who_loses(course: Course, inline: Inline) -> None:
    add_second_notebook(course, "assert greeting == 'good morning'")
    release(course)
    before = grades(course)
    (report,) = grade(course, [ASSIGNMENT], Options(save=False), lambda *_: None)
    assert inline.ran == ["words"]
    assert grades(course) == before
    console = Console(record=True, width=120, file=io.StringIO())
    print_scores([report], console)
    assert re.search(rf"{STUDENT} .* 80 .* 70 .* -10 ", console.export_text())
    saved = grade_all(course)
    assert (saved.reason, saved.before, saved.score) == ("known", 80.0, 70.0)
    assert inline.ran == ["words"]
    assert grades(course)["test_greeting"][0] == 0.0


def test_a_test_that_scores_otherwise_than_before_is_called_flaky(
    course: Course, inline: Inline
) -> None:
    store = ResultStore(course.state / "results")
    for path in course.state.glob("results/*/*.json"):
        result = store.get(path.stem)
        cells = [  # as if chance had been against it the last time
            replace(cell, score=0.0) if cell.grade_id == "test_greeting" else cell
            for cell in result.cells
        ]
        store.put(path.stem, replace(result, cells=tuple(cells)))
    (report,) = grade(course, [ASSIGNMENT], Options(force=True), lambda *_: None)
    assert report.submissions[0].flaky == ["test_greeting"]
    console = Console(record=True, width=300, file=io.StringIO())
    print_scores([report], console)
    assert "flaky: `test_greeting` scored otherwise than before" in console.export_text()
    assert grade_all(course, force=True).flaky == []
