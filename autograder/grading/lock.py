"""One run at a time that grades or collects in a course; the lock names who holds it."""

from __future__ import annotations

import fcntl
import getpass
import os
import time
from collections.abc import Iterator
from contextlib import contextmanager

from autograder.course import Course, CourseError


@contextmanager
def grading_lock(course: Course) -> Iterator[None]:
    """Hold the course's lock; the system releases it when the process ends, however it ends.

    Raises:
        CourseError: if another run holds it, with its name, or the folder cannot be written.
    """
    path = course.state / "lock"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a+")
    except OSError as error:
        raise CourseError(
            f"{course.state} cannot be written ({error.strerror}): expected a folder for results; "
            "check its permissions and the space on the disk."
        ) from None
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except OSError:
            file.seek(0)
            holder = file.read().strip() or "another process"
            raise CourseError(
                f"This course is being worked on already by {holder}; wait for it to end."
            ) from None
        file.truncate(0)
        file.write(f"{_user()} (process {os.getpid()}, since {time.strftime('%H:%M')})")
        file.flush()
        yield
        file.truncate(0)


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user without a name, as in many containers
        return f"user {os.getuid()}"
