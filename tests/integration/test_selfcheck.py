"""`autograder check`: what a student learns about their own notebook."""

from __future__ import annotations

import shutil
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner
from course_builder import ASSIGNMENT, NOTEBOOK, build_course, honest, released

from autograder.cli import main
from autograder.course import Course
from autograder.feedback.selfcheck import CHECKING, ExerciseCheck, check_notebook

pytestmark = pytest.mark.slow


@pytest.fixture(scope="module")
def course(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return build_course(tmp_path_factory.mktemp("selfcheck"))


def _check(notebook, folder: Path) -> dict[str, ExerciseCheck]:
    path = folder / f"{NOTEBOOK}.ipynb"
    nbformat.write(notebook, path)
    return {check.exercise: check for check in check_notebook(path, lambda done, total: None)}


def test_four_states_and_their_messages(course: Course, tmp_path: Path) -> None:
    notebook = honest(
        course,
        middle="middle = ...",
        double="def double(x):\n    return x",
        counts="raise RuntimeError",
    )
    found = _check(notebook, tmp_path)
    assert found["double"].state == "not yet"
    assert found["double"].messages[0].startswith("double: wrong output values")
    assert found["middle"].state == "not attempted"
    assert found["counts"].state == "not attempted"
    assert found["counts"].messages == ["`counts` is not defined: has its cell run without error?"]
    assert found["sum_squares"].state == "correct"
    assert found["sum_squares"].messages == []
    assert found["double"].points == 30.0
    assert all(check.seconds >= 0 for check in found.values())


def test_hidden_checks_are_not_run(course: Course, tmp_path: Path) -> None:
    """The released notebook has none: an answer that only a hidden check finds wrong passes."""
    found = _check(honest(course, middle="middle = 99"), tmp_path)
    assert found["middle"].state == "correct"


def test_a_kernel_that_dies_is_said(course: Course, tmp_path: Path) -> None:
    found = _check(honest(course, sum_squares="import os\nos._exit(1)"), tmp_path)
    assert found["double"].state == "correct"
    assert found["sum_squares"].state == "could not run"
    assert found["sum_squares"].messages[0] == "the notebook's kernel has died"


def test_the_command_prints_a_table(course: Course, tmp_path: Path) -> None:
    nbformat.write(released(course), tmp_path / "mine.ipynb")
    result = CliRunner().invoke(main, ["check", str(tmp_path / "mine.ipynb")])
    assert result.exit_code == 1
    assert "0 of 4 exercises pass their visible checks" in " ".join(result.output.split())
    assert "Traceback" not in result.output


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("nowhere.ipynb", None, "received nothing"),
        ("broken.ipynb", "{", "expected a notebook"),
        (
            "other.ipynb",
            '{"cells": [], "metadata": {}, "nbformat": 4, "nbformat_minor": 5}',
            "has no checks",
        ),
    ],
)
def test_what_is_no_assignment_gets_one_sentence(
    tmp_path: Path, name: str, content: str | None, words: str
) -> None:
    if content is not None:
        (tmp_path / name).write_text(content)
    result = CliRunner().invoke(main, ["check", str(tmp_path / name)])
    assert result.exit_code == 2
    assert words in result.output
    assert "Traceback" not in result.output


def test_a_notebook_that_checks_itself_comes_to_an_end(
    course: Course, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    known = f"import os\nmiddle = 2.5 if os.environ['{CHECKING}'] else None"
    assert _check(honest(course, middle=known), tmp_path)["middle"].state == "correct"
    monkeypatch.setenv(CHECKING, "1")
    result = CliRunner().invoke(main, ["check", str(tmp_path / f"{NOTEBOOK}.ipynb")])
    assert result.exit_code == 2
    assert "is not checked" in result.output


def test_checking_changes_nothing(course: Course, tmp_path: Path) -> None:
    source = course.release(ASSIGNMENT) / f"{NOTEBOOK}.ipynb"
    copy = tmp_path / "copy.ipynb"
    shutil.copy(source, copy)
    check_notebook(copy, lambda done, total: None)
    assert copy.read_bytes() == source.read_bytes()
    assert sorted(p.name for p in tmp_path.iterdir()) == ["copy.ipynb"]
