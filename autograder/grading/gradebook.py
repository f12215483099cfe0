"""The gradebook around a run: who is in it, when they handed in, a backup before it is written."""

from __future__ import annotations

import errno
import re
import sqlite3
from contextlib import closing, suppress
from pathlib import Path

from nbgrader.api import MissingEntry
from nbgrader.utils import parse_utc

from autograder.course import Course, CourseError
from autograder.grading.shortage import shortage
from autograder.grading.submitted import read_regular

_KEPT = 5
_BACKUP = re.compile(r"gradebook-(\d+)\.db")


def saved_students(course: Course, assignment: str) -> set[str]:
    """Students who have a submission of `assignment` in the gradebook."""
    with course.gradebook() as gradebook:
        try:
            return {s.student_id for s in gradebook.assignment_submissions(assignment)}
        except MissingEntry:
            return set()


def timestamp_of(folder: Path) -> tuple[str | None, str]:
    """The time of handing in from `timestamp.txt`, and a complaint if it makes no sense.

    Raises:
        OSError: if the machine cannot read it; nobody shall be late or in time by that.
    """
    if folder.is_symlink() or not folder.is_dir():
        return None, ""
    try:
        text = read_regular(folder / "timestamp.txt", 1024).decode("ascii").strip()
        parsed = parse_utc(text) if text else None
    except FileNotFoundError:
        return None, ""
    except OSError:
        raise
    except Exception:  # noqa: BLE001  whatever a student wrote into it, and dateutil made of it
        return None, "the time of handing in (timestamp.txt) cannot be read and was ignored"
    return (f"{parsed.strftime('%Y-%m-%d %H:%M:%S.%f')} UTC" if parsed else None), ""


def check_writable(course: Course) -> None:
    """Make sure that results can be saved, before hours are spent on them.

    Raises:
        CourseError: if the gradebook cannot be written: read-only, locked by another program for
            longer than its timeout, no nbgrader database, a full disk.
    """
    with course.gradebook() as gradebook:
        if gradebook.engine.dialect.name != "sqlite":
            return
        connection = gradebook.db.connection()
        connection.exec_driver_sql("BEGIN IMMEDIATE")
        # Only a page that is written makes SQLite open its journal beside the file.
        version = connection.exec_driver_sql("PRAGMA user_version").scalar()
        connection.exec_driver_sql(f"PRAGMA user_version = {int(version)}")
        connection.rollback()


def back_up(course: Course) -> Path | None:
    """A copy of an SQLite gradebook before a run writes to it; the last five are kept.

    Copies are numbered, not dated: a clock may jump.

    Raises:
        CourseError: if it cannot be copied; what was kept before is kept still.
    """
    source = course.database
    if source is None or not source.is_file():
        return None
    folder = course.state / "backups"
    path = None
    try:
        folder.mkdir(parents=True, exist_ok=True)
        found = [(int(m[1]), p) for p in folder.iterdir() if (m := _BACKUP.fullmatch(p.name))]
        kept = sorted(found)
        number = kept[-1][0] + 1 if kept else 1
        path = folder / f"gradebook-{number:06d}.db"
        with closing(sqlite3.connect(source)) as old, closing(sqlite3.connect(path)) as new:
            old.backup(new)
        for _, old_copy in kept[: 1 - _KEPT]:
            old_copy.unlink(missing_ok=True)
    except (OSError, sqlite3.Error) as error:
        if path is not None:
            with suppress(OSError):
                path.unlink()
        failure = error
        if isinstance(error, sqlite3.Error):
            number = errno.ENOSPC if "disk" in str(error) else errno.EACCES
            failure = OSError(number, str(error))
        what = f"The gradebook {source} could not be backed up"
        raise CourseError(f"{shortage(what, f'room for a copy in {folder}', failure)}.") from None
    return path
