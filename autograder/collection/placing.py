"""Putting a submission into its place: as a whole or not at all, and nothing is ever lost.

A submission is unpacked into a hidden folder beside the students', and renamed into its place. What
stood there before moves to the course's own records first.
"""

from __future__ import annotations

import os
import shutil
import stat
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from typing import Literal

from autograder.collection.names import Refused
from autograder.collection.submission import TIMESTAMP, plain_file
from autograder.course import Course
from autograder.grading.gradebook import timestamp_of

Action = Literal["collected", "replaced", "unchanged", "kept"]
When = Literal["never", "later", "always"]

_PREFIX = ".collecting-"
_FORMAT = "%Y-%m-%d %H:%M:%S"


@contextmanager
def staging_folder(course: Course, assignment: str, dry_run: bool) -> Iterator[Path]:
    """A folder to unpack into; on the students' own disk, so that a rename is enough."""
    if dry_run:
        with tempfile.TemporaryDirectory(prefix="autograder-") as folder:
            yield Path(folder)
        return
    students = course.students_folder(assignment)
    students.mkdir(parents=True, exist_ok=True)
    for left_over in students.glob(f"{_PREFIX}*"):  # of a run that was killed
        shutil.rmtree(left_over)
    folder = Path(tempfile.mkdtemp(prefix=_PREFIX, dir=students))
    try:
        yield folder
    finally:
        shutil.rmtree(folder)


class Placing:
    """Puts unpacked submissions of one assignment into their places.

    Args:
        replace: when a submission that is there already gives way to one that differs: never, if it
            is not the later one, or always.
    """

    def __init__(self, course: Course, assignment: str, replace: When, dry_run: bool) -> None:
        self._course, self._assignment = course, assignment
        self._replace, self._dry_run = replace, dry_run

    def put(self, student: str, folder: Path, when: datetime | None) -> tuple[Action, Path | None]:
        """Put the files in `folder` into the student's place.

        Returns:
            What was done, or would be, and where the earlier submission is now.

        Raises:
            Refused: if a link or a file stands in the way.
            OSError: if the disk cannot be written; what stood there before stands there still.
        """
        place = self._course.submitted(student, self._assignment)
        self._check_way(place)
        exists = os.path.lexists(place)
        if exists and _same_files(place, folder):
            return "unchanged", None
        if exists and not self._gives_way(place, when):
            return "kept", None
        if self._dry_run:
            return ("replaced" if exists else "collected"), None
        if when is not None:
            with open(folder / TIMESTAMP, "x", encoding="ascii", opener=plain_file) as file:
                file.write(f"{when.astimezone(UTC).strftime(_FORMAT)} UTC")
        place.parent.mkdir(mode=0o755, parents=True, exist_ok=True)
        earlier = self._put_away(student, place) if exists else None
        try:
            os.rename(folder, place)
        except BaseException:
            if earlier is not None:
                shutil.move(earlier, place)
            raise
        return ("replaced" if exists else "collected"), earlier

    def _check_way(self, place: Path) -> None:
        top = self._course.students_folder(self._assignment)
        for folder in reversed(place.parents):
            if top not in folder.parents or not os.path.lexists(folder):
                continue
            name = folder.relative_to(top)
            if folder.is_symlink():
                raise Refused("link_in_the_way", f"`{name}` in {top} is a link; it is not followed")
            if not folder.is_dir():
                raise Refused("file_in_the_way", f"`{name}` in {top} is a file; expected a folder")

    def _gives_way(self, place: Path, when: datetime | None) -> bool:
        if self._replace != "later":
            return self._replace == "always"
        text, _ = timestamp_of(place)
        if text is None or when is None:
            return True
        before = datetime.strptime(text, f"{_FORMAT}.%f UTC").replace(tzinfo=UTC)
        return before <= when

    def _put_away(self, student: str, place: Path) -> Path:
        folder = self._course.state / "replaced" / self._assignment
        folder.mkdir(parents=True, exist_ok=True)
        stamp = datetime.now().strftime("%Y-%m-%dT%H-%M-%S")
        away = Path(tempfile.mkdtemp(prefix=f"{student}-{stamp}-", dir=folder)) / place.name
        shutil.move(place, away)
        return away


def _same_files(place: Path, folder: Path) -> bool:
    """Whether both hold the same files, whenever they were handed in."""
    before, after = _files(place), _files(folder)
    if before is None or after is None or before.keys() != after.keys():
        return False
    return all(_same(before[name], after[name]) for name in before)


def _files(folder: Path) -> dict[str, Path] | None:
    """The files below a folder; None if it is none, or something else than files lies in it."""
    if folder.is_symlink() or not folder.is_dir():
        return None
    found = {}
    for top, folders, names in os.walk(folder):
        for name in (*folders, *names):
            path = Path(top, name)
            mode = path.lstat().st_mode
            if stat.S_ISREG(mode):
                found[path.relative_to(folder).as_posix()] = path
            elif not stat.S_ISDIR(mode):
                return None
    found.pop(TIMESTAMP, None)
    return found


def _same(one: Path, other: Path) -> bool:
    if one.stat().st_size != other.stat().st_size:
        return False
    with one.open("rb") as first, other.open("rb") as second:
        while block := first.read(1 << 20):
            if block != second.read(1 << 20):
                return False
    return True
