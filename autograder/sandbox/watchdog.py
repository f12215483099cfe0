"""Ends a room that uses more memory or disk than it may."""

from __future__ import annotations

import threading

from autograder.sandbox.limits import MEGABYTE
from autograder.sandbox.room import Room

_MEMORY_SECONDS, _DISK_EVERY = 0.2, 3


class Watchdog:
    """Looks at a room several times a second until it is stopped, in a thread of its own.

    Limits of the kernel's are per process or per file system; this one is for a room as a whole.
    """

    def __init__(self, room: Room) -> None:
        self.room = room
        self.stopped = threading.Event()
        self.thread = threading.Thread(target=self._watch, daemon=True, name="watchdog")
        self.thread.start()

    def stop(self) -> None:
        self.stopped.set()
        if self.thread is not threading.current_thread():
            self.thread.join()

    def _watch(self) -> None:
        limits, round_ = self.room.limits, 0
        while not self.stopped.wait(_MEMORY_SECONDS):
            round_ += 1
            if self.room.memory() > limits.memory_bytes:
                allowed = limits.memory_bytes // MEGABYTE
                self.room.end(f"it used more memory than the {allowed:,} MB that are allowed")
                return
            if round_ % _DISK_EVERY == 0 and self.room.disk() > limits.disk_bytes:
                allowed = limits.disk_bytes // MEGABYTE
                self.room.end(f"it wrote more files than the {allowed:,} MB that are allowed")
                return
