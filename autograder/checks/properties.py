"""Checks of properties: a condition that must hold, and arguments that must stay as they are."""

from __future__ import annotations

from typing import Any

import numpy as np

from autograder.checks.calls import Uncopied
from autograder.checks.data import first_difference
from autograder.checks.failure import CheckFailure, Message
from autograder.checks.subject import Call, Cause, Subject

_WORK_ON_A_COPY = Cause.plain("`a = b` makes no copy, and `+=` changes an array: use `.copy()`")


def check_that(condition: Any, property: str, *, function: str = "", cause: str = "") -> None:
    """Check that a property holds. Hidden tests show the property too.

    Args:
        condition: a bool.
        property: what holds if it is True: "the output should be linear in x".
        function: the function that should have the property.
        cause: the likely cause if it has not.

    Raises:
        CheckFailure: the condition is False.
        TypeError: it is no bool (an array is not: say `np.all(...)`).
    """
    if type(condition) not in (bool, np.bool_):
        raise TypeError(f"condition must be True or False, not {type(condition).__name__}")
    if not condition:
        title = f"{function}: {property}" if function else property
        message = Message(title, (("likely cause", cause),) if cause else ())
        raise CheckFailure(message, message)


def check_unchanged(call: Call) -> None:
    """Check that a function left its arguments as they were.

    Arrays are compared bit for bit; lists, tuples, dicts and sets item by item. An object that
    is no data is not looked into.

    Args:
        call: what `called` returned.

    Raises:
        CheckFailure: an argument was changed in place.
        TypeError: this is no `Call`, or an argument cannot be copied.
    """
    if type(call) is not Call:
        raise TypeError(f"check_unchanged takes what `called` returns, not {type(call).__name__}")
    arguments = (*call.args, *call.kwargs.values())
    for (label, before), after in zip(call.before, arguments, strict=True):
        if type(before) is Uncopied:
            raise TypeError(f"{call.function}: the argument {label} cannot be copied")
        change = first_difference(after, before, "{} before, {} after")
        if change:
            problem = f"{label} was changed in place"
            Subject.of(call).fail(problem, [("change", change)], cause=_WORK_ON_A_COPY)
