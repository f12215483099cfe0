"""The command as a person meets it: bad input gets one sentence, and nothing graded is lost."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable
from dataclasses import dataclass, field
from pathlib import Path

import nbformat
import pytest
from click.testing import CliRunner, Result
from course_builder import ASSIGNMENT, NOTEBOOK, build_course

from autograder.cli import main
from autograder.course import Course
from autograder.sandbox import tiers
from autograder.sandbox.tiers import best_tier


def run(*arguments: str | Path) -> Result:
    return CliRunner().invoke(main, [str(argument) for argument in arguments])


@pytest.fixture(scope="module")
def released(tmp_path_factory: pytest.TempPathFactory) -> Course:
    return build_course(tmp_path_factory.mktemp("cli"))


@pytest.fixture
def course(released: Course, tmp_path: Path) -> Path:
    """A copy of the released course."""
    folder = tmp_path / "course"
    shutil.copytree(released.root, folder)
    return folder


def _notebook(course: Path) -> Path:
    return course / "source" / ASSIGNMENT / f"{NOTEBOOK}.ipynb"


def _change_test(course: Path) -> None:
    notebook = nbformat.read(_notebook(course), as_version=4)
    cell = next(c for c in notebook.cells if c.id == "test_double")
    cell.source += "\nassert True"
    nbformat.write(notebook, _notebook(course))


def _nothing(course: Path) -> None:
    return None


def _write(name: str, text: str) -> Callable[[Path], None]:
    def prepare(course: Path) -> None:
        path = course / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(text)

    return prepare


def _remove(name: str) -> Callable[[Path], None]:
    def prepare(course: Path) -> None:
        path = course / name
        shutil.rmtree(path) if path.is_dir() else path.unlink()

    return prepare


@dataclass(frozen=True)
class BadInput:
    """A call that cannot work: how the course is prepared, the arguments, words of the sentence."""

    name: str
    arguments: tuple[str, ...]
    words: tuple[str, ...]
    prepare: Callable[[Path], None] = field(default=_nothing)


BAD = [
    BadInput("no such assignment", ("grade", "nope"), ("No assignment `nope`", "a1")),
    BadInput("no argument", ("grade",), ("Missing argument",)),
    BadInput("no such verb", ("grad",), ("No such command",)),
    BadInput("no such option", ("grade", "a1", "--fast"), ("No such option",)),
    BadInput("no jobs", ("grade", "a1", "--jobs", "0"), ("--jobs", "1<=x")),
    BadInput("nothing handed in", ("grade", "a1"), ("Nothing was handed in for a1", "submitted")),
    BadInput(
        "no such student",
        ("grade", "a1", "--student", "bob"),
        ("No submission of a1 by `bob`", "ada"),
        _write("submitted/ada/a1/arrays.ipynb", "{}"),
    ),
    BadInput(
        "a student's id that is a path",
        ("grade", "a1", "--student", "../../etc"),
        ("No submission of a1 by",),
        _write("submitted/ada/a1/arrays.ipynb", "{}"),
    ),
    BadInput("never released", ("grade", "a1"), ("never released",), _remove("gradebook.db")),
    BadInput("changed since", ("grade", "a1"), ("has changed since its release",), _change_test),
    BadInput(
        "no gradebook",
        ("grade", "a1"),
        ("gradebook", "could not be used"),
        _write("gradebook.db", "this is no database, but a text of some length " * 100),
    ),
    BadInput(
        "a configuration that fails",
        ("grade", "a1"),
        ("nbgrader_config.py", "ZeroDivisionError"),
        _write("nbgrader_config.py", "1 / 0"),
    ),
    BadInput(
        "a source that is no notebook",
        ("release", "a1"),
        ("arrays.ipynb cannot be read",),
        _write("source/a1/arrays.ipynb", "{]"),
    ),
    BadInput("no source", ("release", "a1"), ("No assignment `a1`",), _remove("source/a1")),
    BadInput("no such release", ("release", "a2"), ("No assignment `a2`", "a1")),
    BadInput("nothing to release", ("release",), ("has no assignments",), _remove("source/a1")),
]


@pytest.mark.parametrize("bad", BAD, ids=lambda bad: bad.name)
def test_bad_input_gets_one_sentence(bad: BadInput, course: Path) -> None:
    bad.prepare(course)
    options = () if len(bad.arguments) == 1 and bad.name == "no such verb" else ("--course", course)
    result = run(*bad.arguments, *options)
    assert result.exit_code != 0
    said = " ".join(result.output.split())
    assert all(word in said for word in bad.words), result.output
    assert "Traceback" not in result.output
    assert result.exception is None or isinstance(result.exception, SystemExit)


def test_a_folder_that_is_no_course(tmp_path: Path) -> None:
    for folder, words in (
        (tmp_path, "is no nbgrader course"),
        (tmp_path / "nowhere", "received nothing"),
        (Path(__file__), "received a file"),
    ):
        for verb in (("grade", "a1"), ("release",)):
            result = run(*verb, "--course", folder)
            assert result.exit_code == 2
            assert words in result.output
            assert "Traceback" not in result.output


@pytest.mark.parametrize("arguments", [("--help",), ("grade", "--help"), ("release", "--help")])
def test_help_says_what_there_is(arguments: tuple[str, ...]) -> None:
    result = run(*arguments)
    assert result.exit_code == 0
    assert "Usage: " in result.output


@pytest.mark.slow
def test_grading_prints_scores_causes_and_json(course: Path) -> None:
    reference = _notebook(course).read_text()
    submit_to = course / "submitted" / "ada" / ASSIGNMENT
    submit_to.mkdir(parents=True)
    (submit_to / f"{NOTEBOOK}.ipynb").write_text(reference.replace("middle = 2.5", "middle = 3"))

    planned = run("grade", ASSIGNMENT, "--course", course, "--dry-run")
    assert planned.exit_code == 0
    assert "would run: not graded yet" in " ".join(planned.output.split())
    assert not (course / "autograded").exists()

    tier = best_tier()
    table = run("grade", ASSIGNMENT, "--course", course, "--sandbox", tier.name)
    assert table.exit_code == 0, table.output
    assert (tier.notice or f"sandbox: {tier.name}") in table.output
    assert "ada" in table.output
    assert "−10" in table.output

    again = run("grade", ASSIGNMENT, "--course", course, "--sandbox", tier.name, "--json")
    (data,) = json.loads(again.stdout)
    assert (data["assignment"], data["sandbox"]) == (ASSIGNMENT, [tier.name])
    student = data["students"]["ada"]
    assert (student["score"], student["max_score"]) == (60.0, 100.0)
    assert student["reason"] == "unchanged"
    cell = student["notebooks"][NOTEBOOK]["cells"]["test_middle"]
    assert (cell["score"], cell["max_score"], cell["status"]) == (0.0, 10.0, "failed")
    assert cell["message"].startswith("middle: ")


@pytest.mark.slow
def test_without_a_sandbox_strangers_work_is_not_graded(
    course: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    reference = _notebook(course).read_text()
    submit_to = course / "submitted" / "ada" / ASSIGNMENT
    submit_to.mkdir(parents=True)
    (submit_to / f"{NOTEBOOK}.ipynb").write_text(reference)
    monkeypatch.delenv(tiers.VARIABLE, raising=False)
    monkeypatch.setattr(tiers, "obstacle", lambda name: "" if name == "none" else "not here")

    refused = run("grade", ASSIGNMENT, "--course", course)
    assert refused.exit_code == 2
    assert "cannot contain other people's code" in refused.output
    assert "--sandbox none" in refused.output
    assert "Traceback" not in refused.output
    assert not (course / "autograded").exists()

    trusted = run("grade", ASSIGNMENT, "--course", course, "--sandbox", "none")
    assert trusted.exit_code == 0, trusted.output
    assert "NOT SANDBOXED" in trusted.output
    data = run("grade", ASSIGNMENT, "--course", course, "--sandbox", "none", "--json")
    assert json.loads(data.stdout)[0]["sandbox"] == ["none"]
