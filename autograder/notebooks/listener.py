"""Listens to what nbgrader logs while it converts, to tell an instructor in one sentence."""

from __future__ import annotations

import logging
import re


class Listener(logging.Handler):
    """While it is open, a logger's errors come here and nowhere else."""

    def __init__(self, log: logging.Logger) -> None:
        super().__init__(logging.ERROR)
        self.log = log
        self.lines: list[str] = []

    def emit(self, record: logging.LogRecord) -> None:
        self.lines += [line.strip() for line in record.getMessage().split("\n") if line.strip()]

    def __enter__(self) -> Listener:
        self.before = self.log.propagate, self.log.level, list(self.log.handlers)
        self.log.handlers = [self]
        self.log.propagate = False
        self.log.setLevel(logging.ERROR)
        return self

    def __exit__(self, *_: object) -> None:
        self.log.propagate, level, self.log.handlers = self.before
        self.log.setLevel(level)

    def cause(self) -> str:
        """The exception that was logged, or the last line; at most 300 characters."""
        errors = [
            m for line in self.lines if (m := re.match(r"[\w.]*(?:Error|Exception): (.*)", line))
        ]
        if errors:
            return errors[-1].group(1)[:300]
        return self.lines[-1][:300] if self.lines else ""
