"""The mark of an instructor's function that must run beside the student's code."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

_F = TypeVar("_F", bound=Callable)


def student_side(function: _F) -> _F:
    """Mark a function that hands the student's code something that is not data.

    A class, a function or a random generator cannot leave the process it lives in. When a
    notebook is graded, a function with this mark therefore runs where the student's code runs;
    it takes and returns data. In a notebook it is the function itself, unchanged.

    Raises:
        TypeError: it is not a function.
    """
    if not callable(function):
        raise TypeError(f"student_side marks a function, not {type(function).__name__}")
    function.__student_side__ = True  # type: ignore[attr-defined]
    return function
