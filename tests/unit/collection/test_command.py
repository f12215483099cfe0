"""`autograder collect` as a person meets it."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from autograder.cli import main
from autograder.course import Course

from .zips import NOTEBOOK, zip_of

OTHER = NOTEBOOK.replace(b"5}", b"4}")


@pytest.fixture
def archive(tmp_path: Path) -> Path:
    path = tmp_path / "download.zip"
    path.write_bytes(zip_of("ada/arrays.ipynb", "bob/../../up.ipynb", "/etc/x[bold]"))
    return path


def run(course: Course, *arguments: str | Path) -> Result:
    words = ["collect", *map(str, arguments), "--course", str(course.root)]
    return CliRunner().invoke(main, words, env={"COLUMNS": "100"})


def test_a_table_and_a_sentence_for_everything_odd(course: Course, archive: Path) -> None:
    result = run(course, archive, "--assignment", "a1")
    assert result.exit_code == 1
    said = " ".join(result.output.split())
    assert "│ ada │ collected │ 1 │" in said
    assert "│ bob │ refused │ │ │ traversal │" in said
    assert "leads out of its folder" in said
    assert "nobody, in download.zip" in said
    assert "`/etc/x[bold]` is an absolute name" in said
    assert "download.zip: folders." in said


def test_as_data(course: Course, archive: Path) -> None:
    result = run(course, archive, "--assignment", "a1", "--json")
    data = json.loads(result.stdout)
    assert (data["assignment"], data["dry_run"]) == ("a1", False)
    ada, bob = data["students"]
    assert (ada["student"], ada["status"], ada["files"]) == ("ada", "collected", ["arrays.ipynb"])
    assert bob["findings"][0]["kind"] == "traversal"
    assert data["archives"][0]["findings"][0]["kind"] == "absolute_name"


def test_exit_0_when_everything_is_in_its_place(course: Course, tmp_path: Path) -> None:
    path = tmp_path / "good.zip"
    path.write_bytes(zip_of("ada/arrays.ipynb"))
    planned = run(course, path, "--assignment", "a1", "--dry-run")
    assert planned.exit_code == 0
    assert "would be collected" in planned.output
    assert not course.students_folder("a1").exists()
    assert run(course, path, "--assignment", "a1").exit_code == 0
    path.write_bytes(zip_of(("ada/arrays.ipynb", OTHER)))
    kept = run(course, path, "--assignment", "a1")
    assert kept.exit_code == 1
    assert "--update" in kept.output
    replaced = run(course, path, "--assignment", "a1", "--force")
    assert replaced.exit_code == 0
    said = "".join(replaced.output.split())
    assert f"Whatwasreplacediskeptin{course.state}/replaced/a1." in said.replace("\n", "")


@pytest.mark.parametrize(
    ("arguments", "words"),
    [
        ((), "Missing argument"),
        (("x.zip",), "Missing option '--assignment'"),
        (("x.zip", "--assignment", "a9"), "No assignment `a9`"),
        (("nowhere.zip", "--assignment", "a1"), "nowhere.zip cannot be read"),
        (("{archive}", "--assignment", "a1", "--pattern", "("), "expected a regular expression"),
        (("{archive}", "--assignment", "a1", "--pattern", r"(?P<student_id>\d+)"), "Nobody's"),
    ],
)
def test_bad_input_gets_one_sentence(
    arguments: tuple[str, ...], words: str, course: Course, archive: Path
) -> None:
    result = run(course, *(argument.format(archive=archive) for argument in arguments))
    assert result.exit_code == 2
    assert words in " ".join(result.output.split())
    assert "Traceback" not in result.output
    assert not course.students_folder("a1").exists()
