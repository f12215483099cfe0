"""The gradebook around a run: who is in it, when they handed in, a backup before it is written."""

from __future__ import annotations

from pathlib import Path

from nbgrader.api import MissingEntry
from nbgrader.utils import parse_utc

from autograder.course import Course, CourseError
from autograder.grading.submitted import read_regular


def saved_students(course: Course, assignment: str) -> set[str]:
    """Students who have a submission of `assignment` in the gradebook."""
    with course.gradebook() as gradebook:
        try:
            return {s.student_id for s in gradebook.assignment_submissions(assignment)}
        except MissingEntry:
            return set()


def timestamp_of(folder: Path) -> tuple[str | None, str]:
    """The time of handing in from `timestamp.txt`, and a complaint if it cannot be read."""
    if folder.is_symlink() or not folder.is_dir():
        return None, ""
    try:
        text = read_regular(folder / "timestamp.txt", 1024).decode("ascii").strip()
        parsed = parse_utc(text) if text else None
    except FileNotFoundError:
        return None, ""
    except Exception:  # noqa: BLE001  whatever a student wrote into it, and dateutil made of it
        return None, "the time of handing in (timestamp.txt) cannot be read and was ignored"
    return (f"{parsed.strftime('%Y-%m-%d %H:%M:%S.%f')} UTC" if parsed else None), ""


def back_up(course: Course) -> Path | None:
    """A copy of an SQLite gradebook before a run writes to it; the last five are kept."""
    import sqlite3

    url = course.directory.db_url
    source = Path(url.removeprefix("sqlite:///"))
    if not url.startswith("sqlite:///") or not source.is_file():
        return None
    folder = course.state / "backups"
    folder.mkdir(parents=True, exist_ok=True)
    kept = sorted(folder.glob("gradebook-*.db"))
    number = int(kept[-1].stem.split("-")[1]) + 1 if kept else 1
    path = folder / f"gradebook-{number:06d}.db"
    try:
        with sqlite3.connect(source) as old, sqlite3.connect(path) as new:
            old.backup(new)
    except sqlite3.Error as error:
        path.unlink(missing_ok=True)
        raise CourseError(
            f"The gradebook {source} could not be backed up: expected an nbgrader database, "
            f"received “{error}”; check the file."
        ) from None
    for old_copy in kept[:-4]:
        old_copy.unlink(missing_ok=True)
    return path
