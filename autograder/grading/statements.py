"""A test cell, statement by statement: what passed, what failed, and what to say of it."""

from __future__ import annotations

import ast
import builtins
import linecache
import traceback
from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from autograder.border.values import Refused
from autograder.checks.failure import CheckFailure, Message, NotAttempted, clean
from autograder.grading.answers import answer_of
from autograder.grading.outcome import StatementResult, Status
from autograder.notebooks.delimiters import Delimiters
from autograder.notebooks.names import Statement, plain_python, statements

_REFUSED = (
    "a hidden check could not read an answer; return numbers, strings, lists, dicts, NumPy arrays "
    "or pandas tables"
)


class StudentError(Exception):
    """An exception of the student's function, as it arrived over the border.

    Attributes:
        ename, evalue: its type and text, as the student's process says them.
        where: the line of the student's cell that raised it, "" if unknown.
    """

    def __init__(self, ename: str, evalue: str, where: str = "") -> None:
        super().__init__(evalue)
        self.ename = ename
        self.evalue = evalue
        self.where = where


class CannotCross(AttributeError):
    """A test asks more of a student's object than may cross the border."""


class NotDefined(Exception):
    """The student's notebook never defined the name."""


class Stopped(BaseException):
    """The student's side can answer no more: it ran out of time, or died.

    It is no `Exception`, so that no check and no test swallows it.
    """

    def __init__(self, status: Status, message: str) -> None:
        super().__init__(message)
        self.status = status
        self.message = message


def hidden_lines(source: str, delimiters: Delimiters) -> frozenset[int]:
    """Numbers, from 1, of the lines in regions of hidden tests."""
    inside, hidden = False, set()
    for number, line in enumerate(source.split("\n"), start=1):
        if delimiters.begin in line:
            inside = True
        elif delimiters.end in line:
            inside = False
        elif inside:
            hidden.add(number)
    return frozenset(hidden)


def run_statements(
    source: str,
    namespace: dict[str, Any],
    delimiters: Delimiters,
    unavailable: Mapping[str, BaseException],
) -> list[StatementResult]:
    """Run the top-level statements of a test cell one by one, going on after a failure.

    Args:
        namespace: the examiner's names; student's names are bound in it already.
        unavailable: names that could not be fetched, and why. A statement that reads one fails
            for that reason; one that reads a name whose binding failed is not run.

    Raises:
        SyntaxError: if the cell is not Python.
    """
    hidden = hidden_lines(source, delimiters)
    text = plain_python(source)
    linecache.cache["<test>"] = (len(text), None, text.splitlines(keepends=True), "<test>")
    lost: dict[str, BaseException | None] = dict(unavailable)
    results: list[StatementResult] = []
    stopped: Stopped | None = None
    for statement in statements(source):
        missing = sorted((statement.reads | statement.later) & set(lost))
        concealed = not hidden.isdisjoint(statement.lines)
        try:
            if stopped is not None:
                raise stopped
            if missing:
                reason = next((lost[n] for n in missing if lost[n] is not None), None)
                if reason is None:
                    results.append(_not_run(statement, concealed, missing[0]))
                    lost |= dict.fromkeys(statement.binds)
                    continue
                raise reason
            code = compile(ast.Module([statement.node], []), "<test>", "exec", dont_inherit=True)
            exec(code, namespace)  # noqa: S102  the instructor's own test, from the record
        except Stopped as stop:
            stopped = stop
            results.append(explain(statement, concealed, stop))
        except (Exception, SystemExit) as error:
            name = error.name if isinstance(error, NameError) else None
            results.append(explain(statement, concealed, lost.get(name) or error))
            lost |= dict.fromkeys(statement.binds)
        else:
            for name in statement.binds:
                lost.pop(name, None)
            results.append(_result(statement, concealed, "passed"))
    return results


def explain(statement: Statement, hidden: bool, error: BaseException) -> StatementResult:
    """The result of a statement that did not pass, with its two messages."""
    source = clean(ast.unparse(statement.node), 160)
    if isinstance(error, Stopped):
        return _result(statement, hidden, error.status, error.message, error.message)
    if isinstance(error, NotAttempted):
        return _result(statement, hidden, "not_attempted", str(error.message), error.detail)
    if isinstance(error, NotDefined):
        return _result(statement, hidden, "not_attempted", str(error), str(error))
    if isinstance(error, Refused):
        shown = _REFUSED if hidden else clean(str(error), 400)  # the student's side wrote it
        return _result(statement, hidden, "refused", shown, f"{error}\n{source}")
    if isinstance(error, CheckFailure):
        shown = error.hidden if hidden else error.message
        return _failed(statement, hidden, str(shown), error.detail, error)
    detail = f"{source}\n" + "".join(traceback.format_exception_only(error)).strip()
    if isinstance(error, CannotCross):
        return _result(statement, hidden, "needs_manual_grade", str(error), detail)
    return _failed(statement, hidden, str(_message(source, hidden, error)), detail, error)


def _message(source: str, hidden: bool, error: BaseException) -> Message:
    """A plain `assert` or an exception: said without the test's source where it is hidden."""
    name = getattr(error, "ename", type(error).__name__)
    if not isinstance(getattr(builtins, name, None), type):
        name = "an exception"  # the student chose this name: it could carry hidden inputs
    if isinstance(error, AssertionError) and not isinstance(error, StudentError):
        if hidden:
            return Message("a hidden check failed", ())
        text = clean(str(error), 400)
        return Message(
            "a check failed", (("check", source), *((("message", text),) if text else ()))
        )
    if hidden:
        return Message(f"a hidden check stopped with {name}", ())
    rows = [("check", source), ("error", clean(str(error), 400) or name)]
    if isinstance(error, StudentError) and error.where:
        rows.append(("where", clean(error.where, 200)))
    return Message(f"a check stopped with {name}", tuple(rows))


def _not_run(statement: Statement, hidden: bool, name: str) -> StatementResult:
    text = "" if hidden else f"not run: it needs `{name}`, which could not be computed"
    return _result(statement, hidden, "not_run", text, f"needs `{name}`")


def _failed(
    statement: Statement, hidden: bool, message: str, detail: str, error: BaseException
) -> StatementResult:
    result = _result(statement, hidden, "failed", message, detail)
    return replace(result, answer=answer_of(error))


def _result(
    statement: Statement, hidden: bool, status: Status, message: str = "", detail: str = ""
) -> StatementResult:
    return StatementResult(
        statement.first_line, hidden, statement.is_check, status, message, detail
    )
