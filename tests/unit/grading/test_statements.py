"""A test cell runs statement by statement, and says only what may be said."""

from __future__ import annotations

from typing import Any

import pytest

from autograder.border.values import Refused
from autograder.checks import check_number, check_that
from autograder.checks.failure import CheckFailure, Message, NotAttempted
from autograder.grading.proxies import student_error
from autograder.grading.statements import (
    CannotCross,
    NotDefined,
    Stopped,
    StudentError,
    hidden_lines,
    run_statements,
)
from autograder.notebooks.delimiters import Delimiters

BEGIN, END = "### BEGIN HIDDEN TESTS", "### END HIDDEN TESTS"
SECRET = "7919"


def run(source: str, lost: dict | None = None, **names: Any) -> list:
    namespace = {"check_number": check_number, "check_that": check_that, **names}
    return run_statements(source, namespace, Delimiters(), lost or {})


def statuses(source: str, lost: dict | None = None, **names: Any) -> list[str]:
    return [result.status for result in run(source, lost, **names)]


def hidden(source: str) -> str:
    return f"{BEGIN}\n{source}\n{END}"


def raising(error: BaseException) -> Any:
    def function(*_: Any) -> None:
        raise error

    return function


def test_statements_go_on_after_a_failure() -> None:
    assert statuses("assert 1 == 2\nx = 3\nassert x == 3\nassert x == 4") == [
        "failed",
        "passed",
        "passed",
        "failed",
    ]


def test_a_loop_stops_at_its_first_failure() -> None:
    seen: list[int] = []
    assert statuses("for n in range(5):\n    seen.append(n)\n    assert n < 2", seen=seen) == [
        "failed"
    ]
    assert seen == [0, 1, 2]


def test_what_needs_a_failed_binding_is_not_run() -> None:
    source = "x = 1 / 0\ny = x + 1\nassert y\nx = 2\nassert x == 2"
    assert statuses(source) == ["failed", "not_run", "not_run", "passed", "passed"]


def test_a_name_that_a_loop_binds_need_not_be_there() -> None:
    source = "for n in [1, 2]:\n    square = n * n\n    assert square < 5\nassert n == 2"
    lost = {"n": NotDefined("n"), "square": NotDefined("square")}
    assert statuses(source, lost) == ["passed", "passed"]


def test_a_lost_name_in_a_block_gives_its_reason() -> None:
    source = "if True:\n    x = y\n    y = 3"
    (result,) = run(source, {"y": NotDefined("`y` is not defined: not attempted")})
    assert (result.status, result.message) == ("not_attempted", "`y` is not defined: not attempted")


def test_a_lost_name_that_only_a_function_reads_counts() -> None:
    source = "def g():\n    return f(1)\nassert g() == 1"
    assert statuses(source, {"f": Refused("no")}) == ["refused", "not_run"]


@pytest.mark.parametrize(
    ("error", "status"),
    [
        (AssertionError("no"), "failed"),
        (ValueError("no"), "failed"),
        (SystemExit(0), "failed"),
        (CheckFailure(Message("no")), "failed"),
        (NotAttempted(Message("no")), "not_attempted"),
        (NotDefined("no"), "not_attempted"),
        (Refused("no"), "refused"),
        (CannotCross("no"), "needs_manual_grade"),
        (StudentError("ValueError", "no"), "failed"),
        (RecursionError(), "failed"),
    ],
)
def test_every_kind_of_failure_has_its_status(error: BaseException, status: str) -> None:
    assert statuses("f()\nassert True", f=raising(error)) == [status, "passed"]


@pytest.mark.parametrize("status", ["timeout", "kernel_died", "refused"])
def test_a_stop_ends_the_cell_even_where_the_test_would_swallow_it(status: str) -> None:
    source = "try:\n    f()\nexcept Exception:\n    pass\nassert True"
    stop = Stopped(status, "over")  # type: ignore[arg-type]
    assert [(r.status, r.message) for r in run(source, f=raising(stop))] == [(status, "over")] * 2


