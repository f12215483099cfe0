"""What known mistakes answer: the tests, run on the reference with a mistake in it.

It runs in an examiner's process of its own, in which no student's code ever was, and carries values
the way they cross the border, so that they are what a student's would be.
"""

from __future__ import annotations

import ast
import contextlib
import io
import time
from collections.abc import Iterable, Mapping
from typing import Any

from autograder.border.agent import answered
from autograder.grading import protocol
from autograder.grading.examiner import Examiner, limit_time, no_limit
from autograder.grading.proxies import Border
from autograder.grading.statements import Stopped
from autograder.notebooks.names import Statement, statements_or_none

SECONDS_A_TEST = 5.0


class Within(Border):
    """A border between the examiner and names of its own process."""

    def __init__(self) -> None:
        super().__init__(io.BytesIO(), io.BytesIO())
        self.names: dict[str, Any] = {}

    def carry(self, message: bytes) -> bytes:
        return answered(message, self.names)


def rehearse(order: Mapping[str, Any]) -> dict[str, Any]:
    """Run every variant's tests.

    Args:
        order: a `Rehearsal` as JSON gives it.

    Returns:
        "answers": for each variant, by grade_id, the line of every failed statement and the answer
        it was about. "left": how many variants there was no time for.
    """
    end = time.monotonic() + order["seconds"]
    border = Within()
    examiner = Examiner(border)
    reference = {int(n): statements_or_none(source) for n, source in order["cells"].items()}
    tests = {int(n): protocol.TestCell(**test) for n, test in order["tests"].items()}
    found: dict[str, dict[str, list]] = {}
    with contextlib.redirect_stdout(io.StringIO()), contextlib.redirect_stderr(io.StringIO()):
        for number, source in order["instructor"].items():
            cell = protocol.InstructorCell(int(number), source, (), 0.0)
            examiner.instructor(cell)
        prepared = dict(examiner.namespace)
        for variant in order["variants"]:
            if time.monotonic() > end:
                break
            changed = {int(n): statements_or_none(s) for n, s in variant["cells"].items()}
            wanted = {n: tests[n] for n in variant["tests"]}
            border.names = _names({**reference, **changed}, wanted.values())
            answers = {}
            for test in wanted.values():
                examiner.namespace.clear()
                examiner.namespace.update(prepared)
                answers[test.grade_id] = _answers(examiner, test)
            found[variant["name"]] = answers
    return {"answers": found, "left": len(order["variants"]) - len(found)}


def _answers(examiner: Examiner, test: protocol.TestCell) -> list[tuple[int, str]]:
    limit_time(examiner.border, SECONDS_A_TEST)
    try:
        results = examiner.test(test)
    except Stopped:
        return []
    finally:
        no_limit()
    return [(result.line, result.answer) for result in results if result.answer]


def _names(
    cells: Mapping[int, list[Statement]], tests: Iterable[protocol.TestCell]
) -> dict[str, Any]:
    """The student's names that tests fetch, made by the cells' statements that they depend on."""
    names: dict[str, Any] = {"__name__": "__main__"}
    wanted = {name for test in tests for name, _ in test.fetches}
    for number, parts in sorted(needed(cells, wanted).items()):
        code = compile(ast.Module([part.node for part in parts], []), f"<cell {number}>", "exec")
        try:
            exec(code, names)  # noqa: S102  the instructor's own solutions and mistakes
        except Exception:  # noqa: BLE001, S112  what this cell should have bound is missing
            continue
    return names


def needed(
    cells: Mapping[int, list[Statement]], wanted: Iterable[str]
) -> dict[int, list[Statement]]:
    """The statements of the cells on which the wanted names depend, in the order of a notebook."""
    names = set(wanted)
    kept: dict[int, list[Statement]] = {}
    for number in sorted(cells, reverse=True):
        for statement in reversed(cells[number]):
            if (statement.binds | statement.changes) & names:
                names |= statement.reads | statement.later
                kept.setdefault(number, []).insert(0, statement)
    return kept
