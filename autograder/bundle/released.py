"""The released files of an assignment: all that a bundle takes from a course."""

from __future__ import annotations

import os
import re
from pathlib import Path

from autograder.course import Course, CourseError

_LEFT_BEHIND = (".ipynb_checkpoints", "__pycache__")
_ANYWHERE = re.compile(r'[^<>:"|?*\\\x00-\x1f]*[^<>:"|?*\\\x00-\x1f. ]')


def released_files(course: Course, assignment: str) -> dict[str, bytes]:
    """The files of an assignment's release folder by their path in it, hidden ones left out.

    Raises:
        CourseError: if it was not released or cannot be read, if a file is a link or has a name
            that Windows does not take, or if one still has a solution or a hidden test in it.
    """
    folder = course.release(assignment)
    if not folder.is_dir():
        raise CourseError(
            f"{assignment} is not released: expected the student version in {folder}, received "
            f"nothing; run `autograder release {assignment}` first."
        )
    try:
        files = {p.relative_to(folder).as_posix(): p.read_bytes() for p in _walk(folder)}
    except OSError as error:
        raise CourseError(
            f"{assignment} cannot be bundled: expected files that can be read, received "
            f"“{error}”; check the folder {folder}."
        ) from None
    if not files:
        raise CourseError(
            f"{assignment} cannot be bundled: expected files in {folder}, received none; release "
            "it again."
        )
    for name, data in files.items():
        _check(course, assignment, name, data)
    return files


def _walk(folder: Path) -> list[Path]:
    """Files below a folder, in order.

    Raises:
        CourseError: for a link, and whatever is neither file nor folder.
        OSError: if a folder cannot be read.
    """
    found = []
    for entry in sorted(os.scandir(folder), key=lambda entry: entry.name):
        if entry.name.startswith(".") or entry.name in _LEFT_BEHIND:
            continue
        if entry.is_dir(follow_symlinks=False):
            found += _walk(Path(entry.path))
        elif entry.is_file(follow_symlinks=False):
            found.append(Path(entry.path))
        else:
            raise CourseError(
                f"{entry.path} cannot be bundled: expected a file, received a link or a device; "
                "put the file itself there."
            )
    return found


def _check(course: Course, assignment: str, name: str, data: bytes) -> None:
    for part in name.split("/"):
        if not _ANYWHERE.fullmatch(part):
            raise CourseError(
                f"{assignment} cannot be bundled: expected names that every student's machine "
                f'takes, without < > : " | ? * \\ or a dot at the end, received `{part}`; rename '
                "the file and release again."
            )
    for word in _secret_words(course):
        if word.encode() in data:
            raise CourseError(
                f"{assignment} cannot be bundled: expected a student version, received “{word}” in "
                f"{name}; take it out of {course.source(assignment)} and release again."
            )


def _secret_words(course: Course) -> tuple[str, ...]:
    """The words that begin what no student may see, as the course configures them."""
    config = course.config
    return (
        str(config.ClearSolutions.get("begin_solution_delimeter", "BEGIN SOLUTION")),
        str(config.ClearHiddenTests.get("begin_test_delimeter", "BEGIN HIDDEN TESTS")),
        str(config.ClearMarkScheme.get("begin_mark_scheme_delimeter", "BEGIN MARK SCHEME")),
    )