def test_hidden_lines_are_those_between_the_marks() -> None:
    assert hidden_lines(f"a\n{BEGIN}\nb\nc\n{END}\nd", Delimiters()) == {3, 4}
    assert hidden_lines(f"a\n{BEGIN}\nb", Delimiters()) == {3}
    assert hidden_lines("# START\nb\n# STOP", Delimiters("START", "STOP")) == {2}


HOSTILE = [
    ValueError(SECRET),
    AssertionError(SECRET),
    type(f"E{SECRET}", (Exception,), {})(SECRET),
    StudentError(f"E{SECRET}", SECRET, f"line 1 of the cell: {SECRET}"),
    StudentError("ValueError", SECRET, SECRET),
    student_error({"ename": "AssertionError", "evalue": SECRET, "where": SECRET}),
    Refused(f"inputs were {SECRET}"),
    CheckFailure(Message("f: wrong", (("expected", SECRET),))),
    NotAttempted(Message("f: not written yet")),
    NameError(SECRET, name=SECRET),
    KeyError(SECRET),
]


@pytest.mark.parametrize("error", HOSTILE, ids=lambda e: type(e).__name__)
def test_a_hidden_message_shows_no_input(error: BaseException) -> None:
    (result,) = run(hidden(f"f({SECRET})"), f=raising(error))
    assert result.hidden
    assert SECRET not in result.message
    assert result.message


def test_a_hidden_binding_that_failed_is_not_named() -> None:
    results = run(hidden(f"secret_{SECRET} = 1 / 0\nassert secret_{SECRET}"))
    assert [r.status for r in results] == ["failed", "not_run"]
    assert not any(SECRET in r.message for r in results)


def test_visible_messages_name_the_check_and_the_error() -> None:
    (result,) = run("assert 1 == 2, 'numbers differ'")
    assert "assert 1 == 2" in result.message and "numbers differ" in result.message
    error = StudentError("ZeroDivisionError", "division by zero", "line 2 of the cell: 1 / 0")
    (result,) = run("f(3)", f=raising(error))
    for text in ("f(3)", "ZeroDivisionError", "division by zero", "line 2 of the cell"):
        assert text in result.message


@pytest.mark.parametrize("text", ["\x1b[31mred", "a\nb", "\ud800", "x" * 10_000, "\x00"])
def test_messages_are_short_plain_text(text: str) -> None:
    for error in (ValueError(text), AssertionError(text), Refused(text), StudentError(text, text)):
        (result,) = run("f()", f=raising(error))
        assert result.message.replace("\n", "").isprintable()
        assert len(result.message) < 1_500
        result.message.encode()


class TestErrorsOfTheStudents:
    @pytest.mark.parametrize("name", ["ValueError", "KeyError", "OSError", "AssertionError"])
    def test_can_be_caught_as_the_builtin_they_name(self, name: str) -> None:
        error = student_error({"ename": name, "evalue": "x", "where": ""})
        assert isinstance(error, getattr(__import__("builtins"), name))
        assert isinstance(error, StudentError)
        assert (error.ename, error.evalue) == (name, "x")

    @pytest.mark.parametrize(
        "name",
        ["StopIteration", "StopAsyncIteration", "GeneratorExit", "SystemExit", "KeyboardInterrupt"],
    )
    def test_cannot_steer_the_test(self, name: str) -> None:
        error = student_error({"ename": name, "evalue": "", "where": ""})
        assert type(error) is StudentError

        def check(n: int) -> None:
            raise error

        source = "for n in map(check, [1, 2]):\n    assert n == 3\nassert all(map(check, [1]))"
        assert statuses(source, check=check) == ["failed", "failed"]

    @pytest.mark.parametrize(
        "described",
        [None, 3, {}, {"ename": 3}, {"ename": "print"}, {"ename": "UnicodeDecodeError"},
         {"ename": "ExceptionGroup"}, {"ename": "a b\x1b[31m"}, {"ename": "__import__"}],
    )  # fmt: skip
    def test_odd_descriptions_are_plain_errors(self, described: Any) -> None:
        assert isinstance(student_error(described), StudentError)
