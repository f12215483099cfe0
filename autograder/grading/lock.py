"""One run at a time that grades or collects in a course; the lock names who holds it."""

from __future__ import annotations

import fcntl
import getpass
import os
import socket
import time
from collections.abc import Iterator
from contextlib import contextmanager, suppress
from typing import BinaryIO

from autograder.course import Course, CourseError


@contextmanager
def grading_lock(course: Course) -> Iterator[None]:
    """Hold the course's lock; the system releases it when the process ends, however it ends.

    What stands in the file is only for people: a name that a killed run has left there holds
    nothing, whether its process number is in use again or not.

    Raises:
        CourseError: if another run holds it, with its name, or the folder cannot be written.
    """
    path = course.state / "lock"
    try:
        path.parent.mkdir(parents=True, exist_ok=True)
        file = path.open("a+b", buffering=0)
    except OSError as error:
        raise CourseError(
            f"{course.state} cannot be written ({error.strerror}): expected a folder for results; "
            "check its permissions and the space on the disk."
        ) from None
    with file:
        try:
            fcntl.flock(file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        except BlockingIOError:
            raise CourseError(
                f"This course is being worked on already by {_holder(file)}, and expected is one "
                "run at a time; wait for it to end, and run the command again."
            ) from None
        except OSError as error:
            raise CourseError(
                f"{path} cannot be locked: expected a file system with locks, received "
                f"“{error.strerror}”; move the course to a disk that has them."
            ) from None
        with suppress(OSError):  # a full disk: others then read of another process
            file.truncate(0)
            file.write(_own_name().encode("utf-8", "replace"))
        yield
        with suppress(OSError):
            file.truncate(0)


def _own_name() -> str:
    since = time.strftime("%H:%M")
    return f"{_user()} (process {os.getpid()} on {socket.gethostname()}, since {since})"


def _holder(file: BinaryIO) -> str:
    file.seek(0)
    said = file.read(200).decode("utf-8", "replace").strip()
    return said if said and said.isprintable() else "another process"


def _user() -> str:
    try:
        return getpass.getuser()
    except (KeyError, OSError):  # a user without a name, as in many containers
        return f"user {os.getuid()}"
