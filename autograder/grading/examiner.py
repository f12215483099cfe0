"""The examiner: the process that runs the tests, and that the student's code never enters.

It runs the instructor's cells and the test cells of the recorded source. A student's name is bound
as plain data or as a `Proxy`, whose calls go over the border.
"""

from __future__ import annotations

import json
import os
import random
import signal
import socket
import sys
import time
import traceback
import zlib
from collections.abc import Iterable
from dataclasses import asdict
from typing import Any

import numpy as np

from autograder.border.values import (
    Refused,
    kind_of,
)
from autograder.checks import randomness
from autograder.grading import protocol
from autograder.grading.outcome import StatementResult
from autograder.grading.proxies import Border
from autograder.grading.statements import (
    NotDefined,
    Stopped,
    run_statements,
)
from autograder.notebooks.delimiters import Delimiters
from autograder.notebooks.names import plain_python, statements_or_none


class Examiner:
    """The names of the examiner's side and the loop that serves the broker."""

    def __init__(self, border: Border) -> None:
        self.border = border
        self.namespace: dict[str, Any] = {
            "__name__": "__main__",
            "__builtins__": __builtins__,
            "get_ipython": lambda: _Shell(),
            "display": lambda *args, **kwargs: None,
        }
        self.lost: dict[str, BaseException] = {}
        self.fetched: set[str] = set()
        self.kinds: dict[str, str] = {}

    def instructor(self, cell: protocol.InstructorCell) -> dict[str, Any]:
        """Run an instructor cell; its names are lost where it fails."""
        self.bind(((name, "") for name in cell.fetches), frozenset())
        try:
            code = compile(plain_python(cell.source), f"<cell {cell.index}>", "exec")
            exec(code, self.namespace)  # noqa: S102  from the recorded source
        except Stopped:
            raise
        except (Exception, SystemExit) as error:
            for statement in statements_or_none(cell.source):
                for name in statement.binds - set(self.namespace):
                    self.lost[name] = error
            detail = "".join(traceback.format_exception(error, limit=-3))
            return {"ok": False, "error": f"{type(error).__name__}: {error}", "detail": detail}
        return {"ok": True}

    def test(self, cell: protocol.TestCell) -> list[StatementResult]:
        """Run a test cell, with random generators seeded by its id."""
        _seed(cell.grade_id)
        self.bind(cell.fetches, frozenset(cell.unowned))
        return run_statements(
            cell.source, self.namespace, Delimiters(cell.begin, cell.end), self.lost
        )

    def bind(self, fetches: Iterable[tuple[str, str]], unowned: frozenset[str]) -> None:
        """Bind student's names.

        Args:
            unowned: names of which the record does not tell whose they are (`from x import *`): one
                that the examiner has is never replaced by a student's.
        """
        for name, kind in fetches:
            if name in unowned and name in self.namespace and name not in self.fetched:
                continue
            self.fetched.add(name)
            self.lost.pop(name, None)
            self.namespace.pop(name, None)
            try:
                value = self.border.fetch(name)
                self.kinds[name] = kind_of(value)
                self.namespace[name] = _of_kind(name, value, kind)
            except (NotDefined, Refused, Stopped) as reason:
                self.lost[name] = reason


def _of_kind(name: str, value: Any, kind: str) -> Any:
    """The value, if it is of the kind that the reference has; a fake never stands in for it."""
    if value is Ellipsis and kind:
        raise NotDefined(f"`{name}` is still `...`: not attempted")
    if kind == "callable" and kind_of(value) != "callable":
        raise Refused(f"`{name}` should be a function; expected `def {name}(…)`, received data")
    if kind == "model" and kind_of(value) != "model":
        raise Refused(f"`{name}` should be a Keras model, received something else; build a model")
    if kind in ("value", "table") and kind_of(value) == "callable":
        raise Refused(f"`{name}` should be a value, received a function; call it")
    return value


def _seed(grade_id: str) -> None:
    seed = zlib.crc32(grade_id.encode())
    randomness.set_cell(grade_id)
    random.seed(seed)
    np.random.seed(seed)
    if "keras" in sys.modules:
        sys.modules["keras"].utils.set_random_seed(seed)


class _Shell:
    """What magics find in the examiner: nothing happens."""

    def __getattr__(self, name: str) -> Any:
        return lambda *args, **kwargs: None


def limit_time(border: Border, seconds: float) -> None:
    """Stop the examiner's own code at the cell's limit; while it waits, the broker does."""

    def stop(signum: int, frame: object) -> None:
        if not border.waiting:
            raise Stopped("timeout", f"this check took longer than its {seconds:g} s")

    border.deadline = time.monotonic() + seconds
    if hasattr(signal, "setitimer"):
        signal.signal(signal.SIGALRM, stop)
        signal.setitimer(signal.ITIMER_REAL, seconds)


def no_limit() -> None:
    if hasattr(signal, "setitimer"):
        signal.setitimer(signal.ITIMER_REAL, 0)


def serve(channel: socket.socket) -> None:
    """Serve the broker on a channel until it closes."""
    orders, answers = channel.makefile("rb"), channel.makefile("wb")
    sys.path.insert(0, os.getcwd())  # the instructor's own support modules
    border = Border(orders, answers)
    examiner = Examiner(border)
    answers.write(protocol.pack(protocol.READY, {"version": protocol.VERSION}))
    answers.flush()
    while True:
        try:
            kind, payload = protocol.read_frame(orders)
        except protocol.BrokenPipe:
            return
        order = json.loads(payload)
        if kind == protocol.REHEARSAL:
            from autograder.grading.rehearsal import rehearse

            answers.write(protocol.pack(protocol.DONE, rehearse(order)))
            answers.flush()
            continue
        limit_time(border, order["seconds"])
        try:
            if kind == protocol.INSTRUCTOR:
                done: dict[str, Any] = examiner.instructor(protocol.InstructorCell(**order))
            else:
                results = examiner.test(protocol.TestCell(**order))
                statements = [asdict(result) for result in results]
                done = {"statements": statements, "kinds": examiner.kinds}
        except Stopped as stop:
            done = {"ok": False, "error": stop.message, "detail": "", "stopped": stop.status}
        finally:
            no_limit()
        answers.write(protocol.pack(protocol.DONE, done))
        answers.flush()
