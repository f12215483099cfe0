"""The folder through which values cross: written and read without following anything in it."""

from __future__ import annotations

import contextlib
import os
import stat

from autograder.border.values import HEADER_BYTES, VALUE_BYTES
from autograder.sandbox.room import EXCHANGE, Room


class ExchangeFolder:
    """Requests go in, answers come out; the student's process may put anything there.

    Every name is opened relative to a descriptor of the folder that was taken before the student's
    code began, so that replacing the folder leads nowhere.
    """

    def __init__(self, room: Room) -> None:
        self.inside = f"{room.inside}/{EXCHANGE}"
        self.owner = room.owner
        flags = os.O_RDONLY | os.O_DIRECTORY | os.O_NOFOLLOW
        self.descriptor = os.open(EXCHANGE, flags, dir_fd=room.descriptor)

    def close(self) -> None:
        if self.descriptor >= 0:
            os.close(self.descriptor)
            self.descriptor = -1

    def put(self, name: str, data: bytes) -> None:
        """Write a new file.

        Raises:
            OSError: if the folder is gone or the name is taken.
        """
        flags = os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_NOFOLLOW
        descriptor = os.open(name, flags, 0o600, dir_fd=self.descriptor)
        with os.fdopen(descriptor, "wb") as file:
            if self.owner:
                os.fchown(descriptor, self.owner, self.owner)
            file.write(data)

    def take(self, name: str) -> bytes | None:
        """The bytes of a regular file, which is then removed; None if there is no such file."""
        flags = os.O_RDONLY | os.O_NOFOLLOW | os.O_NONBLOCK
        try:
            descriptor = os.open(name, flags, dir_fd=self.descriptor)
        except OSError:
            return None
        facts = os.fstat(descriptor)
        limit = VALUE_BYTES + HEADER_BYTES + 8
        if not stat.S_ISREG(facts.st_mode) or facts.st_nlink != 1 or facts.st_size > limit:
            os.close(descriptor)  # a folder cannot even be opened as a file
            return None
        with os.fdopen(descriptor, "rb") as file:
            data = file.read(limit)
        self.remove(name)
        return data

    def remove(self, name: str) -> None:
        with contextlib.suppress(OSError):
            os.unlink(name, dir_fd=self.descriptor)
