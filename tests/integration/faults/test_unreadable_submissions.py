"""A submission that cannot be read costs nobody a point: its student is named, the others go on."""

from __future__ import annotations

import os
import shutil
import socket
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from pathlib import Path

import pytest
from canned import Canned
from course_builder import ASSIGNMENT, NOTEBOOK
from rights import modes_count
from troubled_course import SCORES, run, saved

from autograder.course import Course

Capture = pytest.CaptureFixture[str]


@contextmanager
def forbidden(path: Path) -> Iterator[None]:
    """Nobody may read it, and this process obeys."""
    before = path.stat().st_mode
    path.chmod(0)
    try:
        with modes_count():
            yield
    finally:
        path.chmod(before)


@pytest.mark.parametrize(
    "name", ["", ASSIGNMENT, f"{ASSIGNMENT}/{NOTEBOOK}.ipynb", f"{ASSIGNMENT}/data.csv"]
)
def test_what_may_not_be_read_is_named(
    course: Course, canned: Canned, capsys: Capture, name: str
) -> None:
    path = course.submitted("bob", ASSIGNMENT).parent / name
    if not path.exists():
        path.write_text("1, 2")
    with forbidden(path):
        failures = run(capsys, course).failures
    assert list(failures) == ["bob"]
    assert "received “Permission denied”; let your user read and write there" in failures["bob"]
    assert saved(course) == {"ann": 70.0, "cem": 70.0}
    assert run(capsys, course).status == 0
    assert saved(course) == SCORES


def test_a_time_of_handing_in_that_may_not_be_read(
    course: Course, canned: Canned, capsys: Capture
) -> None:
    path = course.submitted("bob", ASSIGNMENT) / "timestamp.txt"
    path.write_text("2026-01-01 12:00:00 UTC")
    with forbidden(path):
        assert list(run(capsys, course).failures) == ["bob"]


def test_a_folder_of_submissions_that_may_not_be_read(
    course: Course, canned: Canned, capsys: Capture
) -> None:
    with forbidden(course.root / "submitted"):
        sentence = run(capsys, course).sentence
    assert "The submissions of a1 cannot be read" in sentence


def test_instructors_files_that_may_not_be_read(
    course: Course, canned: Canned, capsys: Capture
) -> None:
    with forbidden(course.source(ASSIGNMENT) / "helpers.py"):
        assert "The files of a1 cannot be read" in run(capsys, course).sentence


@pytest.mark.parametrize("kind", ["fifo", "socket", "folder"])
@pytest.mark.parametrize("where", ["notebook", "submission"])
def test_what_is_no_file_is_not_waited_for(
    course: Course, canned: Canned, capsys: Capture, kind: str, where: str
) -> None:
    folder = course.submitted("bob", ASSIGNMENT)
    path = folder / f"{NOTEBOOK}.ipynb"
    if where == "submission":
        shutil.rmtree(folder)
        path = folder
    else:
        path.unlink()
    if kind == "fifo":
        os.mkfifo(path)
    elif kind == "folder":
        path.mkdir()
    else:
        with socket.socket(socket.AF_UNIX) as server, _at(path.parent):
            server.bind(path.name)
    assert run(capsys, course).status == 0
    assert saved(course) == SCORES | {"bob": 0.0}


@contextmanager
def _at(folder: Path) -> Iterator[None]:
    """The path of a socket must be short."""
    before = os.getcwd()
    os.chdir(folder)
    yield
    os.chdir(before)


def test_a_name_that_is_not_utf_8_is_named(course: Course, canned: Canned, capsys: Capture) -> None:
    top = os.fsencode(course.root / "submitted")
    with suppress(OSError):
        os.rename(top + b"/bob", top + b"/Ren\xe9")
    if not os.path.exists(top + b"/Ren\xe9"):
        pytest.skip("this file system takes no such names")
    failures = run(capsys, course).failures
    assert list(failures) == [r"Ren\xe9"]
    assert "rename the folder" in failures[r"Ren\xe9"]
    assert saved(course) == {"ann": 70.0, "cem": 70.0}


def test_a_name_that_is_no_id_is_named(course: Course, canned: Canned, capsys: Capture) -> None:
    submitted = course.root / "submitted"
    os.rename(submitted / "bob", submitted / "bob[2]")
    (submitted / ".trash" / ASSIGNMENT).mkdir(parents=True)
    assert list(run(capsys, course).failures) == ["bob[2]"]


def test_files_whose_names_are_not_utf_8(course: Course, canned: Canned, capsys: Capture) -> None:
    folder = os.fsencode(course.submitted("bob", ASSIGNMENT))
    notebook = os.fsencode(f"{NOTEBOOK}.ipynb")
    try:
        os.rename(folder + b"/" + notebook, folder + b"/l\xf6sung.ipynb")
    except OSError:
        pytest.skip("this file system takes no such names")
    Path(os.fsdecode(folder + b"/d\xe4ten.csv")).write_text("1")
    said = run(capsys, course)
    assert said.status == 0
    assert "`l?sung.ipynb` was taken for `arrays.ipynb`" in " ".join(said.out.split())
    assert "a file with an unusual name was left out" in " ".join(said.out.split())
    assert saved(course) == SCORES
